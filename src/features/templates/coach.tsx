/** The bubble of the first visit: one idea at a time, beside what it speaks of. Closed for good by a click, or by doing it. */
import { useRef, useState, type CSSProperties } from "react";
import type { Text } from "@/base/text";
import type { Place } from "@/features/templates/coach-place";
import { tourStep, tourSteps, type TourStep } from "@/features/templates/tour";
import { usePlace } from "@/features/templates/use-place";
import { useDocument, useRun } from "@/hooks/bench";
import { Button } from "@/ui/button";
import { Kbd } from "@/ui/kbd";
import { useSay } from "@/ui/locale";
import "@/features/templates/templates.css";

const storageKey = "layerlab.tour";

const words: { readonly [S in TourStep]: { readonly lead: Text; readonly call: Text; readonly rest: Text } } = {
  train: {
    lead: { en: "It has learned nothing yet. ", zh: "它还什么都没学过。" },
    call: { en: "Press Train", zh: "点击“训练”" },
    rest: { en: " and watch it learn.", zh: "，看它怎样学习。" },
  },
  watch: {
    lead: { en: "It is learning. ", zh: "它正在学习。" },
    call: { en: "The loss falls", zh: "损失在下降" },
    rest: { en: " as it guesses better.", zh: "，说明它猜得越来越准。" },
  },
  try: {
    lead: { en: "Now it is your turn. ", zh: "轮到你了。" },
    call: { en: "Try it", zh: "试一试" },
    rest: { en: " with something it has never seen.", zh: "，给它没见过的东西。" },
  },
};
/** What each step points at; the first that is on screen. On a phone Train has its halo: the bubble keeps its place below, so that nothing moves between the steps. */
const targets: { readonly [S in TourStep]: readonly string[] } = {
  train: [".bench .transport-main", ".phone-tabs"],
  watch: ['[data-region="dock"]', "#phone-tab-evaluate"],
  try: ['[data-region="try"]', "#phone-tab-try"],
};

function readSeen(): ReadonlySet<TourStep> {
  try {
    const saved: unknown = JSON.parse(localStorage.getItem(storageKey) ?? "[]");
    return new Set(Array.isArray(saved) ? tourSteps.filter((step) => saved.includes(step)) : []);
  } catch {
    return new Set();
  }
}

export function Coach() {
  const [seen, setSeen] = useState(readSeen);
  const step = useRun((state) => tourStep(state, seen));
  const close = (steps: readonly TourStep[]) => {
    const next = new Set([...seen, ...steps]);
    setSeen(next);
    try {
      localStorage.setItem(storageKey, JSON.stringify([...next]));
    } catch {
      // Forbidden storage shows the tour again, nothing more.
    }
  };
  return step && <Bubble key={step} step={step} onDone={() => close([step])} onSkip={() => close(tourSteps)} />;
}

interface BubbleProps {
  readonly step: TourStep;
  readonly onDone: () => void;
  readonly onSkip: () => void;
}

function Bubble({ step, onDone, onSkip }: BubbleProps) {
  const say = useSay();
  const bubble = useRef<HTMLElement>(null);
  const place = usePlace(bubble, targets[step]);
  const isImageTask = useDocument((state) => state.project.data.datasetId === "mnist");
  const lead = step === "train" && isImageTask ? { en: "It has never seen a digit. ", zh: "它从没见过数字。" } : words[step].lead;
  return (
    <aside
      ref={bubble}
      className={`coach is-${step} ${place?.isBelow ? "is-below" : "is-above"}`}
      style={styleOf(place)}
      aria-label={say({ en: "First steps", zh: "入门提示" })}
    >
      <p>
        {say(lead)}
        <b>{say(words[step].call)}</b>
        {say(words[step].rest)}
      </p>
      <div className="row">
        <span className="coach-dots" aria-hidden="true">
          {tourSteps.map((other) => (
            <i key={other} className={other === step ? "is-now" : undefined} />
          ))}
        </span>
        {step === "train" && (
          <span className="quiet small coach-key">
            {say({ en: "or press", zh: "或按" })} <Kbd keys="Space" />
          </span>
        )}
        <span className="push" />
        {step !== "train" && (
          <Button small onClick={onDone}>
            {say({ en: "Got it", zh: "知道了" })}
          </Button>
        )}
        {step !== "try" && (
          <Button small variant="plain" onClick={onSkip}>
            {say({ en: "Skip the tour", zh: "跳过提示" })}
          </Button>
        )}
      </div>
    </aside>
  );
}

function styleOf(place: Place | undefined): CSSProperties {
  if (!place) return { visibility: "hidden" };
  const vertical: CSSProperties = place.isBelow ? { top: place.y } : { bottom: place.y };
  return { left: place.left, ...vertical, "--coach-arrow": `${place.arrow}px` } as CSSProperties;
}

/** The bubble of the first visit: one idea at a time, beside what it speaks of. Closed for good by a click, or by doing it. */
import { useEffect, useState, type CSSProperties } from "react";
import type { Text } from "@/base/text";
import { tourStep, tourSteps, type TourStep } from "@/features/templates/tour";
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
    rest: { en: " as its guesses get better.", zh: "，说明它猜得越来越准。" },
  },
  try: {
    lead: { en: "Now it is your turn. ", zh: "轮到你了。" },
    call: { en: "Try it", zh: "试一试" },
    rest: { en: " with something it has never seen.", zh: "，给它没见过的东西。" },
  },
};
/** What each step points at; the first that is on screen. */
const targets: { readonly [S in TourStep]: readonly string[] } = {
  train: [".transport-main"],
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
  const place = usePlace(targets[step]);
  const isImageTask = useDocument((state) => state.project.data.datasetId === "mnist");
  if (!place) return null;
  const lead = step === "train" && isImageTask ? { en: "It has never seen a digit. ", zh: "它从没见过数字。" } : words[step].lead;
  const vertical: CSSProperties = place.isBelow ? { top: place.y } : { bottom: place.y };
  const style = { left: place.left, ...vertical, "--coach-arrow": `${place.arrow}px` } as CSSProperties;
  return (
    <aside className={`coach is-${step} ${place.isBelow ? "is-below" : "is-above"}`} style={style} aria-label={say({ en: "First steps", zh: "入门提示" })}>
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

interface Place {
  readonly left: number;
  /** From the top when below its target, from the bottom when above. */
  readonly y: number;
  readonly arrow: number;
  readonly isBelow: boolean;
}
const bubbleWidth = 372;
const gap = 11;

function usePlace(selectors: readonly string[]): Place | undefined {
  const [place, setPlace] = useState<Place | undefined>();
  useEffect(() => {
    const target = selectors.map((selector) => document.querySelector(selector)).find((element) => element && element.getClientRects().length > 0);
    if (!target) return;
    // It reports once at the start, and whenever the window or the panel changes size.
    const observer = new ResizeObserver(() => setPlace(placeBeside(target.getBoundingClientRect())));
    observer.observe(document.body);
    observer.observe(target);
    return () => observer.disconnect();
  }, [selectors]);
  return place;
}

function placeBeside(box: DOMRect): Place {
  const width = Math.min(bubbleWidth, innerWidth - 24);
  const left = Math.max(12, Math.min(box.left, innerWidth - width - 12));
  const isBelow = box.top < innerHeight / 2;
  const pointsAt = Math.min(box.left + box.width / 2, box.left + 50);
  return { left, y: isBelow ? box.bottom + gap : innerHeight - box.top + gap, arrow: Math.max(14, Math.min(width - 28, pointsAt - left - 6)), isBelow };
}

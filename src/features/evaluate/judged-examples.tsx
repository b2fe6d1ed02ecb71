/**
 * Pictures of judged examples with the network's confidence; pressing one shows it in Try it and on the canvas.
 * They are one drawing under the list: a canvas for each would cost the page more than training does.
 */
import { memo, useCallback, useMemo, useState } from "react";
import type { Judgement } from "@/features/evaluate/cells";
import { paintExample, type DrawnExample } from "@/features/evaluate/paint-example";
import type { Split } from "@/data/define-dataset";
import type { ExampleSet } from "@/engine/protocol";
import { useBench, useView } from "@/hooks/bench";
import { useController } from "@/hooks/use-controller";
import { useShownDataset } from "@/hooks/use-dataset";
import { inputsOf, useExamples } from "@/hooks/use-examples";
import { useInTurns } from "@/hooks/use-in-turns";
import { classNames } from "@/ui/class-names";
import { useSay } from "@/ui/locale";
import { createBoardView, type BoardOptions } from "@/viz/board-view";
import { percent } from "@/viz/figures";
import { letterWidth } from "@/viz/letter-width";

export interface JudgedExamplesProps {
  readonly split: Split;
  /** Must keep its identity while it says the same. */
  readonly judgements: readonly Judgement[];
  /** What these are examples of: pictures of something else are never left standing. */
  readonly subject: string;
  readonly names: readonly string[];
  /** Says the true and the predicted class under each picture. */
  readonly saysClasses?: boolean;
}

/** Of a text, a few lines: enough to see why. */
const longestShown = 200;
/** A frame has room for so many new pictures with their captions. */
const perFrame = 24;

/** An example with what was said of it: picture and caption change together. */
interface Judged {
  readonly judgement: Judgement;
  /** Undefined while it is on its way. */
  readonly drawn: DrawnExample | undefined;
  readonly text: string | undefined;
}

export function JudgedExamples({ split, judgements: newest, subject, names, saysClasses = false }: JudgedExamplesProps) {
  const { view } = useBench();
  const isText = useShownDataset()?.kind === "text";
  const shown = useView((state) => state.example);
  const { judgements, examples } = useTogether(split, newest, subject);
  const newestJudged = useMemo(
    () =>
      judgements.map((judgement): Judged => {
        const at = examples ? examples.indices.indexOf(judgement.index) : -1;
        return {
          judgement,
          drawn: examples && at >= 0 ? { inputs: inputsOf(examples, at), shape: examples.inputShape } : undefined,
          text: examples?.texts?.[at],
        };
      }),
    [judgements, examples],
  );
  const judged = useInTurns(newestJudged, `${split} ${subject}`, perFrame);
  const board = useMemo<BoardOptions>(
    () => ({
      count: isText ? 0 : judged.length,
      paint: (context, boxes, palette) => boxes.forEach((box, i) => paintExample(context, box, palette, judged[i]?.drawn, saysClasses)),
    }),
    [isText, judged, saysClasses],
  );
  const [canvas] = useController(createBoardView, board);
  const show = useCallback((index: number) => view.setState({ example: { split, index } }), [view, split]);
  return (
    <div className="judged-board">
      <canvas ref={canvas} className="board-canvas" aria-hidden="true" />
      <ul
        className={classNames(
          "judged",
          saysClasses && "is-captioned",
          saysClasses && names.some((name) => letterWidth(name) > 2) && "is-named",
          isText && "is-text",
        )}
      >
        {judged.map((one, place) => (
          // A place keeps its elements whatever example comes to stand there.
          <Place
            key={place}
            judged={one}
            names={names}
            isText={isText}
            saysClasses={saysClasses}
            isShown={shown !== undefined && "index" in shown && shown.split === split && shown.index === one.judgement.index}
            onShow={show}
          />
        ))}
      </ul>
    </div>
  );
}

interface PlaceProps extends Required<Pick<JudgedExamplesProps, "names" | "saysClasses">> {
  readonly judged: Judged;
  readonly isText: boolean;
  readonly isShown: boolean;
  readonly onShow: (index: number) => void;
}

const Place = memo(function Place({ judged, names, isText, saysClasses, isShown, onShow }: PlaceProps) {
  const say = useSay();
  const { index, label, prediction, confidence } = judged.judgement;
  const values = { index, label: names[label] ?? "", prediction: names[prediction] ?? "", confidence: percent(confidence, 0) };
  const words = say(
    { en: "Example {index}: {label}, answered {prediction}, {confidence} sure", zh: "样本 {index}：{label}，回答 {prediction}，把握 {confidence}" },
    values,
  );
  return (
    <li>
      <button
        type="button"
        aria-pressed={isShown}
        aria-label={words}
        title={say({ en: "Show it in Try it", zh: "在“试一试”中查看" })}
        onClick={() => onShow(index)}
      >
        {isText ? <TextLines text={judged.text} /> : <span className="example-place" data-place="" />}
        <span className="figure">
          {saysClasses && (
            <b>
              {values.label} → {values.prediction}
            </b>
          )}
          {values.confidence}
        </span>
      </button>
    </li>
  );
});

function TextLines({ text }: { readonly text: string | undefined }) {
  return (
    text !== undefined && (
      <span className="example-text" dir="auto">
        {text.length > longestShown ? `${text.slice(0, longestShown)}…` : text}
      </span>
    )
  );
}

interface Together {
  readonly judgements: readonly Judgement[];
  readonly examples: ExampleSet | undefined;
}

/** Judgements and their examples, which come later: those of before stay until both are there, so that no caption stands under another's picture. */
function useTogether(split: Split, judgements: readonly Judgement[], subject: string): Together {
  const examples = useExamples(
    split,
    judgements.map(({ index }) => index),
  );
  const of = `${split} ${subject}`;
  const [kept, setKept] = useState<Together & { readonly of: string }>();
  const isComplete = examples?.split === split && judgements.every(({ index }) => examples.indices.includes(index));
  if (isComplete && (kept?.judgements !== judgements || kept.examples !== examples)) setKept({ of, judgements, examples });
  if (isComplete) return { judgements, examples };
  return examples && kept?.of === of ? kept : { judgements, examples: undefined };
}

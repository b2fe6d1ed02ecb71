/**
 * Pictures of judged examples with the network's confidence; pressing one shows it in Try it and on the canvas.
 * They are one drawing under the list: a canvas for each would cost the page more than training does.
 */
import { useMemo, useState } from "react";
import type { Judgement } from "@/features/evaluate/cells";
import { paintExample } from "@/features/evaluate/paint-example";
import type { Split } from "@/data/define-dataset";
import type { ExampleSet } from "@/engine/protocol";
import { useBench, useView } from "@/hooks/bench";
import { useController } from "@/hooks/use-controller";
import { useShownDataset } from "@/hooks/use-dataset";
import { inputsOf, useExamples } from "@/hooks/use-examples";
import { classNames } from "@/ui/class-names";
import { useSay } from "@/ui/locale";
import { createBoardView, type BoardOptions } from "@/viz/board-view";
import { percent } from "@/viz/figures";

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

export function JudgedExamples({ split, judgements: newest, subject, names, saysClasses = false }: JudgedExamplesProps) {
  const say = useSay();
  const { view } = useBench();
  const isText = useShownDataset()?.kind === "text";
  const shown = useView((state) => state.example);
  const { judgements, examples } = useTogether(split, newest, subject);
  const places = useMemo(() => judgements.map(({ index }) => (examples ? examples.indices.indexOf(index) : -1)), [judgements, examples]);
  const board = useMemo<BoardOptions>(
    () => ({
      count: isText ? 0 : places.length,
      paint: (context, boxes, palette) =>
        boxes.forEach((box, i) => {
          const at = places[i] ?? -1;
          const example = examples && at >= 0 ? { inputs: inputsOf(examples, at), shape: examples.inputShape } : undefined;
          paintExample(context, box, palette, example, saysClasses);
        }),
    }),
    [isText, places, examples, saysClasses],
  );
  const [canvas] = useController(createBoardView, board);
  return (
    <div className="judged-board">
      <canvas ref={canvas} className="board-canvas" aria-hidden="true" />
      <ul className={classNames("judged", saysClasses && "is-captioned", isText && "is-text")}>
        {judgements.map(({ index, label, prediction, confidence }, place) => {
          const isShown = shown !== undefined && "index" in shown && shown.split === split && shown.index === index;
          const values = { index, label: names[label] ?? "", prediction: names[prediction] ?? "", confidence: percent(confidence, 0) };
          const words = say(
            { en: "Example {index}: {label}, answered {prediction}, {confidence} sure", zh: "样本 {index}：{label}，回答 {prediction}，把握 {confidence}" },
            values,
          );
          return (
            // A place keeps its elements whatever example comes to stand there.
            <li key={place}>
              <button
                type="button"
                aria-pressed={isShown}
                aria-label={words}
                title={say({ en: "Show it in Try it", zh: "在“试一试”中查看" })}
                onClick={() => view.setState({ example: { split, index } })}
              >
                {isText ? <TextLines text={examples?.texts?.[places[place] ?? -1]} /> : <span className="example-place" data-place="" />}
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
        })}
      </ul>
    </div>
  );
}

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

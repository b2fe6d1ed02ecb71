/**
 * Pictures of judged examples with the network's confidence; pressing one shows it in Try it and on the canvas.
 * A place keeps its elements whatever example comes to stand there: new canvases for each evaluation would cost more than training.
 */
import type { Judgement } from "@/features/evaluate/cells";
import { ExamplePicture } from "@/features/evaluate/example-picture";
import type { Split } from "@/data/define-dataset";
import { useBench, useView } from "@/hooks/bench";
import { useShownDataset } from "@/hooks/use-dataset";
import { inputsOf, useExamples } from "@/hooks/use-examples";
import { classNames } from "@/ui/class-names";
import { useSay } from "@/ui/locale";
import { percent } from "@/viz/figures";

export interface JudgedExamplesProps {
  readonly split: Split;
  readonly judgements: readonly Judgement[];
  readonly names: readonly string[];
  /** Says the true and the predicted class under each picture. */
  readonly saysClasses?: boolean;
}

export function JudgedExamples({ split, judgements, names, saysClasses = false }: JudgedExamplesProps) {
  const say = useSay();
  const { view } = useBench();
  const isText = useShownDataset()?.kind === "text";
  const shown = useView((state) => state.example);
  const examples = useExamples(
    split,
    judgements.map(({ index }) => index),
  );
  return (
    <ul className={classNames("judged", saysClasses && "is-captioned", isText && "is-text")}>
      {judgements.map(({ index, label, prediction, confidence }, place) => {
        const at = examples?.split === split ? examples.indices.indexOf(index) : -1;
        const isShown = shown !== undefined && "index" in shown && shown.split === split && shown.index === index;
        const values = { index, label: names[label] ?? "", prediction: names[prediction] ?? "", confidence: percent(confidence, 0) };
        const words = say(
          { en: "Example {index}: {label}, answered {prediction}, {confidence} sure", zh: "样本 {index}：{label}，回答 {prediction}，把握 {confidence}" },
          values,
        );
        return (
          <li key={place}>
            <button
              type="button"
              aria-pressed={isShown}
              aria-label={words}
              title={say({ en: "Show it in Try it", zh: "在“试一试”中查看" })}
              onClick={() => view.setState({ example: { split, index } })}
            >
              {isText && at < 0 ? null : examples && at >= 0 ? (
                <ExamplePicture inputs={inputsOf(examples, at)} shape={examples.inputShape} text={examples.texts?.[at]} label="" />
              ) : (
                <span className="example-pixels" />
              )}
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
  );
}

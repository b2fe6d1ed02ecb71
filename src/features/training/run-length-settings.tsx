/** How much is seen at once, how often all of it, and from which seed. */
import { usePlannedSteps } from "@/features/training/use-planned-steps";
import { useTraining } from "@/features/training/use-training";
import type { Text } from "@/base/text";
import { maxSeed, trainingFields } from "@/network/training-fields";
import { Button, IconButton } from "@/ui/button";
import { Field } from "@/ui/field";
import { useSay } from "@/ui/locale";
import { NumberInput } from "@/ui/number-input";
import { grouped } from "@/viz/figures";

const words = {
  full: { en: "All", zh: "全部" },
  fullHint: { en: "Full batch: all training examples in one step", zh: "全批：每一步使用全部训练样本" },
  fullCount: { en: "all {count}", zh: "全部 {count}" },
  fullUnknown: { en: "all examples", zh: "全部样本" },
  newSeed: { en: "Another seed", zh: "换一个种子" },
  steps: { en: "Steps: {perEpoch} per epoch, {total} in all", zh: "每轮 {perEpoch} 步，共 {total} 步" },
} satisfies Record<string, Text>;

const { batchSize: batchField, epochs: epochsField, seed: seedField } = trainingFields;
/** Long seeds are hard to read out to a class. */
const largestDrawnSeed = 9999;

export function RunLengthSettings() {
  const say = useSay();
  const { training, change, commit } = useTraining();
  const { stepsPerEpoch, trainCount } = usePlannedSteps();
  const { batchSize, epochs, seed } = training;
  const isFull = batchSize === "full";
  const largestBatch = Math.min(batchField.max, trainCount ?? batchField.max);
  const draw = () => {
    const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1));
    change("seed", seedField.label, { seed: drawn % (largestDrawnSeed + 1) });
    commit();
  };
  return (
    <>
      <Field label={say(batchField.label)} help={say(batchField.help)}>
        <span className="with-button">
          {isFull ? (
            <span className="batch-all figure">{trainCount === undefined ? say(words.fullUnknown) : say(words.fullCount, { count: grouped(trainCount) })}</span>
          ) : (
            <NumberInput
              integer
              value={batchSize}
              min={batchField.min}
              max={largestBatch}
              onChange={(next) => change("batchSize", batchField.label, { batchSize: next })}
              onCommit={commit}
            />
          )}
          <Button
            aria-pressed={isFull}
            variant={isFull ? "ink" : "default"}
            hint={say(words.fullHint)}
            onClick={() => change("batchSize", batchField.label, { batchSize: isFull ? Math.min(batchField.initial, largestBatch) : "full" })}
          >
            {say(words.full)}
          </Button>
        </span>
      </Field>
      <Field label={say(epochsField.label)} help={say(epochsField.help)}>
        <NumberInput
          integer
          value={epochs}
          min={epochsField.min}
          max={epochsField.max}
          onChange={(next) => change("epochs", epochsField.label, { epochs: next })}
          onCommit={commit}
        />
      </Field>
      {trainCount !== undefined && (
        <p className="planned-steps figure">{say(words.steps, { perEpoch: grouped(stepsPerEpoch), total: grouped(stepsPerEpoch * epochs) })}</p>
      )}
      <Field label={say(seedField.label)} help={say(seedField.help)}>
        <span className="with-button">
          <NumberInput integer value={seed} min={0} max={maxSeed} onChange={(next) => change("seed", seedField.label, { seed: next })} onCommit={commit} />
          <IconButton icon="dices" label={say(words.newSeed)} onClick={draw} />
        </span>
      </Field>
    </>
  );
}

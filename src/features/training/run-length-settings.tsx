/** How much is seen at once, how often all of it, and from which seed. */
import { usePlannedSteps } from "@/features/training/use-planned-steps";
import { useTraining } from "@/features/training/use-training";
import type { Text } from "@/base/text";
import { Button, IconButton } from "@/ui/button";
import { Field } from "@/ui/field";
import { useSay } from "@/ui/locale";
import { NumberInput } from "@/ui/number-input";
import { grouped } from "@/viz/figures";

const words = {
  batch: { en: "Batch size", zh: "批大小" },
  batchHelp: {
    en: "Examples per step. Small batches step often and noisily; large ones seldom and surely. Full batch is plain gradient descent.",
    zh: "每一步用多少样本。小批步子多而有噪声，大批步子少而稳；全批就是普通梯度下降。",
  },
  full: { en: "All", zh: "全部" },
  fullHint: { en: "Full batch: all training examples in one step", zh: "全批：每一步使用全部训练样本" },
  fullCount: { en: "all {count}", zh: "全部 {count}" },
  fullUnknown: { en: "all examples", zh: "全部样本" },
  epochs: { en: "Epochs", zh: "轮数" },
  epochsHelp: { en: "How often the network sees every training example.", zh: "网络把全部训练样本看几遍。" },
  seed: { en: "Seed", zh: "随机种子" },
  seedHelp: {
    en: "Fresh weights, shuffling and dropout are drawn from it: the same seed gives the same run.",
    zh: "初始权重、打乱顺序和 Dropout 都由它决定：种子相同，训练就相同。",
  },
  newSeed: { en: "Another seed", zh: "换一个种子" },
  steps: { en: "{perEpoch} steps per epoch, {total} in all", zh: "每轮 {perEpoch} 步，共 {total} 步" },
} satisfies Record<string, Text>;

const usualBatch = 32;
const largestBatch = 65_536;
const largestSeed = 999_999;

export function RunLengthSettings() {
  const say = useSay();
  const { training, change, commit } = useTraining();
  const { stepsPerEpoch, trainCount } = usePlannedSteps();
  const { batchSize, epochs, seed } = training;
  const isFull = batchSize === "full";
  return (
    <>
      <Field label={say(words.batch)} help={say(words.batchHelp)}>
        <span className="batch-size">
          {isFull ? (
            <span className="batch-all figure">{trainCount === undefined ? say(words.fullUnknown) : say(words.fullCount, { count: grouped(trainCount) })}</span>
          ) : (
            <NumberInput
              integer
              value={batchSize}
              min={1}
              max={trainCount ?? largestBatch}
              onChange={(next) => change("batchSize", words.batch, { batchSize: next })}
              onCommit={commit}
            />
          )}
          <Button
            aria-pressed={isFull}
            variant={isFull ? "ink" : "default"}
            hint={say(words.fullHint)}
            onClick={() => change("batchSize", words.batch, { batchSize: isFull ? Math.min(usualBatch, trainCount ?? usualBatch) : "full" })}
          >
            {say(words.full)}
          </Button>
        </span>
      </Field>
      <Field label={say(words.epochs)} help={say(words.epochsHelp)}>
        <NumberInput integer value={epochs} min={1} max={100_000} onChange={(next) => change("epochs", words.epochs, { epochs: next })} onCommit={commit} />
      </Field>
      {trainCount !== undefined && (
        <p className="planned-steps figure">{say(words.steps, { perEpoch: grouped(stepsPerEpoch), total: grouped(stepsPerEpoch * epochs) })}</p>
      )}
      <Field label={say(words.seed)} help={say(words.seedHelp)}>
        <span className="batch-size">
          <NumberInput integer value={seed} min={0} max={largestSeed} onChange={(next) => change("seed", words.seed, { seed: next })} onCommit={commit} />
          <IconButton
            icon="dices"
            label={say(words.newSeed)}
            onClick={() => {
              const [drawn = 1] = crypto.getRandomValues(new Uint32Array(1));
              change("seed", words.seed, { seed: drawn % (largestSeed + 1) });
              commit();
            }}
          />
        </span>
      </Field>
    </>
  );
}

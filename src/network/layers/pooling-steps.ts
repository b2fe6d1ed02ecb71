/** What the two poolings over steps share: their settings, and the shape that leaves. */
import type { Text } from "@/base/text";
import { choice, int } from "@/network/fields";
import { stepsLine } from "@/network/layers/brief";
import { windowMacs } from "@/network/layers/image-input";
import { sequenceOf, slideOverSteps } from "@/network/layers/sequence-input";
import type { Padding, Shape } from "@/network/shape";

const steps: Text = { en: "steps", zh: "步" };

export const poolingStepsFields = {
  poolSize: int({
    label: { en: "Pool size", zh: "窗口大小" },
    help: { en: "How many steps become one.", zh: "多少步合并成一步。" },
    unit: steps,
    initial: 2,
    kerasDefault: 2,
    min: 1,
    max: 64,
  }),
  // Keras' default is the pool size, so generated code must always name it.
  strides: int({
    label: { en: "Stride", zh: "步幅" },
    help: { en: "How far the window moves each time; usually its own size.", zh: "窗口每次移动多远，通常等于窗口大小。" },
    unit: steps,
    initial: 2,
    min: 1,
    max: 64,
  }),
  padding: choice(["valid", "same"], {
    label: { en: "Padding", zh: "填充" },
    help: { en: "`valid` drops steps that do not fill a window. `same` keeps them.", zh: "`valid` 丢弃不足一个窗口的步，`same` 保留。" },
    initial: "valid",
    kerasDefault: "valid",
  }),
};

interface PoolingConfig {
  readonly poolSize: number;
  readonly strides: number;
  readonly padding: Padding;
}

/** Short where windows lie side by side, as nearly always: the title beside it is long. */
export const poolingStepsBrief = ({ poolSize, strides }: PoolingConfig) => ({
  line: poolSize === strides ? { text: { en: "{poolSize} {poolSize|step|steps}", zh: "{poolSize} 步" }, values: { poolSize } } : stepsLine(poolSize, strides),
});

export function poolingStepsShape(layer: string, { poolSize, strides, padding }: PoolingConfig, input: Shape | undefined): Shape {
  const sequence = sequenceOf(layer, input);
  return [sequence.batch, slideOverSteps(layer, sequence, { size: poolSize, stride: strides, padding }), sequence.channels];
}

/** Comparisons or additions, counted as multiply-adds are. */
export const poolingStepsMacs = ({ poolSize }: PoolingConfig, _inputs: readonly Shape[], output: Shape) => windowMacs(output, poolSize);

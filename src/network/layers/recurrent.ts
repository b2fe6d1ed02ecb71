/** What the recurrent layers share: their settings, weights, shapes and cost. */
import type { ActivationName } from "@/network/activations";
import { bool, choice, float, int, type Regularizer } from "@/network/fields";
import type { InitializerName } from "@/network/initializers";
import {
  activationTitles,
  biasInitializerField,
  biasRegularizerField,
  kernelInitializerField,
  kernelRegularizerField,
  recurrentInitializerField,
  recurrentRegularizerField,
  useBiasField,
} from "@/network/layers/common-fields";
import type { WeightSpec } from "@/network/layers/define-layer";
import { sequenceOf } from "@/network/layers/sequence-input";
import { weight } from "@/network/layers/weight-spec";
import type { Shape } from "@/network/shape";

/** Activations that a whole sequence can be run with at once: their slope follows from what they answer. */
const insideNames = ["tanh", "sigmoid", "hardSigmoid", "relu", "leakyRelu", "relu6", "elu", "selu", "linear"] as const satisfies readonly ActivationName[];

export const unitsField = int({
  label: { en: "Units", zh: "单元数" },
  help: {
    en: "Size of the state that is carried from step to step, and of what leaves. 32 to 128 suit short texts.",
    zh: "逐步传递的状态的大小，也是输出的大小。短文本 32 到 128 即可。",
  },
  initial: 64,
  min: 1,
  max: 512,
});

export const returnSequencesField = bool({
  label: { en: "Every step", zh: "返回每一步" },
  help: {
    en: "On: the state after every step leaves, for another layer that reads steps. Off: only the last one, a flat list.",
    zh: "开：每一步之后的状态都输出，供下一个读取序列的层使用。关：只输出最后一步，即一维特征。",
  },
  initial: false,
  kerasDefault: false,
});

const dropoutHelp = {
  en: "Share of the inputs that is dropped while training, the same ones at every step.",
  zh: "训练时随机失活的输入比例，每一步失活的输入相同。",
};
const rate = { initial: 0, kerasDefault: 0, min: 0, max: 0.9, group: "regularization" } as const;
export const inputDropoutField = float({ label: { en: "Input dropout", zh: "输入失活" }, help: dropoutHelp, ...rate });
export const recurrentDropoutField = float({
  label: { en: "Recurrent dropout", zh: "循环失活" },
  help: {
    en: "Share of the state that is dropped while training on its way to the next step, the same units at every step.",
    zh: "训练时状态传往下一步途中随机失活的比例，每一步失活的单元相同。",
  },
  ...rate,
});

export const recurrentActivationField = choice(insideNames, {
  label: { en: "Gate activation", zh: "门激活函数" },
  help: {
    en: "The function of the gates. Sigmoid opens them between 0, shut, and 1, open.",
    zh: "门所用的函数。Sigmoid 使门在 0（关）与 1（开）之间。",
  },
  initial: "sigmoid",
  kerasDefault: "sigmoid",
  optionLabels: activationTitles,
  group: "advanced",
});

const stateActivationField = choice(insideNames, {
  label: { en: "Activation", zh: "激活函数" },
  help: {
    en: "The function of what is written into the state. Tanh keeps it between −1 and 1 over any number of steps.",
    zh: "写入状态时所用的函数。无论多少步，Tanh 都使状态保持在 −1 与 1 之间。",
  },
  initial: "tanh",
  kerasDefault: "tanh",
  optionLabels: activationTitles,
  group: "advanced",
});

export const recurrentFields = {
  units: unitsField,
  returnSequences: returnSequencesField,
  dropout: inputDropoutField,
  recurrentDropout: recurrentDropoutField,
  activation: stateActivationField,
  useBias: useBiasField,
  goBackwards: bool({
    label: { en: "Backwards", zh: "反向" },
    help: {
      en: "Reads the sequence from its last step to its first; what leaves is in the order of reading.",
      zh: "从最后一步读到第一步；输出按读取的顺序排列。",
    },
    initial: false,
    kerasDefault: false,
    group: "advanced",
  }),
  kernelInitializer: kernelInitializerField(),
  recurrentInitializer: recurrentInitializerField,
  biasInitializer: biasInitializerField,
  kernelRegularizer: kernelRegularizerField,
  recurrentRegularizer: recurrentRegularizerField,
  biasRegularizer: biasRegularizerField,
};

export function recurrentBrief({ units, returnSequences }: { readonly units: number; readonly returnSequences: boolean }) {
  return {
    count: { text: { en: "{units} {units|unit|units}", zh: "{units} 个单元" }, values: { units } },
    line: { text: returnSequences ? { en: "every step", zh: "每一步" } : { en: "last step", zh: "最后一步" } },
  };
}

export function recurrentOutputShape(
  layer: string,
  { units, returnSequences }: { readonly units: number; readonly returnSequences: boolean },
  input: Shape | undefined,
): Shape {
  const { batch, steps } = sequenceOf(layer, input);
  return returnSequences ? [batch, steps, units] : [batch, units];
}

interface WeightSettings {
  readonly units: number;
  readonly useBias: boolean;
  readonly kernelInitializer: InitializerName;
  readonly recurrentInitializer: InitializerName;
  readonly biasInitializer: InitializerName;
  readonly kernelRegularizer: Regularizer;
  readonly recurrentRegularizer: Regularizer;
  readonly biasRegularizer: Regularizer;
}

/** Kernel, recurrent kernel and bias. A GRU has a bias for each of its two products. */
export function recurrentWeights(layer: string, gates: number, config: WeightSettings, input: Shape | undefined): readonly WeightSpec[] {
  const { channels } = sequenceOf(layer, input);
  const width = gates * config.units;
  return [
    weight("kernel", [channels, width], config.kernelInitializer, config.kernelRegularizer),
    weight("recurrentKernel", [config.units, width], config.recurrentInitializer, config.recurrentRegularizer),
    ...(config.useBias ? [weight("bias", layer === "GRU" ? [2, width] : [width], config.biasInitializer, config.biasRegularizer)] : []),
  ];
}

/** Both products at every step. */
export function recurrentMacs(layer: string, gates: number, units: number, input: Shape | undefined): number {
  const { steps, channels } = sequenceOf(layer, input);
  return steps * (channels + units) * gates * units;
}

/** Of every step what comes in times the kernel, the state before it, and the gates; of an LSTM the memory too, of a GRU its inner product. */
export function recurrentKeptValues(layer: string, gates: number, units: number, input: Shape | undefined): number {
  const { steps } = sequenceOf(layer, input);
  return steps * units * (2 * gates + (gates > 1 ? 2 : 1));
}

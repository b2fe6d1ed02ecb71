/** Settings that many layers share, each described once. */
import type { Text } from "@/base/text";
import { activationNames, activations, type ActivationName } from "@/network/activations";
import { bool, choice, float, int, pair, regularizer, type Field, type Settings } from "@/network/fields";
import { initializerNames, initializers, type InitializerName } from "@/network/initializers";

const titlesOf = <N extends string>(registry: Readonly<Record<N, { readonly title: Text }>>) =>
  Object.fromEntries(Object.entries<{ readonly title: Text }>(registry).map(([name, { title }]) => [name, title])) as Readonly<Record<N, Text>>;
export const activationTitles = titlesOf<ActivationName>(activations);
const initializerTitles = titlesOf<InitializerName>(initializers);

export const activationField = (initial: ActivationName) =>
  choice(activationNames, {
    label: { en: "Activation", zh: "激活函数" },
    help: {
      en: "The function applied to every output. Without one, stacked layers stay a single linear map.",
      zh: "对每个输出应用的函数。没有它，多层叠加仍只是一个线性映射。",
    },
    initial,
    kerasDefault: "linear",
    optionLabels: activationTitles,
  });

export const useBiasField = bool({
  label: { en: "Bias", zh: "偏置" },
  help: { en: "Adds one learned offset to each output.", zh: "给每个输出加一个可学习的偏移。" },
  initial: true,
  kerasDefault: true,
});

const initializerField = (label: Text, help: Text, initial: InitializerName, kerasDefault: InitializerName, options = initializerNames) =>
  choice(options, { label, help, initial, kerasDefault, optionLabels: initializerTitles, group: "initializers" });

/** A field of weights that are there only while another setting is on; a layer without that setting always has them. */
const only = <F extends Field>(key: "useBias" | "scale" | "center", field: F): F => ({ ...field, when: (config: Settings) => config[key] !== false });

/** A single row is at right angles to nothing: Keras takes `orthogonal` for two axes or more. */
const vectorInitializers = initializerNames.filter((name) => name !== "orthogonal");

export const kernelInitializerField = (initial: InitializerName = "glorotUniform") =>
  initializerField(
    { en: "Kernel starts as", zh: "权重初始化" },
    {
      en: "How the weights are drawn before training. Glorot suits tanh and softmax, He suits ReLU.",
      zh: "训练前权重的抽取方式。Glorot 适合 tanh 和 softmax，He 适合 ReLU。",
    },
    initial,
    "glorotUniform",
  );

export const depthwiseInitializerField = initializerField(
  { en: "Depthwise starts as", zh: "逐通道核初始化" },
  { en: "How the filters of each channel are drawn before training.", zh: "训练前各通道滤波器的抽取方式。" },
  "glorotUniform",
  "glorotUniform",
);

export const pointwiseInitializerField = initializerField(
  { en: "Pointwise starts as", zh: "逐点核初始化" },
  { en: "How the weights that mix the channels are drawn before training.", zh: "训练前混合通道的权重的抽取方式。" },
  "glorotUniform",
  "glorotUniform",
);

export const embeddingsInitializerField = initializerField(
  { en: "Embeddings start as", zh: "嵌入初始化" },
  { en: "How the table is drawn before training: small values, the same size for all tokens.", zh: "训练前嵌入表的抽取方式：较小的值，各词元同样大小。" },
  "randomUniform",
  "randomUniform",
);

export const recurrentInitializerField = initializerField(
  { en: "Recurrent starts as", zh: "循环权重初始化" },
  {
    en: "How the weights from state to state are drawn. Orthogonal ones neither grow nor shrink what they carry.",
    zh: "状态到状态的权重的抽取方式。正交权重既不放大也不缩小所传递的内容。",
  },
  "orthogonal",
  "orthogonal",
);

export const biasInitializerField = only(
  "useBias",
  initializerField(
    { en: "Bias starts as", zh: "偏置初始化" },
    { en: "Zero is the usual start: the kernel already breaks the symmetry.", zh: "通常从零开始：权重已经打破了对称。" },
    "zeros",
    "zeros",
    vectorInitializers,
  ),
);

export const gammaInitializerField = only(
  "scale",
  initializerField(
    { en: "Scale starts as", zh: "缩放初始化" },
    { en: "One leaves the normalised values as they are at first.", zh: "从一开始时不改变归一化后的值。" },
    "ones",
    "ones",
    vectorInitializers,
  ),
);

export const betaInitializerField = only(
  "center",
  initializerField(
    { en: "Shift starts as", zh: "平移初始化" },
    { en: "Zero leaves the normalised values centred at first.", zh: "从零开始时归一化后的值保持居中。" },
    "zeros",
    "zeros",
    vectorInitializers,
  ),
);

const penaltyField = (of: Text, help: Text) =>
  regularizer({
    of,
    label: { en: `${of.en} penalty`, zh: `${of.zh}惩罚` },
    help,
    initial: { l1: 0, l2: 0 },
    kerasDefault: { l1: 0, l2: 0 },
    group: "regularization",
  });

export const kernelRegularizerField = penaltyField(
  { en: "Kernel", zh: "权重" },
  {
    en: "Adds L1·Σ|w| + L2·Σw² to the loss, which keeps weights small. L1 pushes them to exactly zero.",
    zh: "在损失上加 L1·Σ|w| + L2·Σw²，使权重变小；L1 会把权重推到恰好为零。",
  },
);

export const depthwiseRegularizerField = penaltyField(
  { en: "Depthwise", zh: "逐通道核" },
  { en: "L1 and L2 on the filters of each channel, which keeps them small.", zh: "对各通道滤波器的 L1 与 L2 惩罚，使其变小。" },
);

export const pointwiseRegularizerField = penaltyField(
  { en: "Pointwise", zh: "逐点核" },
  { en: "L1 and L2 on the weights that mix the channels, which keeps them small.", zh: "对混合通道的权重的 L1 与 L2 惩罚，使其变小。" },
);

export const embeddingsRegularizerField = penaltyField(
  { en: "Embedding", zh: "嵌入" },
  { en: "L1 and L2 on all rows of the table, whether or not their token occurs.", zh: "对表中所有行的 L1 与 L2 惩罚，无论其词元是否出现。" },
);

export const recurrentRegularizerField = penaltyField(
  { en: "Recurrent", zh: "循环权重" },
  { en: "L1 and L2 on the weights from state to state, which keeps them small.", zh: "对状态到状态的权重的 L1 与 L2 惩罚，使其变小。" },
);

export const biasRegularizerField = only(
  "useBias",
  penaltyField({ en: "Bias", zh: "偏置" }, { en: "The same penalty on the biases; seldom needed.", zh: "对偏置的同样惩罚，很少需要。" }),
);

export const gammaRegularizerField = only(
  "scale",
  penaltyField(
    { en: "Scale", zh: "缩放" },
    { en: "L1 and L2 on the learned scale; can silence whole channels.", zh: "对可学习缩放的 L1 与 L2 惩罚，可使整个通道归零。" },
  ),
);

export const betaRegularizerField = only(
  "center",
  penaltyField({ en: "Shift", zh: "平移" }, { en: "L1 and L2 on the learned shift; seldom needed.", zh: "对可学习平移的 L1 与 L2 惩罚，很少需要。" }),
);

export const filtersField = (initial: number) =>
  int({
    label: { en: "Filters", zh: "滤波器" },
    help: {
      en: "How many patterns it looks for; each gives one output channel. More filters see more and cost more.",
      zh: "寻找多少种图案，每种给出一个输出通道。越多看得越细，代价也越大。",
    },
    initial,
    min: 1,
    max: 1024,
  });

const pixels: Text = { en: "px", zh: "像素" };
export const kernelSizeField = pair({
  label: { en: "Kernel size", zh: "核大小" },
  help: { en: "Height and width of the window each filter sees.", zh: "每个滤波器所看窗口的高与宽。" },
  unit: pixels,
  initial: [3, 3],
  min: 1,
  max: 31,
});

export const stridesField = (initial: readonly [number, number] = [1, 1]) =>
  pair({
    label: { en: "Strides", zh: "步幅" },
    help: { en: "How far the window moves each time. 2 halves height and width.", zh: "窗口每次移动多远。2 使高和宽减半。" },
    unit: pixels,
    initial,
    kerasDefault: [1, 1],
    min: 1,
    max: 16,
  });

export const paddingField = (initial: "valid" | "same" = "valid") =>
  choice(["valid", "same"], {
    label: { en: "Padding", zh: "填充" },
    help: {
      en: "`same` adds zeros around the edge, so that stride 1 keeps height and width. `valid` uses real pixels only.",
      zh: "`same` 在四周补零，步幅为 1 时高宽不变；`valid` 只用真实像素。",
    },
    initial,
    kerasDefault: "valid",
  });

const steps: Text = { en: "steps", zh: "步" };
export const windowStepsField = int({
  label: { en: "Kernel size", zh: "核大小" },
  help: {
    en: "How many neighbouring steps each filter sees: of a text, so many words at a time.",
    zh: "每个滤波器看到多少个相邻的步：对文本而言，一次看这么多个词。",
  },
  unit: steps,
  initial: 3,
  min: 1,
  max: 64,
});

export const strideStepsField = int({
  label: { en: "Stride", zh: "步幅" },
  help: { en: "How far the window moves each time. 2 halves the length.", zh: "窗口每次移动多远。2 使长度减半。" },
  unit: steps,
  initial: 1,
  kerasDefault: 1,
  min: 1,
  max: 16,
});

export const paddingStepsField = choice(["valid", "same", "causal"], {
  label: { en: "Padding", zh: "填充" },
  help: {
    en: "`same` adds zeros at both ends, so that stride 1 keeps the length. `causal` adds them in front: no step sees a later one. `valid` adds none.",
    zh: "`same` 在两端补零，步幅为 1 时长度不变。`causal` 只在前面补零：任何一步都看不到之后的步。`valid` 不补零。",
  },
  initial: "valid",
  kerasDefault: "valid",
});

export const dilationStepsField = int({
  label: { en: "Dilation", zh: "空洞" },
  help: {
    en: "Spreads the window: 2 looks at every other step, and so sees further at the same cost.",
    zh: "把窗口撑开：2 表示隔一步取一个，同样的代价看得更远。",
  },
  initial: 1,
  kerasDefault: 1,
  min: 1,
  max: 16,
  group: "advanced",
});

export const dilationRateField = pair({
  label: { en: "Dilation", zh: "空洞" },
  help: {
    en: "Spreads the window: 2 looks at every other pixel, and so sees further at the same cost.",
    zh: "把窗口撑开：2 表示隔一个像素取一个，同样的代价看得更远。",
  },
  initial: [1, 1],
  kerasDefault: [1, 1],
  min: 1,
  max: 16,
  group: "advanced",
});

export const positionsInitializerField = initializerField(
  { en: "Positions start as", zh: "位置初始化" },
  { en: "How learned patterns are drawn before training.", zh: "训练前可学习图案的抽取方式。" },
  "glorotUniform",
  "glorotUniform",
);

/** Small number added to a variance before its root is taken. */
export const epsilonField = float({
  label: { en: "Epsilon", zh: "ε" },
  help: { en: "A small number added to the variance so that nothing is divided by zero.", zh: "加在方差上的很小的数，避免除以零。" },
  initial: 0.001,
  kerasDefault: 0.001,
  min: 1e-8,
  max: 1,
  scale: "log",
  group: "advanced",
});

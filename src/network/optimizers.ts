/** Optimizers: names, settings and formulas as in Keras 3 (keras.io/api/optimizers). */
import type { Text } from "@/base/text";
import { bool, float, initialConfigOf, type ConfigOf, type Fields } from "@/network/fields";
import type { Formula } from "@/network/layers/define-layer";

export interface OptimizerDefinition<F extends Fields> {
  readonly title: Text;
  readonly summary: Text;
  readonly formula: Formula;
  readonly kerasUrl: string;
  /** Tensors kept per weight, all of the weight's shape: `momentum`, `velocity`. */
  readonly slots: readonly string[];
  readonly fields: F;
  /** Slots that this config does without; none when absent. */
  unusedSlots?(config: ConfigOf<F>): readonly string[];
  /** Value every slot starts with; 0 when absent. */
  slotInitial?(config: ConfigOf<F>): number;
}
const defineOptimizer = <F extends Fields>(definition: OptimizerDefinition<F>) => definition;

const learningRate = (initial: number) =>
  float({
    label: { en: "Learning rate", zh: "学习率" },
    help: { en: "How far each step goes along the gradient. Too high diverges, too low crawls.", zh: "每一步沿梯度走多远。太大会发散，太小则很慢。" },
    initial,
    min: 0,
    max: 100,
    scale: "log",
  });
const momentumOf = (initial: number, kerasDefault = 0) =>
  float({
    label: { en: "Momentum", zh: "动量" },
    help: {
      en: "Share of the last step that carries on into the next. 0.9 averages over about ten steps.",
      zh: "上一步有多少延续到下一步。0.9 约等于对最近十步取平均。",
    },
    initial,
    kerasDefault,
    min: 0,
    max: 0.9999,
  });
const epsilon = float({
  label: { en: "Epsilon", zh: "ε" },
  help: { en: "A small number that keeps the division from blowing up where gradients are tiny.", zh: "一个很小的数，避免梯度极小时除法失控。" },
  initial: 1e-7,
  kerasDefault: 1e-7,
  min: 1e-12,
  max: 1,
  scale: "log",
  group: "advanced",
});
const beta1 = float({
  label: { en: "Beta 1", zh: "β₁" },
  help: { en: "Memory of the mean gradient: 0.9 looks back about ten steps.", zh: "梯度均值的记忆：0.9 约回看十步。" },
  initial: 0.9,
  kerasDefault: 0.9,
  min: 0,
  max: 0.9999,
});
const beta2 = float({
  label: { en: "Beta 2", zh: "β₂" },
  help: { en: "Memory of the squared gradient: 0.999 looks back about a thousand steps.", zh: "梯度平方的记忆：0.999 约回看一千步。" },
  initial: 0.999,
  kerasDefault: 0.999,
  min: 0,
  max: 0.99999,
});
const amsgrad = bool({
  label: { en: "AMSGrad", zh: "AMSGrad" },
  help: {
    en: "Divides by the largest squared gradient average so far, so that the steps never grow again.",
    zh: "除以迄今最大的梯度平方均值，使步长不再变大。",
  },
  initial: false,
  kerasDefault: false,
  group: "advanced",
});
const withoutAmsgrad = (config: { readonly amsgrad: boolean }) => (config.amsgrad ? [] : ["velocityHat"]);

const w = { latex: "w", meaning: { en: "a weight", zh: "权重" } };
const g = { latex: "g", meaning: { en: "its gradient on this batch", zh: "它在这一批上的梯度" } };
const eta = { latex: "\\eta", meaning: { en: "learning rate", zh: "学习率" } };
const mu = { latex: "\\mu", meaning: { en: "momentum", zh: "动量" } };
const eps = { latex: "\\varepsilon", meaning: { en: "epsilon", zh: "ε，避免除以零" } };
const velocity = { latex: "v", meaning: { en: "the velocity kept from step to step", zh: "逐步保留的速度" } };
const adamSymbols = [
  w,
  g,
  eta,
  { latex: "m, v", meaning: { en: "running means of the gradient and of its square", zh: "梯度及其平方的滑动均值" } },
  { latex: "\\beta_1, \\beta_2", meaning: { en: "their memories", zh: "二者的记忆系数" } },
  { latex: "t", meaning: { en: "number of this step, from 1", zh: "步数，从 1 开始" } },
  eps,
];
const adamLatex =
  "\\begin{aligned} m &\\leftarrow \\beta_1 m + (1-\\beta_1) g \\\\ v &\\leftarrow \\beta_2 v + (1-\\beta_2) g^2 \\\\ w &\\leftarrow w - \\eta \\frac{\\sqrt{1-\\beta_2^t}}{1-\\beta_1^t}\\,\\frac{m}{\\sqrt v + \\varepsilon} \\end{aligned}";

export const optimizers = {
  sgd: defineOptimizer({
    title: { en: "SGD", zh: "SGD" },
    summary: { en: "Plain gradient descent on a batch.", zh: "在一批样本上做普通的梯度下降。" },
    formula: { latex: "w \\leftarrow w - \\eta g", symbols: [w, eta, g] },
    kerasUrl: "https://keras.io/api/optimizers/sgd/",
    slots: [],
    fields: { learningRate: learningRate(0.01) },
  }),
  momentum: defineOptimizer({
    title: { en: "Momentum", zh: "动量" },
    summary: { en: "SGD that keeps rolling: steps in a lasting direction add up, zigzags cancel.", zh: "会“滚动”的 SGD：方向一致的步子累加，来回的步子抵消。" },
    formula: { latex: "\\begin{aligned} v &\\leftarrow \\mu v - \\eta g \\\\ w &\\leftarrow w + v \\end{aligned}", symbols: [w, velocity, mu, eta, g] },
    kerasUrl: "https://keras.io/api/optimizers/sgd/",
    slots: ["momentum"],
    fields: { learningRate: learningRate(0.01), momentum: momentumOf(0.9) },
  }),
  nesterov: defineOptimizer({
    title: { en: "Nesterov", zh: "Nesterov" },
    summary: {
      en: "Momentum that looks ahead: the step is taken as if the velocity had already been followed.",
      zh: "向前看一步的动量：仿佛已沿速度走过再迈步。",
    },
    formula: {
      latex: "\\begin{aligned} v &\\leftarrow \\mu v - \\eta g \\\\ w &\\leftarrow w + \\mu v - \\eta g \\end{aligned}",
      symbols: [w, velocity, mu, eta, g],
    },
    kerasUrl: "https://keras.io/api/optimizers/sgd/",
    slots: ["momentum"],
    fields: { learningRate: learningRate(0.01), momentum: momentumOf(0.9) },
  }),
  adagrad: defineOptimizer({
    title: { en: "Adagrad", zh: "Adagrad" },
    summary: {
      en: "Each weight gets smaller steps the more gradient it has already seen; good for rare features.",
      zh: "权重累计的梯度越多，步子越小；适合稀有特征。",
    },
    formula: {
      latex: "\\begin{aligned} a &\\leftarrow a + g^2 \\\\ w &\\leftarrow w - \\eta \\frac{g}{\\sqrt{a + \\varepsilon}} \\end{aligned}",
      symbols: [w, g, eta, { latex: "a", meaning: { en: "sum of squared gradients so far", zh: "迄今梯度平方之和" } }, eps],
    },
    kerasUrl: "https://keras.io/api/optimizers/adagrad/",
    slots: ["accumulator"],
    slotInitial: ({ initialAccumulatorValue }) => initialAccumulatorValue,
    fields: {
      learningRate: learningRate(0.01),
      initialAccumulatorValue: float({
        label: { en: "Accumulator starts at", zh: "累加器初值" },
        help: { en: "What the sum of squared gradients starts with. Higher makes the first steps smaller.", zh: "梯度平方和的初始值。越大，最初的步子越小。" },
        initial: 0.1,
        kerasDefault: 0.1,
        min: 0,
        max: 10,
        group: "advanced",
      }),
      epsilon,
    },
  }),
  rmsprop: defineOptimizer({
    title: { en: "RMSprop", zh: "RMSprop" },
    summary: {
      en: "Divides each step by the recent size of that weight's gradients, so all weights move at a similar pace.",
      zh: "把每一步除以该权重近期梯度的大小，使各权重步调相近。",
    },
    formula: {
      latex: "\\begin{aligned} v &\\leftarrow \\rho v + (1-\\rho) g^2 \\\\ w &\\leftarrow w - \\eta \\frac{g}{\\sqrt{v + \\varepsilon}} \\end{aligned}",
      symbols: [
        w,
        g,
        eta,
        { latex: "v", meaning: { en: "running mean of squared gradients", zh: "梯度平方的滑动均值" } },
        { latex: "\\rho", meaning: { en: "its memory", zh: "它的记忆系数" } },
        eps,
      ],
    },
    kerasUrl: "https://keras.io/api/optimizers/rmsprop/",
    slots: ["velocity", "momentum", "averageGradient"],
    unusedSlots: ({ momentum, centered }) => [...(momentum > 0 ? [] : ["momentum"]), ...(centered ? [] : ["averageGradient"])],
    fields: {
      learningRate: learningRate(0.001),
      rho: float({
        label: { en: "Rho", zh: "ρ" },
        help: { en: "Memory of the squared gradient: 0.9 looks back about ten steps.", zh: "梯度平方的记忆：0.9 约回看十步。" },
        initial: 0.9,
        kerasDefault: 0.9,
        min: 0,
        max: 0.9999,
      }),
      momentum: momentumOf(0),
      epsilon,
      centered: bool({
        label: { en: "Centred", zh: "中心化" },
        help: { en: "Divides by the spread of the gradient about its mean instead of its size.", zh: "除以梯度围绕均值的离散程度，而不是梯度的大小。" },
        initial: false,
        kerasDefault: false,
        group: "advanced",
      }),
    },
  }),
  adam: defineOptimizer({
    title: { en: "Adam", zh: "Adam" },
    summary: { en: "Momentum and a step size per weight in one. A good first choice.", zh: "动量与逐权重步长合而为一。不错的首选。" },
    formula: { latex: adamLatex, symbols: adamSymbols },
    kerasUrl: "https://keras.io/api/optimizers/adam/",
    slots: ["momentum", "velocity", "velocityHat"],
    unusedSlots: withoutAmsgrad,
    fields: { learningRate: learningRate(0.001), beta1, beta2, epsilon, amsgrad },
  }),
  adamw: defineOptimizer({
    title: { en: "AdamW", zh: "AdamW" },
    summary: {
      en: "Adam that also shrinks every weight a little at each step, apart from the gradient.",
      zh: "在 Adam 之外，每一步还独立地把各权重缩小一点。",
    },
    formula: {
      latex: adamLatex.replace("\\begin{aligned}", "\\begin{aligned} w &\\leftarrow w - \\eta \\lambda w \\\\"),
      symbols: [...adamSymbols, { latex: "\\lambda", meaning: { en: "weight decay", zh: "权重衰减" } }],
    },
    kerasUrl: "https://keras.io/api/optimizers/adamw/",
    slots: ["momentum", "velocity", "velocityHat"],
    unusedSlots: withoutAmsgrad,
    fields: {
      learningRate: learningRate(0.001),
      weightDecay: float({
        label: { en: "Weight decay", zh: "权重衰减" },
        help: {
          en: "Share of each weight taken away per step, times the learning rate. Keeps weights small.",
          zh: "每一步按“学习率 × 该值”缩减权重，使权重保持较小。",
        },
        initial: 0.004,
        kerasDefault: 0.004,
        min: 0,
        max: 1,
        scale: "log",
      }),
      beta1,
      beta2,
      epsilon,
      amsgrad,
    },
  }),
} as const;
export type OptimizerName = keyof typeof optimizers;
export type OptimizerConfig<N extends OptimizerName> = ConfigOf<(typeof optimizers)[N]["fields"]>;
export const optimizerNames = Object.keys(optimizers) as readonly OptimizerName[];

/** An optimizer's declaration seen without its own config type: for code that treats all alike. */
export function optimizerOf(name: OptimizerName): OptimizerDefinition<Fields> {
  return optimizers[name] as unknown as OptimizerDefinition<Fields>;
}

/** The slots that this choice really keeps, and the value they start with. */
export function slotsOf<N extends OptimizerName>(choice: {
  readonly name: N;
  readonly config: OptimizerConfig<N>;
}): {
  readonly names: readonly string[];
  readonly initial: number;
} {
  const definition = optimizerOf(choice.name);
  const unused = definition.unusedSlots?.(choice.config) ?? [];
  return { names: definition.slots.filter((slot) => !unused.includes(slot)), initial: definition.slotInitial?.(choice.config) ?? 0 };
}

export function initialOptimizer<N extends OptimizerName>(name: N): { readonly name: N; readonly config: OptimizerConfig<N> } {
  return { name, config: initialConfigOf(optimizers[name].fields) as OptimizerConfig<N> };
}

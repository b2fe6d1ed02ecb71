/** Learning-rate schedules: a factor per step, times the optimizer's own learning rate. */
import type { Text } from "@/base/text";
import { bool, choice, float, initialConfigOf, type ConfigOf, type Fields, type Settings } from "@/network/fields";
import type { Formula } from "@/network/layers/define-layer";

export interface ScheduleDefinition<F extends Fields> {
  readonly title: Text;
  readonly summary: Text;
  readonly formula: Formula;
  readonly kerasUrl: string;
  readonly fields: F;
  /** Learning rate as a multiple of the optimizer's, at `step` (0-based) of `totalSteps`. */
  factor(config: ConfigOf<F>, step: number, totalSteps: number, stepsPerEpoch: number): number;
}
const defineSchedule = <F extends Fields>(definition: ScheduleDefinition<F>) => definition;

const eta = { latex: "\\eta", meaning: { en: "learning rate of the optimizer", zh: "优化器的学习率" } };
const t = { latex: "t", meaning: { en: "step, from 0", zh: "步数，从 0 开始" } };
const T = { latex: "T", meaning: { en: "steps of the whole run", zh: "整个训练的步数" } };
const E = { latex: "E", meaning: { en: "steps per interval", zh: "每个间隔的步数" } };
const alpha = { latex: "\\alpha", meaning: { en: "share left at the end", zh: "最后剩下的比例" } };
const gamma = { latex: "\\gamma", meaning: { en: "factor per interval", zh: "每个间隔的倍率" } };
const page = (name: string) => `https://keras.io/api/optimizers/learning_rate_schedules/${name}/`;

const everyEpochs = (initial: number) =>
  float({
    label: { en: "Every", zh: "间隔" },
    help: { en: "Epochs between one drop and the next.", zh: "两次下降之间的轮数。" },
    unit: { en: "epochs", zh: "轮" },
    initial,
    min: 0.1,
    max: 1000,
  });
const factorPerInterval = (initial: number) =>
  float({
    label: { en: "Factor", zh: "倍率" },
    help: { en: "What the rate is multiplied by each time.", zh: "每次把学习率乘以多少。" },
    initial,
    min: 0.001,
    max: 1,
  });
const finalShare = (initial: number) =>
  float({
    label: { en: "Ends at", zh: "终值" },
    help: { en: "Share of the learning rate that is left at the last step. 0 ends at a standstill.", zh: "最后一步剩下的学习率比例，0 表示停下。" },
    initial,
    min: 0,
    max: 1,
  });

/** From 1 at `from` to 0 at `to`, as half a cosine wave; flat outside. */
function cosineFall(step: number, from: number, to: number): number {
  const share = to > from ? Math.min(Math.max((step - from) / (to - from), 0), 1) : 1;
  return 0.5 * (1 + Math.cos(Math.PI * share));
}
/** The last step of a run has number T − 1; there the fall is complete. */
const lastStep = (totalSteps: number) => Math.max(1, totalSteps - 1);

export const schedules = {
  constant: defineSchedule({
    title: { en: "Constant", zh: "恒定" },
    summary: { en: "The same rate from the first step to the last.", zh: "从头到尾同一个学习率。" },
    formula: { latex: "\\eta_t = \\eta", symbols: [eta] },
    kerasUrl: "https://keras.io/api/optimizers/learning_rate_schedules/",
    fields: {},
    factor: () => 1,
  }),
  step: defineSchedule({
    title: { en: "Step", zh: "阶梯" },
    summary: { en: "Drops by a factor every few epochs.", zh: "每隔几轮按倍率下降一次。" },
    formula: { latex: "\\eta_t = \\eta\\,\\gamma^{\\lfloor t / E \\rfloor}", symbols: [eta, gamma, t, E] },
    kerasUrl: page("piecewise_constant_decay"),
    fields: { factor: factorPerInterval(0.5), everyEpochs: everyEpochs(3) },
    factor: (config, step, _total, stepsPerEpoch) => config.factor ** Math.floor(step / (config.everyEpochs * stepsPerEpoch)),
  }),
  exponential: defineSchedule({
    title: { en: "Exponential", zh: "指数" },
    summary: { en: "Shrinks by the same factor per interval, a little at every step.", zh: "每个间隔按同一倍率缩小，逐步平滑下降。" },
    formula: { latex: "\\eta_t = \\eta\\,\\gamma^{t / E}", symbols: [eta, gamma, t, E] },
    kerasUrl: page("exponential_decay"),
    fields: {
      factor: factorPerInterval(0.9),
      everyEpochs: everyEpochs(1),
      staircase: bool({
        label: { en: "In steps", zh: "阶梯式" },
        help: { en: "Drops once per interval instead of a little at every step.", zh: "每个间隔只降一次，而不是每一步都降一点。" },
        initial: false,
        kerasDefault: false,
      }),
    },
    factor(config, step, _total, stepsPerEpoch) {
      const intervals = step / (config.everyEpochs * stepsPerEpoch);
      return config.factor ** (config.staircase ? Math.floor(intervals) : intervals);
    },
  }),
  cosine: defineSchedule({
    title: { en: "Cosine", zh: "余弦" },
    summary: { en: "Falls along half a cosine wave: slowly, then fast, then slowly again.", zh: "沿半个余弦波下降：先慢，再快，后慢。" },
    formula: {
      latex: "\\eta_t = \\eta\\left[\\alpha + (1-\\alpha)\\,\\tfrac12\\left(1 + \\cos\\frac{\\pi t}{T - 1}\\right)\\right]",
      symbols: [eta, alpha, t, T],
    },
    kerasUrl: page("cosine_decay"),
    fields: { alpha: finalShare(0) },
    factor: ({ alpha: end }, step, total) => end + (1 - end) * cosineFall(step, 0, lastStep(total)),
  }),
  polynomial: defineSchedule({
    title: { en: "Polynomial", zh: "多项式" },
    summary: { en: "Falls to its end value along a power of the steps left; power 1 is a straight line.", zh: "按剩余步数的幂下降到终值；幂为 1 即直线。" },
    formula: {
      latex: "\\eta_t = \\eta\\left[\\alpha + (1-\\alpha)\\left(1 - \\frac{t}{T - 1}\\right)^{p}\\right]",
      symbols: [eta, alpha, t, T, { latex: "p", meaning: { en: "power", zh: "幂" } }],
    },
    kerasUrl: page("polynomial_decay"),
    fields: {
      alpha: finalShare(0.01),
      power: float({
        label: { en: "Power", zh: "幂" },
        help: { en: "1 is a straight line; higher falls early and creeps at the end.", zh: "1 为直线；越大则前期降得快、后期降得慢。" },
        initial: 1,
        kerasDefault: 1,
        min: 0.1,
        max: 10,
      }),
    },
    factor: ({ alpha: end, power }, step, total) => end + (1 - end) * (1 - Math.min(step / lastStep(total), 1)) ** power,
  }),
  warmUp: defineSchedule({
    title: { en: "Warm-up", zh: "预热" },
    summary: { en: "Climbs in a straight line to the full rate, then stays there or falls as a cosine.", zh: "先直线升到完整的学习率，之后保持或按余弦下降。" },
    formula: {
      latex:
        "\\eta_t = \\eta \\begin{cases} (t + 1) / W & t < W \\\\ \\alpha + (1-\\alpha)\\,\\tfrac12\\left(1 + \\cos\\frac{\\pi (t - W)}{T - 1 - W}\\right) & t \\ge W \\end{cases}",
      symbols: [eta, { latex: "W", meaning: { en: "steps of the warm-up", zh: "预热的步数" } }, alpha, t, T],
    },
    kerasUrl: page("cosine_decay"),
    fields: {
      warmUpEpochs: float({
        label: { en: "Warm-up", zh: "预热" },
        help: { en: "How long the climb takes. It spares fresh weights the largest steps.", zh: "爬升所用的轮数，使刚初始化的权重免受最大的步子。" },
        unit: { en: "epochs", zh: "轮" },
        initial: 1,
        min: 0,
        max: 1000,
      }),
      afterwards: choice(["cosine", "constant"], {
        label: { en: "Then", zh: "之后" },
        help: { en: "What the rate does after the climb.", zh: "爬升之后学习率如何变化。" },
        initial: "cosine",
        optionLabels: { cosine: { en: "Cosine", zh: "余弦" }, constant: { en: "Constant", zh: "恒定" } },
      }),
      alpha: { ...finalShare(0), when: ({ afterwards }: Settings) => afterwards === "cosine" },
    },
    factor({ warmUpEpochs, afterwards, alpha: end }, step, total, stepsPerEpoch) {
      const warmUp = Math.round(warmUpEpochs * stepsPerEpoch);
      if (step < warmUp) return (step + 1) / warmUp;
      return afterwards === "constant" ? 1 : end + (1 - end) * cosineFall(step, warmUp, lastStep(total));
    },
  }),
} as const;
export type ScheduleName = keyof typeof schedules;
export type ScheduleConfig<N extends ScheduleName> = ConfigOf<(typeof schedules)[N]["fields"]>;
export const scheduleNames = Object.keys(schedules) as readonly ScheduleName[];

/** A schedule's declaration seen without its own config type: for code that treats all alike. */
export function scheduleOf(name: ScheduleName): ScheduleDefinition<Fields> {
  return schedules[name] as unknown as ScheduleDefinition<Fields>;
}

export function initialSchedule<N extends ScheduleName>(name: N): { readonly name: N; readonly config: ScheduleConfig<N> } {
  return { name, config: initialConfigOf(schedules[name].fields) as ScheduleConfig<N> };
}

/** Learning rate of one step: the optimizer's rate times the schedule's factor. */
export function learningRateAt<N extends ScheduleName>(
  schedule: { readonly name: N; readonly config: ScheduleConfig<N> },
  learningRate: number,
  step: number,
  totalSteps: number,
  stepsPerEpoch: number,
): number {
  return learningRate * scheduleOf(schedule.name).factor(schedule.config, step, totalSteps, stepsPerEpoch);
}

/** `keras.optimizers.schedules.*` as schedules of ours. */
import type { Args, KerasHost } from "@/interop/code/keras/keras-hosts";
import type { Interpreter } from "@/interop/code/python/interpret";
import type { SyntaxNode } from "@/interop/code/python/tree";
import { epochsIn, numberIn, scheduleFrom, tidy } from "@/interop/code/read-schedule";
import type { ScheduleChoice } from "@/network/training-settings";

export interface ScheduleRead {
  readonly learningRate?: number;
  /** Absent where it is none of ours: the project's own stays. */
  readonly schedule?: ScheduleChoice;
}

const orders: Readonly<Record<string, string>> = {
  ExponentialDecay: "initial_learning_rate decay_steps decay_rate staircase",
  CosineDecay: "initial_learning_rate decay_steps alpha name warmup_target warmup_steps",
  PolynomialDecay: "initial_learning_rate decay_steps end_learning_rate power cycle",
};

export function readKerasSchedule(own: Pick<Interpreter<KerasHost>, "remark">, name: string, args: Args, at: SyntaxNode, before: ScheduleChoice): ScheduleRead {
  const order = orders[name]?.split(" ") ?? ["initial_learning_rate"];
  const said = new Map(args.map((arg, i) => [arg.name ?? order[i], arg.value]));
  const number = (key: string) => numberIn(said.get(key));
  const rate = number("warmup_target") ?? number("initial_learning_rate");
  const learningRate = rate === undefined ? {} : { learningRate: rate };
  const steps = said.get("decay_steps");
  const schedule = scheduleOf();
  if (!schedule) return learningRate;
  if (number("decay_steps") !== undefined || (number("warmup_steps") ?? 0) > 0)
    own.remark(at, {
      en: "Steps are counted in epochs here, and a fall ends with the run: a number of steps is left out. steps_per_epoch can be named.",
      zh: "这里按轮数计步，下降在训练结束时完成：不读取步数的具体数字，可写成 steps_per_epoch 的倍数。",
    });
  return { ...learningRate, schedule };

  function scheduleOf(): ScheduleChoice | undefined {
    const read = known();
    if (!read)
      own.remark(
        at,
        {
          en: "{name} is not read like this; the project's own schedule stays. There are ExponentialDecay, CosineDecay with its warm-up, and PolynomialDecay.",
          zh: "不这样读取 {name}；项目的学习率计划保持不变。可用 ExponentialDecay、CosineDecay（含预热）与 PolynomialDecay。",
        },
        { name },
      );
    return read;
  }

  function known(): ScheduleChoice | undefined {
    switch (name) {
      case "ExponentialDecay": {
        const staircase = said.get("staircase");
        const isStair = staircase?.kind === "literal" && staircase.value === true;
        const config = { factor: number("decay_rate"), everyEpochs: epochsIn(steps) };
        // Stairs are said alike by both.
        const isStep = isStair && before.name !== "exponential";
        return scheduleFrom(isStep ? "step" : "exponential", isStep ? config : { ...config, staircase: isStair }, before);
      }
      case "CosineDecay": {
        const alpha = number("alpha") ?? 0;
        const warmUpEpochs = said.has("warmup_target") ? (epochsIn(said.get("warmup_steps")) ?? (number("warmup_steps") === 0 ? 0 : undefined)) : undefined;
        if (!said.has("warmup_target")) return scheduleFrom("cosine", { alpha }, before);
        const wasCosine = before.name === "warmUp" && before.config.afterwards === "cosine" && before.config.alpha === 1;
        // A fall to the whole rate is none.
        return scheduleFrom(
          "warmUp",
          alpha === 1 && !wasCosine ? { warmUpEpochs, afterwards: "constant" } : { warmUpEpochs, afterwards: "cosine", alpha },
          before,
        );
      }
      case "PolynomialDecay": {
        const end = number("end_learning_rate") ?? 0.0001;
        const cycle = said.get("cycle");
        if (cycle?.kind === "literal" && cycle.value === true) return undefined;
        const alpha = rate === undefined || rate === 0 ? undefined : tidy(end / rate);
        return scheduleFrom("polynomial", { alpha, power: number("power") ?? 1 }, before);
      }
      default:
        return undefined;
    }
  }
}

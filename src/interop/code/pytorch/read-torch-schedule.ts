/** `torch.optim.lr_scheduler.*`, and the function of a LambdaLR that we print, as schedules of ours. */
import { scheduleBody } from "@/interop/code/pytorch/torch-training";
import { epochsIn, numberIn, scheduleFrom, tidy, type Said } from "@/interop/code/read-schedule";
import { scheduleNames, scheduleOf, type ScheduleName } from "@/network/schedules";
import type { Field } from "@/network/fields";
import type { ScheduleChoice } from "@/network/training-settings";

/** Behind the optimizer. */
const orders: Readonly<Record<string, string>> = {
  LambdaLR: "lr_lambda",
  StepLR: "step_size gamma",
  ExponentialLR: "gamma",
  CosineAnnealingLR: "T_max eta_min",
  PolynomialLR: "total_iters power",
  LinearLR: "start_factor end_factor total_iters",
  SequentialLR: "schedulers milestones",
};
export const torchSchedules = Object.keys(orders).slice(0, -2);

export interface TorchScheduler {
  readonly type: "scheduler";
  readonly name: string;
  readonly said: ReadonlyMap<string, Said>;
}

export function torchScheduler(name: string, args: readonly { readonly name?: string; readonly value: Said }[]): TorchScheduler {
  const order = ["optimizer", ...(orders[name]?.split(" ") ?? [])];
  return { type: "scheduler", name, said: new Map(args.map((arg, i) => [arg.name ?? order[i] ?? "", arg.value])) };
}

/** `rate`: the optimizer's, which ends are told as. `textOf`: the text of a function. Undefined where it is none of ours. */
export function scheduleOfTorch(
  { name, said }: TorchScheduler,
  rate: number,
  before: ScheduleChoice,
  textOf: (value: Said) => string | undefined,
): ScheduleChoice | undefined {
  const number = (key: string) => numberIn(said.get(key));
  /** A whole number of epochs, or a share of an epoch's steps. */
  const epochs = (key: string) => epochsIn(said.get(key)) ?? number(key);
  const share = (value: number | undefined) => (value === undefined || rate === 0 ? 0 : tidy(value / rate));
  switch (name) {
    case "StepLR":
      return scheduleFrom("step", { factor: number("gamma") ?? 0.1, everyEpochs: epochs("step_size") }, before);
    case "ExponentialLR":
      return scheduleFrom("exponential", { factor: number("gamma"), everyEpochs: 1, staircase: true }, before);
    case "CosineAnnealingLR":
      return scheduleFrom("cosine", { alpha: share(number("eta_min")) }, before);
    case "PolynomialLR":
      return scheduleFrom("polynomial", { alpha: 0, power: number("power") ?? 1 }, before);
    case "LinearLR": {
      const [start = 1 / 3, end = 1] = [number("start_factor"), number("end_factor")];
      if (start < end) return scheduleFrom("warmUp", { warmUpEpochs: epochs("total_iters"), afterwards: "constant" }, before);
      return start === 1 ? scheduleFrom("polynomial", { alpha: end, power: 1 }, before) : undefined;
    }
    case "SequentialLR":
      return warmUpAndFall(said.get("schedulers"), share, before);
    case "LambdaLR": {
      const text = textOf(said.get("lr_lambda") ?? { kind: "unknown" });
      return text === undefined ? undefined : scheduleOfFunction(text, before);
    }
    default:
      return undefined;
  }
}

/** A climb, and then a cosine or nothing. */
function warmUpAndFall(parts: Said | undefined, share: (value: number | undefined) => number, before: ScheduleChoice): ScheduleChoice | undefined {
  const [climb, fall] = parts?.kind === "list" ? parts.items.flatMap((item) => (item.kind === "host" && isScheduler(item.host) ? item.host : [])) : [];
  if (climb?.name !== "LinearLR" || !fall) return undefined;
  const steps = climb.said.get("total_iters");
  const warmUpEpochs = epochsIn(steps) ?? numberIn(steps);
  if (fall.name === "ConstantLR") return scheduleFrom("warmUp", { warmUpEpochs, afterwards: "constant" }, before);
  return fall.name === "CosineAnnealingLR"
    ? scheduleFrom("warmUp", { warmUpEpochs, afterwards: "cosine", alpha: share(numberIn(fall.said.get("eta_min"))) }, before)
    : undefined;
}
const isScheduler = (host: { readonly type: string }): host is TorchScheduler => host.type === "scheduler";

/** `return 0.5 ** math.floor(step / (3 * len(loader)))`, or `lambda epoch: 0.95 ** epoch`. */
function scheduleOfFunction(text: string, before: ScheduleChoice): ScheduleChoice | undefined {
  const body = plain(text);
  const [, , factor] = /^lambda (\w+): ([\d.e-]+) ?\*\* ?\1$/.exec(body) ?? [];
  if (factor !== undefined) return scheduleFrom("exponential", { factor: Number(factor), everyEpochs: 1, staircase: true }, before);
  for (const { name, pattern, keys, fixed } of patterns()) {
    const found = pattern.exec(body);
    if (!found) continue;
    // Stairs are said alike by two.
    if (name === "step" && before.name === "exponential") continue;
    return scheduleFrom(name, { ...fixed, ...Object.fromEntries(keys.map((key, i) => [key, Number(found[i + 1])])) }, before);
  }
  return undefined;
}

const plain = (text: string) => text.replaceAll(/#.*$/gm, "").replaceAll(/\s+/g, " ").trim();

interface Pattern {
  readonly name: ScheduleName;
  readonly pattern: RegExp;
  /** Settings in the order in which the body says them. */
  readonly keys: readonly string[];
  readonly fixed: Readonly<Record<string, unknown>>;
}
let known: readonly Pattern[] | undefined;

/** The bodies that we print, with a hole for every number: printed once with numbers that stand nowhere else. */
function patterns(): readonly Pattern[] {
  known ??= scheduleNames.flatMap((name) =>
    variants(Object.entries(scheduleOf(name).fields)).flatMap((fixed): readonly Pattern[] => {
      const numbers = Object.keys(scheduleOf(name).fields).filter((key) => fixed[key] === undefined);
      const marks = numbers.map((_, i) => 7_000_001 + i);
      const config: Record<string, unknown> = { ...fixed, ...Object.fromEntries(numbers.map((key, i) => [key, marks[i]])) };
      const body = plain(scheduleBody({ schedule: { name, config } as ScheduleChoice }).join("\n"));
      if (body === "") return [];
      const said = marks.filter((mark) => body.includes(String(mark))).toSorted((a, b) => body.indexOf(String(a)) - body.indexOf(String(b)));
      const escaped = body.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
      const pattern = said.reduce((text, mark) => text.replace(String(mark), String.raw`([-+\d.e]+)`), escaped);
      return [{ name, pattern: new RegExp(`^${pattern}$`), keys: said.map((mark) => numbers[mark - 7_000_001] ?? ""), fixed }];
    }),
  );
  return known;
}

/** Every way to set what is no number. */
function variants(fields: readonly (readonly [string, Field])[]): readonly Readonly<Record<string, unknown>>[] {
  return fields.reduce<readonly Readonly<Record<string, unknown>>[]>(
    (all, [key, field]) => {
      const values = field.type === "bool" ? [false, true] : field.type === "choice" ? field.options : [];
      return values.length === 0 ? all : all.flatMap((one) => values.map((value) => ({ ...one, [key]: value })));
    },
    [{}],
  );
}

/** Numbers that only the data tell, as far as a program counts with them: `len(y)`, `steps_per_epoch`, `10 * len(loader) - 1`. */
import { unknown, type Argument, type Value } from "@/interop/code/python/values";

export interface Amount {
  readonly type: "amount";
  readonly unit: "examples" | "steps";
  /** How many epochs these are the steps of. */
  readonly epochs: number;
}
type Hosted = Value<{ readonly type: string }>;

export function amountIn(value: Hosted | undefined): Amount | undefined {
  return value?.kind === "host" && value.host.type === "amount" ? (value.host as Amount) : undefined;
}
const numberIn = (value: Hosted) => (value.kind === "literal" && typeof value.value === "number" ? value.value : undefined);

/** Undefined where neither side is an amount. */
export function countedWith(operator: string, left: Hosted, right: Hosted): Value<Amount> | undefined {
  const [a, b] = [amountIn(left), amountIn(right)];
  if (!a && !b) return undefined;
  const number = numberIn(a ? right : left);
  const amount = a ?? b;
  if (operator.startsWith("/")) {
    if (!a) return unknown;
    // Examples by those of a batch: the steps of an epoch.
    if (a.unit === "examples") return { kind: "host", host: { ...a, unit: "steps" } };
    return number === undefined || number === 0 ? unknown : { kind: "host", host: { ...a, epochs: a.epochs / number } };
  }
  if (!amount) return unknown;
  // A share of the examples is what an epoch goes through.
  if (operator === "*")
    return number === undefined ? unknown : { kind: "host", host: amount.unit === "examples" ? amount : { ...amount, epochs: amount.epochs * number } };
  if (operator !== "+" && operator !== "-") return unknown;
  return a && b ? { kind: "host", host: { ...a, epochs: operator === "+" ? a.epochs + b.epochs : a.epochs - b.epochs } } : { kind: "host", host: amount };
}

/** `round`, `max` and others leave an amount what it is; `len` of what is not known is one. */
export function countedBy(name: string, args: readonly Argument<{ readonly type: string }>[], unit: Amount["unit"]): Value<Amount> {
  if (name === "len") return { kind: "host", host: { type: "amount", unit, epochs: 1 } };
  if (!["round", "max", "min", "int", "ceil", "floor"].includes(name)) return unknown;
  const amount = args.map(({ value }) => amountIn(value)).find((found) => found !== undefined);
  return amount ? { kind: "host", host: amount } : unknown;
}

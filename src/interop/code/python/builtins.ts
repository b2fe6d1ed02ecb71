/** Functions that Python always has: a few are known for constants, the others only by name. */
import { literal, unknown, type Argument, type Value } from "@/interop/code/python/values";

const names: ReadonlySet<string> = new Set(
  "print range len max min round int float str list tuple dict set zip map enumerate sum abs sorted reversed open super isinstance type any all filter object Exception __name__ __file__ input format repr id iter next bool".split(
    " ",
  ),
);
export const isBuiltin = (name: string) => names.has(name);
/** As many epochs as a run may have. */
const maxRange = 10_000;

export function callBuiltin<H>(name: string, args: readonly Argument<H>[]): Value<H> {
  const [first] = args;
  if (name === "len" && first?.value.kind === "list") return literal(first.value.items.length);
  if (name === "list" || name === "tuple") return args[0]?.value ?? { kind: "list", items: [] };
  const numbers = args.flatMap(({ value }) => (value.kind === "literal" && typeof value.value === "number" ? [value.value] : []));
  const [a = 0, b, step = 1] = numbers;
  if (numbers.length < args.length || numbers.length === 0) return unknown;
  switch (name) {
    case "range": {
      const [from, to] = b === undefined ? [0, a] : [a, b];
      const count = step === 0 ? 0 : Math.min(maxRange, Math.max(0, Math.ceil((to - from) / step)));
      return { kind: "list", items: Array.from({ length: count }, (_, i) => literal(from + i * step)) };
    }
    case "int":
      return literal(Math.trunc(a));
    case "float":
      return literal(a);
    case "round":
      return literal(Math.round(a));
    case "max":
      return literal(Math.max(...numbers));
    case "min":
      return literal(Math.min(...numbers));
    default:
      return unknown;
  }
}

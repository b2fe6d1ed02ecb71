/** Numbers as they are typed and shown in fields, and the steps between them. */

/**
 * What a person may type: `0.001`, `0,001`, `1e-3`, `1,000`, `−2`, `０．５`; undefined when it is no number. A comma before the last three of four
 * digits or more groups them; any other is the decimal comma of half the world, so that `0,001` is never 1.
 */
export function parseNumber(text: string): number | undefined {
  const plain = text.trim().normalize("NFKC").replaceAll("−", "-").replaceAll("。", ".");
  const isGrouped = /^[+-]?[1-9]\d{0,2}([,\s_])\d{3}(\1\d{3})*(\.\d*)?$/.test(plain);
  const pointed = isGrouped ? plain.replaceAll(/[,\s_]/g, "") : plain.replace(/^([^.,]*),([^.,]*)$/, "$1.$2");
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(pointed)) return undefined;
  const value = Number(pointed);
  return Number.isFinite(value) ? value : undefined;
}

/** Short and re-typable: no digit groups, powers of ten only where zeros would have to be counted. */
export function formatNumber(value: number): string {
  if (value === 0) return "0";
  const size = Math.abs(value);
  const text = size < 1e-4 || size >= 1e7 ? value.toExponential().replace("e+", "e") : String(Number(value.toPrecision(7)));
  return text.replace("-", "−").replace("e−", "e-").replace(/^−/, "−");
}

export interface StepRule {
  readonly integer: boolean;
  readonly scale: "linear" | "log";
  readonly step: number | undefined;
  readonly min: number;
  readonly max: number;
}

const mantissas = [1, 2, 5];

/** The next value up or down: 1, 2, 5, 10, 20 … on a log scale, from 0 to the smallest that makes sense. */
export function stepNumber(value: number, direction: 1 | -1, { integer, scale, step, min, max }: StepRule): number {
  if (scale === "log" && !integer) {
    if (value <= 0) return direction > 0 ? Math.max(min, 1e-5) : value;
    const exponent = Math.floor(Math.log10(value) + 1e-9);
    const rungs = [exponent - 1, exponent, exponent + 1].flatMap((power) => mantissas.map((mantissa) => Number(`${mantissa}e${power}`)));
    const next = direction > 0 ? rungs.find((rung) => rung > value * 1.0001) : rungs.findLast((rung) => rung < value * 0.9999);
    if (direction < 0 && (next ?? 0) < 1e-8) return min;
    return next ?? value;
  }
  const size = step ?? niceStep(max - min);
  return Number((Math.round((value + direction * size) / size) * size).toPrecision(12));
}

/** About a hundredth of the range, rounded to 1, 2 or 5 times a power of ten. */
function niceStep(range: number): number {
  if (!Number.isFinite(range) || range <= 0) return 1;
  const exponent = Math.floor(Math.log10(range / 20));
  return Number(`1e${exponent}`);
}

/** Runs a case: its output, the gradients the engine computes, and the same by finite differences. */
import * as tf from "@tensorflow/tfjs-core";
import type { GradientCase } from "@/engine/worker/gradient-check/define-case";

export interface CaseResult {
  readonly output: Float32Array;
  /** Per variable, of Σ output·cotangent. */
  readonly gradients: Readonly<Record<string, Float32Array>>;
}

/** An arbitrary fixed weight per output value, so that no error cancels out in the sum. */
function cotangentAt(i: number): number {
  return Math.cos(i * 1.7 + 0.3);
}

function tensorsOf({ variables }: GradientCase, moved?: { name: string; values: Float32Array }): Record<string, tf.Tensor> {
  return Object.fromEntries(variables.map(({ name, shape, values }) => [name, tf.tensor(name === moved?.name ? moved.values : values, [...shape])]));
}

export async function evaluate(gradientCase: GradientCase): Promise<CaseResult> {
  const tensors = tensorsOf(gradientCase);
  const names = Object.keys(tensors);
  let output: tf.Tensor | undefined;
  const { value, grads } = tf.tidy(() =>
    tf.engine().gradients(
      () => {
        output = tf.keep(gradientCase.run(tensors));
        const weights = tf.tensor(
          Float32Array.from({ length: output.size }, (_, i) => cotangentAt(i)),
          output.shape,
        );
        return tf.sum(tf.mul(output, weights));
      },
      names.map((name) => tensors[name]!),
    ),
  );
  const result = {
    output: new Float32Array(await output!.data<"float32">()),
    gradients: Object.fromEntries(await Promise.all(grads.map(async (grad, i) => [names[i]!, new Float32Array(await grad.data<"float32">())] as const))),
  };
  tf.dispose([value, grads, output!, tensors]);
  return result;
}

/** Σ output·cotangent in double precision: single precision only enters through the output values themselves. */
async function weighted(gradientCase: GradientCase, name: string, values: Float32Array): Promise<number> {
  const tensors = tensorsOf(gradientCase, { name, values });
  const output = tf.tidy(() => gradientCase.run(tensors).clone());
  const data = await output.data<"float32">();
  tf.dispose([output, tensors]);
  return data.reduce((sum, value, i) => sum + value * cotangentAt(i), 0);
}

/** Small against the spacing of the values, large against the rounding of single precision. */
const reach = 2 ** -8;

/** Central difference along `direction` (entries −1, 0, 1) of one variable. */
async function differenceAlong(gradientCase: GradientCase, name: string, direction: (i: number) => number): Promise<number> {
  const { values } = gradientCase.variables.find((variable) => variable.name === name)!;
  const ahead = await weighted(
    gradientCase,
    name,
    values.map((value, i) => value + reach * direction(i)),
  );
  const behind = await weighted(
    gradientCase,
    name,
    values.map((value, i) => value - reach * direction(i)),
  );
  return (ahead - behind) / (2 * reach);
}

/** By every single value: exact about where an error is, but two runs per value. */
export async function differences(gradientCase: GradientCase): Promise<CaseResult["gradients"]> {
  const all: Record<string, Float32Array> = {};
  for (const { name, values } of gradientCase.variables) {
    const own = new Float32Array(values.length);
    for (let at = 0; at < own.length; at++) own[at] = await differenceAlong(gradientCase, name, (i) => (i === at ? 1 : 0));
    all[name] = own;
  }
  return all;
}

export interface DirectionalCheck {
  readonly name: string;
  readonly expected: number;
  readonly came: number;
  /** The size that errors are measured against. */
  readonly scale: number;
}

/** Along one scrambled direction per variable: a wrong gradient shows up in two runs, which is what slow devices can afford. */
export async function directionalChecks(gradientCase: GradientCase, { gradients }: CaseResult): Promise<DirectionalCheck[]> {
  const checks: DirectionalCheck[] = [];
  for (const { name } of gradientCase.variables) {
    const direction = (i: number) => (Math.sin(i * 2.3 + 1) < 0 ? -1 : 1);
    const gradient = gradients[name]!;
    const expected = await differenceAlong(gradientCase, name, direction);
    const came = gradient.reduce((sum, value, i) => sum + value * direction(i), 0);
    checks.push({ name, expected, came, scale: Math.max(1e-2, Math.sqrt(gradient.reduce((sum, value) => sum + value * value, 0))) });
  }
  return checks;
}

/** Largest difference between two lists, as a share of the largest value. */
export function distance(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return Infinity;
  let largest = 1e-2;
  let apart = 0;
  for (let i = 0; i < a.length; i++) {
    const gap = Math.abs(a[i]! - b[i]!);
    if (Number.isNaN(gap)) return Infinity;
    largest = Math.max(largest, Math.abs(a[i]!));
    apart = Math.max(apart, gap);
  }
  return apart / largest;
}

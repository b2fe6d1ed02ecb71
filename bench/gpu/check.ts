/** Whether this device computes what is right: our operations beside their references, layers beside plain JavaScript and finite differences. */
import * as tf from "@tensorflow/tfjs-core";
import { openBackend } from "@/engine/worker/backends";
import { gradientCases } from "@/engine/worker/gradient-check/cases";
import { directionalChecks, distance, evaluate } from "@/engine/worker/gradient-check/check";
import { apart, convolutionParity, productParity, resultsOf } from "@/engine/worker/kernels/parity-cases";
import { distanceToReference } from "@/engine/worker/ops/testing/compare";
import { opCases, opNamed } from "@/engine/worker/ops/testing/op-cases";

export interface Checked {
  readonly checks: number;
  /** The largest distance met, as a share of the largest value, of each kind of check. */
  readonly worst: Readonly<Record<string, { readonly title: string; readonly distance: number }>>;
  readonly failed: readonly string[];
}

/** As the tests on software rendering have it. */
const bounds = { operations: 1e-4, kernels: 1e-4, layers: 1e-3, slopes: 5e-3 } as const;

/** Of all cases, or of those whose title has `only` in it. */
export async function checkDevice(only = ""): Promise<Checked> {
  const wanted = ({ title }: { readonly title: string }) => title.includes(only);
  await openBackend("cpu");
  const faults: string[] = [];
  (await openBackend("webgpu")).onLost((reason) => faults.push(reason));
  const worst: Record<string, { title: string; distance: number }> = {};
  const failed: string[] = [];
  let checks = 0;
  const note = (kind: keyof typeof bounds, title: string, value: number) => {
    checks++;
    if (!(value <= (worst[kind]?.distance ?? -1))) worst[kind] = { title, distance: value };
    if (!(value < bounds[kind])) failed.push(`${kind}: ${title}: ${value}`);
  };
  const attempt = async (title: string, work: () => Promise<void>) => {
    await work().catch((error: unknown) => failed.push(`${title}: ${error instanceof Error ? error.message : String(error)}`));
  };
  for (const opCase of opCases.filter((one) => wanted(one) && opNamed(one.name).kernels?.webgpu))
    await attempt(opCase.title, async () => note("operations", opCase.title, await distanceToReference(opCase)));
  for (const parityCase of [...productParity, ...convolutionParity].filter(wanted))
    await attempt(parityCase.title, async () => {
      await tf.setBackend("cpu");
      const expected = await resultsOf(parityCase);
      await tf.setBackend("webgpu");
      note("kernels", parityCase.title, apart(await resultsOf(parityCase), expected));
    });
  for (const gradientCase of gradientCases.filter(wanted))
    await attempt(gradientCase.title, async () => {
      await tf.setBackend("cpu");
      const reference = await evaluate(gradientCase);
      await tf.setBackend("webgpu");
      const result = await evaluate(gradientCase);
      note("layers", gradientCase.title, distance(reference.output, result.output));
      for (const [name, gradient] of Object.entries(result.gradients))
        note("layers", `${gradientCase.title} by ${name}`, distance(reference.gradients[name]!, gradient));
      for (const { name, expected, came, scale } of await directionalChecks(gradientCase, result))
        note("slopes", `${gradientCase.title} along ${name}`, Math.abs(expected - came) / scale);
    });
  return { checks, worst, failed: [...failed, ...faults.map((fault) => `refused: ${fault}`)] };
}

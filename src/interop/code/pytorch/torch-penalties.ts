/** Penalties on weights, as terms that a loss of PyTorch gets. */
import type { TorchLines } from "@/interop/export/pytorch/torch-module";
import type { Plan } from "@/network/plan";

/** By the names of the module's parameters. */
export function penaltiesOf(plan: Plan, lines: readonly TorchLines[]): readonly string[] {
  return plan.layers.flatMap(({ node, weights }) =>
    weights.flatMap(({ name, regularizer }) => {
      const parameter = lines.find((line) => line.node === node)?.state.find((tensor) => tensor.of === `${node.name}/${name}`);
      if (!regularizer || !parameter) return [];
      const at = `model.${parameter.name}`;
      return [
        ...(regularizer.l1 > 0 ? [`${regularizer.l1} * ${at}.abs().sum()`] : []),
        ...(regularizer.l2 > 0 ? [`${regularizer.l2} * ${at}.square().sum()`] : []),
      ];
    }),
  );
}

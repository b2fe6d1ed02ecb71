/** Parameters of a PyTorch module that do not learn: tables that are frozen, and scales and shifts that only PyTorch has. */
import type { TorchLines } from "@/interop/export/pytorch/torch-module";
import type { Plan } from "@/network/plan";

/** By their names in the module. */
export function frozenIn(plan: Plan, lines: readonly TorchLines[]): readonly string[] {
  const learned = new Set(plan.layers.flatMap(({ node, weights }) => weights.filter(({ trainable }) => trainable).map(({ name }) => `${node.name}/${name}`)));
  // Statistics are buffers there, which nothing trains.
  return lines.flatMap(({ state }) => state.filter(({ name, of }) => !learned.has(of) && !/\.running_(mean|var)$/.test(name)).map(({ name }) => name));
}

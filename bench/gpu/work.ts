/** How much a training step has to compute and to move at the very least, whoever does it. */
import { summarize } from "@/network/summary";
import { networkOf, type Workload } from "../workload";

const bytesPerValue = 4;
/** Weights: read forward and backward, their gradient written; Adam reads weight, gradient and two slots, and writes weight and slots. */
const weightPasses = 3 + 7;
/** Activations: written and read forward, read again on the way back, and as much for their gradient. */
const activationPasses = 5;

export function workOf(workload: Workload): { readonly flops: number; readonly bytes: number } {
  const network = networkOf(workload);
  const { total, layers } = summarize(network);
  const firstWithWeights = network.nodes.map(({ id }) => layers.get(id)).find((cost) => cost !== undefined && cost.macs > 0);
  // Forward, gradient by the weights, gradient by the input; the last is not needed for the data themselves.
  const macs = 3 * total.macs - (firstWithWeights?.macs ?? 0);
  return {
    flops: 2 * workload.batch * macs,
    bytes: bytesPerValue * weightPasses * total.trainableParams + workload.batch * activationPasses * total.activationBytes,
  };
}

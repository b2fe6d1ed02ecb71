/** Holds a recorded step against the same step taken one command at a time: both from one state, both must come to the same bits. */
import * as tf from "@tensorflow/tfjs-core";
import type { Gpu } from "@/engine/worker/webgpu/backend";
import { dispatchEach, read, write } from "@/engine/worker/webgpu/dispatch";
import { overwrite, snapshot } from "@/engine/worker/webgpu/mutable";
import { encodeWork, type StepGraph } from "@/engine/worker/webgpu/step-graph";

export interface Trial {
  /** Everything that a step changes and the next one reads. */
  readonly state: readonly tf.Tensor[];
  readonly graph: StepGraph;
  readonly steps: number;
  /** Takes one step the ordinary way. */
  readonly issue: () => void;
  /** Loads the device's table: the same steps for both ways, their figures put apart. */
  readonly load: (way: "replayed" | "eager") => void;
}

/** How many values of the state differ. Everything is queued at one go, and the state is then what it was: nobody sees it in between. */
export function queueTrial(gpu: Gpu, { state, graph, steps, issue, load }: Trial): tf.Tensor {
  const before = state.map((tensor) => snapshot(gpu, tensor));
  const restore = () => state.forEach((tensor, i) => overwrite(gpu, tensor, before[i]!));
  load("replayed");
  const work = encodeWork(gpu);
  for (let i = 0; i < steps; i++) graph.encode(work);
  work.submit();
  const replayed = state.map((tensor) => snapshot(gpu, tensor));
  restore();
  load("eager");
  for (let i = 0; i < steps; i++) issue();
  const differing = tf.zeros([1], "int32");
  state.forEach((tensor, i) => countDifferences(gpu, tensor, replayed[i]!, differing));
  restore();
  gpu.flush();
  tf.dispose([before, replayed]);
  return differing;
}

function countDifferences(gpu: Gpu, a: tf.Tensor, b: tf.Tensor, differing: tf.Tensor): void {
  dispatchEach(gpu, {
    label: "countDifferences",
    count: a.size,
    bindings: { a: read(a, "u32"), b: read(b, "u32"), differing: write(differing, "atomic<u32>") },
    body: "if (a[i] != b[i]) { atomicAdd(&differing[0], 1u); }",
  });
}

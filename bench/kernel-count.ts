/** Counts the kernels that TensorFlow.js runs, nested ones too: what is left of a step where its overhead is all there is. */
import * as tf from "@tensorflow/tfjs-core";

interface Runner {
  runKernelFunc(params: unknown): unknown;
}

/** → how many have been run since. */
export function countKernels(): () => number {
  // A private member; its version is pinned.
  const engine = tf.engine() as unknown as Runner;
  const runKernelFunc = engine.runKernelFunc.bind(engine);
  let count = 0;
  engine.runKernelFunc = (params) => {
    count++;
    return runKernelFunc(params);
  };
  return () => count;
}

/** brain.js on the processor: plain JavaScript, dense layers only, one update after every example, so that its step is a batch of updates. */
import { createLoop, type Trainer } from "../trainer";
import { batchOf, classCount, imageSize, loadDigits, type Files, type Workload } from "../workload";
import { loadScript } from "./load-script";

/** The part of it used here. */
interface BrainJs {
  readonly NeuralNetwork: new (options: object) => {
    train(examples: readonly { input: Float32Array; output: Float32Array }[], options: object): { readonly error: number };
  };
}

export async function prepareBrainJs({ model, batch, units }: Workload, files: Files): Promise<Trainer> {
  if (model !== "mlp") throw new Error("brain.js has no convolutions.");
  const { NeuralNetwork } = await loadScript<BrainJs>("brain.js", "brain");
  const digits = await loadDigits(files);
  const network = new NeuralNetwork({ hiddenLayers: [units], activation: "sigmoid" });
  let count = 0;
  let loss = NaN;
  return createLoop(
    () => {
      const { inputs, labels } = batchOf(digits, batch, count++);
      const examples = Array.from(labels, (label, row) => ({
        input: inputs.subarray(row * imageSize, (row + 1) * imageSize),
        output: Float32Array.from({ length: classCount }, (_, i) => Number(i === label)),
      }));
      loss = network.train(examples, { iterations: 1, learningRate: 0.1 }).error;
    },
    () => Promise.resolve(loss),
  );
}

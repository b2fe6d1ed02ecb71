/** ConvNetJS: example by example in plain JavaScript, weights updated after every batch. It has no Adam; Adadelta is its own choice. */
import { createLoop, type Trainer } from "../trainer";
import { batchOf, classCount, imageSide, imageSize, loadDigits, type Files, type Workload } from "../workload";
import { loadScript } from "./load-script";

interface Vol {
  readonly w: Float64Array | number[];
}
/** The part of it used here. */
interface ConvNetJs {
  readonly Vol: new (width: number, height: number, depth: number, value: number) => Vol;
  readonly Net: new () => { makeLayers(layers: readonly object[]): void };
  readonly Trainer: new (net: unknown, options: object) => { train(x: Vol, label: number): { readonly cost_loss: number } };
}

export async function prepareConvNetJs({ model, batch, units }: Workload, files: Files): Promise<Trainer> {
  const { Vol, Net, Trainer } = await loadScript<ConvNetJs>("convnetjs.js", "convnetjs");
  const digits = await loadDigits(files);
  const side = model === "mlp" ? { out_sx: 1, out_sy: 1, out_depth: imageSize } : { out_sx: imageSide, out_sy: imageSide, out_depth: 1 };
  const body = [
    { type: "conv", sx: 3, filters: 32, stride: 1, pad: 0, activation: "relu" },
    { type: "pool", sx: 2, stride: 2 },
    { type: "conv", sx: 3, filters: 64, stride: 1, pad: 0, activation: "relu" },
    { type: "pool", sx: 2, stride: 2 },
  ];
  const net = new Net();
  net.makeLayers([
    { type: "input", ...side },
    ...(model === "cnn" ? body : []),
    { type: "fc", num_neurons: units, activation: "relu" },
    { type: "softmax", num_classes: classCount },
  ]);
  const trainer = new Trainer(net, { method: "adadelta", batch_size: batch, l2_decay: 0 });
  const input = new Vol(side.out_sx, side.out_sy, side.out_depth, 0);
  let count = 0;
  let loss = NaN;
  return createLoop(
    () => {
      const { inputs, labels } = batchOf(digits, batch, count++);
      let sum = 0;
      labels.forEach((label, row) => {
        for (let i = 0; i < imageSize; i++) input.w[i] = inputs[row * imageSize + i] ?? 0;
        sum += trainer.train(input, label).cost_loss;
      });
      loss = sum / batch;
    },
    () => Promise.resolve(loss),
  );
}

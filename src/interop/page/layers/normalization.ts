/** Batch, layer and root-mean-square normalisation over the last axis. */
import type { PageLayer } from "@/interop/page/layers/page-layer";
import { rowsOf, zeros, type Value } from "@/interop/page/value";

interface Affine {
  readonly config: { readonly scale: boolean; readonly center: boolean };
  readonly weight: (name: string) => Value;
}
const gammaOf = ({ config, weight }: Affine) => (config.scale ? weight("gamma").data : undefined);
const betaOf = ({ config, weight }: Affine) => (config.center ? weight("beta").data : undefined);

export const batchNormalization: PageLayer<"BatchNormalization"> = (call) => {
  const { config, inputs, weight, shape } = call;
  const [x] = inputs;
  const { columns } = rowsOf(x);
  const [mean, variance, gamma, beta] = [weight("movingMean").data, weight("movingVariance").data, gammaOf(call), betaOf(call)];
  const data = x.data.map((value, i) => {
    const c = i % columns;
    return ((value - (mean[c] ?? 0)) / Math.sqrt((variance[c] ?? 1) + config.epsilon)) * (gamma?.[c] ?? 1) + (beta?.[c] ?? 0);
  });
  return { shape, data };
};

/** Each row less its centre, by its root mean square. */
function byRow(x: Value, isCentred: boolean, epsilon: number, gamma?: Float32Array, beta?: Float32Array): Value {
  const { rows, columns } = rowsOf(x);
  const y = zeros(x.shape);
  for (let row = 0; row < rows; row++) {
    const own = x.data.subarray(row * columns, (row + 1) * columns);
    const mean = isCentred ? own.reduce((sum, value) => sum + value, 0) / columns : 0;
    const square = own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / columns;
    own.forEach((value, c) => (y.data[row * columns + c] = ((value - mean) / Math.sqrt(square + epsilon)) * (gamma?.[c] ?? 1) + (beta?.[c] ?? 0)));
  }
  return y;
}

export const layerNormalization: PageLayer<"LayerNormalization"> = (call) => byRow(call.inputs[0], true, call.config.epsilon, gammaOf(call), betaOf(call));
export const rmsNormalization: PageLayer<"RMSNormalization"> = ({ config, inputs: [x], weight }) => byRow(x, false, config.epsilon, weight("scale").data);

/** Batch and layer normalisation on WebGPU: a workgroup per channel, or per row, that goes over its values a few times. */
import type * as tf from "@tensorflow/tfjs-core";
import type { BatchBackInputs } from "@/engine/worker/ops/batch-normalization";
import type { OpCall } from "@/engine/worker/ops/define-op";
import type { LayerBackInputs, NormalizationInputs, NormalizationSettings } from "@/engine/worker/ops/layer-normalization";
import type { MovingAverageInputs, MovingAverageSettings } from "@/engine/worker/ops/moving-average";
import { sizeOf } from "@/engine/worker/ops/webgpu/activations";
import { alongColumn, alongRow, groupSizeFor } from "@/engine/worker/ops/webgpu/rows";
import { currentGpu } from "@/engine/worker/webgpu/backend";
import { dispatchEach, dispatchGroups, read, write } from "@/engine/worker/webgpu/dispatch";
import { float, groupSum, lined, lineNumber } from "@/engine/worker/webgpu/wgsl";

export function batchNormalizationOnGpu({
  inputs: { x, gamma, beta },
  attrs: { epsilon },
}: OpCall<NormalizationInputs, NormalizationSettings>): tf.TensorInfo[] {
  const gpu = currentGpu()!;
  const [rows = 1, channels = 1] = x.shape;
  const size = groupSizeFor(rows);
  const [y, means, variances] = [gpu.output(x.shape), gpu.output([channels]), gpu.output([channels])];
  dispatchGroups(gpu, {
    label: "batchNormalization",
    bindings: { x: read(x), gamma: read(gamma), beta: read(beta), y: write(y), means: write(means), variances: write(variances) },
    groups: lined(channels),
    groupSize: size,
    declarations: groupSum(size),
    body: `
      let n = ${lineNumber};
      if (n >= ${channels}u) { return; }
      var sum = 0f;
      ${alongColumn(rows, channels, size, "sum += x[at];")}
      let mean = sumOverGroup(local, sum) / ${float(rows)};
      var squares = 0f;
      ${alongColumn(rows, channels, size, "squares += (x[at] - mean) * (x[at] - mean);")}
      let variance = sumOverGroup(local, squares) / ${float(rows)};
      let scale = gamma[n] / sqrt(variance + ${float(epsilon)});
      ${alongColumn(rows, channels, size, "y[at] = (x[at] - mean) * scale + beta[n];")}
      if (local == 0u) {
        means[n] = mean;
        variances[n] = variance;
      }`,
  });
  return [y, means, variances];
}

export function batchNormalizationGradientOnGpu({
  inputs: { dy, x, gamma, mean, variance },
  attrs: { epsilon },
}: OpCall<BatchBackInputs, NormalizationSettings>): tf.TensorInfo[] {
  const gpu = currentGpu()!;
  const [rows = 1, channels = 1] = x.shape;
  const size = groupSizeFor(rows);
  const [dx, dGamma, dBeta] = [gpu.output(x.shape), gpu.output([channels]), gpu.output([channels])];
  dispatchGroups(gpu, {
    label: "batchNormalizationGradient",
    bindings: {
      dy: read(dy),
      x: read(x),
      gamma: read(gamma),
      means: read(mean),
      variances: read(variance),
      dx: write(dx),
      dGamma: write(dGamma),
      dBeta: write(dBeta),
    },
    groups: lined(channels),
    groupSize: size,
    declarations: groupSum(size),
    body: `
      let n = ${lineNumber};
      if (n >= ${channels}u) { return; }
      let mean = means[n];
      let inverse = 1f / sqrt(variances[n] + ${float(epsilon)});
      var straight = 0f;
      var along = 0f;
      ${alongColumn(rows, channels, size, "straight += dy[at]; along += dy[at] * (x[at] - mean) * inverse;")}
      let beta = sumOverGroup(local, straight);
      let gradient = sumOverGroup(local, along);
      let scale = inverse * gamma[n];
      ${alongColumn(rows, channels, size, `dx[at] = (dy[at] - beta / ${float(rows)} - (x[at] - mean) * inverse * gradient / ${float(rows)}) * scale;`)}
      if (local == 0u) {
        dGamma[n] = gradient;
        dBeta[n] = beta;
      }`,
  });
  return [dx, dGamma, dBeta];
}

export function layerNormalizationOnGpu({
  inputs: { x, gamma, beta },
  attrs: { epsilon },
}: OpCall<NormalizationInputs, NormalizationSettings>): tf.TensorInfo[] {
  const gpu = currentGpu()!;
  const [rows = 1, channels = 1] = x.shape;
  const size = groupSizeFor(channels);
  const [y, means, inverses] = [gpu.output(x.shape), gpu.output([rows, 1]), gpu.output([rows, 1])];
  dispatchGroups(gpu, {
    label: "layerNormalization",
    bindings: { x: read(x), gamma: read(gamma), beta: read(beta), y: write(y), means: write(means), inverses: write(inverses) },
    groups: lined(rows),
    groupSize: size,
    declarations: groupSum(size),
    body: `
      let n = ${lineNumber};
      if (n >= ${rows}u) { return; }
      var sum = 0f;
      ${alongRow(channels, size, "sum += x[at];")}
      let mean = sumOverGroup(local, sum) / ${float(channels)};
      var squares = 0f;
      ${alongRow(channels, size, "squares += (x[at] - mean) * (x[at] - mean);")}
      let inverse = 1f / sqrt(sumOverGroup(local, squares) / ${float(channels)} + ${float(epsilon)});
      ${alongRow(channels, size, "y[at] = (x[at] - mean) * inverse * gamma[c] + beta[c];")}
      if (local == 0u) {
        means[n] = mean;
        inverses[n] = inverse;
      }`,
  });
  return [y, means, inverses];
}

export function layerNormalizationGradientOnGpu({ inputs: { dy, x, gamma, mean, inverse } }: OpCall<LayerBackInputs, object>): tf.TensorInfo[] {
  const gpu = currentGpu()!;
  const [rows = 1, channels = 1] = x.shape;
  const [dx, dGamma, dBeta] = [gpu.output(x.shape), gpu.output([channels]), gpu.output([channels])];
  const known = { dy: read(dy), x: read(x), means: read(mean), inverses: read(inverse) };
  const ofRow = groupSizeFor(channels);
  dispatchGroups(gpu, {
    label: "layerNormalizationGradient",
    bindings: { ...known, gamma: read(gamma), dx: write(dx) },
    groups: lined(rows),
    groupSize: ofRow,
    declarations: groupSum(ofRow),
    body: `
      let n = ${lineNumber};
      if (n >= ${rows}u) { return; }
      let mean = means[n];
      let inverse = inverses[n];
      var straight = 0f;
      var along = 0f;
      ${alongRow(channels, ofRow, "let d = dy[at] * gamma[c]; straight += d; along += d * (x[at] - mean) * inverse;")}
      let shift = sumOverGroup(local, straight) / ${float(channels)};
      let turn = sumOverGroup(local, along) / ${float(channels)};
      ${alongRow(channels, ofRow, "dx[at] = (dy[at] * gamma[c] - shift - (x[at] - mean) * inverse * turn) * inverse;")}`,
  });
  const ofColumn = groupSizeFor(rows);
  dispatchGroups(gpu, {
    label: "layerNormalizationGradient, gamma and beta",
    bindings: { ...known, dGamma: write(dGamma), dBeta: write(dBeta) },
    groups: lined(channels),
    groupSize: ofColumn,
    declarations: groupSum(ofColumn),
    body: `
      let n = ${lineNumber};
      if (n >= ${channels}u) { return; }
      var straight = 0f;
      var along = 0f;
      ${alongColumn(rows, channels, ofColumn, "straight += dy[at]; along += dy[at] * (x[at] - means[r]) * inverses[r];")}
      let beta = sumOverGroup(local, straight);
      let gradient = sumOverGroup(local, along);
      if (local == 0u) {
        dGamma[n] = gradient;
        dBeta[n] = beta;
      }`,
  });
  return [dx, dGamma, dBeta];
}

export function movingAverageOnGpu({ inputs: { average, now }, attrs: { momentum } }: OpCall<MovingAverageInputs, MovingAverageSettings>): tf.TensorInfo[] {
  const gpu = currentGpu()!;
  const moved = gpu.output(average.shape);
  dispatchEach(gpu, {
    label: "movingAverage",
    count: sizeOf(average),
    bindings: { average: read(average), now: read(now), moved: write(moved) },
    body: `moved[i] = average[i] * ${float(momentum)} + now[i] * ${float(1 - momentum)};`,
  });
  return [moved];
}

/** Root-mean-square normalisation on WebGPU: a workgroup per row; on the way back another per channel, for the scale. */
import type * as tf from "@tensorflow/tfjs-core";
import type { OpCall } from "@/engine/worker/ops/define-op";
import type { NormalizationSettings } from "@/engine/worker/ops/layer-normalization";
import type { RmsBackInputs, RmsInputs } from "@/engine/worker/ops/rms-normalization";
import { alongColumn, alongRow, groupSizeFor } from "@/engine/worker/ops/webgpu/rows";
import { currentGpu } from "@/engine/worker/webgpu/backend";
import { dispatchGroups, read, write } from "@/engine/worker/webgpu/dispatch";
import { float, groupSum, lined, lineNumber } from "@/engine/worker/webgpu/wgsl";

export function rmsNormalizationOnGpu({ inputs: { x, scale }, attrs: { epsilon } }: OpCall<RmsInputs, NormalizationSettings>): tf.TensorInfo[] {
  const gpu = currentGpu()!;
  const [rows = 1, channels = 1] = x.shape;
  const size = groupSizeFor(channels);
  const [y, inverses] = [gpu.output(x.shape), gpu.output([rows, 1])];
  dispatchGroups(gpu, {
    label: "rmsNormalization",
    bindings: { x: read(x), scale: read(scale), y: write(y), inverses: write(inverses) },
    groups: lined(rows),
    groupSize: size,
    declarations: groupSum(size),
    body: `
      let n = ${lineNumber};
      if (n >= ${rows}u) { return; }
      var squares = 0f;
      ${alongRow(channels, size, "squares += x[at] * x[at];")}
      let inverse = 1f / sqrt(sumOverGroup(local, squares) / ${float(channels)} + ${float(epsilon)});
      ${alongRow(channels, size, "y[at] = x[at] * inverse * scale[c];")}
      if (local == 0u) { inverses[n] = inverse; }`,
  });
  return [y, inverses];
}

export function rmsNormalizationGradientOnGpu({ inputs: { dy, x, scale, inverse } }: OpCall<RmsBackInputs, object>): tf.TensorInfo[] {
  const gpu = currentGpu()!;
  const [rows = 1, channels = 1] = x.shape;
  const [dx, dScale] = [gpu.output(x.shape), gpu.output([channels])];
  const known = { dy: read(dy), x: read(x), inverses: read(inverse) };
  const ofRow = groupSizeFor(channels);
  dispatchGroups(gpu, {
    label: "rmsNormalizationGradient",
    bindings: { ...known, scale: read(scale), dx: write(dx) },
    groups: lined(rows),
    groupSize: ofRow,
    declarations: groupSum(ofRow),
    body: `
      let n = ${lineNumber};
      if (n >= ${rows}u) { return; }
      let inverse = inverses[n];
      var along = 0f;
      ${alongRow(channels, ofRow, "along += dy[at] * scale[c] * x[at] * inverse;")}
      let turn = sumOverGroup(local, along) / ${float(channels)};
      ${alongRow(channels, ofRow, "dx[at] = (dy[at] * scale[c] - x[at] * inverse * turn) * inverse;")}`,
  });
  const ofColumn = groupSizeFor(rows);
  dispatchGroups(gpu, {
    label: "rmsNormalizationGradient, scale",
    bindings: { ...known, dScale: write(dScale) },
    groups: lined(channels),
    groupSize: ofColumn,
    declarations: groupSum(ofColumn),
    body: `
      let n = ${lineNumber};
      if (n >= ${channels}u) { return; }
      var along = 0f;
      ${alongColumn(rows, channels, ofColumn, "along += dy[at] * x[at] * inverses[r];")}
      let gradient = sumOverGroup(local, along);
      if (local == 0u) { dScale[n] = gradient; }`,
  });
  return [dx, dScale];
}

/** Training batches put together on the device: chosen by the current step, varied, scaled, with their targets. */
import * as tf from "@tensorflow/tfjs-core";
import type { Augmentation } from "@/data/data-settings";
import type { Normalizer } from "@/data/normalization";
import type { Batch } from "@/engine/worker/data/batches";
import type { Gpu } from "@/engine/worker/webgpu/backend";
import type { DeviceTable } from "@/engine/worker/webgpu/device-rows";
import { dispatchEach, read, write, type Bound } from "@/engine/worker/webgpu/dispatch";
import { normalFunctions, zigguratTable } from "@/engine/worker/webgpu/normal";
import { bindNow, nowIs } from "@/engine/worker/webgpu/step-row";
import { drawMaps, mapWords, samplingFunctions } from "@/engine/worker/webgpu/variation";
import { float } from "@/engine/worker/webgpu/wgsl";

/** `count` examples from the place in `order` that the row `now` says. */
export interface DeviceChoice {
  /** Positions in the loaded dataset, int32. */
  readonly order: tf.Tensor;
  readonly now: tf.Tensor;
  readonly count: number;
}
export interface DeviceData {
  readonly inputs: DeviceTable;
  readonly inputShape: readonly number[];
  /** Absent = the input, before it is varied and scaled, is the target. */
  readonly targets?: DeviceTable;
  readonly targetShape: readonly number[];
  readonly isClassification: boolean;
  readonly normalizer: Normalizer;
  /** Absent = examples are taken as they are. */
  readonly augmentation?: Augmentation;
}

export interface DeviceBatches {
  /** The caller disposes. */
  next(choice: DeviceChoice): Batch;
  dispose(): void;
}

export function createDeviceBatches(gpu: Gpu, data: DeviceData): DeviceBatches {
  const { inputs, normalizer, augmentation } = data;
  const isPlain = normalizer.shift.every((value) => value === 0) && normalizer.scale.every((value) => value === 1);
  const shift = tf.keep(tf.tensor1d([...normalizer.shift]));
  const scale = tf.keep(tf.tensor1d([...normalizer.scale]));
  const widths = tf.keep(zigguratTable());
  for (const constant of [shift, scale, widths]) gpu.bufferOf(constant);
  const scaling: Record<string, Bound> = isPlain ? {} : { shift: read(shift), scale: read(scale) };
  const scaled = (value: string) => (isPlain ? value : `(${value} - shift[p % ${shift.size}u]) * scale[p % ${scale.size}u]`);
  const row = `order[${nowIs.first} + i / ${inputs.width}u]`;

  const { isClassification, targets = inputs } = data;
  const targetShape = data.targets ? data.targetShape : data.inputShape;
  const targetsOf = (count: number) => gpu.output([count, ...targetShape], isClassification ? "int32" : "float32");
  /** Statements that set target `i` of `y`, where the targets are bound as `table`. */
  const setTarget = (table: string) => {
    const value = targets.value(table, "place");
    return `
        let place = order[${nowIs.first} + i / ${targets.width}u] * ${targets.width}u + i % ${targets.width}u;
        y[i] = ${isClassification ? `i32(${value})` : value};`;
  };

  /** Both at once: a thread per value of the wider. */
  function gatherPlain({ order, now, count }: DeviceChoice): readonly [tf.TensorInfo, tf.TensorInfo] {
    const x = gpu.output([count, ...data.inputShape]);
    const y = targetsOf(count);
    dispatchEach(gpu, {
      label: "gather",
      count: count * Math.max(inputs.width, targets.width),
      bindings: {
        now: bindNow(now),
        order: read(order, "u32"),
        table: inputs.bound,
        ...(data.targets ? { targets: targets.bound } : {}),
        x: write(x),
        y: write(y),
        ...scaling,
      },
      body: `
      if (i < ${count * inputs.width}u) {
        let p = i % ${inputs.width}u;
        let at = ${row} * ${inputs.width}u + p;
        let value = ${inputs.value("table", "at")};
        x[i] = ${scaled("value")};
      }
      if (i < ${count * targets.width}u) {
        ${setTarget(data.targets ? "targets" : "table")}
      }`,
    });
    return [x, y];
  }

  function gatherVaried(choice: DeviceChoice, { shift: by, rotate, scale: size, flip, noise }: Augmentation): tf.TensorInfo {
    const { order, now, count } = choice;
    const [height = 1, width = 1, channels = 1] = data.inputShape;
    const moves = by > 0 || rotate > 0 || size > 0 || flip;
    const maps = moves ? drawMaps(gpu, augmentation!, [height, width], choice) : undefined;
    const x = gpu.output([count, ...data.inputShape]);
    const plain = `let at = row * ${inputs.width}u + p;\n let moved = ${inputs.value("table", "at")};`;
    dispatchEach(gpu, {
      label: "gatherVaried",
      count: count * inputs.width,
      bindings: {
        now: bindNow(now),
        order: read(order, "u32"),
        table: inputs.bound,
        x: write(x),
        ...(maps ? { maps: read(maps) } : {}),
        ...(noise > 0 ? { widths: read(widths) } : {}),
        ...scaling,
      },
      declarations: (noise > 0 ? normalFunctions : "") + (maps ? samplingFunctions([height, width, channels], inputs.value("table", "at")) : ""),
      body: `
        let p = i % ${inputs.width}u;
        let row = ${row};
        ${maps ? `let moved = sampleAt(row, p, i / ${inputs.width}u * ${mapWords}u);` : plain}
        ${noise > 0 ? `let value = clamp(moved + normalAt(mixSeed(mixSeed(${nowIs.epochSeed}, row), 1u), p) * ${float(noise)}, 0f, 1f);` : "let value = moved;"}
        x[i] = ${scaled("value")};`,
    });
    if (maps) tf.engine().makeTensorFromTensorInfo(maps).dispose();
    return x;
  }

  function gatherTargets({ order, now, count }: DeviceChoice): tf.TensorInfo {
    const y = targetsOf(count);
    dispatchEach(gpu, {
      label: "gatherTargets",
      count: count * targets.width,
      bindings: { now: bindNow(now), order: read(order, "u32"), table: targets.bound, y: write(y) },
      body: setTarget("table"),
    });
    return y;
  }

  return {
    next(choice) {
      const [x, y] = augmentation ? [gatherVaried(choice, augmentation), gatherTargets(choice)] : gatherPlain(choice);
      const engine = tf.engine();
      return { inputs: engine.makeTensorFromTensorInfo(x), targets: engine.makeTensorFromTensorInfo(y) };
    },
    dispose: () => tf.dispose([shift, scale, widths]),
  };
}

/** Runs WGSL of our own on tensors, eagerly or inside a recording: bindings by name, shapes written into the code, pipelines cached. */
import type * as tf from "@tensorflow/tfjs-core";
import type { Gpu } from "@/engine/worker/webgpu/backend";
import type { BoundBuffer } from "@/engine/worker/webgpu/recording";

export type WgslType = "f32" | "i32" | "u32" | "vec4<f32>" | "atomic<u32>";

/** One storage binding: an array of `type`. */
export interface Bound {
  readonly tensor: tf.TensorInfo;
  readonly type: WgslType;
  readonly isWritten: boolean;
}

interface Kernel {
  readonly label: string;
  /** By the names that the code calls them. */
  readonly bindings: Readonly<Record<string, Bound>>;
  /** Functions, constants and workgroup variables before `main`. */
  readonly declarations?: string;
}
/** One thread per value: `body` computes value `i` of `count`. */
export interface EachKernel extends Kernel {
  readonly count: number;
  readonly body: string;
}
/** Workgroups of their own shape: `body` knows `group` (vec3u), `local` (its number in the group). */
export interface GroupKernel extends Kernel {
  readonly groups: readonly [number, number, number];
  readonly groupSize: number;
  readonly body: string;
}

const typeOf = (tensor: tf.TensorInfo): WgslType => (tensor.dtype === "float32" ? "f32" : "i32");

export const read = (tensor: tf.TensorInfo, type = typeOf(tensor)): Bound => ({ tensor, type, isWritten: false });
/** Also for reading and writing in place. */
export const write = (tensor: tf.TensorInfo, type = typeOf(tensor)): Bound => ({ tensor, type, isWritten: true });

const threadsPerGroup = 64;
/** WebGPU promises so many workgroups along one axis. */
const groupsPerAxis = 65_535;

export function dispatchEach(gpu: Gpu, kernel: EachKernel): void {
  const groups = Math.ceil(kernel.count / threadsPerGroup);
  const across = Math.min(groups, groupsPerAxis);
  const main = `
@compute @workgroup_size(${threadsPerGroup})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x + id.y * ${across * threadsPerGroup}u;
  if (i >= ${kernel.count}u) { return; }
  ${kernel.body}
}`;
  run(gpu, kernel, main, [across, Math.ceil(groups / across), 1]);
}

export function dispatchGroups(gpu: Gpu, kernel: GroupKernel): void {
  const main = `
@compute @workgroup_size(${kernel.groupSize})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
  ${kernel.body}
}`;
  run(gpu, kernel, main, kernel.groups);
}

function run(gpu: Gpu, { label, bindings, declarations = "" }: Kernel, main: string, workgroups: readonly [number, number, number]): void {
  const all = Object.entries(bindings);
  const storage = all.map(
    ([name, { type, isWritten }], i) => `@group(0) @binding(${i}) var<storage, ${isWritten ? "read_write" : "read"}> ${name}: array<${type}>;`,
  );
  const code = `${storage.join("\n")}\n${declarations}${main}`;
  const buffers = all.map(([, { tensor, isWritten }]): BoundBuffer => {
    const buffer = gpu.bufferOf(tensor);
    return { buffer, size: buffer.size, isWritten };
  });
  const tensors = all.map(([, { tensor }]) => tensor);
  gpu.dispatch({ pipeline: pipelineOf(gpu.device, label, code), bindings: buffers, workgroups }, tensors);
}

const pipelines = new WeakMap<GPUDevice, Map<string, GPUComputePipeline>>();

function pipelineOf(device: GPUDevice, label: string, code: string): GPUComputePipeline {
  let own = pipelines.get(device);
  if (!own) pipelines.set(device, (own = new Map()));
  let pipeline = own.get(code);
  if (!pipeline) {
    const module = device.createShaderModule({ code, label });
    pipeline = device.createComputePipeline({ label, layout: "auto", compute: { module, entryPoint: "main" } });
    own.set(code, pipeline);
  }
  return pipeline;
}

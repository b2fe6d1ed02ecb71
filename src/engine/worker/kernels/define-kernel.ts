/** What a kernel of our own declares: which stock kernel it stands in for, where, and why. */
import type * as tf from "@tensorflow/tfjs-core";
import type { HostBackend, HostMemory } from "@/engine/worker/kernels/host-memory";
import type { WasmHeap } from "@/engine/worker/wasm/heap";

export interface KernelCall<Inputs extends string, Attrs> {
  readonly inputs: Readonly<Record<Inputs, tf.TensorInfo>>;
  readonly attrs: Attrs;
  readonly memory: HostMemory;
  /** Runs another kernel of the same backend. */
  readonly run: (kernelName: string, inputs: tf.NamedTensorInfoMap, attrs: object) => tf.TensorInfo;
  /** Runs the stock kernel that this one replaces. */
  readonly stock: (inputs: tf.NamedTensorInfoMap, attrs: object) => tf.TensorInfo;
}

export interface KernelDefinition<Inputs extends string, Attrs> {
  readonly kernelName: string;
  readonly backends: readonly HostBackend[];
  /** `missing`: tfjs has none. `wrong`: its results are wrong. `slow`: right, but far from what the machine can do. */
  readonly reason: "missing" | "wrong" | "slow";
  /** What is the matter with the stock kernel. */
  readonly why: string;
  compute(call: KernelCall<Inputs, Attrs>): tf.TensorInfo | tf.TensorInfo[];
}

export function defineKernel<Attrs, const Inputs extends string = string>(definition: KernelDefinition<Inputs, Attrs>): KernelDefinition<Inputs, Attrs> {
  return definition;
}

/** What computing on the WebAssembly heap takes. */
export interface OnHeap {
  readonly memory: HostMemory;
  readonly heap: WasmHeap;
}
export interface WasmKernelCall<Inputs extends string, Attrs> extends KernelCall<Inputs, Attrs>, OnHeap {
  readonly memory: HostMemory;
}

interface WasmKernelDefinition<Inputs extends string, Attrs> extends Omit<KernelDefinition<Inputs, Attrs>, "backends" | "compute"> {
  compute(call: WasmKernelCall<Inputs, Attrs>): tf.TensorInfo | tf.TensorInfo[];
}

/** A kernel that calls our compiled ones. */
export function defineWasmKernel<Attrs, const Inputs extends string = string>(
  definition: WasmKernelDefinition<Inputs, Attrs>,
): KernelDefinition<Inputs, Attrs> {
  return { ...definition, backends: ["wasm"], compute: (call) => definition.compute({ ...call, heap: call.memory.heap! }) };
}

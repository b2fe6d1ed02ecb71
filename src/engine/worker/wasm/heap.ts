/** The heap of TensorFlow.js' WebAssembly as our kernels see it: addresses of tensors, and room to work in. */
import type * as tf from "@tensorflow/tfjs-core";
import { instantiateKernels, type WasmKernels } from "@/engine/worker/wasm/kernels";

export interface WasmHeap {
  readonly kernels: WasmKernels;
  /** Address of a tensor's first value. Allocating does not move it. */
  address(info: tf.TensorInfo): number;
  /** Address of room for `bytes`, shared by all kernels: good until the next call, never across two. */
  scratch(bytes: number): number;
  /** Address of room of one's own, until it is given back. */
  reserve(bytes: number): number;
  giveBack(address: number): void;
  /** What lies there, as bytes. Allocating may detach the view. */
  bytes(address: number, count: number): Uint8Array;
  floats(address: number, count: number): Float32Array;
  /** Addresses of tables that kernels read, copied here once. */
  constants<K extends string>(tables: Readonly<Record<K, Float64Array>>): Readonly<Record<K, number>>;
}

/** The members of tfjs's backend that we rely on; their version is pinned, and every test on wasm meets them. */
export interface WasmBackend {
  readonly wasm: {
    readonly asm: { readonly memory: WebAssembly.Memory };
    _malloc(bytes: number): number;
    _free(address: number): void;
  };
  getMemoryOffset(dataId: tf.DataId): number;
}

export function createWasmHeap(backend: WasmBackend): WasmHeap {
  const { wasm } = backend;
  const kernels = instantiateKernels(wasm.asm.memory);
  const copied = new Map<object, Readonly<Record<string, number>>>();
  const copy = (values: Float64Array) => {
    const address = wasm._malloc(values.byteLength) >>> 0;
    new Float64Array(wasm.asm.memory.buffer, address, values.length).set(values);
    return address;
  };
  let room = { address: 0, bytes: 0 };
  return {
    kernels,
    address: (info) => backend.getMemoryOffset(info.dataId),
    scratch(bytes) {
      if (bytes > room.bytes) {
        if (room.address !== 0) wasm._free(room.address);
        // Twice what was asked for last is asked for less often. The heap goes with the backend, and the room with it.
        const size = Math.max(bytes, 2 * room.bytes);
        room = { address: wasm._malloc(size) >>> 0, bytes: size };
      }
      return room.address;
    },
    reserve: (bytes) => wasm._malloc(bytes) >>> 0,
    giveBack: (address) => wasm._free(address),
    floats: (address, count) => new Float32Array(wasm.asm.memory.buffer, address, count),
    bytes: (address, count) => new Uint8Array(wasm.asm.memory.buffer, address, count),
    constants<K extends string>(tables: Readonly<Record<K, Float64Array>>) {
      let addresses = copied.get(tables);
      if (!addresses) {
        addresses = Object.fromEntries(Object.entries<Float64Array>(tables).map(([name, values]) => [name, copy(values)]));
        copied.set(tables, addresses);
      }
      return addresses as Readonly<Record<K, number>>;
    },
  };
}

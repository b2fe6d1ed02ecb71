/** Opens a TensorFlow.js backend. The device is probed first, so that a failure has a reason and tfjs never meets a null adapter. */
import * as tf from "@tensorflow/tfjs-core";
// tfjs-core alone knows no gradients: this registers them all.
import "@tensorflow/tfjs-core/dist/register_all_gradients";
import { ProblemError } from "@/base/problem";
import { message } from "@/base/text";
import type { BackendName } from "@/engine/protocol";
import { unusable, type ProbedDevice } from "@/engine/worker/backends/probed-device";
import { openWebgl } from "@/engine/worker/backends/webgl";
import { openWebgpu } from "@/engine/worker/backends/webgpu";
import { installKernels } from "@/engine/worker/kernels";
import { loadKernels } from "@/engine/worker/wasm/kernels";
import { installOps } from "@/engine/worker/ops";

export interface OpenedBackend {
  readonly name: BackendName;
  /** `Apple M2`, `SwiftShader`; empty when the system does not say. */
  readonly adapter: string;
  /** The adapter is a processor posing as a graphics card: far slower than WASM. */
  readonly isSoftware: boolean;
  /** Calls back once when the device is gone. Returns the undo. Never called by wasm and cpu. */
  readonly onLost: (listener: (reason: string) => void) => () => void;
}

/** Shaders of the first start may take seconds to compile; a hung start never ends. */
const initTimeoutMs = 30_000;
const neverLost = () => () => {};

const probes: { readonly [B in BackendName]: () => Promise<ProbedDevice> } = {
  webgpu: openWebgpu,
  webgl: openWebgl,
  async wasm() {
    if (typeof WebAssembly === "undefined")
      throw unusable("wasm", message({ en: "This browser does not run WebAssembly.", zh: "此浏览器不支持 WebAssembly。" }));
    if (!(await loadKernels()))
      throw unusable(
        "wasm",
        message({ en: "This browser's WebAssembly has no vector instructions (SIMD).", zh: "此浏览器的 WebAssembly 没有向量指令（SIMD）。" }),
      );
    const [{ setWasmPaths }, { wasmBinaries }] = await Promise.all([import("@tensorflow/tfjs-backend-wasm"), import("@/engine/worker/backends/wasm-binaries")]);
    // The threaded build stringifies its own minified code into a blob worker and then hangs.
    tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
    if (wasmBinaries && !tf.findBackend("wasm")) setWasmPaths(wasmBinaries);
    return { adapter: "", isSoftware: false, onLost: neverLost };
  },
  async cpu() {
    await import("@tensorflow/tfjs-backend-cpu");
    return { adapter: "", isSoftware: false, onLost: neverLost };
  },
};

/** Makes `name` the backend that all tensors are made on from now on. Throws a `ProblemError` with the reason when it cannot. */
export async function openBackend(name: BackendName): Promise<OpenedBackend> {
  tf.env().set("PROD", true);
  const device = await beforeTimeout(name, probes[name]());
  const isSet = await beforeTimeout(name, tf.setBackend(name));
  if (!isSet) throw unusable(name, message({ en: "It failed to start.", zh: "它未能启动。" }));
  installKernels(name);
  installOps(name);
  return { name, ...device };
}

async function beforeTimeout<T>(name: BackendName, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(
          unusable(name, message({ en: "It did not start within {seconds} seconds.", zh: "它在 {seconds} 秒内没有启动。" }, { seconds: initTimeoutMs / 1000 })),
        ),
      initTimeoutMs,
    );
  });
  try {
    return await Promise.race([work, late]);
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    const detail = error instanceof Error ? error.message : String(error);
    throw unusable(name, message({ en: "It failed to start: {detail}", zh: "它未能启动：{detail}" }, { detail }), detail);
  } finally {
    clearTimeout(timer);
  }
}

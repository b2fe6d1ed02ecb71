/** Probes WebGPU: is there an adapter, is it real hardware, and when is its device lost. */
import * as tf from "@tensorflow/tfjs-core";
import { message } from "@/base/text";
import { findAdapter } from "@/engine/worker/backends/adapter";
import { unusable, type ProbedDevice } from "@/engine/worker/backends/probed-device";

export async function openWebgpu(): Promise<ProbedDevice> {
  const gpu = typeof navigator === "undefined" ? undefined : navigator.gpu;
  if (!gpu) throw unusable("webgpu", message({ en: "This browser does not offer WebGPU.", zh: "此浏览器不提供 WebGPU。" }));
  const adapter = await findAdapter(gpu);
  if (!adapter) throw unusable("webgpu", message({ en: "The browser found no graphics adapter for WebGPU.", zh: "浏览器没有找到可用于 WebGPU 的显卡。" }));
  const { info } = adapter;
  await import("@tensorflow/tfjs-backend-webgpu");
  return {
    adapter: info.description || [info.vendor, info.architecture].filter(Boolean).join(" ") || info.device,
    isSoftware: info.isFallbackAdapter || /swiftshader|llvmpipe|software|basic render/i.test(`${info.description} ${info.architecture} ${info.device}`),
    onLost: watchDevice,
  };
}

/** tfjs makes a device of its own, and never looks whether it is still there or refuses what it is asked. */
function watchDevice(listener: (reason: string) => void): () => void {
  const { device } = tf.backend() as unknown as { readonly device: GPUDevice };
  let isWatching = true;
  const stop = () => {
    isWatching = false;
    device.removeEventListener("uncapturederror", refused);
  };
  const tell = (reason: string) => {
    if (!isWatching) return;
    stop();
    listener(reason);
  };
  // After a refused command buffers hold whatever was in them before: as good as lost.
  const refused = ({ error }: GPUUncapturedErrorEvent) => tell(error.message);
  device.addEventListener("uncapturederror", refused);
  void device.lost.then(({ reason, message: words }) => tell(words || reason));
  return stop;
}

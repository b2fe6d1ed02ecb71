import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { openBackend } from "@/engine/worker/backends";

/** What the listener is told, once it is. */
function lossOf(onLost: (listener: (reason: string) => void) => () => void): Promise<string> {
  return new Promise((resolve) => onLost(resolve));
}

test("a lost WebGL context is noticed", async () => {
  const { onLost } = await openBackend("webgl");
  const lost = lossOf(onLost);
  const { gl } = (tf.backend() as unknown as { gpgpu: { gl: WebGL2RenderingContext } }).gpgpu;
  gl.getExtension("WEBGL_lose_context")!.loseContext();
  expect(await lost).toBe("webglcontextlost");
});

test("a command that WebGPU refuses is noticed: its result would be garbage", async () => {
  const { onLost } = await openBackend("webgpu");
  const lost = lossOf(onLost);
  const tooMany = Array.from({ length: 9 }, (_, i) => tf.add(tf.fill([2000], i), 1));
  tf.addN(tooMany).dispose();
  expect(await lost).toMatch(/storage buffers/i);
});

test("a destroyed WebGPU device is noticed, unless nobody listens any more", async () => {
  const { onLost } = await openBackend("webgpu");
  const lost = lossOf(onLost);
  let told = 0;
  onLost(() => told++)();
  (tf.backend() as unknown as { device: GPUDevice }).device.destroy();
  expect(await lost).toMatch(/destroyed/i);
  expect(told).toBe(0);
});

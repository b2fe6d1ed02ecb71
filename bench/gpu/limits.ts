/** What the device can do at best: multiply-adds in registers, matrix products, and copying. */
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-webgpu";

export interface Limits {
  readonly adapter: string;
  /** False on a device that computes nothing; the other figures are zero then. */
  readonly computes: boolean;
  readonly fmaGflops: number;
  readonly matMulGflops: number;
  readonly matMulSize: number;
  readonly copyGbps: number;
}

const enoughMs = 400;
const loops = 256;
const workgroup = 256;
/** Four chains of four lanes: enough for a processor to overlap them. */
const flopsPerLoop = 2 * 4 * 4;
const shader = `
@group(0) @binding(0) var<storage, read_write> sums: array<f32>;
@compute @workgroup_size(${workgroup}) fn main(@builtin(global_invocation_id) id: vec3u) {
  var a = vec4f(f32(id.x)); var b = a + 1.0; var c = a + 2.0; var d = a + 3.0;
  let m = vec4f(0.999, 0.998, 0.997, 0.996);
  for (var i = 0u; i < ${loops}u; i++) { a = fma(a, m, b); b = fma(b, m, c); c = fma(c, m, d); d = fma(d, m, a); }
  let sum = a + b + c + d;
  // Written by nobody in truth, which the compiler cannot know.
  if (sum.x + sum.y + sum.z + sum.w == 12345.678) { sums[0] = sum.x; }
}`;

export async function measureLimits(computes: boolean): Promise<Limits> {
  const info = (await navigator.gpu.requestAdapter())?.info;
  if (!info) throw new Error("Dawn finds no graphics adapter here. Is a Vulkan driver installed?");
  const name = info.description || [info.vendor, info.architecture, info.device].filter(Boolean).join(" ");
  await tf.setBackend("webgpu");
  const { device } = tf.backend() as unknown as { readonly device: GPUDevice };
  if (!computes) return { adapter: `${name} (computes nothing)`, computes, fmaGflops: 0, matMulGflops: 0, matMulSize: 0, copyGbps: 0 };
  return { adapter: name, computes, fmaGflops: await fma(device), ...(await matMul()), copyGbps: await copying(device) };
}

async function fma(device: GPUDevice): Promise<number> {
  const pipeline = device.createComputePipeline({ layout: "auto", compute: { module: device.createShaderModule({ code: shader }), entryPoint: "main" } });
  const buffer = device.createBuffer({ size: 16, usage: GPUBufferUsage.STORAGE });
  const bindings = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries: [{ binding: 0, resource: { buffer } }] });
  const groups = await growUntilSlow(64, 32_768, (count) => submit(device, (encoder) => dispatch(encoder, pipeline, bindings, count)));
  const perSecond = await repeat(() => submit(device, (encoder) => dispatch(encoder, pipeline, bindings, groups)));
  buffer.destroy();
  return (perSecond * groups * workgroup * loops * flopsPerLoop) / 1e9;
}

function dispatch(encoder: GPUCommandEncoder, pipeline: GPUComputePipeline, bindings: GPUBindGroup, count: number): void {
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, bindings);
  pass.dispatchWorkgroups(count);
  pass.end();
}

/** Eight products after each other, of which one value is read: neither making the factors nor the way back counts. */
async function matMul(): Promise<Pick<Limits, "matMulGflops" | "matMulSize">> {
  const together = 8;
  const products = (a: tf.Tensor2D, b: tf.Tensor2D) =>
    tf.tidy(() => {
      let product = tf.matMul(a, b);
      for (let time = 1; time < together; time++) product = tf.matMul(a, product);
      return tf.slice(product, [0, 0], [1, 1]);
    });
  const factorsOf = (size: number) => [0, 1].map((seed) => tf.randomUniform([size, size], -1 / size, 1 / size, "float32", seed)) as [tf.Tensor2D, tf.Tensor2D];
  const run = async (factors: [tf.Tensor2D, tf.Tensor2D]) => {
    const value = products(...factors);
    await value.data();
    value.dispose();
  };
  const size = await growUntilSlow(256, 4096, async (side) => {
    const factors = factorsOf(side);
    await run(factors);
    tf.dispose(factors);
  });
  const factors = factorsOf(size);
  const perSecond = await repeat(() => run(factors));
  tf.dispose(factors);
  return { matMulGflops: (perSecond * together * 2 * size ** 3) / 1e9, matMulSize: size };
}

async function copying(device: GPUDevice): Promise<number> {
  const size = Math.min(256 * 1024 ** 2, device.limits.maxBufferSize);
  const [from, to] = [GPUBufferUsage.COPY_SRC, GPUBufferUsage.COPY_DST].map((usage) => device.createBuffer({ size, usage }));
  const perSecond = await repeat(() => submit(device, (encoder) => encoder.copyBufferToBuffer(from as GPUBuffer, 0, to as GPUBuffer, 0, size)));
  from?.destroy();
  to?.destroy();
  return (perSecond * 2 * size) / 1e9;
}

async function submit(device: GPUDevice, encode: (encoder: GPUCommandEncoder) => void): Promise<void> {
  const encoder = device.createCommandEncoder();
  encode(encoder);
  device.queue.submit([encoder.finish()]);
  await device.queue.onSubmittedWorkDone();
}

/** The first of the doubled sizes that takes a while, so that starting the work does not count. */
async function growUntilSlow(from: number, most: number, work: (size: number) => Promise<void>): Promise<number> {
  for (let size = from; ; size *= 2) {
    // Once to compile.
    await work(size);
    const started = performance.now();
    await work(size);
    if (2 * size > most || performance.now() - started > 20) return size;
  }
}

/** How often per second. */
async function repeat(work: () => Promise<void>): Promise<number> {
  await work();
  const started = performance.now();
  let times = 0;
  do {
    await work();
    times++;
  } while (performance.now() - started < enoughMs);
  return (1000 * times) / (performance.now() - started);
}

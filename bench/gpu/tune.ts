/** Products of the networks that the bench trains, in every tiling, each held against TensorFlow.js on the processor. */
import * as tf from "@tensorflow/tfjs-core";
import { openBackend } from "@/engine/worker/backends";
import { factorsOf } from "@/engine/worker/ops/webgpu/products";
import { tiledProduct } from "@/engine/worker/ops/webgpu/tiled-product";
import { chooseTiling, type Tiling } from "@/engine/worker/ops/webgpu/tiling";
import { timeDispatches, watchDispatches } from "./dispatches";
import { currentGpu } from "@/engine/worker/webgpu/backend";

export interface TunedProduct {
  readonly product: string;
  /** Microseconds of a product by tiling, `side×own/shares`; the chosen one is marked. */
  readonly us: Readonly<Record<string, number>>;
  /** Of TensorFlow.js' own kernel. */
  readonly stockUs: number;
  /** Of the best: 10⁹ multiplications and additions per second. */
  readonly bestGflops: number;
}

interface ProductCase {
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
}

const cases: readonly ProductCase[] = [
  { rows: 32, columns: 128, depth: 784 },
  { rows: 128, columns: 128, depth: 784 },
  { rows: 784, columns: 128, depth: 32, transposeA: true },
  { rows: 784, columns: 128, depth: 128, transposeA: true },
  { rows: 32, columns: 128, depth: 10, transposeB: true },
  { rows: 128, columns: 10, depth: 128 },
  { rows: 64, columns: 128, depth: 1600 },
  { rows: 64, columns: 1600, depth: 128, transposeB: true },
  { rows: 3200, columns: 256, depth: 64 },
  { rows: 64, columns: 256, depth: 3200, transposeA: true },
  { rows: 3200, columns: 64, depth: 256, transposeB: true },
  { rows: 512, columns: 64, depth: 64 },
  { rows: 512, columns: 64, depth: 256 },
  { rows: 64, columns: 64, depth: 512, transposeA: true },
  { rows: 4096, columns: 256, depth: 64 },
  { rows: 4096, columns: 64, depth: 256 },
  { rows: 64, columns: 256, depth: 4096, transposeA: true },
  { rows: 7744, columns: 64, depth: 288 },
  { rows: 288, columns: 64, depth: 7744, transposeA: true },
  { rows: 2048, columns: 128, depth: 784 },
  { rows: 784, columns: 128, depth: 2048, transposeA: true },
  { rows: 512, columns: 2048, depth: 784 },
  { rows: 784, columns: 2048, depth: 512, transposeA: true },
  { rows: 2048, columns: 2048, depth: 2048 },
  { rows: 4096, columns: 4096, depth: 4096 },
];
const tiles: readonly Omit<Tiling, "shares">[] = [
  { side: 16, own: 4 },
  { side: 32, own: 4 },
  { side: 64, own: 4 },
  { side: 64, own: 8 },
  { side: 128, own: 8 },
];

export async function tuneProducts(): Promise<TunedProduct[]> {
  const log = watchDispatches();
  await openBackend("webgpu");
  const gpu = currentGpu()!;
  const stock = tf.getKernel("_FusedMatMul", "webgpu");
  const answers: TunedProduct[] = [];
  for (const { rows, columns, depth, transposeA = false, transposeB = false } of cases) {
    const a = tf.randomUniform(transposeA ? [depth, rows] : [rows, depth], -1, 1, "float32", 1);
    const b = tf.randomUniform(transposeB ? [columns, depth] : [depth, columns], -1, 1, "float32", 2);
    const factors = factorsOf(a, b, { rows, columns, depth }, { transposeA, transposeB });
    const run = (tiling: Tiling) => tiledProduct(gpu, { label: "product", ...factors, outputShape: [rows, columns] }, tiling);
    const runStock = () =>
      stock.kernelFunc({ inputs: { a, b }, attrs: { transposeA, transposeB, activation: "linear" }, backend: tf.backend() }) as tf.TensorInfo;
    const chosen = chooseTiling(rows, columns, depth);
    const expected = await valuesOf(runStock());
    const us: Record<string, number> = {};
    for (const tile of tiles)
      for (const shares of [1, 2, 4, 8, 16, 32]) {
        const tiling = { ...tile, shares };
        const groups = Math.ceil(rows / tile.side) * Math.ceil(columns / tile.side);
        if (shares > 1 && (groups * shares > 1024 || depth / shares < 64)) continue;
        const isChosen = chosen.side === tile.side && chosen.own === tile.own && chosen.shares === shares;
        const wrong = distance(await valuesOf(run(tiling)), expected);
        us[`${tile.side}x${tile.own}/${shares}${isChosen ? "*" : ""}${wrong < 1e-4 ? "" : ` WRONG ${wrong}`}`] = await time(
          log,
          () => run(tiling),
          2 * rows * columns * depth,
        );
      }
    us[`chosen ${chosen.side}x${chosen.own}/${chosen.shares}`] = await time(log, () => run(chosen), 2 * rows * columns * depth);
    const stockUs = await time(log, runStock, 2 * rows * columns * depth);
    tf.dispose([a, b]);
    const best = Math.min(...Object.values(us));
    const product = `${rows}x${depth}${transposeA ? "T" : ""} * ${depth}x${columns}${transposeB ? "T" : ""}`;
    answers.push({ product, us, stockUs, bestGflops: (2 * rows * columns * depth) / best / 1000 });
  }
  return answers;
}

async function valuesOf(info: tf.TensorInfo): Promise<Float32Array> {
  const tensor = tf.engine().makeTensorFromTensorInfo(info);
  const values = new Float32Array(await tensor.data<"float32">());
  tensor.dispose();
  return values;
}

function distance(a: Float32Array, b: Float32Array): number {
  const largest = b.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return a.reduce((most, value, i) => Math.max(most, Number.isNaN(value) ? Infinity : Math.abs(value - b[i]!)), 0) / largest;
}

/** Microseconds of one in a queue of many. */
async function time(log: ReturnType<typeof watchDispatches>, work: () => tf.TensorInfo, operations: number): Promise<number> {
  const count = Math.max(4, Math.min(200, Math.round(1e11 / operations)));
  currentGpu()!.flush();
  const before = log.dispatches.length;
  const result = work();
  const own = log.dispatches.slice(before);
  const { us } = await timeDispatches(currentGpu()!.device, Array.from({ length: count }, () => own).flat());
  tf.engine().makeTensorFromTensorInfo(result).dispose();
  return us / count;
}

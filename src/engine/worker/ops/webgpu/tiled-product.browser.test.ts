import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { openBackend } from "@/engine/worker/backends";
import { apart, convolutionParity, productParity, resultsOf } from "@/engine/worker/kernels/parity-cases";
import { factorsOf } from "@/engine/worker/ops/webgpu/products";
import { tiledProduct } from "@/engine/worker/ops/webgpu/tiled-product";
import { currentGpu } from "@/engine/worker/webgpu/backend";

/** Hundreds of products, added up in another order. */
const tolerance = 2e-5;

const faults: string[] = [];
beforeAll(async () => {
  await openBackend("wasm");
  (await openBackend("webgpu")).onLost((reason) => faults.push(reason));
});

test.each([...productParity, ...convolutionParity].map((parityCase) => [parityCase.title, parityCase] as const))(
  "on WebGPU, %s are those of WebAssembly",
  async (_, parityCase) => {
    await tf.setBackend("wasm");
    const expected = await resultsOf(parityCase);
    await tf.setBackend("webgpu");
    expect(apart(await resultsOf(parityCase), expected)).toBeLessThan(tolerance);
  },
);

test.each(
  [
    { side: 16, own: 4, shares: 1 },
    { side: 32, own: 4, shares: 3 },
    { side: 64, own: 4, shares: 1 },
    { side: 64, own: 8, shares: 2 },
    { side: 128, own: 8, shares: 1 },
  ].flatMap((tiling) => [false, true].map((isStoredAcross) => ({ ...tiling, isStoredAcross }))),
)("tiles of $side, $own a thread, in $shares shares, stored across: $isStoredAcross, give bias and activation to the right values", async (given) => {
  await tf.setBackend("webgpu");
  const { isStoredAcross, ...tiling } = given;
  const [rows, columns, depth] = [133, 71, 150];
  const [a, b, bias] = [tf.randomUniform([rows, depth], -1, 1, "float32", 1), tf.randomUniform([depth, columns], -1, 1, "float32", 2), tf.range(0, columns)];
  const turned = [tf.transpose(a), tf.transpose(b)] as const;
  const factors = isStoredAcross
    ? factorsOf(turned[0], b, { rows, columns, depth }, { transposeA: true, transposeB: false })
    : factorsOf(a, turned[1], { rows, columns, depth }, { transposeA: false, transposeB: true });
  const product = { label: "product", ...factors, outputShape: [rows, columns], bias, activation: "tanh" } as const;
  const came = tf.engine().makeTensorFromTensorInfo(tiledProduct(currentGpu()!, product, tiling));
  const expected = tf.tanh(tf.add(tf.sum(tf.mul(tf.expandDims(a, 2), tf.expandDims(b, 0)), 1), bias));
  expect(apart([await values(came)], [await values(expected)])).toBeLessThan(tolerance);
});

async function values(tensor: tf.Tensor): Promise<Float32Array> {
  return new Float32Array(await tensor.data<"float32">());
}

test("the device refused nothing on the way", () => {
  expect(faults).toEqual([]);
});

import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-wasm";
import "@tensorflow/tfjs-core/dist/register_all_gradients";
import { beforeAll, describe, expect, test } from "vitest";
import { gradientCases } from "@/engine/worker/gradient-check/cases";
import { differences, distance, evaluate } from "@/engine/worker/gradient-check/check";
import { kernels } from "@/engine/worker/kernels";

/** Cases that only come out right once our kernel stands in the place of the stock one. */
const witnesses: Readonly<Record<string, string>> = {
  MaxPoolGrad: "MaxPooling2D {} on",
  ResizeNearestNeighborGrad: "UpSampling2D {} on",
};

describe.each(["wasm", "cpu"] as const)("stock kernels on %s", (backend) => {
  beforeAll(async () => {
    tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
    await tf.setBackend(backend);
  });
  const ours = (reason: string) =>
    kernels.filter((kernel) => kernel.reason === reason && kernel.backends.includes(backend)).map(({ kernelName }) => kernelName);

  test("lack what we call missing, and have what we call wrong or slow", () => {
    const has = (name: string) => tf.getKernel(name, backend) !== undefined;
    expect(ours("missing").filter(has)).toEqual([]);
    expect([...ours("wrong"), ...ours("slow")].filter((name) => !has(name))).toEqual([]);
  });

  test.each(ours("wrong"))("%s really is wrong", async (kernelName) => {
    const witness = gradientCases.find(({ title }) => title.startsWith(witnesses[kernelName]!))!;
    const { gradients } = await evaluate(witness);
    const expected = await differences(witness);
    expect(distance(expected["input 0"]!, gradients["input 0"]!)).toBeGreaterThan(0.1);
  });
});

import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { openBackend } from "@/engine/worker/backends";
import { uploadRows } from "@/engine/worker/data/device-rows";
import { moveImages } from "@/engine/worker/data/vary";

const bytes = Uint8Array.from({ length: 50 * 7 }, (_, i) => (i * 37) % 256);

test.each(["webgl", "webgpu"] as const)("%s unpacks every byte exactly as it was packed", async (backend) => {
  await openBackend(backend);
  const rows = uploadRows(bytes, 7, false);
  const positions = Uint32Array.from([49, 0, 17, 17, 3]);
  const gathered = rows.gather(positions);
  expect(Array.from(await gathered.data())).toEqual(Array.from(positions).flatMap((row) => Array.from(bytes.subarray(7 * row, 7 * row + 7))));
  gathered.dispose();
  rows.dispose();
});

test.each(["webgl", "webgpu"] as const)("%s moves images as the processor does", async (backend) => {
  const pixels = Float32Array.from({ length: 2 * 8 * 6 }, (_, i) => Math.sin(i) ** 2);
  const variations = [
    { shiftX: 1.25, shiftY: -0.5, radians: 0.4, scale: 1.2, isMirrored: false },
    { shiftX: 0, shiftY: 2, radians: -0.2, scale: 0.8, isMirrored: true },
  ];
  const moved = async () => {
    const images = tf.tensor4d(pixels, [2, 8, 6, 1]);
    const result = moveImages(images, variations);
    const values = Array.from(await result.data());
    tf.dispose([images, result]);
    return values;
  };
  await openBackend("cpu");
  const expected = await moved();
  await openBackend(backend);
  (await moved()).forEach((value, i) => expect(value).toBeCloseTo(expected[i] ?? NaN, 4));
});

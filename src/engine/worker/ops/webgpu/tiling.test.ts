import { expect, test } from "vitest";
import { chooseTiling, depthOf, productThreads, slicesOf } from "./tiling";

test("large products get large tiles, small ones small tiles", () => {
  expect(chooseTiling(4096, 4096, 4096)).toEqual({ side: 128, own: 8, shares: 1 });
  expect(chooseTiling(512, 2048, 784)).toEqual({ side: 64, own: 4, shares: 1 });
  expect(chooseTiling(32, 128, 784)).toEqual({ side: 16, own: 4, shares: 1 });
});

test("a depth that few tiles would walk alone is shared, but not among more workgroups than are idle", () => {
  expect(chooseTiling(64, 64, 20_000).shares).toBeGreaterThan(1);
  expect(chooseTiling(16, 16, 1_000_000).shares).toBeLessThanOrEqual(64);
  expect(chooseTiling(4096, 4096, 20_000).shares).toBe(1);
});

test.each([
  { side: 16, own: 4 },
  { side: 32, own: 4 },
  { side: 64, own: 4 },
  { side: 64, own: 8 },
  { side: 128, own: 8 },
])("a workgroup of $side with $own of its own per thread stages four values a thread, in whole slices", (tile) => {
  expect(depthOf(tile) * tile.side).toBe(4 * productThreads);
  expect(depthOf(tile) % slicesOf(tile)).toBe(0);
});

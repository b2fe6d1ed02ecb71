import { expect, test } from "vitest";
import { pathsOf, pointDomain } from "@/features/dataset/point-paths";

const domain = { x: { min: -1, max: 1 }, y: { min: -1, max: 1 } };

test("each class gets one path, y upwards", () => {
  const set = { indices: [0, 1, 2], inputs: Float32Array.of(-1, 1, 1, -1, 0, 0.5), targets: Float32Array.of(0, 1, 0) };
  expect(pathsOf(set, false, 2, domain)).toEqual(["M0 0h0M50 25h0", "M100 100h0"]);
});

test("pairs are y over x", () => {
  const set = { indices: [0], inputs: Float32Array.of(0.5), targets: Float32Array.of(-1) };
  expect(pathsOf(set, true, 1, domain)).toEqual(["M75 100h0"]);
});

test("axes span the declared bounds, or the points out to the next half", () => {
  expect(pointDomain({ bounds: { min: -2, max: 2 } }, undefined).x).toEqual({ min: -2, max: 2 });
  expect(pointDomain({}, { inputs: Float32Array.of(-0.9, 0.6), targets: Float32Array.of(1.1, 3) })).toEqual({ x: { min: -1, max: 1 }, y: { min: 0, max: 3 } });
  expect(pointDomain({}, undefined)).toEqual(domain);
});

import { expect, test } from "vitest";
import { realGpus } from "./machine.mjs";

test("a processor that poses as a graphics card is none", () => {
  expect(realGpus({ webgpu: "google swiftshader (software)", webgl: "ANGLE (Mesa, llvmpipe (LLVM 15.0.6, 256 bits), OpenGL 4.5)" })).toEqual([]);
});

test("a graphics card counts for each way there is to it", () => {
  expect(realGpus({ webgpu: "nvidia ada-lovelace", webgl: null })).toEqual(["webgpu"]);
  expect(realGpus({ webgpu: "apple metal-3", webgl: "ANGLE (Apple, ANGLE Metal Renderer: Apple M2, Unspecified Version)" })).toEqual(["webgpu", "webgl"]);
});

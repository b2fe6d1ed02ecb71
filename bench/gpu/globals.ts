/** Gives Node what a browser's worker has of WebGPU: Dawn, the same as in Chrome. Must be loaded before TensorFlow.js. */
import { createRequire } from "node:module";

interface Dawn {
  create(flags: readonly string[]): GPU;
  readonly globals: object;
}

/** `null` computes nothing, which leaves the cost of everything else; others are names of Dawn's, `vulkan` first of all. */
export const backend = process.env["DAWN_BACKEND"];

// The library lies beside the bundle.
const dawn = createRequire(import.meta.url)("./dawn.node") as Dawn;
Object.assign(globalThis, dawn.globals);
const gpu = dawn.create(backend ? [`backend=${backend}`] : []);
Object.defineProperty(globalThis, "navigator", { value: { gpu, userAgent: "Node" }, configurable: true });

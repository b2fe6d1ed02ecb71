/** A second handle on the same values: tensors are never written to, so no copy is needed. */
import { defineKernel } from "@/engine/worker/kernels/define-kernel";

export const identity = defineKernel<Record<string, never>, "x">({
  kernelName: "Identity",
  backends: ["wasm"],
  reason: "slow",
  why: "The stock kernel copies. Every tensor that the backward pass needs is cloned, so a step copied all activations once.",
  compute: ({ inputs: { x }, memory }) => memory.share(x),
});

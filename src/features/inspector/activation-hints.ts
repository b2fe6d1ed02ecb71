/** Short formulas of the activations whose formula fits into the control. */
import type { ActivationName } from "@/network/activations";

export const activationHints: Readonly<Partial<Record<ActivationName, string>>> = {
  linear: "x",
  relu: "max(0, x)",
  relu6: "0 … 6",
  sigmoid: "0 … 1",
  tanh: "−1 … 1",
  softmax: "Σ = 1",
};

/** Masks of steps in PyTorch: an expression that is bool [N, T]. */
import type { StepMask } from "@/interop/export/masks";

export function torchMask(mask: StepMask, valueOf: (layer: string) => string, variableOf: (mask: StepMask) => string): string {
  switch (mask.kind) {
    case "tokens":
      return `${valueOf(mask.of)} != 0`;
    case "values":
      return `(${valueOf(mask.of)} != ${mask.value}).any(dim=-1)`;
    case "union":
      return mask.masks.map(variableOf).join(" | ");
    case "joined": {
      const whole = mask.masks.flatMap((part) => (part.kind === "all" ? [] : [variableOf(part)]))[0] ?? "";
      const parts = mask.masks.map((part) => (part.kind === "all" ? `${whole}.new_ones(len(${whole}), ${part.steps})` : variableOf(part)));
      return `torch.cat((${parts.join(", ")}), dim=1)`;
    }
  }
}

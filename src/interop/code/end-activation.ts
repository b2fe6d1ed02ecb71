/** Some losses take what comes before softmax or sigmoid; networks here end in it. */
import type { Draft } from "@/interop/code/draft";
import type { LossName } from "@/network/losses";
import { losses } from "@/network/losses";

/** Gives the layer that nobody reads the activation that goes with the loss, where it has none. Whether it did. */
export function endWithActivation(drafts: readonly Draft[], loss: LossName): boolean {
  const { targets } = losses[loss];
  const end = drafts.findLast((draft) => !drafts.some(({ inputs }) => inputs.includes(draft)));
  if (targets === "values" || end?.config["activation"] !== "linear") return false;
  end.config = { ...end.config, activation: targets === "binary" ? "sigmoid" : "softmax" };
  return true;
}

/** Early stopping's "keep the best": the epoch whose weights a run went back to when it ended. */
import type { RunEnd } from "@/engine/protocol";

/** Undefined where the weights are those of the last step. */
export function keptEpochOf(end: RunEnd): number | undefined {
  switch (end.reason) {
    case "completed":
    case "stopped":
      return end.restoredEpoch;
    case "earlyStopped":
      return end.restored ? end.bestEpoch : undefined;
    case "failed":
      return undefined;
  }
}

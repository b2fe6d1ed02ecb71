/** What can be wrong with a network, where it is wrong, and what would put it right. */
import type { Message } from "@/base/text";
import type { NetworkDocument } from "@/network/document";
import type { LossName } from "@/network/losses";

/** One click that mends an issue. */
export interface NetworkFix {
  /** `Insert Flatten → 5,408` */
  readonly label: Message;
  apply(network: NetworkDocument): NetworkDocument;
  /** Some issues are mended by another loss; `applyFix` in the project room does both. */
  readonly loss?: LossName;
}

export interface NetworkIssue {
  /** `network.cycle`, `shape.rank`, …: stable, for tests. */
  readonly code: string;
  /** An error keeps the network from training; a warning does not. */
  readonly severity: "error" | "warning";
  /** The card or the wire it belongs to; neither when it is about the whole network. */
  readonly nodeId?: string;
  readonly edgeId?: string;
  readonly message: Message;
  readonly fix?: NetworkFix;
  /** Other ways to mend it. */
  readonly alternatives?: readonly NetworkFix[];
}

/** What the data and the loss ask of the network. */
export interface NetworkTask {
  /** One example, without the batch axis. */
  readonly inputShape: readonly number[];
  /** Of examples in two parts, each part's. */
  readonly inputParts?: { readonly source: readonly number[]; readonly target: readonly number[] };
  /** Of texts, which come as token numbers: how many different ones there are. */
  readonly vocabularySize?: number;
  /** What must leave the last layer, without the batch axis. */
  readonly outputShape: readonly number[];
  /** 0 when the targets are values. */
  readonly classCount: number;
  readonly loss: LossName;
  /** Losses that these targets allow; the usual one first. */
  readonly losses: readonly LossName[];
}

/** The first of the fixes as the fix, the rest as alternatives. */
export function withFixes(issue: NetworkIssue, fixes: readonly NetworkFix[]): NetworkIssue {
  const [fix, ...alternatives] = fixes;
  return { ...issue, ...(fix ? { fix } : {}), ...(alternatives.length > 0 ? { alternatives } : {}) };
}

/** `5408` -> `5,408` */
export function groupDigits(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** `28×28×1`, or `5,408` for a flat list. */
export function sizeWords(dims: readonly (number | null)[]): string {
  return dims.length === 1 ? groupDigits(dims[0] ?? 1) : dims.map((size) => size ?? "?").join("×");
}

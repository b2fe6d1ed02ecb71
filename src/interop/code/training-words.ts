/** What a program's training says about its data: one paragraph, in English as all programs are. */
import { findDatasetFor } from "@/data/datasets";
import type { CodeSource } from "@/interop/code/code-source";
import { inputsInOrder } from "@/network/inputs-in-order";
import { losses } from "@/network/losses";
import type { Normalization } from "@/data/data-settings";
import { pythonDocText } from "@/interop/code/python/python-values";

const scaling: Readonly<Record<Normalization, string>> = {
  none: "as they are",
  unit: "scaled to 0 … 1",
  standard: "scaled to mean 0 and deviation 1",
};

const seriesChannels = "each value less the window's last one, sine and cosine of the time of year";

export interface DataWords {
  readonly title: string;
  /** `(N, 28, 28, 1), scaled to 0 … 1` */
  readonly x: string;
  readonly y: string;
}

export function dataWords({ network, data, training }: Pick<CodeSource, "network" | "data" | "training">): DataWords | undefined {
  const dataset = findDatasetFor(data);
  if (!dataset) return undefined;
  const shape = (sizes: readonly number[]) => `(${["N", ...sizes].join(", ")}${sizes.length === 0 ? "," : ""})`;
  const y =
    dataset.task === "reconstruction" && dataset.targetShape.length === 0
      ? "the inputs themselves"
      : `${shape(dataset.targetShape)}${losses[training.loss].targets === "classIndex" ? ", numbers of classes" : ""}`;
  const values = dataset.kind === "text" ? "numbers of tokens, 0 is padding" : scaling[data.normalization];
  // Examples of two parts are two arrays where the network takes both.
  const parts = inputsInOrder(network.nodes).flatMap((node) =>
    node.className === "Input" && node.config.part !== "whole" ? [`${node.config.part} ${shape(node.config.shape)}`] : [],
  );
  const rows = parts.length > 1 ? `a list of ${parts.join(" and ")}` : (parts[0] ?? shape(dataset.inputShape));
  const isSeries = dataset.kind === "series";
  return {
    title: pythonDocText(dataset.title.en),
    x: `${rows}, ${isSeries ? `${seriesChannels}, ${values}` : values}`,
    y: isSeries ? `${y}, the next values less the last one known` : y,
  };
}

/** Share of correct answers makes sense where targets are classes or yes and no. */
export function countsCorrect({ training }: Pick<CodeSource, "training">): boolean {
  return losses[training.loss].targets !== "values";
}

/** What an exported page of this model holds. */
import { datasetConfig } from "@/data/dataset-config";
import { findDatasetFor } from "@/data/datasets";
import type { DatasetDefinition } from "@/data/define-dataset";
import { seriesWindowCount } from "@/data/series/windows";
import { textFields } from "@/data/text/text-fields";
import type { Golden, TrainedModel } from "@/interop/export/trained-model";
import { exampleRows } from "@/interop/export/model-inputs";
import { textOfFloats } from "@/interop/page/floats";
import type { PageContent, PageTask } from "@/interop/page/page-content";
import { pageNetwork } from "@/interop/page/page-network";

/** Sets whose pictures are strokes on paper. */
export const drawnSets: readonly string[] = ["mnist", "mnist-denoise"];
/** Of golden examples; language models answer with many values. */
const mostGoldenValues = 60_000;

export function contentOf(model: TrainedModel): PageContent {
  const { name, plan, classNames, preprocessing, golden, origin } = model;
  const { nodes, weights } = pageNetwork(model);
  const sizes = (shape: readonly (number | null)[]) => shape.slice(1).map((size) => size ?? 1);
  const inputShape = sizes(plan.inputShape);
  const dataset = origin && findDatasetFor(origin.project.data);
  const fits = dataset !== undefined && dataset.inputShape.join() === inputShape.join();
  const channels = inputShape.at(-1) ?? 1;
  const every = (value: number) => Array.from({ length: channels }, () => value);
  return {
    name,
    params: weights.length,
    ...(dataset ? { data: { title: dataset.title, source: dataset.source } } : {}),
    task: (fits && taskOf(dataset, model)) || { kind: "numbers" },
    classNames,
    normalizer: preprocessing ? { shift: preprocessing.shift, scale: preprocessing.scale } : { shift: every(0), scale: every(1) },
    inputShape,
    outputShape: sizes(plan.output.outputShape),
    nodes,
    weights: textOfFloats(weights),
    golden: goldenOf(golden),
  };
}

/** As many as do not make the page much larger. */
function goldenOf(golden: Golden | undefined): PageContent["golden"] {
  if (!golden) return { count: 0, inputs: "", outputs: "" };
  const { outputs } = golden;
  const inputs = exampleRows(golden.inputs, golden.count);
  const each = (inputs.length + outputs.length) / golden.count;
  const count = Math.max(1, Math.min(golden.count, Math.floor(mostGoldenValues / each)));
  const first = (values: Float32Array) => textOfFloats(values.subarray(0, (values.length / golden.count) * count));
  return { count, inputs: first(inputs), outputs: first(outputs) };
}

/** Undefined where something that it needs is not known. */
function taskOf(dataset: DatasetDefinition, { origin }: TrainedModel): PageTask | undefined {
  const { kind, task, pair, writing, bounds, series: facts, sampleText: sample = "" } = dataset;
  const config = origin?.project.data.config ?? {};
  const tokens = origin?.vocabulary?.tokens;
  switch (kind) {
    case "image": {
      const { noise } = config;
      return {
        kind: "image",
        isDrawn: drawnSets.includes(dataset.id),
        ...(task === "reconstruction" ? { noise: typeof noise === "number" ? noise : 0.35 } : {}),
      };
    }
    case "point2d":
      return { kind: "point", bounds: bounds ?? { min: -1, max: 1 } };
    case "pair":
      return { kind: "line" };
    case "text":
      if (!tokens) return undefined;
      if (pair) return { kind: "answer", pair, tokens, sample };
      if (task === "nextToken") return { kind: "write", isWhole: writing?.isWhole === true, ...(writing ? { lineEnd: writing.lineEnd } : {}), tokens, sample };
      return { kind: "text", pipeline: datasetConfig({ fields: textFields }, config), tokens, sample };
    case "series": {
      const { series: values, counts } = origin ?? {};
      const [length = 1, horizon = 1] = [dataset.inputShape[0], dataset.targetShape[0]];
      if (!facts || !values || !counts) return undefined;
      return { kind: "series", facts, values, length, horizon, from: seriesWindowCount(values.length, { length, horizon }) - counts.test };
    }
  }
}

/** Examples of a dataset's shape that hold nothing: enough to time a training step before any data have come. */
import { hasClassNumbers } from "@/data/tasks";
import type { DataSettings } from "@/data/data-settings";
import type { DatasetDefinition, LoadedDataset } from "@/data/define-dataset";
import { normalizerOf } from "@/data/normalization";
import { unknownId } from "@/data/text/vocabulary";
import type { PreparedDataset } from "@/engine/worker/data/dataset";

export function blankData(definition: DatasetDefinition, settings: DataSettings, count: number): PreparedDataset {
  const valuesOf = (shape: readonly number[]) => count * shape.reduce((product, d) => product * d, 1);
  const isImage = definition.kind === "image";
  // Padding would be masked, and cost less than texts do.
  const value = definition.kind === "text" ? unknownId : 0;
  const loaded: LoadedDataset = {
    inputs: isImage ? new Uint8Array(valuesOf(definition.inputShape)) : new Float32Array(valuesOf(definition.inputShape)).fill(value),
    targets: hasClassNumbers(definition.task)
      ? new Uint8Array(valuesOf(definition.targetShape)).fill(value)
      : new Float32Array(valuesOf(definition.targetShape)),
    count,
    testCount: 0,
  };
  const train = Uint32Array.from({ length: count }, (_, i) => i);
  const nobody = new Uint32Array();
  const normalizer = normalizerOf(settings.normalization, definition, loaded, train);
  return {
    settings,
    definition,
    loaded,
    positions: { train, validation: nobody, test: nobody },
    normalizer,
    report: { counts: { train: count, validation: 0, test: 0 }, classCounts: { train: [], validation: [], test: [] }, normalizer },
  };
}

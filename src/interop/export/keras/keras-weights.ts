/** Where Keras keeps the weights of a model: a group for each layer, named by its class and counted in Keras' own order. */
import { writeHdf5, type Dataset } from "@/interop/export/keras/hdf5";
import { kerasEntries, layerEntries } from "@/interop/export/keras/keras-entries";
import type { KerasEntry } from "@/interop/export/keras/keras-entry";
import { inKerasOrder } from "@/interop/export/keras/keras-order";
import type { TrainedModel } from "@/interop/export/trained-model";
import { kerasBaseName } from "@/network/edit";
import type { Plan, PlannedLayer } from "@/network/plan";

interface WeightGroup {
  readonly entry: KerasEntry;
  /** `layers/dense_1` */
  readonly group: string;
}

/** Of the model in a `.keras` file. */
export const fileGroups = (plan: Plan): readonly WeightGroup[] => groupsOf(kerasEntries(plan));
/** Of the model that the program under Code builds: its own classes hold their parts. */
export const programGroups = (plan: Plan): readonly WeightGroup[] => groupsOf(plan.layers.map((layer) => programEntry(layer, plan)));

function groupsOf(entries: readonly KerasEntry[]): readonly WeightGroup[] {
  const used = new Map<string, number>();
  // Operations keep nothing, but how far a layer is from the end is counted over them.
  const layers = inKerasOrder(entries).filter(({ module }) => module === undefined);
  return layers.map((entry) => {
    const base = entry.className === "Input" ? "input_layer" : kerasBaseName(entry.className);
    const count = used.get(base) ?? 0;
    used.set(base, count + 1);
    return { entry, group: `layers/${base}${count === 0 ? "" : `_${count}`}` };
  });
}

function programEntry(layer: PlannedLayer, plan: Plan): KerasEntry {
  const { node } = layer;
  const entries = layerEntries(layer, plan);
  const [first] = entries;
  if (!first) throw new Error(`${node.className} is not written for Keras.`);
  const own = (at: string, name: string) => ({ at, name: `${node.name}/${name}` });
  const kept = { ...first, className: node.className, name: node.name };
  if (node.className === "FeedForward")
    return {
      ...kept,
      weights: [
        own("intermediate/vars/0", "intermediateKernel"),
        own("intermediate/vars/1", "intermediateBias"),
        own("outer/vars/0", "outputKernel"),
        own("outer/vars/1", "outputBias"),
      ],
    };
  if (node.className === "PositionalEncoding") return { ...kept, weights: node.config.kind === "learned" ? [own("vars/0", "embeddings")] : [] };
  return first;
}

export function weightsFile(groups: readonly WeightGroup[], { weights }: TrainedModel, savedAt: number): Promise<Uint8Array> {
  const datasets = groups.flatMap(({ entry, group }) =>
    entry.weights.map((weight): Dataset => {
      const tensor = "name" in weight ? weights.get(weight.name) : weight;
      if (!tensor) throw new Error(`The weights lack ${"name" in weight ? weight.name : weight.at}.`);
      return { path: `${group}/${weight.at}`, shape: tensor.shape, data: tensor.data };
    }),
  );
  return writeHdf5(
    groups.map(({ entry, group }) => ({ path: `${group}/vars`, name: entry.name })),
    datasets,
    savedAt,
  );
}

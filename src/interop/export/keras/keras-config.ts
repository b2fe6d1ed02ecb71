/** A network as Keras 3 writes it down: one functional model, layer by layer. */
import { identifierOf } from "@/interop/export/trained-model";
import { kerasEntries } from "@/interop/export/keras/keras-entries";
import type { KerasEntry, KerasValue } from "@/interop/export/keras/keras-entry";
import type { Json } from "@/interop/export/keras/keras-values";
import type { Plan } from "@/network/plan";

/** What reads the files: the version whose layout they have. */
export const kerasVersion = "3.15.0";

/** A value in the arguments of a call. */
function kerasTensor({ name, shape, dtype }: KerasValue): Json {
  return { class_name: "__keras_tensor__", config: { shape: [...shape], dtype: dtype ?? "float32", keras_history: [name, 0, 0] } };
}

function layerEntry(entry: KerasEntry): Json {
  const { className, module, name, config, inputs, takes = "list", more = [], build } = entry;
  if (className === "Input")
    return {
      module: "keras.layers",
      class_name: "InputLayer",
      config: { ...config, dtype: "float32", sparse: false, name },
      registered_name: null,
      name,
      inbound_nodes: [],
    };
  const tensors = inputs.map(kerasTensor);
  const masks = Object.entries(entry.masks ?? {}).map(([argument, value]) => [argument, kerasTensor(value)] as const);
  const kwargs = { ...entry.kwargs, ...Object.fromEntries(masks) };
  const isList = inputs.length > 1 && takes === "list";
  const args = [...(isList ? [tensors] : tensors), ...more];
  if (module !== undefined)
    return { module, class_name: className, config: { name, ...config }, registered_name: className, name, inbound_nodes: [{ args, kwargs }] };
  const shapes = inputs.map(({ shape }): Json => [...shape]);
  return {
    module: "keras.layers",
    class_name: className,
    config: { name, trainable: true, dtype: "float32", ...config },
    registered_name: null,
    build_config: build ?? { input_shape: isList ? shapes : (shapes[0] ?? null) },
    name,
    inbound_nodes: [{ args, kwargs }],
  };
}

/**
 * Where masks meet, Keras adds operations of its own while it reads a file, and calls them `concatenate`, `concatenate_1` in their order:
 * a layer of that name would be the second. The importer takes the word away again.
 */
function freeName(name: string): string {
  return /^concatenate(_\d+)?$/.test(name) ? `${name}${layerWord}` : name;
}
export const layerWord = "_layer";

function withFreeNames(entries: readonly KerasEntry[]): readonly KerasEntry[] {
  const renamed = <T extends { readonly name: string }>(one: T): T => ({ ...one, name: freeName(one.name) });
  return entries.map((entry) => ({
    ...renamed(entry),
    inputs: entry.inputs.map(renamed),
    ...(entry.masks ? { masks: Object.fromEntries(Object.entries(entry.masks).map(([argument, value]) => [argument, renamed(value)])) } : {}),
  }));
}

/** `config.json` of a `.keras` file. */
export function functionalConfig(name: string, plan: Plan): Json {
  const entries = withFreeNames(kerasEntries(plan));
  return {
    module: "keras.src.models.functional",
    class_name: "Functional",
    config: {
      name: identifierOf(name),
      trainable: true,
      layers: entries.map(layerEntry),
      input_layers: plan.inputs.map(({ node }) => [freeName(node.name), 0, 0]),
      output_layers: [[entries.at(-1)?.name ?? "", 0, 0]],
    },
    registered_name: "Functional",
    build_config: { input_shape: null },
    compile_config: null,
  };
}

/** A network as Keras 3 writes it down: one functional model, layer by layer, in Keras' own words. */
import { initializers, type InitializerName } from "@/network/initializers";
import type { Regularizer } from "@/network/fields";
import { kerasBaseName } from "@/network/edit";
import type { Plan, PlannedLayer } from "@/network/plan";
import { inputsOf } from "@/interop/export/inputs";
import type { Shape } from "@/network/shape";
import { identifierOf } from "@/interop/export/trained-model";

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** `useBias` -> `use_bias`, `leakyRelu` -> `leaky_relu`. */
export function snakeCase(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
}

const object = (module: string, className: string, config: Json): Json => ({
  module: `keras.${module}`,
  class_name: className,
  config,
  registered_name: null,
});

/** Where Keras' own defaults are not those of our names. */
const initializerSettings: Partial<Record<InitializerName, Json>> = {
  randomUniform: { minval: -0.05, maxval: 0.05 },
  randomNormal: { mean: 0, stddev: 0.05 },
  truncatedNormal: { mean: 0, stddev: 0.05 },
};

function initializer(name: InitializerName): Json {
  return object("initializers", name.charAt(0).toUpperCase() + name.slice(1), initializerSettings[name] ?? {});
}

function regularizer({ l1, l2 }: Regularizer): Json {
  return l1 === 0 && l2 === 0 ? null : object("regularizers", "L1L2", { l1, l2 });
}

/** One setting in Keras' words; what it means is told by its name. */
function setting(key: string, value: unknown): Json {
  if (typeof value === "string" && value in initializers && key.endsWith("Initializer")) return initializer(value as InitializerName);
  if (key.endsWith("Regularizer")) return regularizer(value as Regularizer);
  if (typeof value === "string") return snakeCase(value);
  return value as Json;
}

export function layerConfig(config: object): Record<string, Json> {
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [snakeCase(key), setting(key, value)]));
}

const tensorFrom = (name: string, shape: Shape): Json => ({
  class_name: "__keras_tensor__",
  config: { shape: [...shape], dtype: "float32", keras_history: [name, 0, 0] },
});

function layerEntry(layer: PlannedLayer, plan: Plan): Json {
  const { node } = layer;
  const { name, className } = node;
  if (className === "Input")
    return {
      module: "keras.layers",
      class_name: "InputLayer",
      config: { batch_shape: [...layer.outputShape], dtype: "float32", sparse: false, name },
      registered_name: null,
      name,
      inbound_nodes: [],
    };
  const inputs = inputsOf(layer, plan);
  const tensors = inputs.map((input) => tensorFrom(input.node.name, input.outputShape));
  const shapes = inputs.map(({ outputShape }): Json => [...outputShape]);
  const isMerge = inputs.length > 1;
  return {
    module: "keras.layers",
    class_name: className,
    config: { name, trainable: true, dtype: "float32", ...layerConfig(node.config) },
    registered_name: null,
    build_config: { input_shape: isMerge ? shapes : (shapes[0] ?? null) },
    name,
    inbound_nodes: [{ args: isMerge ? [tensors] : tensors, kwargs: {} }],
  };
}

/** `config.json` of a `.keras` file. */
export function functionalConfig(name: string, plan: Plan): Json {
  const input = plan.layers.find(({ node }) => node.className === "Input");
  return {
    module: "keras.src.models.functional",
    class_name: "Functional",
    config: {
      name: identifierOf(name),
      trainable: true,
      layers: plan.layers.map((layer) => layerEntry(layer, plan)),
      input_layers: [[input?.node.name ?? "", 0, 0]],
      output_layers: [[plan.output.node.name, 0, 0]],
    },
    registered_name: "Functional",
    build_config: { input_shape: null },
    compile_config: null,
  };
}

/** Where `model.weights.h5` keeps each layer: its class in snake case, counted where it comes again. */
export function weightGroups(plan: Plan): readonly { readonly layer: PlannedLayer; readonly group: string }[] {
  const used = new Map<string, number>();
  return plan.layers.map((layer) => {
    const base = layer.node.className === "Input" ? "input_layer" : kerasBaseName(layer.node.className);
    const count = used.get(base) ?? 0;
    used.set(base, count + 1);
    return { layer, group: `layers/${base}${count === 0 ? "" : `_${count}`}` };
  });
}

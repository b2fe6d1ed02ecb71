/** The layers of a model as Keras writes it down (Keras 2 and 3, TensorFlow.js): what each is called, how it is set and what it reads. */
import { unsupported, wrongStructure } from "@/interop/import/imported-model";
import { isRecord, listAt, recordAt, textAt, type Untyped } from "@/interop/import/untyped";

export interface Entry {
  readonly className: string;
  /** Keras 3 says where a class lies; operations lie elsewhere than layers. */
  readonly module?: string;
  readonly name: string;
  readonly config: Untyped;
  /** Arguments of its call that are no tensors. */
  readonly kwargs: Untyped;
  /** What stands beside the tensors in its call. */
  readonly constants: readonly unknown[];
  /** Names of the layers that it reads. */
  readonly inputs: readonly string[];
  /** Names of the layers that say which steps count, by argument. */
  readonly masks: Readonly<Record<string, string>>;
  /** What it writes together was several layers there; theirs are the weights, in this order. */
  readonly parts?: readonly string[];
}

const loose = { kwargs: {}, constants: [], masks: {} };

/** One after the other; what comes in may be said by the first layer. */
export function chainOf(layers: readonly unknown[], own: Untyped, model: Untyped): readonly Entry[] {
  const entries = layers.map((value, i): Entry => {
    const layer = recordAt(value, `layers.${i}`);
    const config = recordAt(layer["config"], `layers.${i}.config`);
    const className = textAt(layer["class_name"], `layers.${i}.class_name`);
    return { ...loose, className, name: textAt(config["name"] ?? layer["name"] ?? `layer_${i}`, `layers.${i}.name`), config, inputs: [] };
  });
  const [first] = entries;
  const build = isRecord(model["build_config"]) ? model["build_config"]["input_shape"] : undefined;
  const shape = first?.config["batch_input_shape"] ?? first?.config["batch_shape"] ?? own["build_input_shape"] ?? build;
  const whole: readonly Entry[] =
    first?.className === "InputLayer"
      ? entries
      : [{ ...loose, className: "InputLayer", name: "input_layer", config: { batch_shape: shape }, inputs: [] }, ...entries];
  return whole.map((entry, i) => ({ ...entry, inputs: i === 0 ? [] : [whole[i - 1]?.name ?? ""] }));
}

export function functionalEntry(value: unknown, i: number): Entry {
  const at = `layers.${i}`;
  const layer = recordAt(value, at);
  const config = recordAt(layer["config"], `${at}.config`);
  const name = textAt(layer["name"] ?? config["name"], `${at}.name`);
  const nodes = listAt(layer["inbound_nodes"] ?? [], `${at}.inbound_nodes`);
  const className = textAt(layer["class_name"], `${at}.class_name`);
  if (nodes.length > 1) throw unsupported([{ layer: name, reason: { en: "it is used in several places.", zh: "它在多处被使用。" } }]);
  const { module } = layer;
  return { className, ...(typeof module === "string" ? { module } : {}), name, config, ...callOf(nodes[0], at) };
}

function callOf(node: unknown, at: string): Pick<Entry, "inputs" | "kwargs" | "constants" | "masks"> {
  if (node === undefined) return { ...loose, inputs: [] };
  if (!Array.isArray(node)) {
    const { args, kwargs = {} } = recordAt(node, `${at}.inbound_nodes`);
    const given = Object.entries(recordAt(kwargs, `${at}.kwargs`));
    const isMask = (key: string) => key.endsWith("mask");
    return {
      inputs: [...tensorsIn(args), ...given.flatMap(([key, value]) => (isMask(key) ? [] : tensorsIn(value)))],
      kwargs: Object.fromEntries(given),
      constants: (Array.isArray(args) ? (args as unknown[]) : []).filter((value) => !isRecord(value) && !Array.isArray(value)),
      masks: Object.fromEntries(given.flatMap(([key, value]) => (isMask(key) ? tensorsIn(value).map((name) => [key, name]) : []))),
    };
  }
  // Keras 2: a list of [name, node, tensor, arguments].
  const inputs: string[] = [];
  let kwargs: Untyped = {};
  for (const reference of node as readonly unknown[]) {
    const [name, call, tensor, given = {}] = listAt(reference, `${at}.inbound_nodes`);
    if (call !== 0 || tensor !== 0) throw wrongStructure(`${at}.inbound_nodes`, firstAnswer, `${String(call)}, ${String(tensor)}`);
    inputs.push(textAt(name, `${at}.inbound_nodes`));
    kwargs = { ...kwargs, ...recordAt(given, `${at}.kwargs`) };
  }
  for (const [key, value] of Object.entries(kwargs)) if (Array.isArray(value) && typeof value[0] === "string" && !key.endsWith("mask")) inputs.push(value[0]);
  return { ...loose, inputs, kwargs };
}

const firstAnswer = { en: "the layer's first and only answer, 0 and 0", zh: "该层第一个也是唯一的输出，即 0 与 0" };

/** Names of the layers whose answers stand in the arguments of a call, in their order. */
function tensorsIn(value: unknown, depth = 0): readonly string[] {
  if (depth > 6) return [];
  if (Array.isArray(value)) return value.flatMap((part) => tensorsIn(part, depth + 1));
  if (!isRecord(value)) return [];
  if (value["class_name"] !== "__keras_tensor__") return [];
  const history = isRecord(value["config"]) ? value["config"]["keras_history"] : undefined;
  const [name, call, tensor] = listAt(history, "keras_history");
  if (call !== 0 || tensor !== 0) throw wrongStructure("keras_history", firstAnswer, `${String(call)}, ${String(tensor)}`);
  return [textAt(name, "keras_history")];
}

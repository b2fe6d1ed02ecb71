/** The modules that the names of a state dict tell of: `conv1.weight` is the weight of `conv1`. */
import type { LooseTensor } from "@/interop/import/weights-file";

export interface FileModule {
  /** `layers.0.self_attn`; of several layers in one LSTM, `lstm.0` and `lstm.1`. */
  readonly name: string;
  readonly tensors: ReadonlyMap<string, LooseTensor>;
}

/** What DataParallel and torch.compile put before every name. */
const wrapped = /^(module|_orig_mod)\./;

export function unwrapped(tensors: readonly LooseTensor[]): readonly LooseTensor[] {
  if (tensors.length === 0 || !tensors.every(({ name }) => wrapped.test(name))) return tensors;
  return unwrapped(tensors.map((tensor) => ({ ...tensor, name: tensor.name.replace(wrapped, "") })));
}

const cellKey = /^((?:weight|bias)_(?:ih|hh))_l(\d+)(_reverse)?$/;
const keys = new Set(["weight", "bias", "running_mean", "running_var", "in_proj_weight", "in_proj_bias", "q_proj_weight", "k_proj_weight", "v_proj_weight"]);

/** Whether names end as a state dict's do. */
export function isStateDict(tensors: readonly LooseTensor[]): boolean {
  return tensors.some(({ name }) => {
    const key = name.slice(name.lastIndexOf(".") + 1);
    return keys.has(key) || cellKey.test(key);
  });
}

interface Place {
  readonly module: string;
  readonly key: string;
  /** Of an LSTM of several layers. */
  readonly level?: string;
}

function placeOf(name: string, attentions: ReadonlySet<string>): Place {
  const at = name.lastIndexOf(".");
  const [module, key] = [name.slice(0, Math.max(at, 0)), name.slice(at + 1)];
  const [, word, level, reverse = ""] = cellKey.exec(key) ?? [];
  if (word !== undefined && level !== undefined) return { module, key: `${word}${reverse}`, level };
  const attention = module.replace(/(^|\.)out_proj$/, "");
  if (attention !== module && attentions.has(attention)) return { module: attention, key: `out_proj.${key}` };
  // A tensor that is nobody's weight or bias is a parameter of its own, as tables of positions are.
  return keys.has(key) ? { module, key } : { module: name, key: "weight" };
}

export function modulesIn(tensors: readonly LooseTensor[]): readonly FileModule[] {
  const attentions = new Set(tensors.flatMap(({ name }) => (/(^|\.)(in|q)_proj_weight$/.test(name) ? [name.replace(/\.?(in|q)_proj_weight$/, "")] : [])));
  const placed = tensors.map((tensor) => ({ tensor, ...placeOf(tensor.name, attentions) }));
  const stacked = new Set(placed.flatMap(({ module, level = "0" }) => (level === "0" ? [] : [module])));
  const found = new Map<string, Map<string, LooseTensor>>();
  for (const { tensor, module, key, level } of placed) {
    const name = level !== undefined && stacked.has(module) ? `${module}.${level}` : module;
    found.set(name, (found.get(name) ?? new Map<string, LooseTensor>()).set(key, module === tensor.name ? withoutBatch(tensor) : tensor));
  }
  return [...found].map(([name, own]) => ({ name, tensors: own }));
}

/** A table of positions may have an axis of one for the batch. */
function withoutBatch(tensor: LooseTensor): LooseTensor {
  return tensor.shape.length === 3 && tensor.shape[0] === 1 ? { ...tensor, shape: tensor.shape.slice(1) } : tensor;
}

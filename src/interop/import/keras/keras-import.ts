/** Models of Keras: `.keras` of Keras 3, and `.h5` of Keras 2 and 3. */
import { importProblem, wrongStructure, type ImportedModel, type RawTensor } from "@/interop/import/imported-model";
import { kerasNetwork } from "@/interop/import/keras/keras-network";
import { withHdf5, type Hdf5 } from "@/interop/import/keras/read-hdf5";
import { ownWeights } from "@/interop/import/own-weights";
import { jsonOf } from "@/interop/import/untrusted-json";
import { recordAt } from "@/interop/import/untyped";
import type { LooseTensor } from "@/interop/import/weights-file";
import { kerasBaseName } from "@/network/edit";

const newest = 3;

function refuseNewer(version: unknown): void {
  const major = typeof version === "string" ? Number.parseInt(version, 10) : newest;
  if (major > newest)
    throw importProblem(
      "newerKeras",
      { en: "This file was made by Keras {version}; up to Keras {newest} is read.", zh: "此文件由 Keras {version} 生成，最高支持 Keras {newest}。" },
      { version: String(version).slice(0, 20), newest },
    );
}

/** The zip of Keras 3. */
export async function kerasZip(parts: ReadonlyMap<string, Uint8Array>): Promise<ImportedModel> {
  const part = (name: string) => {
    const bytes = parts.get(name);
    if (!bytes) throw importProblem("missingPart", { en: "This Keras file lacks its part {name}.", zh: "此 Keras 文件缺少 {name} 部分。" }, { name });
    return bytes;
  };
  const metadata = parts.has("metadata.json") ? recordAt(jsonOf(part("metadata.json"), "metadata.json"), "metadata.json") : {};
  refuseNewer(metadata["keras_version"]);
  const { name, network, valuesOf, layers } = kerasNetwork(jsonOf(part("config.json"), "config.json"), false);
  const weights = await withHdf5(part("model.weights.h5"), (file) => {
    const groups = groupsOf(file, layers);
    return ownWeights(network, (node) => valuesOf(node, (layer) => tensorsBelow(file, groups.get(layer) ?? "")));
  });
  return { program: "Keras", name, network, weights };
}

/** Keras' name of each layer -> its group. Groups are called by class and counted; newer versions note the layer's name in them too. */
function groupsOf(file: Hdf5, layers: readonly { readonly name: string; readonly className: string }[]): ReadonlyMap<string, string> {
  const used = new Map<string, number>();
  const root = file.paths.some((path) => path.replace(/^\//, "").startsWith("_layer_checkpoint_dependencies/")) ? "_layer_checkpoint_dependencies" : "layers";
  const counted = new Map<string, string>();
  for (const { name, className } of layers) {
    const base = kerasBaseName(className);
    const count = used.get(base) ?? 0;
    used.set(base, count + 1);
    counted.set(name, `${root}/${base}${count === 0 ? "" : `_${count}`}`);
  }
  const noted = new Map<string, string>();
  for (const path of file.paths) {
    const [, group] = /^\/?([^/]+\/[^/]+)\//.exec(path) ?? [];
    const name = group === undefined ? undefined : file.attribute(`${group}/vars`, "name");
    if (group !== undefined && typeof name === "string") noted.set(name, group);
  }
  return new Map([...counted].map(([name, group]) => [name, noted.get(name) ?? group]));
}

/** Parts of a layer in the order in which it makes them. */
const partOrder = ["forward", "backward", "query", "key", "value", "output"];
const rankOf = (path: string) => {
  const part = partOrder.findIndex((word) => new RegExp(`(^|/)_?${word}_(layer|dense)/`).test(path));
  return Math.max(part, 0) * 1000 + Number(/\d+$/.exec(path)?.[0] ?? 0);
};

function tensorsBelow(file: Hdf5, group: string): readonly RawTensor[] {
  const own = file.paths.filter((path) => path.replace(/^\//, "").startsWith(`${group}/`) && !path.includes("seed_generator"));
  return own.toSorted((a, b) => rankOf(a.slice(group.length)) - rankOf(b.slice(group.length))).map(file.tensor);
}

/** The single file of Keras 2, which Keras 3 still writes; or `.weights.h5` of Keras 3, whose weights have no network with them. */
export function kerasHdf5(bytes: Uint8Array): Promise<{ readonly model: ImportedModel } | { readonly tensors: readonly LooseTensor[] }> {
  return withHdf5(bytes, (file) => {
    const config = file.attribute("/", "model_config");
    if (typeof config === "string") return { model: modelIn(file, config) };
    const tensors = looseTensors(file);
    if (tensors.length > 0) return { tensors };
    throw importProblem("noModel", {
      en: "This HDF5 file holds neither a model nor the weights of one as Keras 3 saves them. Save the whole model, with model.save.",
      zh: "此 HDF5 文件既不含模型，也不含 Keras 3 保存的权重。请用 model.save 保存整个模型。",
    });
  });
}

function modelIn(file: Hdf5, config: string): ImportedModel {
  const version = file.attribute("/", "keras_version") ?? file.attribute("/model_weights", "keras_version");
  refuseNewer(version);
  const { name, network, valuesOf } = kerasNetwork(jsonOf(config, "model_config"), !String(version ?? "2").startsWith("3"));
  const given = (layer: string) => {
    const listed = file.attribute(`/model_weights/${layer}`, "weight_names") ?? [];
    if (typeof listed === "string") throw wrongStructure(layer, { en: "a list of names", zh: "名称列表" }, listed);
    return listed.filter((path) => !path.includes("seed_generator")).map((path) => file.tensor(`/model_weights/${layer}/${path}`));
  };
  const weights = ownWeights(network, (node) => valuesOf(node, given));
  return { program: "Keras", name, network, weights };
}

/** By their places: `layers/dense_1/vars/0`. What an optimizer keeps is left where it is. */
function looseTensors(file: Hdf5): readonly LooseTensor[] {
  return file.paths.flatMap((path) => {
    const [, root, place] = /^\/?(layers|_layer_checkpoint_dependencies)\/(.+)$/.exec(path) ?? [];
    return root === undefined || path.includes("seed_generator") ? [] : [{ name: `layers/${place}`, ...file.tensor(path) }];
  });
}

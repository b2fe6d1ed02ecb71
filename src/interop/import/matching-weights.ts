/** Weights alone, for the network that is on screen: by our names, by Keras' places, by their order, or by the modules of PyTorch that do the same. */
import { fileGroups, programGroups } from "@/interop/export/keras/keras-weights";
import { importProblem } from "@/interop/import/imported-model";
import { isListed, listedWeights } from "@/interop/import/listed-weights";
import { ownWeights } from "@/interop/import/own-weights";
import { isStateDict } from "@/interop/import/torch/file-modules";
import { ownTorchWeights, plainTorchWeights } from "@/interop/import/torch/torch-weights";
import type { LooseTensor, LooseWeights } from "@/interop/import/weights-file";
import type { NamedTensor } from "@/interop/layerlab/content";
import type { NetworkDocument } from "@/network/document";
import { planOf } from "@/network/plan";
import { weightsOf } from "@/network/summary";

/** Throws a `ProblemError` that names what does not match. */
export function matchingWeights(network: NetworkDocument, loose: LooseWeights): readonly NamedTensor[] {
  const given = (found: ReadonlyMap<string, LooseTensor>) =>
    ownWeights(network, (node) => weightsOf(network, node).map(({ name }) => found.get(`${node.name}.${name}`)!));
  if (isListed(loose.tensors)) return given(listedWeights(network, loose.tensors));
  const byName = new Map(loose.tensors.map((tensor) => [tensor.name.replaceAll("/", "."), tensor]));
  const found = firstOf(network, [
    () => byName,
    () => byOwnName(ownTorchWeights(planOf(network), loose) ?? []),
    () => fromKeras(programGroups, network, byName),
    () => fromKeras(fileGroups, network, byName),
    () => (isStateDict(loose.tensors) ? byOwnName(plainTorchWeights(planOf(network), loose)) : new Map<string, LooseTensor>()),
  ]);
  if (!found) throw otherNetwork(declaredNames(network).find((name) => !byName.has(name)) ?? "", [...byName.keys()]);
  return given(found);
}

const declaredNames = (network: NetworkDocument) => network.nodes.flatMap((node) => weightsOf(network, node).map(({ name }) => `${node.name}.${name}`));
const byOwnName = (tensors: readonly NamedTensor[]) => new Map<string, LooseTensor>(tensors.map((tensor) => [tensor.name.replace("/", "."), tensor]));

/** Nothing is made that is not needed. */
function firstOf<T extends ReadonlyMap<string, unknown>>(network: NetworkDocument, ways: readonly (() => T)[]): T | undefined {
  const declared = declaredNames(network);
  for (const make of ways) {
    const value = make();
    if (declared.every((name) => value.has(name))) return value;
  }
  return undefined;
}

function otherNetwork(missing: string, names: readonly string[]) {
  return importProblem(
    "otherNetwork",
    {
      en: "These are the weights of another network: {missing} is not among them; they are called {names}. Open its network first, or build it.",
      zh: "这些是另一个网络的权重：其中没有 {missing}；它们名为 {names}。请先打开或搭建对应的网络。",
    },
    { missing, names: names.slice(0, 6).join(", ").slice(0, 200) },
  );
}

/** `layers/dense_1/vars/0`, counted in Keras' order: of a model that our program builds, or of one as `.keras` has it. */
function fromKeras(groupsOf: typeof programGroups, network: NetworkDocument, given: ReadonlyMap<string, LooseTensor>): ReadonlyMap<string, LooseTensor> {
  const found = new Map<string, LooseTensor>();
  for (const { entry, group } of groupsOf(planOf(network)))
    for (const weight of entry.weights) {
      const tensor = given.get(`${group}/${weight.at}`.replaceAll("/", "."));
      if (tensor && "name" in weight) found.set(weight.name.replace("/", "."), tensor);
    }
  return found;
}

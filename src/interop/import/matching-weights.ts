/** Weights alone, for the network that is on screen: by our names, by those of the PyTorch module that we write of it, or by Keras' places. */
import { fileGroups, programGroups } from "@/interop/export/keras/keras-weights";
import { torchLines } from "@/interop/export/pytorch/torch-module";
import { importProblem } from "@/interop/import/imported-model";
import { ownWeights } from "@/interop/import/own-weights";
import type { LooseTensor } from "@/interop/import/weights-file";
import type { NamedTensor } from "@/interop/layerlab/content";
import type { NetworkDocument } from "@/network/document";
import { planOf } from "@/network/plan";
import { weightsOf } from "@/network/summary";

/** Throws a `ProblemError` that names what does not match. */
export function matchingWeights(network: NetworkDocument, given: readonly LooseTensor[]): readonly NamedTensor[] {
  const byName = new Map(given.map((tensor) => [tensor.name.replaceAll("/", "."), tensor]));
  const declared = network.nodes.flatMap((node) => weightsOf(network, node).map(({ name }) => `${node.name}.${name}`));
  const ways = [() => byName, () => fromTorch(network, byName), () => fromKeras(programGroups, network, byName), () => fromKeras(fileGroups, network, byName)];
  const found = firstOf(ways, (tensors) => declared.every((name) => tensors.has(name)));
  if (!found) {
    const missing = declared.find((name) => !byName.has(name)) ?? "";
    throw importProblem(
      "otherNetwork",
      {
        en: "These are the weights of another network: {missing} is not among them; they are called {names}. Open its network first, or build it.",
        zh: "这些是另一个网络的权重：其中没有 {missing}；它们名为 {names}。请先打开或搭建对应的网络。",
      },
      { missing, names: [...byName.keys()].slice(0, 6).join(", ").slice(0, 200) },
    );
  }
  return ownWeights(network, (node) => weightsOf(network, node).map(({ name }) => found.get(`${node.name}.${name}`)!));
}

/** Nothing is made that is not needed. */
function firstOf<T>(ways: readonly (() => T)[], fits: (value: T) => boolean): T | undefined {
  for (const make of ways) {
    const value = make();
    if (fits(value)) return value;
  }
  return undefined;
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

/**
 * The module keeps its weights in another order of axes. Which one is asked of the very lines that write it: given numbers that count the
 * values, they answer where each goes.
 */
function fromTorch(network: NetworkDocument, given: ReadonlyMap<string, LooseTensor>): ReadonlyMap<string, LooseTensor> {
  const found = new Map<string, LooseTensor>();
  const shapes = new Map<string, readonly number[]>(
    network.nodes.flatMap((node) => weightsOf(network, node).map(({ name, shape }) => [`${node.name}/${name}`, shape] as const)),
  );
  const lines = torchLines(planOf(network), ({ node }, word) => {
    const shape = shapes.get(`${node.name}/${word}`) ?? [];
    const count = shape.reduce((product, size) => product * size, 1);
    return { name: `${node.name}/${word}`, shape, data: Float32Array.from({ length: count }, (_, i) => i) };
  });
  for (const { name, of, shape: written, data: places } of lines.flatMap(({ state }) => state)) {
    const tensor = given.get(name);
    const shape = shapes.get(of);
    if (!tensor || !shape || tensor.shape.join() !== written.join()) continue;
    const data = new Float32Array(places.length);
    for (const [i, place] of places.entries()) data[place] = tensor.data[i] ?? 0;
    found.set(of.replace("/", "."), { name: of, shape, data });
  }
  return found;
}

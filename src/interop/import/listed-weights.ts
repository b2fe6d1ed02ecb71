/** Arrays without names, `arr_0`, `arr_1`, … as numpy.savez counts them: which is which is told by their order and their shapes. */
import { message } from "@/base/text";
import { fileGroups, programGroups } from "@/interop/export/keras/keras-weights";
import { importProblem } from "@/interop/import/imported-model";
import type { LooseTensor } from "@/interop/import/weights-file";
import type { NetworkDocument } from "@/network/document";
import { planOf } from "@/network/plan";
import { weightsOf } from "@/network/summary";

interface Place {
  /** Its layer and its own name; undefined for what Keras keeps and no network here has. */
  readonly name: string | undefined;
  readonly shape: readonly number[];
}

export const takenInOrder = message({
  en: "Its arrays have no names: they were taken in the order of Keras’ get_weights(), which their shapes fit.",
  zh: "其中的数组没有名称：已按 Keras get_weights() 的顺序采用，形状相符。",
});

const listName = /^arr_(\d+)$/;
export const isListed = (tensors: readonly LooseTensor[]) => tensors.length > 0 && tensors.every(({ name }) => listName.test(name));

/** By `layer.weight`. Throws a `ProblemError` where they do not fit, or would fit in another way, too. */
export function listedWeights(network: NetworkDocument, tensors: readonly LooseTensor[]): ReadonlyMap<string, LooseTensor> {
  const numberOf = ({ name }: LooseTensor) => Number(listName.exec(name)?.[1]);
  const given = tensors.toSorted((a, b) => numberOf(a) - numberOf(b));
  const ways = [fileGroups, programGroups].map((groups) => placesOf(network, groups));
  const places = ways.find((way) => way.length === given.length && way.every(({ shape }, i) => shape.join() === given[i]?.shape.join()));
  if (!places) throw otherList(ways[0] ?? [], given);
  if (fitsTransposed(given) || hasTwins(network)) throw eitherWay();
  return new Map(places.flatMap(({ name }, i): [string, LooseTensor][] => (name === undefined ? [] : [[name, given[i]!]])));
}

function placesOf(network: NetworkDocument, groupsOf: typeof fileGroups): readonly Place[] {
  const declared = new Map<string, readonly number[]>(
    network.nodes.flatMap((node) => weightsOf(network, node).map(({ name, shape }): [string, readonly number[]] => [`${node.name}/${name}`, shape])),
  );
  return groupsOf(planOf(network)).flatMap(({ entry }) =>
    entry.weights.map((weight) =>
      "name" in weight ? { name: weight.name.replace("/", "."), shape: declared.get(weight.name) ?? [] } : { name: undefined, shape: weight.shape },
    ),
  );
}

/** PyTorch keeps its matrices the other way round: of square ones alone nobody can say whose they are. */
function fitsTransposed(tensors: readonly LooseTensor[]): boolean {
  const matrices = tensors.filter(({ shape }) => shape.length > 1);
  return matrices.length > 0 && matrices.every(({ shape: [rows, columns, ...more] }) => rows === columns && more.length === 0);
}

/** Layers of the same shapes side by side: their order is whatever the other program made of it. */
function hasTwins(network: NetworkDocument): boolean {
  const { layers, inputs } = planOf(network);
  const isChain = inputs.length === 1 && layers.every(({ sources }) => sources.length <= 1);
  if (isChain) return false;
  const shapes = layers.flatMap(({ weights }) => (weights.length > 0 ? [weights.map(({ shape }) => shape.join()).join(" ")] : []));
  return new Set(shapes).size < shapes.length;
}

const listed = (shapes: readonly (readonly number[])[]) => shapes.map((shape) => `[${shape.join(", ")}]`).join(" ");

function otherList(places: readonly Place[], given: readonly LooseTensor[]) {
  const at = places.findIndex(({ shape }, i) => shape.join() !== given[i]?.shape.join());
  const { name = "–", shape = [] } = places[at] ?? {};
  return importProblem(
    "otherList",
    {
      en: "Its arrays have no names, and by order and shape they do not fit: {expected} arrays are expected, {came} came; array {at} should be {name} of shape {shape}. In order they are {shapes}. Save them by name: numpy.savez(path, **weights).",
      zh: "其中的数组没有名称，按顺序和形状也不相符：应有 {expected} 个数组，实有 {came} 个；第 {at} 个应为形状 {shape} 的 {name}。依次为 {shapes}。请按名称保存：numpy.savez(path, **weights)。",
    },
    {
      expected: places.length,
      came: given.length,
      at: at < 0 ? places.length : at,
      name: at < 0 ? "–" : name,
      shape: listed([shape]),
      shapes: listed(given.map((tensor) => tensor.shape)).slice(0, 160),
    },
  );
}

const eitherWay = () =>
  importProblem("eitherWay", {
    en: "Its arrays have no names, and their shapes fit in more than one way: layers alike stand side by side, or all matrices are square and could be PyTorch's, the other way round. Save them by name: numpy.savez(path, **weights).",
    zh: "其中的数组没有名称，而形状有不止一种对应方式：有相同的层并列，或所有矩阵都是方阵，可能来自 PyTorch 而需转置。请按名称保存：numpy.savez(path, **weights)。",
  });

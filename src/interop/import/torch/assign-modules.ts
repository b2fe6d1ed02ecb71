/** Which module of a file is which card: by name, or by what it keeps where that leaves no choice but the order of numbered names. */
import { importProblem } from "@/interop/import/imported-model";
import type { FileModule } from "@/interop/import/torch/file-modules";
import { byKey, signatureOf, type TorchPart } from "@/interop/import/torch/torch-part";

/** `follows`: whether a card can only run behind another. Throws a `ProblemError` that names what has no partner, or more than one. */
export function assignModules(
  parts: readonly TorchPart[],
  modules: readonly FileModule[],
  follows: (id: string, before: string) => boolean,
): ReadonlyMap<TorchPart, FileModule> {
  const given = byKey(modules, ({ tensors }) => signatureOf(Object.fromEntries([...tensors].map(([key, { shape }]) => [key, shape]))));
  const wanted = byKey(parts, ({ shapes }) => signatureOf(shapes));
  const lacking = parts.filter(({ shapes }) => (given.get(signatureOf(shapes))?.length ?? 0) < (wanted.get(signatureOf(shapes))?.length ?? 0));
  const spare = [...given].flatMap(([signature, own]) =>
    own.length > (wanted.get(signature)?.length ?? 0) ? own.map((module) => ({ signature, module })) : [],
  );
  const [first] = lacking;
  const spareNames = listed(spare.map(({ signature, module }) => `${module.name}: ${signature}`));
  if (first) throw noModule(first, spareNames);
  if (spare.length > 0) throw spareModules(spareNames);
  return new Map([...wanted].flatMap(([signature, own]) => paired(own, given.get(signature) ?? [], follows)));
}

function paired(parts: readonly TorchPart[], modules: readonly FileModule[], follows: (id: string, before: string) => boolean): [TorchPart, FileModule][] {
  const byName = parts.flatMap((part): [TorchPart, FileModule][] => {
    const named = modules.find(({ name }) => part.names.includes(name.replaceAll(".", "_")));
    return named ? [[part, named]] : [];
  });
  if (byName.length === parts.length && new Set(byName.map(([, module]) => module)).size === parts.length) return byName;
  const isChain = parts.every((part, i) => i === 0 || part.id === parts[i - 1]!.id || follows(part.id, parts[i - 1]!.id));
  const isCounted = new Set(modules.map(({ name }) => name.replaceAll(/\d+/g, "#"))).size === 1;
  if (parts.length > 1 && !(isChain && isCounted)) throw ambiguous(parts, modules);
  const inOrder = modules.toSorted((one, other) => compareNumbers(one.name, other.name));
  return parts.map((part, i) => [part, inOrder[i]!]);
}

/** `layers.2.norm1` before `layers.10.norm1`. */
function compareNumbers(one: string, other: string): number {
  const [a, b] = [one, other].map((name) => (name.match(/\d+/g) ?? []).map(Number)) as [number[], number[]];
  const at = a.findIndex((value, i) => value !== b[i]);
  return at < 0 ? 0 : a[at]! - b[at]!;
}

const listed = (words: readonly string[]) => words.slice(0, 6).join("; ").slice(0, 240) || "–";

const noModule = ({ names: [name = ""], shapes }: TorchPart, came: string) =>
  importProblem(
    "noModule",
    {
      en: "The card {name} expects a module of PyTorch with {expected}. What the file has and no card takes: {came}. Build the network that was trained, or open its weights.",
      zh: "卡片 {name} 需要含有 {expected} 的 PyTorch 模块。文件中没有卡片使用的有：{came}。请搭建训练时的网络，或打开它的权重。",
    },
    { name, expected: signatureOf(shapes).slice(0, 160), came },
  );

const spareModules = (came: string) =>
  importProblem(
    "spareModules",
    {
      en: "Every card here finds its weights in this file, but the file has more, which no card takes: {came}. Add the layers that are missing on the canvas, or save without these.",
      zh: "这里的每张卡片都能在文件中找到权重，但文件还有没有卡片使用的：{came}。请在画布上补上缺少的层，或保存时去掉它们。",
    },
    { came },
  );

const ambiguous = (parts: readonly TorchPart[], modules: readonly FileModule[]) =>
  importProblem(
    "ambiguousModules",
    {
      en: "The cards {cards} are of one size, and so are {modules} in the file; their names do not say which is which. Rename each card to the name of its module, with _ for a point.",
      zh: "卡片 {cards} 大小相同，文件中的 {modules} 也相同；名称没有说明如何对应。请把每张卡片改名为对应模块的名称，点写作 _。",
    },
    { cards: listed(parts.map(({ names: [name = ""] }) => name)), modules: listed(modules.map(({ name }) => name)) },
  );

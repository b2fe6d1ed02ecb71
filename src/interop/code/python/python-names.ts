/** Names of layers as variables of Python. */
import type { LayerNode } from "@/network/document";
import { kerasBaseName } from "@/network/edit";

export const pythonKeywords: readonly string[] =
  "False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield".split(
    " ",
  );

/** What variables are called when nobody means a name by it: no layer takes its name from them. */
const placeholders: ReadonlySet<string> = new Set(
  "x y z h i o a b out output outputs inp input inputs input_tensor input_layer tensor result model network net".split(" "),
);
export function isPlaceholder(variable: string): boolean {
  return placeholders.has(variable) || variable.startsWith("_");
}

/** `dense`, `dense_3`: a name that came by itself. */
export function isAutomaticName({ className, name }: Pick<LayerNode, "className" | "name">): boolean {
  const base = kerasBaseName(className);
  return name === base || (name.startsWith(`${base}_`) && /^\d+$/.test(name.slice(base.length + 1)));
}

/** A variable for each layer; `taken`: what else the program calls by name. */
export function variablesFor(nodes: readonly LayerNode[], taken: Iterable<string>): ReadonlyMap<string, string> {
  const used = new Set([...pythonKeywords, ...taken]);
  const isFree = (name: string) => !used.has(name) && !name.startsWith("_");
  const variables = new Map<string, string>();
  // Whoever can be called by its own name is, before others look for one.
  const others = nodes.filter((node) => !isFree(node.name) || isInput(node));
  for (const node of nodes) if (!others.includes(node)) variables.set(node.id, node.name);
  for (const name of variables.values()) used.add(name);
  for (const node of others) {
    const wanted = isInput(node) ? "inputs" : `layer_${node.name}`;
    let variable = wanted;
    for (let count = 2; !isFree(variable); count++) variable = `${wanted}_${count}`;
    used.add(variable);
    variables.set(node.id, variable);
  }
  return variables;
}

/** `input` is a function of Python. */
const isInput = ({ name }: LayerNode) => name === "input";

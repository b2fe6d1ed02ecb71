/** JSON with the place of every value: its objects and lists are read by the grammar of Python, which they fit into. */
import { stringOf } from "@/interop/code/python/constants";
import { childrenOf, treeOf, type SyntaxNode } from "@/interop/code/python/tree";

export interface JsonPlace {
  readonly from: number;
  readonly to: number;
  /** As `JSON.parse` has it. */
  readonly value: unknown;
  readonly entries?: ReadonlyMap<string, JsonPlace>;
  readonly items?: readonly JsonPlace[];
}

/** Undefined where the text is no JSON object. */
export function jsonTree(text: string): JsonPlace | undefined {
  const statement = childrenOf(treeOf(text))[0];
  const top = statement && childrenOf(statement)[0];
  return top?.name === "DictionaryExpression" ? placeOf(top, text) : undefined;
}

function placeOf(node: SyntaxNode, text: string): JsonPlace {
  const words = text.slice(node.from, node.to);
  const at = { from: node.from, to: node.to };
  const children = childrenOf(node);
  if (node.name === "DictionaryExpression") {
    const entries = new Map<string, JsonPlace>();
    for (let i = 0; i + 1 < children.length; i += 2) {
      const [key, value] = [children[i], children[i + 1]];
      if (key && value) entries.set(stringOf(text.slice(key.from, key.to)), placeOf(value, text));
    }
    return { ...at, entries, value: Object.fromEntries([...entries].map(([key, { value }]) => [key, value])) };
  }
  if (node.name === "ArrayExpression") {
    const items = children.map((child) => placeOf(child, text));
    return { ...at, items, value: items.map(({ value }) => value) };
  }
  return { ...at, value: JSON.parse(words) };
}

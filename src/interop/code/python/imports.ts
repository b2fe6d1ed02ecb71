/** What an import statement brings: names, and the paths that they stand for. */
import { partsOf, type SyntaxNode } from "@/interop/code/python/tree";

export interface Imported {
  readonly names: readonly (readonly [name: string, path: readonly string[]])[];
  /** `from … import *` */
  readonly hasStar: boolean;
}

export function importsOf(node: SyntaxNode, words: (node: SyntaxNode) => string): Imported {
  const parts = partsOf(node);
  const at = parts.findIndex(({ name }) => name === "import");
  const isFrom = parts[0]?.name === "from";
  const before = isFrom ? parts.slice(1, at).filter(({ name }) => name === "VariableName") : [];
  const base = before.map(words);
  const names: [string, readonly string[]][] = [];
  let hasStar = false;
  let path: string[] = [];
  let alias: string | undefined;
  let isAlias = false;
  const finish = () => {
    const [first] = path;
    if (first !== undefined) {
      // `import keras.layers` brings `keras`; `import keras.layers as L` the layers.
      const name = alias ?? (isFrom ? path.at(-1) : first) ?? first;
      names.push([name, alias === undefined && !isFrom ? [first] : [...base, ...path]]);
    }
    path = [];
    alias = undefined;
  };
  for (const part of parts.slice(at + 1)) {
    if (part.name === ",") finish();
    else if (part.name === "as") isAlias = true;
    else if (part.name === "*") hasStar = true;
    else if (part.name === "VariableName") {
      if (isAlias) alias = words(part);
      else path.push(words(part));
      isAlias = false;
    }
  }
  finish();
  return { names, hasStar };
}

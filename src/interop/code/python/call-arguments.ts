/** What is handed to a call, and how a function's parameters take it. */
import { partsOf, type SyntaxNode } from "@/interop/code/python/tree";
import { unknown, type Argument, type Value } from "@/interop/code/python/values";

type Evaluate<H> = (node: SyntaxNode) => Value<H>;

/** `*layers` of a list that is known are its items; `**settings` are left out. */
export function argumentsOf<H>(list: SyntaxNode, words: (node: SyntaxNode) => string, evaluate: Evaluate<H>): readonly Argument<H>[] {
  const args: Argument<H>[] = [];
  const parts = partsOf(list).filter(({ name }) => name !== "(" && name !== ")");
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i];
    if (!part || part.name === "," || part.type.isError) continue;
    const value = parts[i + 2];
    if (part.name === "*" || part.name === "**") {
      const at = parts[++i];
      const list = at && part.name === "*" ? evaluate(at) : unknown;
      if (at && list.kind === "list") for (const item of list.items) args.push({ value: item, at });
      continue;
    }
    if (part.name === "VariableName" && parts[i + 1]?.name === "AssignOp" && value) {
      args.push({ name: words(part), value: evaluate(value), at: value });
      i += 2;
    } else args.push({ value: evaluate(part), at: part });
  }
  return args;
}

/** Parameters by name, in their order. */
export function boundParameters<H>(
  parameters: SyntaxNode,
  args: readonly Argument<H>[],
  words: (node: SyntaxNode) => string,
  evaluate: Evaluate<H>,
): ReadonlyMap<string, Value<H>> {
  const bound = new Map<string, Value<H>>();
  const parts = partsOf(parameters);
  const positional = args.filter(({ name }) => name === undefined);
  let at = 0;
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i];
    if (part?.name !== "VariableName") continue;
    const usual = parts[i + 1]?.name === "AssignOp" ? parts[i + 2] : undefined;
    const given = positional[at++] ?? args.find(({ name }) => name === words(part));
    bound.set(words(part), given?.value ?? (usual ? evaluate(usual) : unknown));
    if (usual) i += 2;
  }
  return bound;
}

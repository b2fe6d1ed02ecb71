/** What an expression of a program stands for, as far as it is read and never run. */
import type { SyntaxNode } from "@/interop/code/python/tree";

/** `H`: what the library makes of its own calls: layers, tensors, models. */
export type Value<H> =
  | { readonly kind: "literal"; readonly value: number | string | boolean | null }
  | { readonly kind: "ellipsis" }
  | { readonly kind: "list"; readonly items: readonly Value<H>[] }
  | { readonly kind: "path"; readonly path: readonly string[] }
  | { readonly kind: "host"; readonly host: H }
  | { readonly kind: "method"; readonly host: H; readonly name: string }
  /** `isMethod`: of `self`, which it sees. */
  | { readonly kind: "function"; readonly node: SyntaxNode; readonly isMethod?: boolean }
  /** `layers.append` */
  | { readonly kind: "growing"; readonly items: readonly Value<H>[]; readonly at: SyntaxNode | undefined; readonly isWhole: boolean }
  | { readonly kind: "lambda"; readonly text: string }
  | { readonly kind: "unknown" };

export interface Argument<H> {
  readonly name?: string;
  readonly value: Value<H>;
  readonly at: SyntaxNode;
}

/** What a program's own library answers; `at` is the call. */
export interface Library<H> {
  /** Names that `from … import *` brings. */
  readonly knows: (name: string) => readonly string[] | undefined;
  readonly call: (path: readonly string[], args: readonly Argument<H>[], at: SyntaxNode) => Value<H>;
  readonly apply: (host: H, args: readonly Argument<H>[], at: SyntaxNode) => Value<H>;
  readonly method: (host: H, name: string, args: readonly Argument<H>[], at: SyntaxNode) => Value<H>;
  /** `a + b` of values that are not numbers. */
  readonly operate: (operator: string, left: Value<H>, right: Value<H>, at: SyntaxNode) => Value<H>;
  /** `x[:, -1]` of a value that is its own; `inside` is what stands in the brackets, without spaces. */
  readonly item?: (host: H, inside: string, at: SyntaxNode) => Value<H>;
  /** `len(y)`, `round(3 * steps)`: a function of Python on what is not a constant. */
  readonly builtin?: (name: string, args: readonly Argument<H>[]) => Value<H>;
  /** A loop of training, whose body is read once for what it says: the name that it counts by, how often it runs where that is known, and its text. */
  readonly isReadOnce?: (target: string, times: number | undefined, body: string) => boolean;
  readonly defineClass: (node: SyntaxNode, name: string) => Value<H>;
  /** A value gets a name. */
  readonly named: (value: Value<H>, variable: string) => void;
}

export const unknown = { kind: "unknown" } as const;
export const literal = (value: number | string | boolean | null) => ({ kind: "literal", value }) as const;

/** What a Python expression stands for, as far as it is known without running it. */
import { callBuiltin, isBuiltin } from "@/interop/code/python/builtins";
import { argumentsOf } from "@/interop/code/python/call-arguments";
import { binary, numberOf, stringOf } from "@/interop/code/python/constants";
import type { Interpreter } from "@/interop/code/python/interpret";
import { lookUp, objectAround, visibleNames, type Scope } from "@/interop/code/python/scope";
import { childrenOf, partsOf, type SyntaxNode } from "@/interop/code/python/tree";
import { undefinedName } from "@/interop/code/python/undefined-name";
import { literal, unknown, type Argument, type Library, type Value } from "@/interop/code/python/values";

const maxNesting = 100;

/** The program around the expressions. */
interface Surroundings<H> {
  readonly own: Interpreter<H>;
  readonly library: Library<H>;
  readonly words: (node: SyntaxNode) => string;
  /** False when enough was read. */
  readonly takesStep: () => boolean;
  /** Whether a library brought all its names. */
  readonly hasStar: () => boolean;
  readonly assign: (target: SyntaxNode, value: Value<H>, scope: Scope<H>) => void;
  /** Without `outer`: in the scope where the function was defined. */
  readonly callWith: (node: SyntaxNode, args: readonly Argument<H>[], outer?: Scope<H>) => Value<H>;
  /** A name stands for nothing; who needs it hears of it. */
  readonly miss: (node: SyntaxNode) => void;
  readonly tellMissing: (within: SyntaxNode) => void;
}
export interface Evaluator<H> {
  readonly evaluate: (node: SyntaxNode, scope: Scope<H>) => Value<H>;
  readonly operate: (operator: string, left: Value<H>, right: Value<H>, at: SyntaxNode) => Value<H>;
}

export function evaluator<H>({ own, library, words, takesStep, hasStar, assign, callWith, miss, tellMissing }: Surroundings<H>): Evaluator<H> {
  let nesting = 0;

  function evaluate(node: SyntaxNode, scope: Scope<H>): Value<H> {
    if (!takesStep() || nesting > maxNesting) return unknown;
    nesting++;
    const value = valueOf(node, scope);
    nesting--;
    return value;
  }

  function valueOf(node: SyntaxNode, scope: Scope<H>): Value<H> {
    const children = childrenOf(node);
    const [first, second] = children;
    switch (node.name) {
      case "Number":
        return literal(numberOf(words(node)));
      case "String":
      case "ContinuedString":
        return literal(stringOf(words(node)));
      case "Boolean":
        return literal(words(node) === "True");
      case "None":
        return literal(null);
      case "Ellipsis":
        return { kind: "ellipsis" };
      case "VariableName":
        return nameValue(node, scope);
      case "ParenthesizedExpression":
        return first ? evaluate(first, scope) : unknown;
      case "TupleExpression":
      case "ArrayExpression":
        return { kind: "list", items: children.map((child) => evaluate(child, scope)) };
      case "UnaryExpression": {
        if (words(node).startsWith("not")) {
          const value = first ? evaluate(first, scope) : unknown;
          return value.kind === "literal" ? literal(!value.value) : unknown;
        }
        const value = first && second ? evaluate(second, scope) : unknown;
        return value.kind === "literal" && typeof value.value === "number" && words(node).startsWith("-") ? literal(-value.value) : value;
      }
      case "BinaryExpression": {
        const word = partsOf(node).find(({ name }) => name === "and" || name === "or")?.name;
        if (word !== undefined) return first && second ? eitherOf(word, evaluate(first, scope), second, scope) : unknown;
        const [left, operator, right] = children;
        return left && operator && right ? operate(words(operator), evaluate(left, scope), evaluate(right, scope), node) : unknown;
      }
      case "MemberExpression":
        return memberValue(node, scope);
      case "CallExpression":
        return callValue(node, scope);
      case "LambdaExpression":
        return { kind: "lambda", text: words(node) };
      case "ConditionalExpression": {
        const [yes, condition, no] = children;
        const value = condition ? evaluate(condition, scope) : unknown;
        if (value.kind !== "literal") return yes ? evaluate(yes, scope) : unknown;
        const taken = value.value ? yes : no;
        return taken ? evaluate(taken, scope) : unknown;
      }
      default:
        return unknown;
    }
  }

  function eitherOf(word: string, left: Value<H>, right: SyntaxNode, scope: Scope<H>): Value<H> {
    if (left.kind !== "literal") return unknown;
    return Boolean(left.value) === (word === "or") ? left : evaluate(right, scope);
  }

  function operate(operator: string, left: Value<H>, right: Value<H>, at: SyntaxNode): Value<H> {
    if (left.kind === "literal" && right.kind === "literal") {
      const value = binary(operator, left.value, right.value);
      return value === undefined ? unknown : literal(value);
    }
    if (left.kind === "list" && right.kind === "list" && operator === "+") return { kind: "list", items: [...left.items, ...right.items] };
    return left.kind === "host" || right.kind === "host" ? library.operate(operator, left, right, at) : unknown;
  }

  function nameValue(node: SyntaxNode, scope: Scope<H>): Value<H> {
    const name = words(node);
    const value = lookUp(name, scope);
    if (value) return value;
    const imported = hasStar() ? library.knows(name) : undefined;
    if (imported) return { kind: "path", path: imported };
    if (isBuiltin(name)) return { kind: "path", path: [name] };
    if (own.isAside()) return unknown;
    const isOfLibrary = library.knows(name) !== undefined;
    const isInObject = objectAround(scope) !== undefined;
    const known = visibleNames(scope).filter((word) => isInObject || (name.length > 2 && lookUp(word, scope)?.kind !== "unknown"));
    const told = undefinedName(name, known, isOfLibrary);
    if (isInObject || isOfLibrary || told[1]["near"] !== undefined) own.problem(node, ...told);
    else miss(node);
    return unknown;
  }

  function memberValue(node: SyntaxNode, scope: Scope<H>): Value<H> {
    const known = lookUp(words(node), scope);
    if (known) return known;
    const [object, property] = childrenOf(node);
    const value = object ? evaluate(object, scope) : unknown;
    if (value.kind === "list" && property && property.name !== "PropertyName") {
      const index = evaluate(property, scope);
      if (index.kind === "literal" && typeof index.value === "number") return value.items.at(index.value) ?? unknown;
    }
    if (object && (!property || property.name !== "PropertyName")) return itemOf(value, words(node).slice(words(object).length), node);
    if (!property) return unknown;
    if (value.kind === "path") return { kind: "path", path: [...value.path, words(property)] };
    const name = words(property);
    if (value.kind === "list" && (name === "append" || name === "extend"))
      return { kind: "growing", items: value.items, at: object, isWhole: name === "extend" };
    return value.kind === "host" ? { kind: "method", host: value.host, name } : unknown;
  }

  /** `list[-1]`; what `x[:, -1]` is, the library knows. */
  function itemOf(value: Value<H>, brackets: string, at: SyntaxNode): Value<H> {
    const inside = brackets.replaceAll(/\s/g, "").slice(1, -1);
    if (value.kind === "list") return (/^-?\d+(,:)*$/.test(inside) ? value.items.at(Number.parseInt(inside)) : undefined) ?? unknown;
    return (value.kind === "host" ? library.item?.(value.host, inside, at) : undefined) ?? unknown;
  }

  function callValue(node: SyntaxNode, scope: Scope<H>): Value<H> {
    const [callee, list] = childrenOf(node);
    if (!callee || !list) return unknown;
    const value = evaluate(callee, scope);
    const args = argumentsOf(list, words, (part) => evaluate(part, scope));
    if (value.kind === "path") {
      const [name = "", ...more] = value.path;
      if (more.length > 0 || !isBuiltin(name)) return library.call(value.path, args, node);
      const known = callBuiltin(name, args);
      return known.kind === "unknown" ? (library.builtin?.(name, args) ?? known) : known;
    }
    if (value.kind === "growing") {
      const [added] = args;
      const more = added ? (value.isWhole && added.value.kind === "list" ? added.value.items : [added.value]) : [];
      if (value.at) assign(value.at, { kind: "list", items: [...value.items, ...more] }, scope);
      return literal(null);
    }
    if (value.kind === "host") return library.apply(value.host, args, node);
    if (value.kind === "method") return library.method(value.host, value.name, args, node);
    // What it makes of a layer is not known.
    if (value.kind === "unknown" && args.some((arg) => arg.value.kind === "host")) tellMissing(callee);
    if (value.kind !== "function") return unknown;
    if (value.isMethod === true) return callWith(value.node, [{ value: unknown, at: callee }, ...args], scope);
    return callWith(value.node, args);
  }

  return { evaluate, operate };
}

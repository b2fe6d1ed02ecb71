/** Reads a Python program statement by statement: names, constants, calls of a library. Nothing is run; what is not known stays unknown. */
import { message, type Text, type Values } from "@/base/text";
import type { CodeProblem } from "@/interop/code/code-problem";
import { binary, numberOf, stringOf } from "@/interop/code/python/constants";
import { callBuiltin, isBuiltin } from "@/interop/code/python/builtins";
import { argumentsOf, boundParameters } from "@/interop/code/python/call-arguments";
import { importsOf } from "@/interop/code/python/imports";
import { undefinedName } from "@/interop/code/python/undefined-name";
import { childrenOf, partsOf, type SyntaxNode } from "@/interop/code/python/tree";
import { literal, unknown, type Argument, type Library, type Value } from "@/interop/code/python/values";

/** Enough for any network of ours; a program that counts to a million is not read to its end. */
const maxSteps = 20_000;
const maxDepth = 16;
const maxNesting = 100;

interface Scope<H> {
  readonly names: Map<string, Value<H>>;
  readonly outer?: Scope<H>;
}
interface Returned<H> {
  readonly value: Value<H>;
}

type Say = (at: { readonly from: number; readonly to: number }, what: Text, values?: Values) => void;

export interface Interpreter<H> {
  /** Reads all of it; functions that nobody calls come last, and `isAside` is true while they are read. */
  readProgram(top: SyntaxNode): void;
  readonly isAside: () => boolean;
  /** Methods of one object one after the other, so that the later see what the earlier gave `self`; the last takes the arguments. */
  readonly callMethods: (methods: readonly SyntaxNode[], args: readonly Argument<H>[]) => Value<H>;
  readonly problem: Say;
  readonly note: Say;
}

export function interpreter<H>(text: string, problems: CodeProblem[], libraryOf: (own: Interpreter<H>) => Library<H>): Interpreter<H> {
  let steps = 0;
  let depth = 0;
  let nesting = 0;
  let aside = false;
  let hasStar = false;
  const called = new Set<number>();
  const functions: { readonly node: SyntaxNode; readonly scope: Scope<H> }[] = [];
  const top: Scope<H> = { names: new Map() };
  const words = (node: SyntaxNode) => text.slice(node.from, node.to);
  const say =
    (severity: CodeProblem["severity"]): Say =>
    (at, what, values) => {
      // What is passed over in a function that nobody calls is nobody's business.
      if (severity === "note" && aside) return;
      if (!problems.some((known) => known.from === at.from && known.to === at.to))
        problems.push({ from: at.from, to: at.to, severity, what: message(what, values) });
    };
  const own: Interpreter<H> = {
    readProgram(script) {
      readBody(childrenOf(script), top);
      aside = true;
      for (const { node, scope } of functions) if (!called.has(node.from)) callWith(node, [], scope);
      aside = false;
    },
    isAside: () => aside,
    callMethods(methods, args) {
      const scope: Scope<H> = { names: new Map(), outer: top };
      return methods.map((node, i) => callWith(node, i === methods.length - 1 ? [{ value: unknown, at: node }, ...args] : [], top, scope)).at(-1) ?? unknown;
    },
    problem: say("error"),
    note: say("note"),
  };
  const library = libraryOf(own);

  function lookUp(name: string, scope: Scope<H>): Value<H> | undefined {
    for (let here: Scope<H> | undefined = scope; here; here = here.outer) {
      const value = here.names.get(name);
      if (value) return value;
    }
    return undefined;
  }
  function visibleNames(scope: Scope<H>): readonly string[] {
    const names: string[] = [];
    for (let here: Scope<H> | undefined = scope; here; here = here.outer) names.push(...here.names.keys());
    return names;
  }

  function readBody(statements: readonly SyntaxNode[], scope: Scope<H>): Returned<H> | undefined {
    for (const statement of statements) {
      if (++steps > maxSteps) return undefined;
      const returned = readStatement(statement, scope);
      if (returned) return returned;
    }
    return undefined;
  }

  function readStatement(node: SyntaxNode, scope: Scope<H>): Returned<H> | undefined {
    const body = () => childrenOf(node).find(({ name }) => name === "Body");
    switch (node.name) {
      case "ImportStatement":
        readImport(node, scope);
        return undefined;
      case "AssignStatement":
        readAssignment(node, scope);
        return undefined;
      case "UpdateStatement": {
        const [target, right] = childrenOf(node).filter(({ name }) => name !== "UpdateOp");
        const operator = words(childrenOf(node).find(({ name }) => name === "UpdateOp") ?? node).replace("=", "");
        if (target && right) assign(target, operate(operator, evaluate(target, scope), evaluate(right, scope), node), scope);
        return undefined;
      }
      case "ExpressionStatement":
        for (const child of childrenOf(node)) evaluate(child, scope);
        return undefined;
      case "ReturnStatement": {
        const values = childrenOf(node).map((child) => evaluate(child, scope));
        return { value: values.length === 1 ? (values[0] ?? unknown) : { kind: "list", items: values } };
      }
      case "FunctionDefinition": {
        const name = childrenOf(node).find((child) => child.name === "VariableName");
        functions.push({ node, scope });
        if (name) scope.names.set(words(name), { kind: "function", node });
        return undefined;
      }
      case "ClassDefinition": {
        const name = childrenOf(node).find((child) => child.name === "VariableName");
        if (name) scope.names.set(words(name), library.defineClass(node, words(name)));
        return undefined;
      }
      case "ForStatement":
        return readLoop(node, scope);
      case "IfStatement": {
        const [condition, first] = childrenOf(node);
        const value = condition && words(condition).startsWith("__name__") ? literal(true) : condition ? evaluate(condition, scope) : unknown;
        if (value.kind === "literal" && !value.value) {
          const otherwise = childrenOf(node).filter(({ name }) => name === "Body")[1];
          return otherwise && readBody(childrenOf(otherwise), scope);
        }
        if (value.kind === "literal" && first) return readBody(childrenOf(first), scope);
        own.note(condition ?? node, { en: "Passed over: whether this holds is not known without running it.", zh: "已跳过：不运行就不知道此条件是否成立。" });
        return undefined;
      }
      case "WithStatement":
      case "TryStatement": {
        const inner = body();
        return inner && readBody(childrenOf(inner), scope);
      }
      case "WhileStatement":
        own.note(node.firstChild ?? node, { en: "Passed over: how often it runs is not known without running it.", zh: "已跳过：不运行就不知道循环多少次。" });
        return undefined;
      case "StatementGroup":
        return readBody(childrenOf(node), scope);
      default:
        return undefined;
    }
  }

  function readLoop(node: SyntaxNode, scope: Scope<H>): Returned<H> | undefined {
    const [target, over, body] = childrenOf(node);
    if (!target || !over || !body) return undefined;
    const items = itemsOf(evaluate(over, scope));
    if (!items) {
      own.note(over, { en: "Passed over: what this loop goes through is not known without running it.", zh: "已跳过：不运行就不知道此循环遍历什么。" });
      return undefined;
    }
    for (const item of items) {
      assign(target, item, scope);
      const returned = readBody(childrenOf(body), scope);
      if (returned) return returned;
    }
    return undefined;
  }

  function itemsOf(value: Value<H>): readonly Value<H>[] | undefined {
    return value.kind === "list" ? value.items : undefined;
  }

  function readImport(node: SyntaxNode, scope: Scope<H>): void {
    const { names, hasStar: bringsAll } = importsOf(node, words);
    for (const [name, path] of names) scope.names.set(name, { kind: "path", path });
    hasStar ||= bringsAll;
  }

  function readAssignment(node: SyntaxNode, scope: Scope<H>): void {
    // a = b = value; a, b = value
    const groups: SyntaxNode[][] = [[]];
    for (const part of partsOf(node)) {
      if (part.name === "AssignOp") groups.push([]);
      else if (/^[A-Z]/.test(part.name) && part.name !== "TypeDef") groups.at(-1)?.push(part);
    }
    const right = groups.pop() ?? [];
    const values = right.map((part) => evaluate(part, scope));
    const value: Value<H> = values.length === 1 ? (values[0] ?? unknown) : { kind: "list", items: values };
    for (const targets of groups) {
      const [target] = targets;
      if (targets.length === 1 && target) assign(target, value, scope);
      else spread(targets, value, scope);
    }
  }

  function spread(targets: readonly SyntaxNode[], value: Value<H>, scope: Scope<H>): void {
    const items = itemsOf(value);
    targets.forEach((target, i) => assign(target, items?.[i] ?? unknown, scope));
  }

  function assign(target: SyntaxNode, value: Value<H>, scope: Scope<H>): void {
    if (target.name === "VariableName") {
      scope.names.set(words(target), value);
      library.named(value, words(target));
    } else if (target.name === "MemberExpression") {
      // self.dense = …
      scope.names.set(words(target), value);
      library.named(value, words(target).replace(/^self\./, ""));
    } else if (target.name === "TupleExpression" || target.name === "ArrayExpression") spread(childrenOf(target), value, scope);
  }

  function evaluate(node: SyntaxNode, scope: Scope<H>): Value<H> {
    if (++steps > maxSteps || nesting > maxNesting) return unknown;
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
        const value = first && second ? evaluate(second, scope) : unknown;
        return value.kind === "literal" && typeof value.value === "number" && words(node).startsWith("-") ? literal(-value.value) : value;
      }
      case "BinaryExpression": {
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
    const imported = hasStar ? library.knows(name) : undefined;
    if (imported) return { kind: "path", path: imported };
    if (isBuiltin(name)) return { kind: "path", path: [name] };
    if (aside) return unknown;
    own.problem(node, ...undefinedName(name, visibleNames(scope), library.knows(name) !== undefined));
    return unknown;
  }

  function memberValue(node: SyntaxNode, scope: Scope<H>): Value<H> {
    const known = lookUp(words(node), scope);
    if (known) return known;
    const [object, property] = childrenOf(node);
    const value = object ? evaluate(object, scope) : unknown;
    if (object && (!property || property.name !== "PropertyName")) return itemOf(value, words(node).slice(words(object).length), node);
    if (!property) return unknown;
    if (value.kind === "path") return { kind: "path", path: [...value.path, words(property)] };
    return value.kind === "host" ? { kind: "method", host: value.host, name: words(property) } : unknown;
  }

  /** `list[-1]`; what `x[:, -1]` is, the library knows. */
  function itemOf(value: Value<H>, brackets: string, at: SyntaxNode): Value<H> {
    const inside = brackets.replaceAll(/\s/g, "").slice(1, -1);
    if (value.kind === "list") return (/^-?\d+$/.test(inside) ? value.items.at(Number(inside)) : undefined) ?? unknown;
    return (value.kind === "host" ? library.item?.(value.host, inside, at) : undefined) ?? unknown;
  }

  function callValue(node: SyntaxNode, scope: Scope<H>): Value<H> {
    const [callee, list] = childrenOf(node);
    if (!callee || !list) return unknown;
    const value = evaluate(callee, scope);
    const args = argumentsOf(list, words, (part) => evaluate(part, scope));
    if (value.kind === "path") {
      const [name = "", ...more] = value.path;
      return more.length === 0 && isBuiltin(name) ? callBuiltin(name, args) : library.call(value.path, args, node);
    }
    if (value.kind === "host") return library.apply(value.host, args, node);
    if (value.kind === "method") return library.method(value.host, value.name, args, node);
    if (value.kind !== "function") return unknown;
    return callWith(value.node, args, functions.find((known) => known.node.from === value.node.from)?.scope ?? top);
  }

  function callWith(node: SyntaxNode, args: readonly Argument<H>[], outer: Scope<H>, own_?: Scope<H>): Value<H> {
    called.add(node.from);
    if (depth >= maxDepth) return unknown;
    const parameters = childrenOf(node).find(({ name }) => name === "ParamList");
    const body = childrenOf(node).find(({ name }) => name === "Body");
    const scope: Scope<H> = own_ ?? { names: new Map(), outer };
    if (parameters) for (const [name, value] of boundParameters(parameters, args, words, (part) => evaluate(part, outer))) scope.names.set(name, value);
    depth++;
    const returned = body && readBody(childrenOf(body), scope);
    depth--;
    return returned?.value ?? literal(null);
  }

  return own;
}

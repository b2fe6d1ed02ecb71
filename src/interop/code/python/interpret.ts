/** Reads a Python program statement by statement: names, constants, calls of a library. Nothing is run; what is not known stays unknown. */
import { message, type Text, type Values } from "@/base/text";
import type { CodeProblem } from "@/interop/code/code-problem";
import { boundParameters } from "@/interop/code/python/call-arguments";
import { evaluator } from "@/interop/code/python/evaluate";
import { importsOf } from "@/interop/code/python/imports";
import { objectAround, type Scope } from "@/interop/code/python/scope";
import { undefinedName } from "@/interop/code/python/undefined-name";
import { childrenOf, partsOf, type SyntaxNode } from "@/interop/code/python/tree";
import { literal, unknown, type Argument, type Library, type Value } from "@/interop/code/python/values";

/** Enough for any network of ours; a program that counts to a million is not read to its end. */
const maxSteps = 20_000;
const maxDepth = 16;

export interface MethodCall<H> {
  readonly node: SyntaxNode;
  readonly args: readonly Argument<H>[];
}
interface Returned<H> {
  readonly value: Value<H>;
}

type Say = (at: { readonly from: number; readonly to: number }, what: Text, values?: Values) => void;

export interface Interpreter<H> {
  /** Reads all of it; functions that nobody calls come last, and `isAside` is true while they are read. */
  readProgram(top: SyntaxNode): void;
  readonly isAside: () => boolean;
  /** Methods of one object one after the other, so that the later see what the earlier gave `self`; what the last gives back. `others`: what else `self` can do. */
  readonly callMethods: (calls: readonly MethodCall<H>[], others?: ReadonlyMap<string, SyntaxNode>) => Value<H>;
  readonly problem: Say;
  readonly note: Say;
  /** A note about what holds wherever it stands: settings in a function that nobody calls, too. */
  readonly remark: Say;
}

export function interpreter<H>(text: string, problems: CodeProblem[], libraryOf: (own: Interpreter<H>) => Library<H>): Interpreter<H> {
  let steps = 0;
  let depth = 0;
  let aside = false;
  let hasStar = false;
  const called = new Set<number>();
  const functions: { readonly node: SyntaxNode; readonly scope: Scope<H> }[] = [];
  const top: Scope<H> = { names: new Map() };
  const words = (node: SyntaxNode) => text.slice(node.from, node.to);
  const say =
    (severity: CodeProblem["severity"], isHeardAside = true): Say =>
    (at, what, values) => {
      // What is passed over in a function that nobody calls is nobody's business.
      if (aside && !isHeardAside) return;
      const isOfMissing = severity === "error" && tellMissing(at);
      if (!isOfMissing && !problems.some((known) => known.from === at.from && known.to === at.to))
        problems.push({ from: at.from, to: at.to, severity, what: message(what, values) });
    };
  /** Names that stand for nothing, outside of classes: data of another cell, as a rule. Who needs one for a layer hears of it. */
  const missing = new Set<SyntaxNode>();
  function tellMissing(within: { readonly from: number; readonly to: number }): boolean {
    const [found] = [...missing].filter(({ from, to }) => from >= within.from && to <= within.to);
    if (!found) return false;
    missing.delete(found);
    own.problem(found, ...undefinedName(words(found), [], false));
    return true;
  }
  const own: Interpreter<H> = {
    readProgram(script) {
      readBody(childrenOf(script), top);
      aside = true;
      for (const { node, scope } of functions) if (!called.has(node.from)) callWith(node, [], scope);
      aside = false;
    },
    isAside: () => aside,
    callMethods(calls, others = new Map()) {
      const scope: Scope<H> = { names: new Map(), outer: top, isObject: true };
      for (const [name, node] of others) scope.names.set(`self.${name}`, { kind: "function", node, isMethod: true });
      return calls.map(({ node, args }) => callWith(node, [{ value: unknown, at: node }, ...args], top, scope)).at(-1) ?? unknown;
    },
    problem: say("error"),
    note: say("note", false),
    remark: say("note"),
  };
  const library = libraryOf(own);
  const { evaluate, operate } = evaluator({
    own,
    library,
    words,
    takesStep: () => ++steps <= maxSteps,
    hasStar: () => hasStar,
    assign,
    callWith: (node, args, outer) => callWith(node, args, outer ?? functions.find((known) => known.node.from === node.from)?.scope ?? top),
    miss: (node) => void missing.add(node),
    tellMissing,
  });

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
    // `for images, labels in loader:`
    const parts = partsOf(node);
    const at = parts.findIndex(({ name }) => name === "in");
    const targets = parts.slice(1, at).filter(({ name }) => /^[A-Z]/.test(name));
    const [over, body] = [parts[at + 1], parts.find(({ name }) => name === "Body")];
    if (at < 0 || !over || !body) return undefined;
    const give = (item: Value<H>) => (targets.length === 1 && targets[0] ? assign(targets[0], item, scope) : spread(targets, item, scope));
    const value = evaluate(over, scope);
    const items = itemsOf(value);
    if (library.isReadOnce?.(targets.map(words).join(), items?.length, words(body)) === true) {
      // What it does to what is known is read, what it works out is not.
      const before = aside;
      give(unknown);
      aside = true;
      readBody(childrenOf(body), scope);
      aside = before;
      return undefined;
    }
    if (!items) {
      own.note(over, { en: "Passed over: what this loop goes through is not known without running it.", zh: "已跳过：不运行就不知道此循环遍历什么。" });
      return undefined;
    }
    for (const item of items) {
      give(item);
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
      (objectAround(scope) ?? scope).names.set(words(target), value);
      library.named(value, words(target).replace(/^self\./, ""));
    } else if (target.name === "TupleExpression" || target.name === "ArrayExpression") spread(childrenOf(target), value, scope);
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

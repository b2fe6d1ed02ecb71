/** Reads a Python program statement by statement: names, constants, calls of a library. Nothing is run; what is not known stays unknown. */
import { message, type Text, type Values } from "@/base/text";
import type { CodeProblem } from "@/interop/code/code-problem";
import { binary, numberOf, stringOf } from "@/interop/code/python/constants";
import { callBuiltin, isBuiltin } from "@/interop/code/python/builtins";
import { argumentsOf, boundParameters } from "@/interop/code/python/call-arguments";
import { importsOf } from "@/interop/code/python/imports";
import { lookUp, objectAround, visibleNames, type Scope } from "@/interop/code/python/scope";
import { undefinedName } from "@/interop/code/python/undefined-name";
import { childrenOf, partsOf, type SyntaxNode } from "@/interop/code/python/tree";
import { literal, unknown, type Argument, type Library, type Value } from "@/interop/code/python/values";

/** Enough for any network of ours; a program that counts to a million is not read to its end. */
const maxSteps = 20_000;
const maxDepth = 16;
const maxNesting = 100;

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
  let nesting = 0;
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
    const imported = hasStar ? library.knows(name) : undefined;
    if (imported) return { kind: "path", path: imported };
    if (isBuiltin(name)) return { kind: "path", path: [name] };
    if (aside) return unknown;
    const isOfLibrary = library.knows(name) !== undefined;
    const isInObject = objectAround(scope) !== undefined;
    const known = visibleNames(scope).filter((word) => isInObject || (name.length > 2 && lookUp(word, scope)?.kind !== "unknown"));
    const told = undefinedName(name, known, isOfLibrary);
    if (isInObject || isOfLibrary || told[1]["near"] !== undefined) own.problem(node, ...told);
    else missing.add(node);
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

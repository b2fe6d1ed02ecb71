/** PyTorch as a program calls it, read as layers of ours: modules made in `__init__` and called in `forward`. */
import { programDraft, type Draft } from "@/interop/code/draft";
import {
  argumentsOfModule,
  isOwnTorchModule,
  isTorchModule,
  torchFunctions,
  torchLayerOf,
  torchModules,
  unsaidOf,
  type TorchModuleName,
} from "@/interop/code/pytorch/read-torch-call";
import { torchActivations } from "@/interop/code/pytorch/torch-activations";
import type { Given } from "@/interop/code/pytorch/torch-given";
import { bothWays, cutToSame, stepsOf } from "@/interop/code/pytorch/torch-steps";
import { torchBlocks } from "@/interop/code/pytorch/torch-blocks";
import { ambiguous, constantOf, host, padsOf, tensorIn, type Args, type TorchHost, type TorchValue } from "@/interop/code/pytorch/torch-hosts";
import { nearest } from "@/interop/code/python/nearest";
import type { Interpreter } from "@/interop/code/python/interpret";
import { childrenOf, type SyntaxNode } from "@/interop/code/python/tree";
import { unknown, type Library } from "@/interop/code/python/values";
import { ProblemError } from "@/base/problem";
import { layerOf, type LayerName } from "@/network/layers";
import type { ConfigOf, Fields } from "@/network/fields";
import type { Shape } from "@/network/shape";

export interface TorchProgram {
  readonly drafts: Draft[];
  readonly shapes: Map<Draft, Shape>;
  readonly classes: Map<string, readonly SyntaxNode[]>;
  /** Modules in a row that no class holds. */
  sequential: TorchValue | undefined;
}

export function torchLibrary(own: Interpreter<TorchHost>, program: TorchProgram, text: string): Library<TorchHost> {
  const { drafts, shapes, classes } = program;

  function add(
    className: LayerName,
    config: Readonly<Record<string, unknown>>,
    inputs: readonly Draft[],
    at: { readonly from: number; readonly to: number },
  ): TorchValue {
    const usual = programDraft(className, config, at);
    const draft: Draft = { ...usual, unsaid: [...(usual.unsaid ?? []), ...unsaidOf(className), ...ambiguous(className, config)], inputs, isApplied: true };
    try {
      shapes.set(
        draft,
        layerOf(className).outputShape(
          config as ConfigOf<Fields>,
          inputs.map((input) => shapes.get(input) ?? []),
        ),
      );
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      own.problem(at, error.problem.what.text, error.problem.what.values);
    }
    drafts.push(draft);
    return host({ type: "tensor", draft });
  }

  const { names, isRecurrent, recurrent, lastOf, attention, feedForward, made } = torchBlocks({ own, drafts, shapes, add });

  function givenTo(name: TorchModuleName, args: Args): Given {
    const order = argumentsOfModule(name).split(" ");
    return Object.fromEntries(
      args.flatMap(({ name: word, value }, i) => {
        const key = word ?? order[i];
        const constant = constantOf(value);
        return key === undefined || constant === undefined ? [] : [[key, constant]];
      }),
    );
  }

  function applyModule(name: TorchModuleName, given: Given, value: TorchValue, at: SyntaxNode): TorchValue {
    const tensor = tensorOf(value, at);
    if (!tensor) return unknown;
    const read = torchLayerOf(name, given, shapes.get(tensor.draft) ?? [], tensor.pads);
    if (read === "same") return value;
    if ("className" in read) return isRecurrent(name) ? recurrent(name, read, given, tensor.draft, at) : add(read.className, read.config, [tensor.draft], at);
    own.problem(at, { en: "{name} takes {expected} here.", zh: "此处 {name} 应为：{expected}。" }, { name, expected: read.expected });
    return value;
  }

  /** Part of the layer before it, as long as nobody else can have its values. */
  function activate(name: string, value: TorchValue, at: SyntaxNode): TorchValue {
    const activation = torchActivations[name];
    const tensor = tensorOf(value, at);
    if (!tensor || activation === undefined) return unknown;
    const { draft } = tensor;
    if (draft.config["activation"] !== "linear" || draft.variables.size > 0 || draft.className === "Activation")
      return add("Activation", { activation }, [draft], at);
    draft.config = { ...draft.config, activation };
    return value;
  }

  function tensorOf(value: TorchValue | undefined, at: SyntaxNode) {
    const tensor = tensorIn(value);
    if (!tensor && !own.isAside()) own.problem(at, { en: "What comes in here is not the output of a layer.", zh: "这里的输入不是某一层的输出。" });
    return tensor;
  }

  function call(path: readonly string[], args: Args, at: SyntaxNode): TorchValue {
    const last = path.at(-1) ?? "";
    if (own.isAside()) return unknown;
    if (path[0] === "program" && isOwnTorchModule(last)) return host({ type: "module", name: last, given: givenTo(last, args) });
    const methods = path[0] === "program" ? classes.get(last) : undefined;
    if (methods) return host({ type: "program", methods });
    if (path[0] !== "torch") return unknown;
    if (last === "Sequential") {
      const made = host({ type: "sequential", parts: args.map(({ value }) => value) });
      program.sequential = made;
      return made;
    }
    const first = args[0]?.value;
    if (/^[A-Z]/.test(last)) {
      if (Object.hasOwn(torchActivations, last)) return host({ type: "activation", name: last });
      if (isTorchModule(last)) return host({ type: "module", name: last, given: givenTo(last, args) });
      if (path.includes("nn")) noteStranger(last, at);
      return unknown;
    }
    // Tokens that are no row of a table are the unknown one here anyway.
    if (last === "where" && first?.kind === "host" && first.host.type === "mask") return args[1]?.value ?? unknown;
    if (last === "randn_like") return host({ type: "noise", scale: 1 });
    const tensors = first?.kind === "list" ? first.items.map(tensorIn) : [];
    const ends = first?.kind === "list" ? first.items.flatMap((item) => (item.kind === "host" && item.host.type === "end" ? item.host : [])) : [];
    const [start, finish] = ends;
    if (last === "cat" && ends.length === 2 && start && start.draft === finish?.draft && start.direction === 0) return lastOf(start.draft, at, true);
    if (last === "cat" && tensors.length === 2) {
      const pair = bothWays(program, tensors[0], tensors[1], "concat");
      if (pair) return host({ type: "tensor", draft: pair });
    }
    if ((last === "cat" || last === "concat") && tensors.length > 0 && tensors.every((tensor) => tensor !== undefined)) return concatenate(tensors, args, at);
    if (last === "pad" && first) return padded(first, args);
    if (last === "maximum")
      return add(
        "Maximum",
        {},
        args.flatMap(({ value }) => tensorIn(value)?.draft ?? []),
        at,
      );
    const module = Object.hasOwn(torchFunctions, last) ? torchFunctions[last] : undefined;
    if (module && first) return applyModule(module, givenTo(module, args.slice(1)), first, at);
    if (Object.hasOwn(torchActivations, last) && first) return activate(last, first, at);
    if (path.includes("functional") || tensorIn(first)) noteStranger(last, at);
    return unknown;
  }

  function noteStranger(name: string, at: SyntaxNode): void {
    const near = nearest(name, Object.keys(torchModules));
    if (near === undefined)
      own.problem(
        at,
        {
          en: "{name} is not read from PyTorch. Change such a layer on the canvas or in Keras.",
          zh: "不从 PyTorch 读取 {name}。请在画布上或用 Keras 修改该层。",
        },
        { name },
      );
    else own.problem(at, { en: "{name} is not known here. Is {near} meant?", zh: "这里没有 {name}。是指 {near} 吗？" }, { name, near });
  }

  function concatenate(tensors: readonly { readonly draft: Draft }[], args: Args, at: SyntaxNode): TorchValue {
    const said = args.find(({ name }) => name === "dim")?.value ?? args[1]?.value;
    const dim = said ? constantOf(said) : 0;
    const rank = shapes.get(tensors[0]!.draft)?.length ?? 2;
    const counted = typeof dim === "number" ? (dim < 0 ? rank + dim : dim) : 1;
    // Images are [N, C, H, W] there.
    const axis = rank === 4 ? [0, 3, 1, 2][counted] : counted;
    return add(
      "Concatenate",
      { axis: axis === rank - 1 ? -1 : axis },
      tensors.map(({ draft }) => draft),
      at,
    );
  }

  function padded(value: TorchValue, args: Args): TorchValue {
    const given = args[1] && constantOf(args[1].value);
    const pads = padsOf(given);
    const tensor = tensorIn(value);
    if (tensor && cutToSame(tensor.draft, given, shapes)) return value;
    return tensor && pads ? host({ ...tensor, pads }) : unknown;
  }

  function apply(called: TorchHost, args: Args, at: SyntaxNode): TorchValue {
    const value = args[0]?.value ?? unknown;
    if (called.type === "module") {
      const block = called.name === "Linear" ? feedForward(called, value) : undefined;
      if (block) return block;
      if (called.name === "Attention") return attention(called.given, args, at);
      return made(called, applyModule(called.name, called.given, value, at));
    }
    if (called.type === "activation") return activate(called.name, value, at);
    if (called.type === "program") return own.callMethods(called.methods, args);
    if (called.type !== "sequential") return unknown;
    return called.parts.reduce((last, part) => (part.kind === "host" ? apply(part.host, [{ value: last, at }], at) : last), value);
  }

  return {
    knows: (name) => (isTorchModule(name) ? ["torch", "nn", name] : undefined),
    call,
    apply,
    item(called, inside, at) {
      if (called.type !== "tensor") return unknown;
      return /^:,-1(,:)?$/.test(inside) ? lastOf(called.draft, at) : host(called);
    },
    method(called, name, args, at) {
      if (called.type === "mask") return host(name === "any" ? { ...called, isAny: true } : called);
      if (called.type !== "tensor") return unknown;
      const dim = constantOf(args.find((arg) => arg.name === "dim")?.value ?? args[0]?.value ?? unknown);
      switch (name) {
        case "permute":
        case "contiguous":
        case "float":
        case "to":
        case "long":
        case "transpose":
          return host(called);
        case "flip":
          return host({ ...called, isFlipped: true });
        case "sum":
          return called.isMasked === true && dim === 1 ? host({ ...called, isSummed: true }) : unknown;
        case "unsqueeze":
          return host({ ...called, isRow: dim === 1 });
        case "expand":
          return called.isRow === true && typeof constantOf(args[1]?.value ?? unknown) === "number"
            ? add("RepeatVector", { n: constantOf(args[1]?.value ?? unknown) }, [called.draft], at)
            : unknown;
        case "flatten":
        case "view":
        case "reshape":
          if (name === "flatten" || args.length === 2) return applyModule("Flatten", {}, host(called), at);
          own.problem(at, { en: "Only flattening is read: x.flatten(1) or x.view(x.size(0), -1).", zh: "只读取展平：x.flatten(1) 或 x.view(x.size(0), -1)。" });
          return host(called);
        case "mean":
        case "amax":
          if (dim === 1 && shapes.get(called.draft)?.length === 3)
            return applyModule(name === "mean" ? "AdaptiveAvgPool1d" : "AdaptiveMaxPool1d", { output_size: 1 }, host(called), at);
          if (Array.isArray(dim) && String(dim) === "2,3")
            return applyModule(name === "mean" ? "AdaptiveAvgPool2d" : "AdaptiveMaxPool2d", { output_size: 1 }, host(called), at);
          return unknown;
        case "relu":
        case "sigmoid":
        case "tanh":
        case "softmax":
          return activate(name, host(called), at);
        default:
          return unknown;
      }
    },
    operate(operator, left, right, at) {
      const steps = stepsOf(operator, left, right);
      if (steps === "mean") return applyModule("AdaptiveAvgPool1d", { output_size: 1 }, left, at);
      if (steps && !("type" in steps)) return add("Masking", { maskValue: steps.value }, [steps.draft], at);
      if (steps) {
        // Tokens that are zero are padding for whoever reads a table by them.
        if (operator === "!=")
          for (const table of drafts)
            if (table.className === "Embedding" && table.inputs[0] === steps.draft) table.config = { ...table.config, maskZero: true };
        return host(steps);
      }
      const merged = { "+": "sum", "*": "mul" }[operator];
      const pair = merged === undefined ? undefined : bothWays(program, tensorIn(left), tensorIn(right), merged);
      if (pair) return host({ type: "tensor", draft: pair });
      const sum = tensorIn(left)?.draft;
      if (operator === "/" && sum?.className === "Bidirectional" && sum.config["mergeMode"] === "sum" && right.kind === "literal" && right.value === 2) {
        sum.config = { ...sum.config, mergeMode: "ave" };
        return left;
      }
      const [noise, number] = [left, right].map((side) =>
        side.kind === "host" && side.host.type === "noise" ? side.host : side.kind === "literal" ? side.value : undefined,
      );
      const found = typeof noise === "object" && noise !== null ? noise : typeof number === "object" && number !== null ? number : undefined;
      const scale = typeof noise === "number" ? noise : typeof number === "number" ? number : 1;
      const tensors = [left, right].flatMap((side) => tensorIn(side)?.draft ?? []);
      if (found && operator === "*") return host({ type: "noise", scale: found.scale * scale });
      if (found && operator === "+" && tensors[0]) return add("GaussianNoise", { stddev: found.scale }, [tensors[0]], at);
      const className = ({ "+": "Add", "*": "Multiply" } as const)[operator];
      if (className && tensors.length === 2) {
        // `a + b + c` is one sum.
        const [first, second] = tensors as [Draft, Draft];
        const goesOn = first.className === className && first.variables.size === 0 && !drafts.some(({ inputs }) => inputs.includes(first));
        if (!goesOn) return add(className, {}, tensors, at);
        first.inputs = [...first.inputs, second];
        return left;
      }
      own.problem(at, {
        en: "Outputs of layers can be added and multiplied with one another; this is not known here.",
        zh: "层的输出之间可以相加或相乘；这里不支持此运算。",
      });
      return unknown;
    },
    defineClass(node, name) {
      const body = childrenOf(node).find((child) => child.name === "Body");
      const methodOf = (word: string) =>
        body &&
        childrenOf(body).find((child) => {
          const own_ = childrenOf(child).find((part) => part.name === "VariableName");
          return child.name === "FunctionDefinition" && own_ && text.slice(own_.from, own_.to) === word;
        });
      const methods = [methodOf("__init__"), methodOf("forward")].filter((method) => method !== undefined);
      if (methodOf("forward")) classes.set(name, methods);
      return { kind: "path", path: ["program", name] };
    },
    named(value, variable) {
      if (value.kind === "host" && value.host.type === "module") names.set(value.host, variable);
      tensorIn(value)?.draft.variables.add(variable);
    },
  };
}

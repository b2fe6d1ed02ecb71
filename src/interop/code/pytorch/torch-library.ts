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
import { alikeInTorch } from "@/interop/code/pytorch/torch-alike";
import type { TorchSettings } from "@/interop/code/pytorch/torch-settings";
import { torchMethods } from "@/interop/code/pytorch/torch-methods";
import { torchOperators } from "@/interop/code/pytorch/torch-operators";
import { bothWays, cutToSame, type TensorHost } from "@/interop/code/pytorch/torch-steps";
import { torchBlocks } from "@/interop/code/pytorch/torch-blocks";
import {
  constantOf,
  host,
  isFree,
  padsOf,
  tensorIn,
  type Args,
  type TorchCalls,
  type TorchHost,
  type TorchProgram,
  type TorchValue,
} from "@/interop/code/pytorch/torch-hosts";
import { countedBy } from "@/interop/code/python/amounts";
import { nearest } from "@/interop/code/python/nearest";
import type { Interpreter, MethodCall } from "@/interop/code/python/interpret";
import { childrenOf, type SyntaxNode } from "@/interop/code/python/tree";
import { unknown, type Library } from "@/interop/code/python/values";
import { ProblemError } from "@/base/problem";
import { sayLimits } from "@/interop/code/pytorch/torch-limits";
import { layerOf, type LayerName } from "@/network/layers";
import type { ConfigOf, Fields } from "@/network/fields";

const isSize = /^(out_|hidden_|kernel_|num_(emb|layers)|embedding_|stride$|dilation$|p$|scale_factor$)/;
const hasWeights = /^(Linear|Conv|BatchNorm|LayerNorm|RMSNorm|Embedding|LSTM|GRU|RNN|Recurrent|Attention|LearnedPositions)/;

/** `__init__` with what the class was made with, then `forward`. */
export function methodCalls(methods: ReadonlyMap<string, SyntaxNode>, made: Args, args: Args): readonly MethodCall<TorchHost>[] {
  const [init, forward] = [methods.get("__init__"), methods.get("forward")];
  return [...(init ? [{ node: init, args: made }] : []), ...(forward ? [{ node: forward, args }] : [])];
}

export function torchLibrary(own: Interpreter<TorchHost>, program: TorchProgram, settings: TorchSettings, text: string): Library<TorchHost> {
  const { drafts, shapes, classes } = program;

  function add(
    className: LayerName,
    config: Readonly<Record<string, unknown>>,
    inputs: readonly Draft[],
    at: { readonly from: number; readonly to: number },
  ): TorchValue {
    const usual = programDraft(className, config, at);
    const incoming = inputs.map((input) => shapes.get(input) ?? []);
    const draft: Draft = {
      ...usual,
      unsaid: [...(usual.unsaid ?? []), ...unsaidOf(className)],
      alike: alikeInTorch(className, config, incoming),
      inputs,
      isApplied: true,
    };
    sayLimits(own, className, config, at);
    try {
      shapes.set(draft, layerOf(className).outputShape(config as ConfigOf<Fields>, incoming));
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      own.problem(at, error.problem.what.text, error.problem.what.values);
    }
    drafts.push(draft);
    return host({ type: "tensor", draft });
  }

  const { names, isRecurrent, recurrent, lastOf, attention, feedForward, separable, made } = torchBlocks({
    own,
    drafts,
    modules: program.modules,
    shapes,
    add,
  });

  function givenTo(name: TorchModuleName, args: Args): Given {
    const order = argumentsOfModule(name).split(" ");
    for (const [i, { name: word, value, at }] of args.entries())
      // What comes in follows from the layer before; the others are the layer's own.
      if (value.kind === "unknown" && isSize.test(word ?? order[i] ?? ""))
        own.problem(
          at,
          { en: "The value of {name} is not known without running the program.", zh: "不运行程序就不知道 {name} 的值。" },
          { name: word ?? order[i] ?? "" },
        );
    return Object.fromEntries(
      args.flatMap(({ name: word, value }, i) => {
        const key = word ?? order[i];
        const constant = constantOf(value);
        return key === undefined || constant === undefined ? [] : [[key, constant]];
      }),
    );
  }

  function addTo(className: "Add" | "Multiply" | "Maximum", inputs: readonly Draft[], at: Parameters<typeof add>[3]): TorchValue {
    const [first, ...others] = inputs;
    if (first?.className !== className || !isFree(program, first)) return add(className, {}, inputs, at);
    first.inputs = [...first.inputs, ...others];
    return host({ type: "tensor", draft: first });
  }

  function settle(value: TorchValue, place?: SyntaxNode): TensorHost | undefined {
    // `h[-1]`: the last state of a recurrent layer.
    if (value.kind === "host" && value.host.type === "end" && place) return tensorIn(lastOf(value.host.draft, place));
    const tensor = tensorIn(value);
    if (!tensor?.padded) return tensor;
    const { sides, at } = tensor.padded;
    const [left, right, top, bottom] = sides;
    tensor.padded = undefined;
    const isImage = shapes.get(tensor.draft)?.length === 4;
    const made = isImage && left === right && top === bottom ? tensorIn(add("ZeroPadding2D", { padding: [top, left] }, [tensor.draft], at)) : undefined;
    if (made) tensor.draft = made.draft;
    else
      own.problem(at, {
        en: "Zeros are read before a convolution or pooling, or as many on both sides of an image.",
        zh: "补零须紧接卷积或池化，或在图像两侧数量相同。",
      });
    return tensor;
  }

  function applyModule(name: TorchModuleName, given: Given, value: TorchValue, at: SyntaxNode): TorchValue {
    const tensor = tensorOf(value, at, /^(Conv|MaxPool|AvgPool)[12]d$/.test(name));
    if (!tensor) return unknown;
    if (tensor.isOnes === true) return value;
    const read = torchLayerOf(name, given, shapes.get(tensor.draft) ?? [], tensor.padded?.sides);
    if (read === "same") return host({ ...tensor, isSpread: false });
    if ("className" in read) {
      if (isRecurrent(name)) return recurrent(name, read, given, tensor.draft, at);
      const made = tensorIn(add(read.className, read.config, [tensor.draft], at));
      return made ? host({ ...made, isSpread: name === "AdaptiveAvgPool2d" || name === "AdaptiveMaxPool2d" }) : unknown;
    }
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

  function tensorOf(value: TorchValue, at: SyntaxNode, takesZeros = false) {
    const tensor = takesZeros ? tensorIn(value) : settle(value, at);
    if (!tensor && !own.isAside()) own.problem(at, { en: "What comes in here is not the output of a layer.", zh: "这里的输入不是某一层的输出。" });
    return tensor;
  }

  function call(path: readonly string[], args: Args, at: SyntaxNode): TorchValue {
    const last = path.at(-1) ?? "";
    if (path[0] === "program") program.made.set(last, args);
    const setting = settings.call(path, args, at);
    if (setting) return setting;
    if (last === "OrderedDict") return args[0]?.value ?? unknown;
    if (own.isAside()) return unknown;
    if (path[0] === "program" && isOwnTorchModule(last)) return host({ type: "module", name: last, given: givenTo(last, args), at });
    const methods = path[0] === "program" ? classes.get(last) : undefined;
    if (methods) return host({ type: "program", methods, args });
    if (path[0] !== "torch") return unknown;
    if (last === "Sequential") {
      const made_ = host({ type: "sequential", parts: args.flatMap(({ value, at: place }) => partsIn(value, place)) });
      program.sequential = made_;
      return made_;
    }
    if (last === "ModuleList") return args[0]?.value ?? { kind: "list", items: [] };
    const first = args[0]?.value;
    if (/^[A-Z]/.test(last)) {
      if (Object.hasOwn(torchActivations, last)) return host({ type: "activation", name: last });
      if (isTorchModule(last)) return host({ type: "module", name: last, given: givenTo(last, args), at });
      if (path.includes("nn")) noteStranger(last, at);
      return unknown;
    }
    // Tokens that are no row of a table are the unknown one here anyway.
    if (last === "where" && first?.kind === "host" && first.host.type === "mask") return args[1]?.value ?? unknown;
    if (last === "ones_like" && tensorIn(first)) return host({ ...tensorIn(first)!, isOnes: true });
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
    if (last === "pad" && first) return padded(first, args, at);
    if (last === "maximum")
      return addTo(
        "Maximum",
        args.flatMap(({ value }) => settle(value)?.draft ?? []),
        at,
      );
    const module = Object.hasOwn(torchFunctions, last) ? torchFunctions[last] : undefined;
    if (module && first) return applyModule(module, givenTo(module, args.slice(1)), first, at);
    if (Object.hasOwn(torchActivations, last) && first) return activate(last, first, at);
    if (path.includes("functional") || tensorIn(first)) noteStranger(last, at);
    return unknown;
  }

  /** Modules of a list, or of pairs of a name and a module. */
  function partsIn(value: TorchValue, at: SyntaxNode): readonly TorchValue[] {
    if (value.kind === "list") return value.items.filter(({ kind }) => kind !== "literal").flatMap((item) => partsIn(item, at));
    if (value.kind !== "host") own.problem(at, { en: "Not a module that is known here.", zh: "不是这里已知的模块。" });
    return [value];
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

  function padded(value: TorchValue, args: Args, at: SyntaxNode): TorchValue {
    const given = args[1] && constantOf(args[1].value);
    const pads = padsOf(given);
    const tensor = tensorIn(value);
    if (tensor && cutToSame(tensor.draft, given, shapes)) return value;
    return tensor && pads ? host({ ...tensor, padded: { sides: pads, at } }) : unknown;
  }

  const used = new Set<TorchHost>();
  function apply(called: TorchHost, args: Args, at: SyntaxNode): TorchValue {
    const value = args[0]?.value ?? unknown;
    if (called.type === "module") {
      if (used.has(called) && hasWeights.test(called.name))
        own.problem(at, {
          en: "This layer is used twice, with the same weights: Layerlab has a layer for each place.",
          zh: "同一层被使用了两次（共享权重）：在 Layerlab 中每处各有一层。",
        });
      used.add(called);
      const block = called.name === "Linear" ? feedForward(called, value) : called.name === "Conv2d" ? separable(called, value) : undefined;
      if (block) return made(called, block);
      if (called.name === "Attention") return made(called, attention(called.given, args, at));
      return made(called, applyModule(called.name, called.given, value, at));
    }
    if (called.type === "activation") return activate(called.name, value, at);
    if (called.type !== "program" && called.type !== "sequential") return unknown;
    // Outside of the network it is asked of data, which is training's business.
    if (own.isAside() || !args.some((arg) => arg.value.kind === "host")) return unknown;
    if (called.type === "program") return own.callMethods(methodCalls(called.methods, called.args, args), called.methods);
    return called.parts.reduce((last, part) => (part.kind === "host" ? apply(part.host, [{ value: last, at }], at) : last), value);
  }

  const calls: TorchCalls = { own, program, add, addTo, settle, applyModule, activate };
  return {
    builtin: (name, args) => countedBy(name, args, "steps"),
    isReadOnce: settings.isReadOnce,
    knows: (name) => (isTorchModule(name) ? ["torch", "nn", name] : undefined),
    call,
    apply,
    item(called, inside, at) {
      if (called.type !== "tensor") return unknown;
      return /^:,-1(,:)?$/.test(inside) ? lastOf(called.draft, at) : host(called);
    },
    method: torchMethods(calls),
    operate: torchOperators(calls),
    defineClass(node, name) {
      const body = childrenOf(node).find((child) => child.name === "Body");
      const methods = new Map(
        (body ? childrenOf(body) : []).flatMap((child) => {
          const word = child.name === "FunctionDefinition" ? childrenOf(child).find((part) => part.name === "VariableName") : undefined;
          return word ? [[text.slice(word.from, word.to), child] as const] : [];
        }),
      );
      if (methods.has("forward")) classes.set(name, methods);
      return { kind: "path", path: ["program", name] };
    },
    named(value, variable) {
      if (value.kind === "host" && value.host.type === "module") names.set(value.host, variable);
      const tensor = tensorIn(value);
      // Zeros of an image that have a name are a layer, others are those of the window that follows.
      const [left, right, top, bottom] = tensor?.padded?.sides ?? [];
      if (tensor && shapes.get(tensor.draft)?.length === 4 && left === right && top === bottom) settle(value);
      tensor?.draft.variables.add(variable);
    },
  };
}

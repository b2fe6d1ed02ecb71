/** Layers of Keras as a program makes and calls them, read as layers of ours. */
import { programDraft, saidFields, type Draft } from "@/interop/code/draft";
import { isOwnClass } from "@/interop/code/keras/keras-calls";
import { host, named, type Args, type KerasHost, type KerasProgram, type KerasValue } from "@/interop/code/keras/keras-hosts";
import { activationLayers, kerasAliases, kerasLayerName, passedOver } from "@/interop/code/keras/keras-signatures";
import { readConfig } from "@/interop/code/keras/read-layer";
import { nearest } from "@/interop/code/python/nearest";
import type { Interpreter } from "@/interop/code/python/interpret";
import type { SyntaxNode } from "@/interop/code/python/tree";
import { unknown, type Argument } from "@/interop/code/python/values";
import { layerNames, layerOf, type LayerName } from "@/network/layers";
import { innerLayerNames, wrapperConfigOf } from "@/network/layers/time-distributed";
import { maxLayersInFile } from "@/network/limits";

export interface KerasLayerCalls {
  readonly add: (className: LayerName, config: Readonly<Record<string, unknown>>, at: SyntaxNode, args: Args) => Draft | undefined;
  readonly inputOf: (args: Args, at: SyntaxNode) => KerasValue;
  readonly layer: (className: LayerName, args: Args, at: SyntaxNode) => KerasValue;
  /** By its name in `keras.layers`. */
  readonly layerCall: (name: string, args: Args, at: SyntaxNode) => KerasValue;
  readonly applyLayer: (draft: Draft, args: Args, at: SyntaxNode) => KerasValue;
  /** The layers whose outputs come in; a value that is none gets a problem. */
  readonly tensorsIn: (value: KerasValue, at: SyntaxNode) => readonly (Draft | undefined)[];
}

const isString = (value: KerasValue): value is KerasValue & { readonly kind: "literal"; readonly value: string } =>
  value.kind === "literal" && typeof value.value === "string";

/** The same with TimeDistributed around them as without. */
const stepwise: ReadonlySet<LayerName> = new Set<LayerName>(["Dense", "Activation", "Dropout", "LayerNormalization", "RMSNormalization"]);

export function kerasLayerCalls(own: Interpreter<KerasHost>, { drafts }: KerasProgram): KerasLayerCalls {
  /** Undefined while functions that nobody calls are read for their `compile` alone. */
  function add(className: LayerName, config: Readonly<Record<string, unknown>>, at: SyntaxNode, args: Args): Draft | undefined {
    if (own.isAside() && drafts.length > 0) return undefined;
    if (drafts.length >= maxLayersInFile) {
      own.problem(at, { en: "More than {limit} layers are not read.", zh: "超过 {limit} 层不再读取。" }, { limit: maxLayersInFile });
      return undefined;
    }
    const name = named(args, "name")?.value;
    const draft = programDraft(className, config, at, name && isString(name) ? name.value.replaceAll(/\W+/g, "_") : undefined);
    drafts.push(draft);
    return draft;
  }

  function inputOf(args: Args, at: SyntaxNode): KerasValue {
    const shape = named(args, "shape") ?? named(args, "input_shape") ?? args.find(({ name }) => name === undefined);
    const whole = named(args, "batch_shape") ?? named(args, "batch_input_shape");
    const sizes: Argument<KerasHost> | undefined =
      whole?.value.kind === "list" ? { value: { kind: "list", items: whole.value.items.slice(1) }, at: whole.at } : shape;
    const config = readConfig(own, "Input", sizes ? [{ ...sizes, name: "shape" }] : [], at, saidFields("Input"));
    const draft = config && add("Input", config, at, args);
    if (draft) draft.isApplied = true;
    return host({ type: "tensor", draft });
  }

  /** The old way to say what comes in: with the first layer. */
  function withInputShape(args: Args, at: SyntaxNode): { readonly rest: Args; readonly input: Draft | undefined } {
    const shape = named(args, "input_shape") ?? named(args, "batch_input_shape");
    if (!shape) return { rest: args, input: undefined };
    const value = inputOf([shape], at);
    return { rest: args.filter((arg) => arg !== shape), input: value.kind === "host" && value.host.type === "tensor" ? value.host.draft : undefined };
  }

  function layer(className: LayerName, given: Args, at: SyntaxNode): KerasValue {
    const { rest, input } = withInputShape(given, at);
    const fields = layerOf(className).fields;
    const { useCausalMask, ...attention } = fields;
    const config = readConfig(own, className, rest, at, className === "MultiHeadAttention" ? attention : saidFields(className));
    const whole = config && useCausalMask ? inOrderOf(fields, { ...config, useCausalMask: false }) : config;
    const draft = whole && add(className, whole, at, given);
    if (!draft) return host({ type: "skip" });
    if (input) applyTo(draft, [input]);
    return host({ type: "layer", draft });
  }

  function activation(name: string, args: Args, at: SyntaxNode): KerasValue {
    const number = (...words: readonly string[]) => {
      const value = args.find((arg) => arg.name === undefined || words.includes(arg.name))?.value;
      return value?.kind === "literal" && typeof value.value === "number" ? value.value : undefined;
    };
    let activationName = activationLayers[name] ?? "relu";
    if (name === "ReLU" && number("max_value") === 6) activationName = "relu6";
    const slope = number("negative_slope", "alpha") ?? 0.3;
    if (name === "LeakyReLU" && slope !== 0.2)
      own.problem(
        at,
        {
          en: "LeakyReLU has a slope of 0.2 here: write LeakyReLU(negative_slope=0.2). {slope} came.",
          zh: "此处 LeakyReLU 的斜率为 0.2，请写 LeakyReLU(negative_slope=0.2)；得到的是 {slope}。",
        },
        { slope },
      );
    const draft = add("Activation", { activation: activationName }, at, args);
    return draft ? host({ type: "layer", draft }) : host({ type: "skip" });
  }

  function bidirectional(args: Args, at: SyntaxNode): KerasValue {
    const inner = args.find((arg) => arg.name === undefined || arg.name === "layer")?.value;
    const draft = inner?.kind === "host" && inner.host.type === "layer" ? inner.host.draft : undefined;
    const mode = named(args, "merge_mode") ?? args.filter(({ name }) => name === undefined)[1];
    const fields = layerOf("Bidirectional").fields;
    const className = draft?.className;
    if (!draft || (className !== "LSTM" && className !== "GRU" && className !== "SimpleRNN")) {
      if (inner?.kind !== "host" || inner.host.type !== "skip")
        own.problem(at, { en: "Bidirectional takes an LSTM, GRU or SimpleRNN.", zh: "Bidirectional 只接受 LSTM、GRU 或 SimpleRNN。" });
      return host({ type: "skip" });
    }
    drafts.splice(drafts.indexOf(draft), 1);
    const { goBackwards: _direction, unitForgetBias: _bias, ...settings } = draft.config;
    const merge = readConfig(own, "Bidirectional", mode ? [{ ...mode, name: "merge_mode" }] : [], at, { mergeMode: fields["mergeMode"]! });
    const config = inOrderOf(fields, { recurrentActivation: "sigmoid", ...settings, ...merge, layer: className });
    const whole = merge && add("Bidirectional", config, at, args);
    return whole ? host({ type: "layer", draft: whole }) : host({ type: "skip" });
  }

  function timeDistributed(args: Args, at: SyntaxNode): KerasValue {
    const inner = args.find((arg) => arg.name === undefined || arg.name === "layer")?.value;
    const draft = inner?.kind === "host" && inner.host.type === "layer" ? inner.host.draft : undefined;
    if (!draft) return inner ?? unknown;
    // What acts on the last axis does so at every step as it is.
    if (stepwise.has(draft.className)) return host({ type: "layer", draft });
    drafts.splice(drafts.indexOf(draft), 1);
    const config = wrapperConfigOf(draft.className, draft.config);
    if (config) {
      const whole = add("TimeDistributed", config, at, args);
      return whole ? host({ type: "layer", draft: whole }) : host({ type: "skip" });
    }
    own.problem(
      at,
      {
        en: "TimeDistributed takes Dense, {layers} here; windows for pooling move by their size, and filters have no gaps.",
        zh: "此处 TimeDistributed 接受 Dense、{layers}；池化窗口按自身大小移动，滤波器没有空洞。",
      },
      { layers: innerLayerNames.join(", ") },
    );
    return host({ type: "skip" });
  }

  /** The layers whose outputs come in; a value that is none gets a problem. */
  function tensorsIn(value: KerasValue, at: SyntaxNode): readonly (Draft | undefined)[] {
    if (value.kind === "list") return value.items.flatMap((item) => tensorsIn(item, at));
    if (value.kind === "ellipsis") return [undefined];
    if (value.kind === "host" && value.host.type === "tensor") return [value.host.draft];
    if (value.kind === "host" && value.host.type === "layer")
      own.problem(at, { en: "This is a layer, not what leaves one: call it on what comes in first.", zh: "这是一个层，而不是层的输出：请先对输入调用它。" });
    else if (!own.isAside() && value.kind !== "host")
      own.problem(at, { en: "What comes in here is not the output of a layer.", zh: "这里的输入不是某一层的输出。" });
    return [undefined];
  }

  function applyLayer(draft: Draft, args: Args, at: SyntaxNode): KerasValue {
    if (draft.isApplied) {
      own.problem(at, {
        en: "This layer is used twice, which shares its weights. Here each use is a layer of its own.",
        zh: "此层被使用了两次（共享权重）。这里每次使用都要是单独的层。",
      });
      return host({ type: "tensor", draft });
    }
    const { arity } = layerOf(draft.className).input;
    const isAttention = draft.className === "MultiHeadAttention";
    const tensors: (Draft | undefined)[] = [];
    for (const { name, value, at: place } of args) {
      if (isAttention && name === "use_causal_mask") draft.config = { ...draft.config, useCausalMask: value.kind === "literal" && value.value === true };
      else if (name === undefined || name === "inputs" || name === "query" || name === "value") tensors.push(...tensorsIn(value, place));
      else if (name !== "training" && name !== "key") own.problem(place, { en: "{name} is not known here.", zh: "这里没有 {name}。" }, { name });
    }
    // Looking at itself is one wire.
    const [query, seen, third] = tensors;
    if (isAttention) applyTo(draft, seen === undefined || seen === query ? [query] : [query, seen]);
    else applyTo(draft, tensors);
    if (isAttention && third && third !== seen) own.problem(at, { en: "Keys and values are the same sequence here.", zh: "这里键与值必须是同一个序列。" });
    if (arity === 1 && tensors.length > 1)
      own.problem(
        at,
        { en: "{layer} takes one input; {count} came.", zh: "{layer} 只接受一个输入，得到 {count} 个。" },
        { layer: draft.className, count: tensors.length },
      );
    return host({ type: "tensor", draft });
  }

  function layerCall(name: string, args: Args, at: SyntaxNode): KerasValue {
    if (name === "Lambda") {
      own.problem(at, {
        en: "Lambda holds code, and code is never run here. Use a layer for it, such as Activation or Reshape.",
        zh: "Lambda 包含代码，而这里从不运行代码。请改用相应的层，例如 Activation 或 Reshape。",
      });
      return host({ type: "skip" });
    }
    if (passedOver.includes(name)) {
      own.note(at, { en: "Passed over: scaling and random changes of images are set under Data here.", zh: "已跳过：这里在“数据”面板设置缩放与随机增强。" });
      return host({ type: "skip" });
    }
    if (name === "Bidirectional") return bidirectional(args, at);
    if (name === "TimeDistributed") return timeDistributed(args, at);
    if (Object.hasOwn(activationLayers, name)) return activation(name, args, at);
    const className = kerasLayerName(name);
    if (className && !isOwnClass(className)) {
      // `add([a, b])`: layer and call at once.
      if (!/^[a-z]/.test(name)) return layer(className, args, at);
      const made = layer(
        className,
        args.filter((arg) => arg.name !== undefined && arg.name !== "inputs"),
        at,
      );
      return made.kind === "host" && made.host.type === "layer"
        ? applyLayer(
            made.host.draft,
            args.filter((arg) => arg.name === undefined),
            at,
          )
        : made;
    }
    const near = nearest(name, [...layerNames, ...Object.keys(kerasAliases)]);
    if (near === undefined) own.problem(at, { en: "The layer {name} is not known here.", zh: "这里没有层 {name}。" }, { name });
    else own.problem(at, { en: "The layer {name} is not known here. Is {near} meant?", zh: "这里没有层 {name}。是指 {near} 吗？" }, { name, near });
    return host({ type: "skip" });
  }

  return { add, inputOf, layer, layerCall, applyLayer, tensorsIn };
}

export function applyTo(draft: Draft, inputs: readonly (Draft | undefined)[]): void {
  draft.inputs = inputs;
  draft.isApplied = true;
}

/** Settings in the order in which the layer declares them. */
function inOrderOf(fields: object, config: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.keys(fields).map((key) => [key, config[key]]));
}

/** Keras as a program calls it, read as layers of ours: Sequential, the functional API, and what it is compiled with. */
import type { Draft } from "@/interop/code/draft";
import { host, type Args, type KerasHost, type KerasProgram, type KerasValue } from "@/interop/code/keras/keras-hosts";
import { applyTo, kerasLayerCalls } from "@/interop/code/keras/keras-layer-calls";
import { activationLayers, kerasLayerName } from "@/interop/code/keras/keras-signatures";
import { isProgramClass, programClassSource } from "@/interop/code/keras/own-classes";
import { readFit } from "@/interop/code/keras/read-fit";
import { readKerasSchedule } from "@/interop/code/keras/read-keras-schedule";
import { readSetting } from "@/interop/code/keras/read-setting";
import { isOptimizerName, readOptimizer, logitsLoss, withCompile } from "@/interop/code/keras/read-training";
import { countedBy, countedWith } from "@/interop/code/python/amounts";
import type { Interpreter } from "@/interop/code/python/interpret";
import type { SyntaxNode } from "@/interop/code/python/tree";
import { literal, unknown, type Library } from "@/interop/code/python/values";
import type { LayerName } from "@/network/layers";
import { trainingFields } from "@/network/training-fields";

const roots: ReadonlySet<string> = new Set(["keras", "tensorflow", "tf", "tf_keras"]);

export function kerasLibrary(own: Interpreter<KerasHost>, program: KerasProgram, text: string): Library<KerasHost> {
  const { drafts } = program;
  const { add, inputOf, layer, layerCall, applyLayer, tensorsIn } = kerasLayerCalls(own, program);

  function sequential(args: Args): KerasValue {
    const made: KerasProgram["sequentials"][number] = { type: "sequential", items: [] };
    if (!own.isAside() || drafts.length === 0) program.sequentials.push(made);
    const list = args.find(({ name }) => name === undefined || name === "layers");
    if (list?.value.kind === "list") for (const item of list.value.items) append(made.items, item, list.at);
    return host(made);
  }

  function append(items: Draft[], item: KerasValue, at: SyntaxNode): void {
    if (item.kind !== "host") {
      own.problem(at, { en: "Not a layer that is known here.", zh: "不是这里已知的层。" });
      return;
    }
    if (item.host.type === "sequential") {
      items.push(...item.host.items);
      program.sequentials.splice(program.sequentials.indexOf(item.host), 1);
      return;
    }
    const draft = item.host.type === "layer" || item.host.type === "tensor" ? item.host.draft : undefined;
    if (!draft) return;
    // `Dense(64, input_shape=(784,))`
    const [input] = draft.inputs;
    if (items.length === 0 && input) items.push(input);
    items.push(draft);
  }

  function call(path: readonly string[], args: Args, at: SyntaxNode): KerasValue {
    const last = path.at(-1) ?? "";
    if (path[0] === "math" || path[0] === "np" || path[0] === "numpy") return countedBy(last, args, "examples");
    if (path[0] === "layerlab") return layer(last as LayerName, args, at);
    if (!roots.has(path[0] ?? "")) return unknown;
    if (last === "Sequential") return sequential(args);
    if (last === "Model") return host({ type: "model" });
    if (last === "Input" || last === "InputLayer") return inputOf(args, at);
    if (last === "set_random_seed" || last === "set_seed") return seeded(args);
    if (path.includes("optimizers") && path.includes("schedules"))
      return host({ type: "schedule", read: readKerasSchedule(own, last, args, at, program.training.schedule) });
    if (path.includes("optimizers") || (isOptimizerName(last) && !path.includes("layers"))) {
      const read = readOptimizer(own, last, args, at);
      return read ? host({ type: "optimizer", read }) : unknown;
    }
    if (last === "EarlyStopping") return host({ type: "stopping", args });
    if (path.includes("regularizers") || path.includes("initializers") || path.includes("losses") || path.includes("activations")) return plain(last, args);
    return path.includes("layers") ? layerCall(last, args, at) : unknown;
  }

  function seeded(args: Args): KerasValue {
    const [given] = args;
    const read = given && readSetting(trainingFields.seed, given.value);
    if (read && "value" in read) program.training = { ...program.training, seed: read.value as number };
    return literal(null);
  }

  function compile(args: Args): void {
    program.training = withCompile(own, program.training, args);
    const logits = logitsLoss(args);
    if (logits) program.takesLogits = logits;
  }

  function fit(args: Args): void {
    const { training, validationSplit } = readFit(own, program.training, args);
    program.training = training;
    program.validationSplit = validationSplit ?? program.validationSplit;
  }

  return {
    knows: (name) => {
      if (name === "Sequential" || name === "Model" || name === "Input") return ["keras", name];
      return kerasLayerName(name) || Object.hasOwn(activationLayers, name) || name === "Bidirectional" || name === "Lambda"
        ? ["keras", "layers", name]
        : isOptimizerName(name)
          ? ["keras", "optimizers", name]
          : undefined;
    },
    call,
    apply(called, args, at) {
      if (called.type === "layer") return applyLayer(called.draft, args, at);
      if (called.type === "skip") {
        const given = args[0]?.value;
        return given?.kind === "host" && given.host.type === "tensor" ? given : host({ type: "tensor", draft: undefined });
      }
      if (called.type === "sequential") {
        const [input] = args[0] ? tensorsIn(args[0].value, at) : [];
        return host({ type: "tensor", draft: chain(called.items, input) });
      }
      own.problem(at, { en: "A model within a model is not read: write its layers.", zh: "不读取模型中的模型：请直接写出其中的层。" });
      return host({ type: "tensor", draft: undefined });
    },
    method(called, name, args) {
      if (called.type === "sequential" && name === "add" && args[0]) append(called.items, args[0].value, args[0].at);
      if (name === "compile") compile(args);
      if (name === "fit") fit(args);
      return name === "add" || name === "compile" ? literal(null) : unknown;
    },
    builtin: (name, args) => countedBy(name, args, "examples"),
    operate(operator, left, right, at) {
      const amount = countedWith(operator, left, right);
      if (amount) return amount;
      const className = ({ "+": "Add", "*": "Multiply" } as const)[operator];
      if (!className) {
        own.problem(
          at,
          { en: "Outputs of layers can be added and multiplied; {operator} is not known here.", zh: "层的输出可以相加或相乘；这里不支持 {operator}。" },
          { operator },
        );
        return host({ type: "tensor", draft: undefined });
      }
      const draft = add(className, {}, at, []);
      if (draft) applyTo(draft, [...tensorsIn(left, at), ...tensorsIn(right, at)]);
      return host({ type: "tensor", draft });
    },
    defineClass(node, name) {
      const words = (source: string) => source.replaceAll(/\s+/g, "");
      if (isProgramClass(name) && words(text.slice(node.from, node.to)) === words(programClassSource(name))) return { kind: "path", path: ["layerlab", name] };
      own.problem(node.firstChild ?? node, {
        en: "Classes are not read, since code is never run here. Build the network with Sequential or layer by layer.",
        zh: "不读取类定义，因为这里从不运行代码。请用 Sequential 或逐层搭建网络。",
      });
      return unknown;
    },
    named(value, variable) {
      if (value.kind === "host" && (value.host.type === "layer" || value.host.type === "tensor")) value.host.draft?.variables.add(variable);
    },
  };
}

/** Layers in a row behind what comes in; the last of them. */
export function chain(items: readonly Draft[], input: Draft | undefined): Draft | undefined {
  let last = input;
  for (const draft of items) {
    if (!draft.isApplied) {
      draft.inputs = last ? [last] : [];
      draft.isApplied = true;
    }
    last = draft;
  }
  return last;
}

function plain(name: string, args: Args): KerasValue {
  const numbers = args.flatMap(({ name: word, value }) => (value.kind === "literal" && typeof value.value === "number" ? [{ word, number: value.value }] : []));
  return host({
    type: "plain",
    name,
    args: Object.fromEntries(numbers.flatMap(({ word, number }) => (word === undefined ? [] : [[word, number]]))),
    positional: numbers.flatMap(({ word, number }) => (word === undefined ? [number] : [])),
    truths: args.flatMap(({ name: word, value }) => (word !== undefined && value.kind === "literal" && value.value === true ? [word] : [])),
  });
}

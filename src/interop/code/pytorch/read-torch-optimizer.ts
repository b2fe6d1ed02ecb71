/** `torch.optim.*` as an optimizer of ours, by PyTorch's words and defaults. */
import { say } from "@/base/text";
import { readSetting } from "@/interop/code/keras/read-setting";
import type { Args, TorchHost } from "@/interop/code/pytorch/torch-hosts";
import { nearest } from "@/interop/code/python/nearest";
import type { Interpreter } from "@/interop/code/python/interpret";
import type { SyntaxNode } from "@/interop/code/python/tree";
import { literal } from "@/interop/code/python/values";
import { optimizerOf, type OptimizerName } from "@/network/optimizers";
import type { OptimizerChoice } from "@/network/training-settings";

type Own = Pick<Interpreter<TorchHost>, "problem" | "remark">;

/** The order of arguments behind the parameters, and what PyTorch takes where nothing is said. */
const classes: Readonly<Record<string, { readonly name: OptimizerName; readonly order: string; readonly usual: Readonly<Record<string, unknown>> }>> = {
  SGD: { name: "sgd", order: "lr momentum dampening weight_decay nesterov", usual: { learningRate: 0.001 } },
  Adagrad: {
    name: "adagrad",
    order: "lr lr_decay weight_decay initial_accumulator_value eps",
    usual: { learningRate: 0.01, initialAccumulatorValue: 0, epsilon: 1e-10 },
  },
  RMSprop: {
    name: "rmsprop",
    order: "lr alpha eps weight_decay momentum centered",
    usual: { learningRate: 0.01, rho: 0.99, momentum: 0, epsilon: 1e-8, centered: false },
  },
  Adam: { name: "adam", order: "lr betas eps weight_decay amsgrad", usual: { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, amsgrad: false } },
  AdamW: {
    name: "adamw",
    order: "lr betas eps weight_decay amsgrad",
    usual: { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01, amsgrad: false },
  },
};
const words: Readonly<Record<string, string>> = {
  lr: "learningRate",
  momentum: "momentum",
  alpha: "rho",
  eps: "epsilon",
  centered: "centered",
  amsgrad: "amsgrad",
  weight_decay: "weightDecay",
  initial_accumulator_value: "initialAccumulatorValue",
};
/** What they change is how fast, not what. */
const harmless = new Set(["params", "foreach", "fused", "capturable", "maximize", "differentiable", "nesterov"]);
const others = new Set(["Adadelta", "Adamax", "NAdam", "RAdam", "ASGD", "LBFGS", "Rprop", "SparseAdam", "Adafactor", "Muon"]);

export function readTorchOptimizer(own: Own, word: string, args: Args, at: SyntaxNode, before: OptimizerChoice): OptimizerChoice | undefined {
  const found = Object.hasOwn(classes, word) ? classes[word] : undefined;
  if (!found) {
    const known = Object.keys(classes).join(", ");
    const near = nearest(word, Object.keys(classes));
    if (others.has(word))
      own.remark(
        at,
        { en: "Layerlab has no {word}; the project's own optimizer stays. There are {known}.", zh: "没有 {word}；项目的优化器保持不变。可用：{known}。" },
        { word, known },
      );
    else
      own.problem(
        at,
        { en: "The optimizer {word} is not known here. There are {known}.", zh: "这里没有优化器 {word}。可用：{known}。" },
        { word: near === undefined ? word : `${word} (${near}?)`, known },
      );
    return undefined;
  }
  const order = ["params", ...found.order.split(" ")];
  const said = new Map(args.map((arg, i) => [arg.name ?? order[i] ?? "", arg]));
  const nesterov = said.get("nesterov")?.value;
  const isNesterov = nesterov?.kind === "literal" && nesterov.value === true;
  const name: OptimizerName = found.name !== "sgd" || !said.has("momentum") ? found.name : isNesterov ? "nesterov" : "momentum";
  const { fields } = optimizerOf(name);
  const config: Record<string, unknown> = Object.fromEntries(Object.keys(fields).map((key) => [key, found.usual[key] ?? fields[key]?.initial]));
  const take = (key: string, place: Args[number]["at"], value: Args[number]["value"], called: string) => {
    const field = fields[key];
    if (!field) {
      if (value.kind !== "literal" || (value.value !== 0 && value.value !== false && value.value !== null))
        own.remark(
          place,
          { en: "Passed over: {optimizer} has no setting {key} here.", zh: "已跳过：此处 {optimizer} 没有设置 {key}。" },
          { optimizer: word, key: called },
        );
      return;
    }
    const read = readSetting(field, value);
    if ("value" in read) config[key] = read.value;
    else if (value.kind === "literal")
      own.problem(
        place,
        { en: "{name} takes {expected}.", zh: "{name} 应为{expected}。" },
        { name: called, expected: { en: say(read.expected, "en"), zh: say(read.expected, "zh") } },
      );
    else {
      if (before.name === name) config[key] = (before.config as Readonly<Record<string, unknown>>)[key];
      own.remark(
        place,
        {
          en: "The value of {name} is not known without running the program; the project's own stays.",
          zh: "不运行程序就不知道 {name} 的值；项目的设置保持不变。",
        },
        { name: called },
      );
    }
  };
  for (const [key, { value, at: place }] of said) {
    if (harmless.has(key)) continue;
    if (key !== "betas") take(words[key] ?? key, place, value, key);
    else
      for (const [i, beta] of ["beta1", "beta2"].entries())
        take(beta, place, value.kind === "list" ? (value.items[i] ?? literal(null)) : value.kind === "literal" ? literal(null) : value, key);
  }
  return { name, config } as OptimizerChoice;
}

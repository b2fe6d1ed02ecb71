/** The training settings as a loop of PyTorch, with the same optimizer, schedule, clipping and penalties. */
import { assertNever } from "@/base/assert-never";
import { indented } from "@/interop/code/code-text";
import type { CodeSource } from "@/interop/code/code-source";
import { pythonBool, pythonNumber } from "@/interop/code/python/python-values";
import { countsCorrect, dataWords } from "@/interop/code/training-words";
import type { LossName } from "@/network/losses";
import type { ScheduleConfig, ScheduleName } from "@/network/schedules";
import type { OptimizerChoice, TrainingSettings } from "@/network/training-settings";

export function optimizerCall({ name, config }: OptimizerChoice): string {
  const rate = `model.parameters(), lr=${pythonNumber(config.learningRate)}`;
  switch (name) {
    case "sgd":
      return `torch.optim.SGD(${rate})`;
    case "momentum":
      return `torch.optim.SGD(${rate}, momentum=${config.momentum})`;
    case "nesterov":
      return `torch.optim.SGD(${rate}, momentum=${config.momentum}, nesterov=True)`;
    case "adagrad":
      return `torch.optim.Adagrad(${rate}, initial_accumulator_value=${config.initialAccumulatorValue}, eps=${config.epsilon})`;
    case "rmsprop":
      return `torch.optim.RMSprop(${rate}, alpha=${config.rho}, momentum=${config.momentum}, eps=${config.epsilon}, centered=${pythonBool(config.centered)})`;
    case "adam":
      return `torch.optim.Adam(${rate}, betas=(${config.beta1}, ${config.beta2}), eps=${config.epsilon}, amsgrad=${pythonBool(config.amsgrad)})`;
    case "adamw":
      return `torch.optim.AdamW(${rate}, betas=(${config.beta1}, ${config.beta2}), eps=${config.epsilon}, weight_decay=${config.weightDecay}, amsgrad=${pythonBool(config.amsgrad)})`;
    default:
      return assertNever(name);
  }
}

/** Of answers after softmax or sigmoid, as the network gives them; the small number keeps the logarithm finite. */
export const lossLines: Readonly<Record<LossName, string>> = {
  sparseCategoricalCrossentropy: "F.nll_loss(torch.log(answers.clamp_min(1e-7)).flatten(0, -2), targets.long().flatten())",
  categoricalCrossentropy: "F.nll_loss(torch.log(answers.clamp_min(1e-7)).flatten(0, -2), targets.long().flatten())",
  binaryCrossentropy: "F.binary_cross_entropy(answers.clamp(1e-7, 1 - 1e-7), targets.float().reshape(answers.shape))",
  meanSquaredError: "F.mse_loss(answers, targets.reshape(answers.shape))",
  meanAbsoluteError: "F.l1_loss(answers, targets.reshape(answers.shape))",
  huber: "F.huber_loss(answers, targets.reshape(answers.shape))",
};

type ScheduleLines = { readonly [N in ScheduleName]: (config: ScheduleConfig<N>) => readonly string[] };
const fall = (from: string, to: string) => `0.5 * (1 + math.cos(math.pi * min(max((step - ${from}) / max(1, ${to} - ${from}), 0), 1)))`;

/** The body of `factor(step)`: the same formulas as in Layerlab. */
const scheduleLines: ScheduleLines = {
  constant: () => [],
  step: ({ factor, everyEpochs }) => [`return ${factor} ** math.floor(step / (${everyEpochs} * len(loader)))`],
  exponential: ({ factor, everyEpochs, staircase }) => {
    const intervals = `step / (${everyEpochs} * len(loader))`;
    return [`return ${factor} ** (${staircase ? `math.floor(${intervals})` : intervals})`];
  },
  cosine: ({ alpha }) => [`end = ${alpha}`, `return end + (1 - end) * ${fall("0", "last")}`],
  polynomial: ({ alpha, power }) => [`end = ${alpha}`, `return end + (1 - end) * (1 - min(step / last, 1)) ** ${power}`],
  warmUp: ({ warmUpEpochs, afterwards, alpha }) => [
    `warm_up = round(${warmUpEpochs} * len(loader))`,
    "if step < warm_up:",
    "    return (step + 1) / warm_up",
    ...(afterwards === "constant" ? ["return 1.0"] : [`end = ${alpha}`, `return end + (1 - end) * ${fall("warm_up", "last")}`]),
  ],
};

export const clipLines = ({ gradientClip: { kind, limit } }: TrainingSettings): readonly string[] => {
  switch (kind) {
    case "none":
      return [];
    case "norm":
      return [`torch.nn.utils.clip_grad_norm_(model.parameters(), ${pythonNumber(limit)})`];
    case "weightNorm":
      return ["for weight in model.parameters():", `    torch.nn.utils.clip_grad_norm_(weight, ${pythonNumber(limit)})`];
    case "value":
      return [`torch.nn.utils.clip_grad_value_(model.parameters(), ${pythonNumber(limit)})`];
    default:
      return assertNever(kind);
  }
};

/** The body of `factor(step)` for these settings; empty where the rate stays. */
export function scheduleBody({ schedule }: Pick<TrainingSettings, "schedule">): readonly string[] {
  return (scheduleLines[schedule.name] as (config: object) => readonly string[])(schedule.config);
}

/** `inputs`: the network's arguments. `penalties`: terms like `0.01 * model.dense.weight.abs().sum()`. */
export function torchTraining(source: CodeSource, className: string, inputs: readonly string[], penalties: readonly string[]): string {
  const { training } = source;
  const words = dataWords(source);
  const schedule = scheduleBody(training);
  const hasSchedule = schedule.length > 0;
  const correct = training.loss === "binaryCrossentropy" ? "(answers > 0.5) == (targets.reshape(answers.shape) > 0.5)" : "answers.argmax(-1) == targets";
  const inner = [
    `answers = model(${inputs.length > 1 ? "*inputs" : "inputs"})`,
    `loss = ${lossLines[training.loss]}`,
    ...penalties.map((term) => `loss = loss + ${term}`),
    "optimizer.zero_grad()",
    "loss.backward()",
    ...clipLines(training),
    "optimizer.step()",
    ...(hasSchedule ? ["scheduler.step()"] : []),
    "losses.append(loss.item())",
    ...(countsCorrect(source) ? [`correct.append((${correct}).float().mean().item())`] : []),
  ];
  const lines = [
    ...(words ? [`"""${words.title}. x: ${words.x}. y: ${words.y}."""`] : []),
    `torch.manual_seed(${training.seed})`,
    `model = ${className}()`,
    `optimizer = ${optimizerCall(training.optimizer)}`,
    `loader = DataLoader(TensorDataset(${inputs.length > 1 ? "*x" : "x"}, y), batch_size=${training.batchSize === "full" ? "len(y)" : training.batchSize}, shuffle=True)`,
    ...(hasSchedule
      ? [
          ...(schedule.join().includes("last") ? [`last = max(1, ${training.epochs} * len(loader) - 1)`] : []),
          "",
          "def factor(step):",
          ...schedule.map((line) => `    ${line}`),
          "",
          "scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, factor)",
        ]
      : []),
    `for epoch in range(${training.epochs}):`,
    "    model.train()",
    `    losses${countsCorrect(source) ? ", correct = [], []" : " = []"}`,
    `    for ${inputs.length > 1 ? "*inputs" : "inputs"}, targets in loader:`,
    ...inner.map((line) => `        ${line}`),
    `    print(f"epoch {epoch + 1}: loss {sum(losses) / len(losses):.4f}${countsCorrect(source) ? ", accuracy {sum(correct) / len(correct):.4f}" : ""}")`,
    "return model.eval()",
  ];
  return `def train(x, y):\n${indented(lines.join("\n"))}`;
}

/** A model card in Markdown, made from the run: what it is, what it was trained on, how well it answers, and where it does not. */
import { strToU8 } from "fflate";
import { say, type Locale } from "@/base/text";
import { dataSection } from "@/interop/export/card/data-section";
import { figuresSection } from "@/interop/export/card/figures-section";
import { runOf } from "@/interop/export/card/history";
import { markdownText, table, type CardSay } from "@/interop/export/card/markdown";
import { words } from "@/interop/export/card/words";
import type { ExportFormat } from "@/interop/export/export-format";
import { kerasFile } from "@/interop/export/keras/keras-file";
import { onnxFile } from "@/interop/export/onnx/onnx-file";
import { pytorchProject } from "@/interop/export/pytorch/pytorch-project";
import { tfjsLayersModel } from "@/interop/export/tfjs/tfjs-layers-model";
import type { TrainedModel } from "@/interop/export/trained-model";
import { layerOf } from "@/network/layers";
import { losses } from "@/network/losses";
import { optimizerOf } from "@/network/optimizers";
import { scheduleOf } from "@/network/schedules";
import { formatShape } from "@/network/shape";

export const modelCard: ExportFormat = {
  id: "card",
  title: { en: "Model card", zh: "模型卡" },
  purpose: {
    en: "Data and licence, split, settings, figures per class, confusion matrix and limits of this run, to read and to publish beside the model.",
    zh: "本次训练的数据与许可、划分、设置、各类别指标、混淆矩阵与局限，供阅读，也可随模型发布。",
  },
  ending: ".card.md",
  holds: "run",
  loses: { en: "The network and its weights: these are words about them.", zh: "网络及其权重：这里只是对它们的说明。" },
  cannotHold: () => undefined,
  write: (model, savedAt, locale = "en") => Promise.resolve(strToU8(cardOf(model, savedAt, locale))),
};

function cardOf(model: TrainedModel, savedAt: number, locale: Locale): string {
  const tell: CardSay = (text, values) => say(values ? { text, values } : text, locale);
  const run = runOf(model);
  const sections = [
    `# ${markdownText(model.name)}`,
    tell(words.intro, { date: new Date(savedAt).toISOString().slice(0, 10) }),
    ...dataSection(model, tell),
    ...networkSection(model, tell),
    ...trainingSection(model, tell),
    ...figuresSection(model, run.evaluations, tell),
    ...limitsSection(model, tell),
    ...loadingSection(model, tell),
  ];
  return `${sections.join("\n\n")}\n`;
}

function networkSection({ plan }: TrainedModel, tell: CardSay): readonly string[] {
  const count = (shapes: readonly { readonly shape: readonly number[] }[]) =>
    shapes.reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0);
  const rows = plan.layers.map(({ node, outputShape, weights }) => [
    node.name,
    tell(layerOf(node.className).title),
    formatShape(outputShape),
    String(count(weights)),
  ]);
  const total = plan.layers.reduce((sum, { weights }) => sum + count(weights), 0);
  return [
    `## ${tell(words.network)}`,
    tell(words.parameters, { count: total.toLocaleString("en") }),
    table([tell(words.layer), tell(words.kind), tell(words.shape), tell(words.params)], rows, 2),
  ];
}

function trainingSection(model: TrainedModel, tell: CardSay): readonly string[] {
  const { origin } = model;
  const { epochs, steps, elapsedMs, backend, end } = runOf(model);
  const training = origin?.project.training;
  if (!training) return [];
  const settings = (config: object) =>
    Object.entries(config)
      .map(([name, value]) => `${name} ${String(value)}`)
      .join(", ");
  const rows: (readonly [string, string])[] = [
    [tell(words.loss), tell(losses[training.loss].title)],
    [tell(words.optimizer), `${tell(optimizerOf(training.optimizer.name).title)}: ${settings(training.optimizer.config)}`],
    [tell(words.schedule), [tell(scheduleOf(training.schedule.name).title), settings(training.schedule.config)].filter(Boolean).join(": ")],
    [tell(words.batchSize), training.batchSize === "full" ? tell(words.fullBatch) : String(training.batchSize)],
    [tell(words.epochs), `${epochs.length} / ${training.epochs}`],
    [tell(words.steps), steps.toLocaleString("en")],
    [tell(words.seed), String(training.seed)],
    [tell(words.time), `${(elapsedMs / 1000).toFixed(elapsedMs < 10_000 ? 1 : 0)} s${backend ? `, ${backend}` : ""}`],
    ...(training.gradientClip.kind === "none" ? [] : [[tell(words.clip), `${training.gradientClip.kind} ${training.gradientClip.limit}`] as const]),
    ...(end ? [[tell(words.end), tell(words.ends[end.reason])] as const] : []),
  ];
  return [`## ${tell(words.training)}`, table([tell(words.setting), tell(words.value)], rows)];
}

/** The lines of each program that can hold the network. */
function loadingSection({ name, origin }: TrainedModel, tell: CardSay): readonly string[] {
  const network = origin?.project.network;
  const able = network ? programs.filter(({ cannotHold }) => !network.nodes.some((node) => cannotHold(node, network))) : [];
  return [
    `## ${tell(words.loading)}`,
    tell(words.loadingHow),
    ...able.flatMap((format) => {
      const lines = network && format.usage?.(network).replaceAll("{file}", `${name.replaceAll(/["\\\n]/g, " ")}${format.ending}`);
      return lines === undefined ? [] : [`${tell(format.title)} (\`${format.ending}\`):`, `\`\`\`\n${lines}\n\`\`\``];
    }),
  ];
}
const programs: readonly ExportFormat[] = [kerasFile, pytorchProject, onnxFile, tfjsLayersModel];

/** What follows from the run itself; nobody has to write it. */
function limitsSection(model: TrainedModel, tell: CardSay): readonly string[] {
  const { origin, classNames } = model;
  const { evaluations } = runOf(model);
  const best = evaluations.find(({ split }) => split === "test") ?? evaluations[0];
  const weak = best?.classes?.perClass
    .flatMap(({ f1, support }, i) => (support > 0 && f1 < weakScore ? [classNames[i]] : []))
    .filter((name) => name !== undefined);
  const subset = origin?.project.data.subset ?? 1;
  const limits = [
    tell(words.onlyLikeThese),
    ...(evaluations.some(({ split }) => split === "test") ? [] : [tell(words.noTest)]),
    ...(evaluations.some(({ isSample }) => isSample) ? [tell(words.sampled)] : []),
    ...(subset < 1 ? [tell(words.subset, { share: `${Math.round(subset * 100)} %` })] : []),
    ...(weak && weak.length > 0 ? [tell(words.weak, { classes: weak.map((name) => markdownText(tell(name))).join(", ") })] : []),
    ...(classNames.length > 0 ? [tell(words.alwaysAnswers)] : []),
    ...(origin?.vocabulary ? [tell(words.unknownTokens)] : []),
  ];
  return [`## ${tell(words.limits)}`, limits.map((limit) => `- ${limit}`).join("\n")];
}

/** A class below it is named. */
const weakScore = 0.8;

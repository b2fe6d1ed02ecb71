/** Issues at the end: the output must fit the targets, the last activation the loss. */
import { message } from "@/base/text";
import type { ActivationName } from "@/network/activations";
import type { LayerNode, NetworkDocument } from "@/network/document";
import { addAfter, insertOnEdge, setConfig } from "@/network/edit";
import { endActivation } from "@/network/end-activation";
import { inferShapes, inputEdges } from "@/network/infer-shapes";
import { losses, type LossName } from "@/network/losses";
import { sizeWords, withFixes, type NetworkFix, type NetworkIssue, type NetworkTask } from "@/network/issues/issue";
import { activationTitle } from "@/network/activations";
import { layerOf } from "@/network/layers";
import { maxParams } from "@/network/limits";
import { valuesPerExample, type Shape } from "@/network/shape";
import { summarize } from "@/network/summary";

export function lossIssues(task: NetworkTask): readonly NetworkIssue[] {
  if (task.losses.includes(task.loss)) return [];
  const better = task.losses[0] ?? task.loss;
  return [
    {
      code: "network.loss",
      severity: "error",
      message:
        task.classCount > 0
          ? message(
              { en: "{loss} cannot be taken here: the targets are {count} classes.", zh: "这里不能用{loss}：目标是 {count} 个类别。" },
              { loss: losses[task.loss].title, count: task.classCount },
            )
          : message({ en: "{loss} needs classes, but the targets are values.", zh: "{loss}需要类别，而目标是数值。" }, { loss: losses[task.loss].title }),
      fix: {
        label: message({ en: "Use {loss}", zh: "改用{loss}" }, { loss: losses[better].title }),
        apply: (current) => current,
        loss: better,
      },
    },
  ];
}

/** Layers whose shape passes through: behind them the last Dense or convolution decides the size. */
const transparent: ReadonlySet<string> = new Set([
  "Activation",
  "Dropout",
  "GaussianNoise",
  "BatchNormalization",
  "LayerNormalization",
  "RMSNormalization",
  "PositionalEncoding",
]);

/** The layer that decides how many values leave the network. */
function sizingLayer(network: NetworkDocument, output: LayerNode): LayerNode {
  if (!transparent.has(output.className)) return output;
  const [edge] = inputEdges(network, output.id);
  const before = network.nodes.find((node) => node.id === edge?.source);
  return before ? sizingLayer(network, before) : output;
}

export function outputIssues(network: NetworkDocument, output: LayerNode, task: NetworkTask): readonly NetworkIssue[] {
  const shape = inferShapes(network).nodes.get(output.id)?.output?.slice(1);
  if (!shape) return [];
  const wanted = task.outputShape;
  if (shape.join() === wanted.join()) return activationIssues(network, output, task);
  const values = { shape: sizeWords(shape), wanted: sizeWords(wanted) };
  const issue: NetworkIssue = {
    code: "network.outputShape",
    severity: "error",
    nodeId: output.id,
    message:
      task.classCount > 0
        ? message(
            {
              en: "The network ends in {shape}, but this loss and {count} classes ask for {wanted}.",
              zh: "网络输出 {shape}，而此损失与 {count} 个类别需要 {wanted}。",
            },
            { ...values, count: task.classCount },
          )
        : message({ en: "The network ends in {shape}, but the targets are {wanted}.", zh: "网络输出 {shape}，而目标是 {wanted}。" }, values),
  };
  const fits = (fix: NetworkFix) => {
    const fixed = fix.apply(network);
    if (summarize(fixed).total.params > Math.max(maxParams, summarize(network).total.params)) return false;
    const ends = new Set(fixed.edges.map((edge) => edge.source));
    const { nodes } = inferShapes(fixed);
    return fixed.nodes.some((node) => !ends.has(node.id) && nodes.get(node.id)?.output?.slice(1).join() === wanted.join());
  };
  return [withFixes(issue, outputFixes(network, output, task, wanted).filter(fits))];
}

function outputFixes(network: NetworkDocument, output: LayerNode, task: NetworkTask, wanted: readonly number[]): readonly NetworkFix[] {
  const sizing = sizingLayer(network, output);
  const shape = inferShapes(network).nodes.get(output.id)?.output ?? [];
  const size = wanted.at(-1) ?? 1;
  const count = valuesPerExample([null, ...wanted]);
  const fixes: NetworkFix[] = [];
  const set = (config: Readonly<Record<string, unknown>>) => (current: NetworkDocument) =>
    setConfig(current, sizing.id, config as Parameters<typeof setConfig>[2]);
  if (shape.length === 3 && wanted.length === 1) fixes.push(...poolingFixes(network, sizing));
  const isPerStep = wanted.length === 2 && shape.length === 3 && shape[1] === wanted[0];
  if (sizing.className === "Dense" && (wanted.length === 1 || isPerStep))
    fixes.push({ label: message({ en: "Match units → {size}", zh: "统一单元数 → {size}" }, { size }), apply: set({ units: size }) });
  if ("filters" in sizing.config)
    fixes.push({ label: message({ en: "Match filters → {size}", zh: "统一滤波器数 → {size}" }, { size }), apply: set({ filters: size }) });
  fixes.push(...resizeFixes(output, sizing, shape, wanted));
  if (valuesPerExample(shape) === count)
    fixes.push({
      label: message({ en: "Add Reshape → {shape}", zh: "添加变形 → {shape}" }, { shape: sizeWords(wanted) }),
      apply: (current) =>
        addAfter(current, output.id, wanted.length === 1 ? "Flatten" : "Reshape", wanted.length === 1 ? {} : { config: { targetShape: wanted } }).network,
    });
  const activation = wantedActivation(task.loss) ?? "linear";
  fixes.push({
    label: message({ en: "Add Dense → {shape}", zh: "添加全连接 → {shape}" }, { shape: sizeWords(wanted) }),
    apply(current) {
      if (isPerStep) return addAfter(current, output.id, "Dense", { config: { units: size, activation } }).network;
      const flat = shape.length === 2 ? { network: current, id: output.id } : addAfter(current, output.id, "Flatten");
      const dense = addAfter(flat.network, flat.id, "Dense", { config: { units: count, activation } });
      return wanted.length === 1 ? dense.network : addAfter(dense.network, dense.id, "Reshape", { config: { targetShape: wanted } }).network;
    },
  });
  return fixes;
}

/** An image that should be a whole number of times as high and wide, or as small. */
function resizeFixes(output: LayerNode, sizing: LayerNode, shape: Shape, wanted: readonly number[]): readonly NetworkFix[] {
  const [height = 0, width = 0] = wanted;
  const [, rows, columns] = shape;
  if (wanted.length !== 3 || shape.length !== 4 || !rows || !columns || (rows === height && columns === width)) return [];
  const [larger, smaller] = [
    [height / rows, width / columns],
    [rows / height, columns / width],
  ] as const;
  const isWhole = (times: readonly number[]) => times.every((by) => Number.isInteger(by));
  const className = isWhole(larger) ? "UpSampling2D" : isWhole(smaller) ? "AveragePooling2D" : undefined;
  if (!className) return [];
  const config = className === "UpSampling2D" ? { size: larger } : { poolSize: smaller, strides: smaller, padding: "valid" };
  return [
    {
      label: message({ en: "Add {layer} → {shape}", zh: "添加{layer} → {shape}" }, { layer: layerOf(className).title, shape: sizeWords(wanted) }),
      apply: (current) => {
        const matched = "filters" in sizing.config ? setConfig(current, sizing.id, { filters: wanted[2] } as Parameters<typeof setConfig>[2]) : current;
        return addAfter(matched, output.id, className, { config }).network;
      },
    },
  ];
}

/** A sequence that should be one answer: the steps are averaged before the layer that decides the size, or after it. */
function poolingFixes(network: NetworkDocument, sizing: LayerNode): readonly NetworkFix[] {
  const label = message({ en: "Insert Average over time", zh: "插入时间平均" });
  const [edge] = inputEdges(network, sizing.id);
  return [
    ...(edge ? [{ label, apply: (current: NetworkDocument) => insertOnEdge(current, edge.id, "GlobalAveragePooling1D").network }] : []),
    { label, apply: (current) => addAfter(current, sizing.id, "GlobalAveragePooling1D").network },
  ];
}

/** The activation that turns the last values into what the loss is about. */
function wantedActivation(loss: LossName): ActivationName | undefined {
  const { targets } = losses[loss];
  return targets === "values" ? undefined : targets === "binary" ? "sigmoid" : "softmax";
}

function activationIssues(network: NetworkDocument, output: LayerNode, task: NetworkTask): readonly NetworkIssue[] {
  const wanted = wantedActivation(task.loss);
  const last = lastActivation(network, output);
  if (!wanted || last.activation === wanted) return [];
  const title = activationTitle(wanted);
  return [
    {
      code: "network.outputActivation",
      severity: "warning",
      nodeId: output.id,
      message: message(
        {
          en: "{loss} expects probabilities, which {activation} gives. Without it the loss means little.",
          zh: "{loss}需要概率，即 {activation} 的输出。没有它，损失意义不大。",
        },
        { loss: losses[task.loss].title, activation: title },
      ),
      fix: last.node
        ? {
            label: message({ en: "Set activation to {activation}", zh: "把激活设为 {activation}" }, { activation: title }),
            apply: (current) => setConfig(current, last.node?.id ?? "", { activation: wanted }),
          }
        : {
            label: message({ en: "Add {activation}", zh: "添加 {activation}" }, { activation: title }),
            apply: (current) => addAfter(current, output.id, "Activation", { config: { activation: wanted } }).network,
          },
    },
  ];
}

/** The last layer that has an activation, looked for from the end through layers that change nothing but the shape. */
function lastActivation(network: NetworkDocument, output: LayerNode): { readonly node?: LayerNode; readonly activation: ActivationName | undefined } {
  const activation = endActivation(output);
  if (activation) return { node: output, activation };
  if (output.className !== "Reshape" && output.className !== "Flatten") return { activation: undefined };
  const [edge] = inputEdges(network, output.id);
  const before = network.nodes.find((node) => node.id === edge?.source);
  return before ? lastActivation(network, before) : { activation: undefined };
}

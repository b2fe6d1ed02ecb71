/** Ideas for making a layer take what comes; the best first. Each is tried before it is offered. */
import { message, type Message } from "@/base/text";
import type { Edge, LayerNode, NetworkDocument } from "@/network/document";
import { insertOnEdge, removeNodes, setConfig } from "@/network/edit";
import { initialConfigOf, type ConfigOf, type Fields } from "@/network/fields";
import { inferShapes } from "@/network/infer-shapes";
import { layerOf, type LayerName } from "@/network/layers";
import { sizeWords, type NetworkFix, type NetworkTask } from "@/network/issues/issue";
import { valuesPerExample, type Shape } from "@/network/shape";

export interface Misfit {
  readonly node: LayerNode;
  readonly edge: Edge;
  /** What the wire carries. */
  readonly received: Shape;
  readonly inputs: readonly Shape[];
  readonly task: NetworkTask | undefined;
}

export function fixesFor(network: NetworkDocument, misfit: Misfit): readonly NetworkFix[] {
  const { input } = layerOf(misfit.node.className);
  if (input.arity === "many") return [...settingFixes(misfit), ...mergeFixes(network, misfit)];
  const ranks = input.rank === "any" ? [] : [input.rank].flat();
  if (ranks[0] !== undefined && !ranks.includes(misfit.received.length)) return rankFixes(network, misfit, ranks[0]);
  return settingFixes(misfit);
}

/** A new layer on the wire, named with the shape that then flows on. */
function insert(edge: Edge, className: LayerName, config: Readonly<Record<string, unknown>>, received: Shape, words?: Message): NetworkFix {
  const layer = layerOf(className);
  const output = layer.outputShape({ ...initialConfigOf(layer.fields), ...config } as ConfigOf<Fields>, [received]);
  return {
    label: words ?? message({ en: "Insert {layer} → {shape}", zh: "插入{layer} → {shape}" }, { layer: layer.title, shape: sizeWords(output.slice(1)) }),
    apply: (current) => insertOnEdge(current, edge.id, className, { config }).network,
  };
}

function rankFixes(network: NetworkDocument, { edge, received, task }: Misfit, rank: number): readonly NetworkFix[] {
  const source = network.nodes.find((node) => node.id === edge.source);
  if (rank === 2) return [insert(edge, "Flatten", {}, received), ...(received.length === 4 ? [insert(edge, "GlobalAveragePooling2D", {}, received)] : [])];
  if (rank === 3)
    return [...(received.length === 2 && source?.className === "Input" ? [insertEmbedding(edge, received, task)] : []), insertSequence(edge, received)];
  if (rank !== 4) return [];
  const isOnlyUse = network.edges.filter((other) => other.source === edge.source).length === 1;
  const removal: readonly NetworkFix[] =
    source?.className === "Flatten" && isOnlyUse
      ? [
          {
            label: message({ en: "Remove {name}", zh: "删除 {name}" }, { name: source.name }),
            apply: (current) => removeNodes(current, [source.id], { heal: true }),
          },
        ]
      : [];
  return [...removal, insert(edge, "Reshape", { targetShape: imageShape(network, received, task) }, received)];
}

function insertEmbedding(edge: Edge, received: Shape, task: NetworkTask | undefined): NetworkFix {
  return insert(edge, "Embedding", task?.vocabularySize ? { inputDim: task.vocabularySize } : {}, received);
}

/** An image read row by row, a flat list value by value. */
function insertSequence(edge: Edge, received: Shape): NetworkFix {
  const [steps = 1, ...rest] = received.slice(1).map((size) => size ?? 1);
  return insert(edge, "Reshape", { targetShape: [steps, rest.reduce((product, size) => product * size, 1)] }, received);
}

/** The likeliest image made of these values: one met before, the data's own, a square, or a single pixel. */
function imageShape(network: NetworkDocument, received: Shape, task: NetworkTask | undefined): readonly number[] {
  const count = valuesPerExample(received);
  const met = [...inferShapes(network).edges.values()].map((shape) => shape.slice(1).map((size) => size ?? 1));
  const known = [task?.inputShape ?? [], ...met].find((shape) => shape.length === 3 && valuesPerExample([null, ...shape]) === count);
  if (known) return known;
  if (received.length === 3) return [...received.slice(1).map((size) => size ?? 1), 1];
  const side = Math.sqrt(count);
  return Number.isInteger(side) ? [side, side, 1] : [1, 1, count];
}

function setting(node: LayerNode, config: Readonly<Record<string, unknown>>, label: Message): NetworkFix {
  return { label, apply: (current) => setConfig(current, node.id, config as Parameters<typeof setConfig>[2]) };
}

/** Changes of the layer's own settings. */
function settingFixes({ node, received, task }: Misfit): readonly NetworkFix[] {
  const fixes: NetworkFix[] = [];
  const config = node.config as Readonly<Record<string, unknown>>;
  if (config["padding"] === "valid") fixes.push(setting(node, { padding: "same" }, message({ en: "Set padding to same", zh: "把填充设为 same" })));
  if (node.className === "Reshape") {
    const count = valuesPerExample(received);
    const target = task && valuesPerExample([null, ...task.inputShape]) === count ? task.inputShape : [count];
    fixes.push(setting(node, { targetShape: target }, message({ en: "Set shape to {shape}", zh: "把形状设为 {shape}" }, { shape: sizeWords(target) })));
  }
  if (node.className === "Concatenate") fixes.push(setting(node, { axis: -1 }, message({ en: "Join along the last axis", zh: "沿最后一个轴拼接" })));
  if (Array.isArray(config["dilationRate"])) fixes.push(setting(node, { dilationRate: [1, 1] }, message({ en: "Set dilation to 1", zh: "把空洞设为 1" })));
  if (Array.isArray(config["strides"])) {
    const stride = Math.max(...(config["strides"] as number[]));
    fixes.push(setting(node, { strides: [stride, stride] }, message({ en: "Set both strides to {stride}", zh: "把两个步幅都设为 {stride}" }, { stride })));
  }
  return fixes;
}

const unitsField = (node: LayerNode | undefined) => (node?.className === "Dense" ? "units" : node && "filters" in node.config ? "filters" : undefined);

/** Makes the wire at fault carry what the first wire carries. */
function mergeFixes(network: NetworkDocument, { node, edge, received, inputs }: Misfit): readonly NetworkFix[] {
  const wanted = inputs[0] ?? [];
  const size = wanted.at(-1) ?? 1;
  if (received.length !== wanted.length) return alignRank(edge, received, wanted);
  const source = network.nodes.find((other) => other.id === edge.source);
  const field = unitsField(source);
  const fixes: NetworkFix[] = [];
  if (source && field)
    fixes.push(
      setting(
        source,
        { [field]: size },
        field === "units"
          ? message({ en: "Match units → {size}", zh: "统一单元数 → {size}" }, { size })
          : message({ en: "Match filters → {size}", zh: "统一滤波器数 → {size}" }, { size }),
      ),
    );
  if (wanted.length === 2) fixes.push(insert(edge, "Dense", { units: size, activation: "linear" }, received));
  if (wanted.length === 4) fixes.push(...alignImages(edge, received, wanted, node.className === "Concatenate"));
  return fixes;
}

function alignRank(edge: Edge, received: Shape, wanted: Shape): readonly NetworkFix[] {
  const dims = wanted.slice(1);
  if (valuesPerExample(received) === valuesPerExample(wanted) && wanted.length !== 2) return [insert(edge, "Reshape", { targetShape: dims }, received)];
  if (wanted.length !== 2) return [];
  const isSame = valuesPerExample(received) === valuesPerExample(wanted);
  const pooled = received.length === 4 ? [insert(edge, "GlobalAveragePooling2D", {}, received)] : [];
  return isSame ? [insert(edge, "Flatten", {}, received)] : [insert(edge, "Flatten", {}, received), ...pooled];
}

/** A 1×1 convolution for other channels, with a stride where the image must shrink; upsampling where it must grow. */
function alignImages(edge: Edge, received: Shape, wanted: Shape, keepChannels: boolean): readonly NetworkFix[] {
  const ratio = [1, 2].map((axis) => (received[axis] ?? 1) / (wanted[axis] ?? 1)) as [number, number];
  const filters = wanted[3] ?? 1;
  if (ratio.every((r) => r < 1 && Number.isInteger(1 / r))) return [insert(edge, "UpSampling2D", { size: ratio.map((r) => 1 / r) }, received)];
  const strides = ratio.map((r) => Math.max(1, Math.round(r)));
  const isStrided = strides.some((stride) => stride > 1);
  if (keepChannels) return isStrided ? [insert(edge, "MaxPooling2D", { poolSize: strides, strides, padding: "same" }, received)] : [];
  const config = { filters, kernelSize: [1, 1], strides, padding: "same", activation: "linear" };
  const words = isStrided
    ? message(
        { en: "Insert 1×1 Conv2D, stride {stride} → {filters}", zh: "插入 1×1 卷积，步幅 {stride} → {filters}" },
        { stride: strides[0] === strides[1] ? (strides[0] ?? 1) : strides.join("×"), filters },
      )
    : message({ en: "Insert 1×1 Conv2D → {filters}", zh: "插入 1×1 卷积 → {filters}" }, { filters });
  return [insert(edge, "Conv2D", config, received, words)];
}

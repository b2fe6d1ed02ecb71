/** A layers model of TensorFlow.js: `model.json` in the words of Keras 2, one file of weights, and the layers that it lacks as a module. */
import { joinedBytes } from "@/base/bytes";
import { strToU8, zipSync, type Zippable } from "fflate";
import { halfBytes } from "@/interop/compress/float16";
import { areHalves } from "@/interop/compress/precision";
import type { ExportFormat } from "@/interop/export/export-format";
import { argumentText } from "@/interop/export/model-inputs";
import { inputsOf } from "@/interop/export/inputs";
import { layerConfig, snakeCase, type Json } from "@/interop/export/keras/keras-values";
import { masksOf } from "@/interop/export/masks";
import { ownModule, ownPrefix } from "@/interop/export/tfjs/own-module";
import type { OwnLayer } from "@/interop/export/tfjs/own-layers";
import { obstacleInTfjs, tfjsWriter, type TfjsEntry } from "@/interop/export/tfjs/tfjs-entries";
import { identifierOf, notes, tensorsOf, type TrainedModel } from "@/interop/export/trained-model";
import type { NamedTensor } from "@/interop/layerlab/content";
import type { Regularizer } from "@/network/fields";
import type { NetworkDocument } from "@/network/document";
import { kerasBaseName } from "@/network/edit";
import { planOf, type Plan, type PlannedLayer } from "@/network/plan";

const moduleName = "layers.mjs";

export const tfjsLayersModel: ExportFormat = {
  id: "tfjs",
  title: { en: "TensorFlow.js", zh: "TensorFlow.js" },
  purpose: { en: "A layers model for web pages and Node, without Layerlab.", zh: "供网页与 Node 使用的 layers 模型，无需 Layerlab。" },
  ending: ".tfjs.zip",
  usage: (network) =>
    [
      ...(needsModule(network) ? [`import { registerLayers } from "./${moduleName}";`, "registerLayers(tf);"] : []),
      'const model = await tf.loadLayersModel("model.json");',
      `model.predict(${argumentText(network)});`,
    ].join("\n"),
  readBack: "import",
  verify: {
    program: "node",
    packages: ["core", "layers", "backend-cpu"].map((part) => `@tensorflow/tfjs-${part}@4.22.0`),
    lines: `import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import * as layers from "@tensorflow/tfjs-layers";

async function answer(inputs) {
  // Layers that this model has and TensorFlow.js has not, where there are any.
  const own = await import("./${moduleName}").catch(() => undefined);
  own?.registerLayers({ ...tf, ...layers });
  const { modelTopology, weightsManifest } = JSON.parse(await read("model.json"));
  const weightData = new Uint8Array(await read("weights.bin")).buffer;
  const model = await layers.loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs: weightsManifest[0].weights, weightData }));
  const tensors = inputs.map(({ shape, data }) => tf.tensor(data, shape));
  return model.predict(tensors.length > 1 ? tensors : tensors[0]).data();
}`,
  },
  precisions: ["float16"],
  cannotHold: obstacleInTfjs,
  loses: {
    en: "Layers that TensorFlow.js lacks stand in layers.mjs beside the model and are registered before it is loaded; masks are values between layers there. How images and texts were prepared is noted in preprocessing.json, which nothing reads by itself.",
    zh: "TensorFlow.js 没有的层写在模型旁的 layers.mjs 中，加载前需先注册；掩码在其中是层与层之间的值。图像与文本的预处理记在 preprocessing.json 中，不会被自动读取。",
  },
  write(model) {
    const { plan } = model;
    const layers = writtenLayers(plan);
    const { specs, data } = weightsFile(model, layers);
    const json = {
      format: "layers-model",
      generatedBy: "Layerlab",
      convertedBy: null,
      modelTopology: topology(model, layers),
      weightsManifest: [{ paths: ["weights.bin"], weights: specs }],
    };
    const own = ownLayersOf(layers);
    const parts: Zippable = {
      "model.json": strToU8(JSON.stringify(json)),
      "weights.bin": [data, { level: 0 }],
      ...(own.length > 0 ? { [moduleName]: strToU8(ownModule(own)) } : {}),
      ...notes(model),
    };
    return Promise.resolve(zipSync(parts, { mtime: new Date(1980, 0, 1) }));
  },
};

interface WrittenLayer {
  readonly layer: PlannedLayer;
  readonly entries: readonly TfjsEntry[];
}

function writtenLayers(plan: Plan): readonly WrittenLayer[] {
  const writer = tfjsWriter(
    plan.layers.map(({ node }) => node),
    masksOf(plan),
  );
  return plan.layers.map((layer) => {
    const sources = inputsOf(layer, plan).map(({ node }) => node);
    return { layer, entries: writer.entriesOf({ node: layer.node, sources, size: layer.outputShape.at(-1) ?? 1 }) };
  });
}

function ownLayersOf(layers: readonly WrittenLayer[]): readonly OwnLayer[] {
  return [...new Set(layers.flatMap(({ entries }) => entries.flatMap(({ layer }) => ("own" in layer ? [layer.own] : []))))];
}

/** A network that cannot run yet is judged when it can. */
function needsModule(network: NetworkDocument): boolean {
  try {
    return ownLayersOf(writtenLayers(planOf(network))).length > 0;
  } catch {
    return false;
  }
}

function topology({ plan, name }: TrainedModel, layers: readonly WrittenLayer[]): object {
  return {
    class_name: "Model",
    config: {
      name: identifierOf(name),
      layers: layers.flatMap(({ layer, entries }) => entries.map((entry) => layerEntry(entry, layer))),
      input_layers: plan.inputs.map(({ node }) => [node.name, 0, 0]),
      output_layers: [[plan.output.node.name, 0, 0]],
    },
    keras_version: "2.15.0",
    backend: "tensor_flow.js",
  };
}

function layerEntry({ layer, within, name, config, inputs }: TfjsEntry, { outputShape }: PlannedLayer): object {
  const isInput = "stock" in layer && layer.stock === "Input";
  if (isInput) return { class_name: "InputLayer", name, config: { batch_input_shape: outputShape, dtype: "float32", sparse: false, name }, inbound_nodes: [] };
  const own = "stock" in layer ? activationOf(layerConfig(config)) : ownConfig(config);
  const settings = within === undefined ? own : { layer: { class_name: within, config: { name: kerasBaseName(within), ...own } } };
  return {
    class_name: "stock" in layer ? layer.stock : `${ownPrefix}${layer.own}`,
    name,
    config: { name, trainable: true, dtype: "float32", ...settings },
    inbound_nodes: [inputs.map((input) => [input, 0, 0, {}])],
  };
}

/** SiLU by its older name. */
function activationOf(config: Record<string, Json>): Record<string, Json> {
  return config["activation"] === "silu" ? { ...config, activation: "swish" } : config;
}

/** Plain words and numbers; loading puts words into camel case again. Kinds of cells are names of classes. */
function ownConfig(config: TfjsEntry["config"]): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(config).flatMap(([key, value]): [string, Json][] => {
      if (key.endsWith("Regularizer")) {
        const { l1, l2 } = value as Regularizer;
        return l1 === 0 && l2 === 0 ? [] : [[snakeCase(key), { l1, l2 }]];
      }
      return [[snakeCase(key), typeof value === "string" && key !== "cell" ? snakeCase(value) : (value as Json)]];
    }),
  );
}

function weightsFile(model: TrainedModel, layers: readonly WrittenLayer[]) {
  const tensors = layers.flatMap(({ layer, entries }) => {
    const values = new Map(layer.weights.map((spec, i) => [spec.name, tensorsOf(model, layer)[i]!]));
    return entries.flatMap((entry) => [...values].flatMap(([word, tensor]) => namedIn(entry, word, tensor)));
  });
  const values = tensors.map((tensor) => {
    const isHalf = model.precision === "float16" && tensor.shape.length >= 2 && areHalves(tensor.data);
    return { ...tensor, isHalf, bytes: isHalf ? halfBytes(tensor.data) : floatBytes(tensor.data) };
  });
  const specs = values.map(({ name, shape, isHalf }) => ({
    name,
    shape,
    dtype: "float32",
    ...(isHalf ? { quantization: { dtype: "float16", original_dtype: "float32" } } : {}),
  }));
  return { specs, data: joinedBytes(values.map(({ bytes }) => bytes)) };
}

function floatBytes(data: Float32Array): Uint8Array {
  const bytes = new Uint8Array(data.length * 4);
  const view = new DataView(bytes.buffer);
  data.forEach((value, i) => view.setFloat32(i * 4, value, true));
  return bytes;
}

function namedIn({ layer, name, weights }: TfjsEntry, word: string, tensor: NamedTensor): readonly NamedTensor[] {
  const own = weights ? weights[word] : word;
  if (own === undefined) return [];
  // Keras 2 names the filters of a depthwise convolution.
  const isDepthwise = "stock" in layer && layer.stock === "DepthwiseConv2D" && own === "kernel";
  return [{ ...tensor, name: `${name}/${isDepthwise ? "depthwise_kernel" : snakeCase(own)}` }];
}

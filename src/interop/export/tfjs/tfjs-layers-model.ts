/** A layers model of TensorFlow.js: `model.json` in the words of Keras 2, and one file of weights. */
import { strToU8, zipSync } from "fflate";
import type { Text } from "@/base/text";
import type { ExportFormat } from "@/interop/export/export-format";
import { argumentText } from "@/interop/export/model-inputs";
import { inputsOf } from "@/interop/export/inputs";
import { layerConfig, snakeCase } from "@/interop/export/keras/keras-values";
import { identifierOf, notes, tensorsOf, type TrainedModel } from "@/interop/export/trained-model";
import type { ActivationName } from "@/network/activations";
import type { LayerNode } from "@/network/document";
import type { LayerName } from "@/network/layers";
import type { PlannedLayer } from "@/network/plan";

/** The layers that TensorFlow.js 4.22 has and computes as Keras 3 does. */
const known = new Set<LayerName>([
  "Input",
  "Dense",
  "Activation",
  "Conv2D",
  "Conv2DTranspose",
  "DepthwiseConv2D",
  "SeparableConv2D",
  "MaxPooling2D",
  "AveragePooling2D",
  "GlobalMaxPooling2D",
  "GlobalAveragePooling2D",
  "Flatten",
  "Reshape",
  "ZeroPadding2D",
  "UpSampling2D",
  "BatchNormalization",
  "LayerNormalization",
  "Dropout",
  "GaussianNoise",
  "Add",
  "Multiply",
  "Average",
  "Maximum",
  "Concatenate",
]);

/** Those that it lacks, or computes in another way (its hard sigmoid is Keras 2's). */
const strangeActivations: ReadonlySet<ActivationName> = new Set<ActivationName>(["leakyRelu", "hardSigmoid", "exponential"]);

export function obstacleInTfjs({ className, config }: LayerNode): Text | undefined {
  if (!known.has(className)) return { en: "TensorFlow.js has no layer that answers alike.", zh: "TensorFlow.js 没有行为相同的层。" };
  if ("activation" in config && strangeActivations.has(config.activation))
    return {
      en: `TensorFlow.js lacks the activation ${config.activation}, or computes it in another way.`,
      zh: `TensorFlow.js 没有激活函数 ${config.activation}，或算法不同。`,
    };
  if (className === "UpSampling2D" && config.interpolation === "bilinear")
    return { en: "TensorFlow.js enlarges bilinearly from other points than Keras 3.", zh: "TensorFlow.js 的双线性放大取点与 Keras 3 不同。" };
  return undefined;
}

export const tfjsLayersModel: ExportFormat = {
  id: "tfjs",
  title: { en: "TensorFlow.js", zh: "TensorFlow.js" },
  purpose: { en: "A layers model for web pages and Node, without Layerlab.", zh: "供网页与 Node 使用的 layers 模型，无需 Layerlab。" },
  ending: ".tfjs.zip",
  usage: (network) => `const model = await tf.loadLayersModel("model.json");\nmodel.predict(${argumentText(network)});`,
  readBack: "import",
  verify: {
    program: "node",
    packages: ["core", "layers", "backend-cpu"].map((part) => `@tensorflow/tfjs-${part}@4.22.0`),
    lines: `import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { loadLayersModel } from "@tensorflow/tfjs-layers";

async function answer(inputs) {
  const { modelTopology, weightsManifest } = JSON.parse(await read("model.json"));
  const weightData = new Uint8Array(await read("weights.bin")).buffer;
  const model = await loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs: weightsManifest[0].weights, weightData }));
  const tensors = inputs.map(({ shape, data }) => tf.tensor(data, shape));
  return model.predict(tensors.length > 1 ? tensors : tensors[0]).data();
}`,
  },
  cannotHold: obstacleInTfjs,
  loses: {
    en: "How images and texts were prepared is noted beside the model, in preprocessing.json, which nothing reads by itself.",
    zh: "图像与文本的预处理记在模型旁的 preprocessing.json 中，不会被自动读取。",
  },
  write(model) {
    const { topology, specs, data } = layersModel(model);
    const json = {
      format: "layers-model",
      generatedBy: "Layerlab",
      convertedBy: null,
      modelTopology: topology,
      weightsManifest: [{ paths: ["weights.bin"], weights: specs }],
    };
    return Promise.resolve(
      zipSync({ "model.json": strToU8(JSON.stringify(json)), "weights.bin": [data, { level: 0 }], ...notes(model) }, { mtime: new Date(1980, 0, 1) }),
    );
  },
};

interface LayersModel {
  readonly topology: object;
  readonly specs: readonly { readonly name: string; readonly shape: readonly number[]; readonly dtype: "float32" }[];
  readonly data: Uint8Array;
}

function layersModel(model: TrainedModel): LayersModel {
  const { plan, name } = model;
  const tensors = plan.layers.flatMap((layer) => {
    const values = tensorsOf(model, layer);
    return layer.weights.map((spec, i) => ({ name: `${layer.node.name}/${weightName(layer, spec.name)}`, ...parts(values[i]) }));
  });
  const data = new Uint8Array(tensors.reduce((bytes, tensor) => bytes + tensor.data.length * 4, 0));
  const view = new DataView(data.buffer);
  let at = 0;
  for (const tensor of tensors)
    for (const value of tensor.data) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  return {
    topology: {
      class_name: "Model",
      config: {
        name: identifierOf(name),
        layers: plan.layers.map((layer) => layerEntry(layer, model)),
        input_layers: plan.inputs.map(({ node: input }) => [input.name, 0, 0]),
        output_layers: [[plan.output.node.name, 0, 0]],
      },
      keras_version: "2.15.0",
      backend: "tensor_flow.js",
    },
    specs: tensors.map((tensor) => ({ name: tensor.name, shape: tensor.shape, dtype: "float32" })),
    data,
  };
}

function parts(tensor: ReturnType<typeof tensorsOf>[number] | undefined) {
  return { shape: tensor?.shape ?? [], data: tensor?.data ?? new Float32Array() };
}

function layerEntry(layer: PlannedLayer, { plan }: TrainedModel): object {
  const { node, outputShape } = layer;
  const { className, name } = node;
  if (className === "Input")
    return { class_name: "InputLayer", name, config: { batch_input_shape: outputShape, dtype: "float32", sparse: false, name }, inbound_nodes: [] };
  return {
    class_name: className,
    name,
    config: { name, trainable: true, dtype: "float32", ...activationOf(layerConfig(node.config)) },
    inbound_nodes: [inputsOf(layer, plan).map((input) => [input.node.name, 0, 0, {}])],
  };
}

/** SiLU by its older name. */
function activationOf(config: ReturnType<typeof layerConfig>): ReturnType<typeof layerConfig> {
  return config["activation"] === "silu" ? { ...config, activation: "swish" } : config;
}

/** Keras 2 names the filters of a depthwise convolution. */
function weightName({ node }: PlannedLayer, name: string): string {
  return node.className === "DepthwiseConv2D" && name === "kernel" ? "depthwise_kernel" : snakeCase(name);
}

/** `.onnx`: the network as a graph of standard operators, for ONNX Runtime and everything that reads it. */
import { say } from "@/base/text";
import type { ExportFormat } from "@/interop/export/export-format";
import { masksOf, readsMasks, type StepMask } from "@/interop/export/masks";
import { inputName, inputNamesOf, modelInputs } from "@/interop/export/model-inputs";
import { inputsOf } from "@/interop/export/inputs";
import { onnxRuleOf } from "@/interop/export/onnx/onnx-layers";
import type { OnnxCall } from "@/interop/export/onnx/onnx-call";
import { packedFor } from "@/interop/export/onnx/onnx-packed";
import { writeMask } from "@/interop/export/onnx/onnx-masks";
import { writeOnnx, type FloatTensor, type IntTensor, type OnnxGraph, type OnnxNode, type PackedTensor } from "@/interop/export/onnx/onnx-proto";
import { identifierOf, type TrainedModel } from "@/interop/export/trained-model";
import type { LayerName } from "@/network/layers";

export const onnxFile: ExportFormat = {
  id: "onnx",
  title: { en: "ONNX", zh: "ONNX" },
  purpose: {
    en: "Standard operators for ONNX Runtime, on phones, servers and in C++, C# or Java.",
    zh: "标准算子，供 ONNX Runtime 使用：手机、服务器，以及 C++、C#、Java。",
  },
  ending: ".onnx",
  usage: (network) =>
    `session = onnxruntime.InferenceSession("{file}")\nsession.run(None, {${inputNamesOf(network)
      .map((name) => `"${name}": ${name === "input" ? "x" : name}`)
      .join(", ")}})`,
  readBack: "onnxRuntime",
  verify: {
    program: "python",
    packages: ["onnxruntime"],
    lines: `import onnxruntime  # noqa: E402

session = onnxruntime.InferenceSession("model.onnx", providers=["CPUExecutionProvider"])


def answer(inputs):
    return session.run(None, {value.name: array for value, array in zip(session.get_inputs(), inputs)})[0]
`,
  },
  precisions: ["float16", "int8"],
  cannotHold: ({ className }) => (onnxRuleOf(className) ? undefined : { en: "It is not written in ONNX's operators yet.", zh: "尚未用 ONNX 算子写出。" }),
  loses: {
    en: "Layers become operators: Dropout and noise are gone, separable convolutions and feed-forward blocks come back as their parts, regularizers and initializers are not said.",
    zh: "层变为算子：Dropout 与噪声消失，可分离卷积和前馈块以其组成部分返回，正则化与初始化不被记录。",
  },
  write: (model) =>
    Promise.resolve(
      writeOnnx(onnxGraph(model), {
        labels: JSON.stringify(model.classNames.map((name) => say(name, "en"))),
        ...(model.preprocessing ? { preprocessing: JSON.stringify(model.preprocessing) } : {}),
      }),
    ),
};

/** Throws where a layer has no rule: the format says so before. */
export function onnxGraph({ name, plan, weights, precision = "float32" }: TrainedModel): OnnxGraph {
  const nodes: OnnxNode[] = [];
  const floats: FloatTensor[] = [];
  const ints: IntTensor[] = [];
  const packed: PackedTensor[] = [];
  const values = new Map<string, string>();
  const masks = masksOf(plan);
  const maskValues = new Map<StepMask, string>();
  for (const layer of plan.layers) {
    const { node: card, outputShape } = layer;
    const rule = onnxRuleOf(card.className);
    if (!rule) throw new Error(`${card.className} is not written in ONNX's operators.`);
    const inputs = inputsOf(layer, plan);
    let count = 0;
    const fresh = (word: string) => `${card.name}/${word}_${++count}`;
    const call: Omit<OnnxCall<LayerName>, "masks"> = {
      config: card.config,
      inputs: card.className === "Input" ? [inputName(card)] : inputs.map(({ node }) => values.get(node.id) ?? ""),
      inputShapes: inputs.map((input) => input.outputShape),
      outputShape,
      weight: (word) => {
        const tensor = weights.get(`${card.name}/${word}`);
        if (!tensor) throw new Error(`The weights lack ${card.name}/${word}.`);
        return tensor;
      },
      node(op, from, attributes = {}, behind = 0) {
        const outputs = Array.from({ length: behind + 1 }, () => fresh(op.toLowerCase()));
        nodes.push({ op, inputs: from, outputs, attributes });
        return outputs.at(-1) ?? "";
      },
      floats(tensor) {
        // Weights keep their names; what a rule makes up gets one.
        const own = { ...tensor, name: tensor.name.includes("/") ? tensor.name : fresh(tensor.name) };
        const inFewer = packedFor(precision, own);
        if (!inFewer) {
          floats.push(own);
          return own.name;
        }
        packed.push(inFewer.tensor);
        if (inFewer.scales) floats.push(inFewer.scales);
        nodes.push(...inFewer.nodes);
        return inFewer.value;
      },
      number(value) {
        const own = fresh("number");
        floats.push({ name: own, shape: [], data: Float32Array.of(value) });
        return own;
      },
      ints(list) {
        const own = fresh("ints");
        ints.push({ name: own, values: list });
        return own;
      },
    };
    const maskValue = (mask: StepMask): string => {
      const value = maskValues.get(mask) ?? writeMask(mask, call, { valueOf: (id) => values.get(id) ?? "", maskValue });
      maskValues.set(mask, value);
      return value;
    };
    const reads = readsMasks.has(card.className);
    const incoming = inputs.map(({ node }) => (reads ? masks.get(node.id) : undefined));
    values.set(card.id, rule({ ...call, masks: incoming.map((mask) => mask && maskValue(mask)) }));
  }
  const { output } = plan;
  const last = values.get(output.node.id) ?? "";
  const isImage = output.outputShape.length === 4;
  nodes.push(
    isImage
      ? { op: "Transpose", inputs: [last], outputs: ["output"], attributes: { perm: [0, 2, 3, 1] } }
      : { op: "Identity", inputs: [last], outputs: ["output"] },
  );
  return {
    name: identifierOf(name),
    nodes,
    floats,
    ints,
    packed,
    inputs: modelInputs(plan).map((input) => ({ name: input.name, shape: input.layer.outputShape })),
    output: { name: "output", shape: output.outputShape },
  };
}

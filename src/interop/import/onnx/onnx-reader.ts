/** The part of ONNX's protocol buffers that networks are read from; field numbers of onnx.proto3 (github.com/onnx/onnx, Apache-2.0). */
import { PbfReader } from "pbf";
import type { ExternalData, ReadAttribute, ReadGraph, ReadModel, ReadNode, ReadValue, StoredTensor } from "@/interop/import/onnx/onnx-model";
import { tooMuchOnnx, wrongOnnx } from "@/interop/import/onnx/onnx-problems";
import { Message } from "@/interop/import/onnx/proto-message";

const limits = { nodes: 20_000, tensors: 20_000, axes: 8, graphs: 4 } as const;

function readTensor(message: Message): StoredTensor {
  const tensor: StoredTensor = { name: "", type: 0, shape: [], raw: undefined, numbers: [], external: undefined };
  message.each((field) => {
    if (field === 1) message.numbers(tensor.shape, "int");
    else if (field === 2) tensor.type = message.int();
    else if (field === 4) message.numbers(tensor.numbers, "float");
    else if (field === 5 || field === 7 || field === 11) message.numbers(tensor.numbers, "int");
    else if (field === 10) message.numbers(tensor.numbers, "double");
    else if (field === 8) tensor.name = message.text();
    else if (field === 9) tensor.raw = message.bytes();
    else if (field === 13) tensor.external = { ...(tensor.external ?? nowhere), ...message.message("external_data", externalEntry) };
    else if (field === 14 && message.int() === 1) tensor.external ??= nowhere;
  });
  if (tensor.shape.length > limits.axes || tensor.shape.some((size) => !Number.isSafeInteger(size) || size < 0))
    throw wrongOnnx(tensor.name || "tensor", axesAndSizes, `[${tensor.shape.slice(0, 9).join(", ")}]`);
  return tensor;
}

const axesAndSizes = { en: `at most ${limits.axes} sizes of at least 0`, zh: `不超过 ${limits.axes} 个、不小于 0 的尺寸` };
const nowhere: ExternalData = { location: "", offset: 0 };

/** One of the words that say where values lie in another file. */
function externalEntry(entry: Message): Partial<ExternalData> {
  let [key, value] = ["", ""];
  entry.each((field) => {
    if (field === 1) key = entry.text();
    else if (field === 2) value = entry.text();
  });
  if (key === "location") return { location: value };
  return key === "offset" || key === "length" ? { [key]: Number(value) } : {};
}

function readAttribute(message: Message, depth: number): ReadAttribute {
  const attribute: ReadAttribute = {
    name: "",
    float: undefined,
    int: undefined,
    text: undefined,
    tensor: undefined,
    graph: undefined,
    numbers: [],
    texts: [],
  };
  message.each((field) => {
    if (field === 1) attribute.name = message.text();
    else if (field === 2) attribute.float = message.float();
    else if (field === 3) attribute.int = message.int();
    else if (field === 4) attribute.text = message.text();
    else if (field === 5) attribute.tensor = message.message("tensor", readTensor);
    else if (field === 6) attribute.graph = message.message("graph", (inner) => readGraph(inner, depth + 1));
    else if (field === 7) message.numbers(attribute.numbers, "float");
    else if (field === 8) message.numbers(attribute.numbers, "int");
    else if (field === 9) attribute.texts.push(message.text());
  });
  return attribute;
}

function readNode(message: Message, depth: number): ReadNode {
  const node: ReadNode = { name: "", op: "", domain: "", inputs: [], outputs: [], attributes: new Map() };
  message.each((field) => {
    if (field === 1) node.inputs.push(message.text());
    else if (field === 2) node.outputs.push(message.text());
    else if (field === 3) node.name = message.text();
    else if (field === 4) node.op = message.text();
    else if (field === 7) node.domain = message.text();
    else if (field === 5) {
      const attribute = message.message("attribute", (inner) => readAttribute(inner, depth));
      node.attributes.set(attribute.name, attribute);
    }
  });
  return node;
}

function readDimension(message: Message): number | null {
  let size: number | null = null;
  message.each((field) => {
    if (field === 1) size = message.int();
  });
  return size;
}

function readValue(message: Message): ReadValue {
  const value: ReadValue = { name: "", type: undefined, shape: undefined };
  const readShape = (shape: Message) => {
    const sizes: (number | null)[] = [];
    shape.each((field) => {
      if (field === 1) sizes.push(shape.message("dim", readDimension));
    });
    if (sizes.length > limits.axes) throw wrongOnnx(value.name || "shape", axesAndSizes, `[${sizes.slice(0, 9).join(", ")}]`);
    value.shape = sizes;
  };
  const readTensorType = (type: Message) =>
    type.each((field) => {
      if (field === 1) value.type = type.int();
      else if (field === 2) type.message("shape", readShape);
    });
  message.each((field) => {
    if (field === 1) value.name = message.text();
    else if (field === 2)
      message.message("type", (type) =>
        type.each((kind) => {
          if (kind === 1) type.message("tensor_type", readTensorType);
        }),
      );
  });
  return value;
}

function readGraph(message: Message, depth: number): ReadGraph {
  if (depth > limits.graphs) throw tooMuchOnnx("graphs", limits.graphs);
  const graph: ReadGraph = { nodes: [], tensors: [], inputs: [], outputs: [] };
  message.each((field) => {
    if (field === 1) graph.nodes.push(message.message("node", (inner) => readNode(inner, depth)));
    else if (field === 5) graph.tensors.push(message.message("initializer", readTensor));
    else if (field === 11) graph.inputs.push(message.message("input", readValue));
    else if (field === 12) graph.outputs.push(message.message("output", readValue));
    if (graph.nodes.length > limits.nodes) throw tooMuchOnnx("nodes", limits.nodes);
    if (graph.tensors.length > limits.tensors) throw tooMuchOnnx("tensors", limits.tensors);
  });
  return graph;
}

/** The version of the format comes first, then who made it, the graph or the operators' versions: no other file begins so. */
export function isOnnx(bytes: Uint8Array): boolean {
  return bytes.length > 2 && bytes[0] === 0x08 && (bytes[1] ?? 0) < 0x40 && [0x12, 0x1a, 0x22, 0x28, 0x32, 0x3a, 0x42].includes(bytes[2] ?? 0);
}

export function readOnnx(bytes: Uint8Array): ReadModel {
  // The library reads numbers by the buffer, whatever part of it the bytes are.
  const whole = bytes.byteOffset === 0 ? bytes : bytes.slice();
  const message = new Message(new PbfReader(whole), whole.length, "model");
  const model: ReadModel = { irVersion: 0, producer: "", opsets: [], graph: undefined };
  message.each((field) => {
    if (field === 1) model.irVersion = message.int();
    else if (field === 2) model.producer = message.text();
    else if (field === 7) model.graph = message.message("graph", (inner) => readGraph(inner, 0));
    else if (field === 8)
      model.opsets.push(
        message.message("opset_import", (opset) => {
          const found = { domain: "", version: 0 };
          opset.each((inner) => {
            if (inner === 1) found.domain = opset.text();
            else if (inner === 2) found.version = opset.int();
          });
          return found;
        }),
      );
  });
  return model;
}

/** A model of ONNX: operators, read as the layers that Layerlab has. Nodes are followed in their order; what each answers is known before it is read. */
import { importProblem, partsOf, unsupported, type ImportedModel, type Obstacle } from "@/interop/import/imported-model";
import { Call, Silent, type Around } from "@/interop/import/onnx/call";
import { storedConstant, type Beside } from "@/interop/import/onnx/constants";
import { Drawing, otherOrder, tensorOf } from "@/interop/import/onnx/drawing";
import { drawnValue } from "@/interop/import/onnx/drawn-value";
import { drawnNetwork } from "@/interop/import/onnx/drawn-network";
import { inputAxes } from "@/interop/import/onnx/input-axes";
import { unknownOpset, wrongOnnx } from "@/interop/import/onnx/onnx-problems";
import type { ReadGraph, ReadModel, ReadNode } from "@/interop/import/onnx/onnx-model";
import { readOnnx } from "@/interop/import/onnx/onnx-reader";
import { rules } from "@/interop/import/onnx/rules";
import { seenShape } from "@/interop/import/onnx/axes";
import type { Drawn, Value } from "@/interop/import/onnx/values";
import { Unsuited } from "@/interop/import/unsuited";

const [oldestOpset, newestOpset, newestFormat] = [7, 25, 13];
const isStandard = (domain: string) => domain === "" || domain === "ai.onnx";

/** `beside`: files that may hold its weights. */
export function onnxModel(bytes: Uint8Array, beside?: Beside): ImportedModel {
  const model = readOnnx(bytes);
  const { graph } = model;
  if (!graph) throw importProblem("noGraph", { en: "This ONNX file holds no graph.", zh: "此 ONNX 文件不含计算图。" });
  const opset = opsetOf(model);
  const stored = new Set(graph.tensors.map(({ name }) => name));
  const inputs = graph.inputs.filter(({ name }) => !stored.has(name));
  const [output] = graph.outputs;
  if (graph.outputs.length !== 1 || !output)
    throw importProblem(
      "severalOutputs",
      { en: "This model has {count} outputs; a network here has one.", zh: "此模型有 {count} 个输出；这里的网络只有一个。" },
      { count: graph.outputs.length },
    );
  const drawing = new Drawing();
  const values = new Map<string, Value>();
  for (const tensor of graph.tensors) values.set(tensor.name, storedConstant(tensor, beside));
  const parts = partsOf(inputs.map(({ name }) => name));
  let fixedBatch: number | undefined;
  for (const input of inputs) {
    const axes = inputAxes(graph, input);
    const part = parts.get(input.name) ?? "whole";
    values.set(input.name, tensorOf(drawing.add("Input", { shape: axes.shape.slice(1), part }, [], { shape: axes.shape }), axes.order));
    fixedBatch ??= axes.fixedBatch;
  }
  followed(graph, values, { drawing, fixedBatch, opset, known: (name) => values.get(name), drawn: (value) => drawnValue(drawing, value) });
  const end = endOf(values, output.name, drawing, output.shape);
  return { program: "ONNX", ...drawnNetwork(end, nameOf(model)) };
}

const nameOf = ({ producer }: ReadModel) => (producer === "" ? "ONNX" : `ONNX, ${producer.slice(0, 40)}`);

function opsetOf({ irVersion, opsets }: ReadModel): number {
  const version = opsets.find(({ domain }) => isStandard(domain))?.version ?? 0;
  if (irVersion > newestFormat)
    throw importProblem(
      "newerOnnx",
      { en: "This ONNX file has the format {version}; up to {newest} is read.", zh: "此 ONNX 文件的格式版本为 {version}，最高支持 {newest}。" },
      { version: irVersion, newest: newestFormat },
    );
  if (version < oldestOpset || version > newestOpset) throw unknownOpset(version, oldestOpset, newestOpset);
  return version;
}

/** Every node's answers, in the order of the file, which is the order of computing. */
function followed(graph: ReadGraph, values: Map<string, Value>, around: Around): void {
  const made = new Set(graph.nodes.flatMap(({ outputs }) => outputs));
  const obstacles: Obstacle[] = [];
  for (const node of graph.nodes) {
    const inputs = node.inputs.map((name) => {
      const value = values.get(name);
      if (name !== "" && !value) throw notMade(name, made.has(name));
      return value;
    });
    const answers = answersOf(node, inputs, around, obstacles);
    for (const [i, name] of node.outputs.entries()) {
      if (name === "") continue;
      if (values.has(name)) throw wrongOnnx(name, { en: "a value that is made once", zh: "只产生一次的值" }, { en: "a second one", zh: "第二次产生" });
      values.set(name, answers[i] ?? { kind: "unknown" });
    }
  }
  if (obstacles.length > 0) throw unsupported(obstacles);
}

function answersOf(node: ReadNode, inputs: readonly (Value | undefined)[], around: Around, obstacles: Obstacle[]): readonly Value[] {
  const layer = `${(node.name || node.outputs[0]) ?? "?"} (${node.op.slice(0, 48)})`;
  const rule = isStandard(node.domain) && Object.hasOwn(rules, node.op) ? rules[node.op] : undefined;
  if (!rule) {
    const from = isStandard(node.domain) ? "" : ` (${node.domain.slice(0, 48)})`;
    const operator = `${node.op.slice(0, 48)}${from}`;
    obstacles.push({ layer, reason: { en: `Layerlab has no layer for the operator ${operator}.`, zh: `Layerlab 没有与算子 ${operator} 对应的层。` } });
    return [];
  }
  try {
    const answer = rule(new Call(node, inputs, around));
    return "kind" in answer ? [answer] : answer;
  } catch (error) {
    if (error instanceof Unsuited) obstacles.push({ layer, reason: error.reason });
    else if (!(error instanceof Silent)) throw error;
    return [];
  }
}

/** A name that nothing has made yet: made further on, it would need itself; else it is not there at all. */
function notMade(name: string, isMadeLater: boolean) {
  const shown = name.slice(0, 80);
  return isMadeLater
    ? importProblem(
        "cycle",
        {
          en: "The graph of this ONNX file reads {name} before it is computed: it runs in a circle, or its nodes are out of order.",
          zh: "此 ONNX 文件的图在计算 {name} 之前就读取它：图中有环，或节点顺序错乱。",
        },
        { name: shown },
      )
    : importProblem(
        "missingValue",
        { en: "The graph of this ONNX file reads {name}, which nothing in it makes.", zh: "此 ONNX 文件的图读取 {name}，但其中没有产生它的节点。" },
        { name: shown },
      );
}

/** The last layer, its answer as it lies here: an image may leave channels first there. */
function endOf(values: ReadonlyMap<string, Value>, name: string, drawing: Drawing, said: readonly (number | null)[] | undefined): Drawn {
  const value = values.get(name);
  if (!value || value.kind === "unknown") throw notMade(name, false);
  try {
    const x = drawnValue(drawing, value);
    const seen = seenShape(x);
    const lies = said && (said.length !== seen.length || said.some((size, i) => size !== null && size > 0 && !Number.isNaN(seen[i]) && size !== seen[i]));
    if (lies)
      throw importProblem(
        "wrongShape",
        {
          en: "The values {name} should be {expected} by what the file says; {received} is computed.",
          zh: "按文件所述，{name} 的形状应为 {expected}，计算得到 {received}。",
        },
        { name: name.slice(0, 80), expected: sizes(said), received: sizes(seen) },
      );
    if (x.places) throw otherOrder;
    return drawing.onAxes(x, x.order);
  } catch (error) {
    if (error instanceof Unsuited) throw unsupported([{ layer: name, reason: error.reason }]);
    throw error;
  }
}
const sizes = (shape: readonly (number | null)[]) => `(${shape.map((size) => (size === null || Number.isNaN(size) ? "?" : size)).join(", ")})`;

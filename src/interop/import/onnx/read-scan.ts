/** A Scan that repeats one step of a recurrent layer, as our own files say it where some steps are padding. It is known by the very lines that write it. */
import { scanStep } from "@/interop/export/onnx/onnx-cells";
import type { OnnxAttribute } from "@/interop/export/onnx/onnx-proto";
import { unsuitedAttribute, type Call } from "@/interop/import/onnx/call";
import { onlyNumber } from "@/interop/import/onnx/constants";
import { timeFirst } from "@/interop/import/onnx/drawing";
import type { ReadAttribute, ReadGraph } from "@/interop/import/onnx/onnx-model";
import { asWeight, isZero } from "@/interop/import/onnx/read-dense";
import { gatesOf } from "@/interop/import/onnx/read-recurrent";
import type { Cell, Drawn, Run, States, Value } from "@/interop/import/onnx/values";
import { Unsuited } from "@/interop/import/unsuited";
import type { ActivationName } from "@/network/activations";
import type { RawTensor } from "@/interop/import/imported-model";
import { layerOf } from "@/network/layers";

interface Step {
  readonly cell: Cell;
  readonly activation: ActivationName;
  readonly recurrentActivation: ActivationName;
  readonly hasMask: boolean;
  readonly hasBias: boolean;
}

const foreign = new Unsuited({
  en: "it repeats a step that is none of Layerlab's recurrent layers.",
  zh: "它重复的步骤不是 Layerlab 的任何循环层。",
});

interface Line {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: string;
}

/** The same for every choice of names: values are called by where they are made. `outside`: what a name from around the loop stands for. */
function fingerprint(lines: readonly Line[], inputs: readonly string[], outputs: readonly string[], outside: (name: string) => string): string {
  const names = new Map(inputs.map((name, i) => [name, `in${i}`]));
  const called = (name: string) => names.get(name) ?? outside(name);
  const said = lines.map(({ op, inputs: from, outputs: made, attributes }, line) => {
    const text = `${op}(${from.map(called).join()})${attributes}`;
    for (const [i, name] of made.entries()) names.set(name, `${line}.${i}`);
    return text;
  });
  return [...said, outputs.map(called).join()].join("\n");
}

const attributesText = (entries: readonly (readonly [string, string])[]) => JSON.stringify(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
const writtenText = (value: OnnxAttribute) => {
  if (typeof value !== "object") return String(value);
  return "float" in value ? String(Math.fround(value.float)) : "graph" in value ? "graph" : value.join();
};
const readText = ({ float, int, text, numbers }: ReadAttribute) => String(int ?? text ?? (float === undefined ? numbers : Math.fround(float)));

let steps: ReadonlyMap<string, Step> | undefined;
/** Every step that can be written, by its fingerprint. */
function knownSteps(): ReadonlyMap<string, Step> {
  if (steps) return steps;
  const all = new Map<string, Step>();
  const field = layerOf("LSTM").fields["activation"];
  const names = (field?.type === "choice" ? field.options : []) as readonly ActivationName[];
  for (const cell of ["lstm", "gru", "rnn"] as const)
    for (const activation of names)
      for (const recurrentActivation of cell === "rnn" ? (["sigmoid"] as const) : names)
        for (const hasMask of [true, false])
          for (const hasBias of cell === "gru" ? [true, false] : [false]) {
            const body = scanStep({
              cell,
              activation,
              recurrentActivation,
              hasMask,
              units: 1,
              recurrentKernel: "kernel",
              recurrentBias: hasBias ? "bias" : undefined,
              number: (value) => `#${Math.fround(value)}`,
            });
            const lines = body.nodes.map(({ attributes = {}, ...line }): Line => ({
              ...line,
              attributes: attributesText(Object.entries(attributes).map(([name, value]) => [name, writtenText(value)])),
            }));
            const print = fingerprint(lines, body.inputs.map(nameOf), body.outputs.map(nameOf), (name) => name);
            all.set(print, { cell, activation, recurrentActivation, hasMask, hasBias });
          }
  steps = all;
  return all;
}
const nameOf = ({ name }: { readonly name: string }) => name;

interface Body {
  readonly step: Step;
  readonly recurrentKernel: RawTensor;
  readonly recurrentBias: RawTensor | undefined;
}
function bodyOf(call: Call, graph: ReadGraph): Body {
  const found = new Map<string, RawTensor>();
  const outside = (name: string) => {
    const value = call.known(name);
    if (value?.kind !== "constant") throw foreign;
    if (value.shape.length === 0) return `#${Math.fround(onlyNumber(value) ?? 0)}`;
    const word = value.shape.length === 2 ? "kernel" : "bias";
    found.set(word, asWeight(value));
    return word;
  };
  const lines = graph.nodes.map(({ op, inputs, outputs, attributes }): Line => ({
    op,
    inputs,
    outputs,
    attributes: attributesText([...attributes].map(([name, value]) => [name, readText(value)])),
  }));
  const step = knownSteps().get(fingerprint(lines, graph.inputs.map(nameOf), graph.outputs.map(nameOf), outside));
  const recurrentKernel = found.get("kernel");
  if (!step || !recurrentKernel) throw foreign;
  return { step, recurrentKernel, recurrentBias: found.get("bias") };
}

export function scan(call: Call): readonly Value[] {
  const graph = call.graph("body");
  if (!graph) throw unsuitedAttribute("body", null);
  const { step, recurrentKernel, recurrentBias } = bodyOf(call, graph);
  const { cell, hasMask } = step;
  const kept = cell === "lstm" ? 2 : 1;
  const scanned = hasMask ? 2 : 1;
  const order = call.list("scan_input_directions") ?? [];
  const isBackwards = order[0] === 1;
  const others = ["scan_input_axes", "scan_output_axes"].filter((name) => call.list(name)?.some((axis) => axis !== 0));
  if (call.inputs.length !== kept + scanned || others.length > 0) throw unsuitedAttribute("scan_input_axes", null);
  if (order.some((direction) => direction !== Number(isBackwards)) || (call.list("scan_output_directions") ?? [0])[0] !== Number(isBackwards))
    throw unsuitedAttribute("scan_input_directions", order);
  if (!call.inputs.slice(0, kept).every(isZero)) throw unsuitedAttribute("initial state", "…");
  const product = call.drawing.onAxes(call.tensor(kept), timeFirst);
  const [source] = product.sources;
  const units = recurrentKernel.shape[0] ?? 0;
  const width = gatesOf[cell] * units;
  if (product.className !== "Dense" || product.config["activation"] !== "linear" || !source || product.shape[2] !== width) throw foreign;
  const mask = hasMask ? call.value(kept + 1) : undefined;
  if (mask && (mask.kind !== "mask" || mask.form !== "turned")) throw foreign;
  const [kernel = { shape: [], data: new Float32Array() }, inputBias] = product.weights;
  const run: Run = {
    ...step,
    units,
    isBackwards,
    kernel,
    recurrentKernel,
    bias: biasOf(cell, width, inputBias, recurrentBias),
    source,
    mask: mask?.kind === "mask" ? mask.mask : undefined,
    name: product.name,
  };
  const all: States = { kind: "states", runs: [run], which: "steps", view: [Number.NaN, stepsOf(product), units], order: timeFirst };
  return [...Array.from({ length: kept }, (): Value => ({ kind: "unknown" })), all];
}
const stepsOf = (layer: Drawn) => layer.shape[1] ?? 1;

function biasOf(cell: Cell, width: number, input: RawTensor | undefined, recurrent: RawTensor | undefined): RawTensor | undefined {
  if (cell !== "gru") return input;
  if (!input && !recurrent) return undefined;
  const none = new Float32Array(width);
  return { shape: [2, width], data: Float32Array.from([...(input?.data ?? none), ...(recurrent?.data ?? none)]) };
}

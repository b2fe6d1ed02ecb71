/** One step of a recurrent layer in ONNX's operators: what a Scan repeats. Gates lie in Keras' order. */
import { onnxFunctions, type OnnxWriter } from "@/interop/export/onnx/onnx-call";
import type { OnnxBody, OnnxNode } from "@/interop/export/onnx/onnx-proto";
import type { ActivationName } from "@/network/activations";

export type OnnxCell = "lstm" | "gru" | "rnn";
const gatesOf = { lstm: 4, gru: 3, rnn: 1 } as const;

export interface CellSettings {
  readonly cell: OnnxCell;
  readonly units: number;
  readonly activation: ActivationName;
  readonly recurrentActivation: ActivationName;
}

/** Whether ONNX's own operator computes it without being told functions. */
export function isOwnCell({ cell, activation, recurrentActivation }: CellSettings): boolean {
  return activation === "tanh" && (cell === "rnn" || recurrentActivation === "sigmoid");
}

interface Step extends CellSettings {
  /** Whether a second value says which rows count. */
  readonly hasMask: boolean;
  /** Names of values around the loop. */
  readonly recurrentKernel: string;
  readonly recurrentBias: string | undefined;
  readonly number: (value: number) => string;
}

/** In: the state (and memory), what comes in times the kernel, and the mask. Out: state (and memory), and the state as an answer. */
export function scanStep(step: Step): OnnxBody {
  const { cell, units, hasMask, recurrentKernel, recurrentBias, number } = step;
  const nodes: OnnxNode[] = [];
  let count = 0;
  const node: OnnxWriter["node"] = (op, inputs, attributes = {}) => {
    const output = `${recurrentKernel}/${op.toLowerCase()}_${++count}`;
    nodes.push({ op, inputs, outputs: [output], attributes });
    return output;
  };
  const local = (word: string) => `${recurrentKernel}/${word}`;
  const [state, memory, coming, counts] = ["state", "memory", "coming", "counts"].map(local) as [string, string, string, string];
  const read = node("MatMul", [state, recurrentKernel]);
  const product = recurrentBias === undefined ? read : node("Add", [read, recurrentBias]);
  const split = (x: string) => {
    const outputs = Array.from({ length: gatesOf[cell] }, () => `${recurrentKernel}/split_${++count}`);
    nodes.push({ op: "Split", inputs: [x], outputs, attributes: { axis: 1, num_outputs: outputs.length } });
    return outputs;
  };
  const next = cells[cell]({ ...step, node, split, state, memory, coming, product });
  // A step that does not count changes nothing.
  const chosen = (now: string, before: string) =>
    hasMask ? node("Add", [node("Mul", [now, counts]), node("Mul", [before, node("Sub", [number(1), counts])])]) : now;
  const states = [chosen(next.state, state), ...(next.memory === undefined ? [] : [chosen(next.memory, memory)])];
  const width = gatesOf[cell] * units;
  const value = (name: string, size: number) => ({ name, shape: [null, size] });
  const carried = states.map((from) => value(node("Identity", [from]), units));
  return {
    nodes,
    inputs: [value(state, units), ...(next.memory === undefined ? [] : [value(memory, units)]), value(coming, width), ...(hasMask ? [value(counts, 1)] : [])],
    outputs: [...carried, value(node("Identity", [states[0] ?? state]), units)],
  };
}

interface CellCall extends OnnxWriter, CellSettings {
  /** Column blocks, one for each gate. */
  readonly split: (x: string) => readonly string[];
  readonly state: string;
  readonly memory: string;
  readonly coming: string;
  readonly product: string;
}

/** What the engine's cells compute (`engine/worker/ops/recurrent-cells.ts`). */
const cells: Readonly<Record<OnnxCell, (call: CellCall) => { readonly state: string; readonly memory?: string }>> = {
  lstm(call) {
    const { node, split, memory, coming, product, activation, recurrentActivation } = call;
    const [enter = "", forget = "", candidate = "", leave = ""] = split(node("Add", [coming, product]));
    const gate = (x: string) => onnxFunctions[recurrentActivation](call, x, -1);
    const shown = (x: string) => onnxFunctions[activation](call, x, -1);
    const next = node("Add", [node("Mul", [gate(forget), memory]), node("Mul", [gate(enter), shown(candidate)])]);
    return { state: node("Mul", [gate(leave), shown(next)]), memory: next };
  },
  gru(call) {
    const { node, split, number, state, coming, product, activation, recurrentActivation } = call;
    const [xz = "", xr = "", xh = ""] = split(coming);
    const [hz = "", hr = "", inner = ""] = split(product);
    const update = onnxFunctions[recurrentActivation](call, node("Add", [xz, hz]), -1);
    const reset = onnxFunctions[recurrentActivation](call, node("Add", [xr, hr]), -1);
    const candidate = onnxFunctions[activation](call, node("Add", [xh, node("Mul", [reset, inner])]), -1);
    return { state: node("Add", [node("Mul", [update, state]), node("Mul", [node("Sub", [number(1), update]), candidate])]) };
  },
  rnn: (call) => ({ state: onnxFunctions[call.activation](call, call.node("Add", [call.coming, call.product]), -1) }),
};

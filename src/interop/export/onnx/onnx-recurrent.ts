/**
 * How ONNX says recurrent layers. Its own LSTM, GRU and RNN where every step counts; a Scan, which repeats a step, where some do not:
 * its own take lengths only, and a step left out in the middle has none.
 */
import { transposed } from "@/interop/export/arrange";
import { asColumn } from "@/interop/export/onnx/onnx-sequences";
import { inputOf, size, type OnnxCall, type OnnxRule } from "@/interop/export/onnx/onnx-call";
import { isOwnCell, scanStep, type OnnxCell } from "@/interop/export/onnx/onnx-cells";
import type { NamedTensor } from "@/interop/layerlab/content";
import type { ActivationName } from "@/network/activations";
import { weightOf } from "@/network/layers/weight-of-direction";
import type { LayerName } from "@/network/layers";

interface Reading {
  readonly cell: OnnxCell;
  readonly units: number;
  readonly activation: ActivationName;
  readonly recurrentActivation: ActivationName;
  readonly useBias: boolean;
  readonly returnSequences: boolean;
  readonly isBackwards: boolean;
  /** By Keras' word. */
  readonly weight: (name: string) => NamedTensor;
}
type Call = Pick<OnnxCall<LayerName>, "node" | "number" | "ints" | "floats" | "inputs" | "inputShapes" | "masks">;

/** Keras' order of gates by ONNX's. */
const gateOrder = { lstm: [0, 3, 1, 2], gru: [0, 1, 2], rnn: [0] } as const satisfies Record<OnnxCell, readonly number[]>;
const ownName = { lstm: "LSTM", gru: "GRU", rnn: "RNN" } as const;

/** Column blocks [rows, gates·U] as ONNX's rows [1, gates·U, rows], gates in its order. */
function asRows(tensor: NamedTensor, cell: OnnxCell, units: number): NamedTensor {
  const turned = transposed(tensor, [1, 0]);
  const rows = tensor.shape[0] ?? 1;
  const block = units * rows;
  const data = new Float32Array(turned.data.length);
  for (const [to, from] of gateOrder[cell].entries()) data.set(turned.data.subarray(from * block, (from + 1) * block), to * block);
  return { name: tensor.name, shape: [1, turned.shape[0] ?? 1, rows], data };
}

/** Both biases one after the other, as ONNX has them; Keras has the second of a GRU only. */
function biases({ cell, units, weight }: Reading): NamedTensor {
  const bias = weight("bias");
  const width = gateOrder[cell].length * units;
  const both = new Float32Array(2 * width);
  for (let i = 0; i * width < bias.data.length; i++) {
    const row = { name: bias.name, shape: [1, width], data: bias.data.subarray(i * width, (i + 1) * width) };
    both.set(asRows(row, cell, units).data, i * width);
  }
  return { name: bias.name, shape: [1, 2 * width], data: both };
}

/** Answers of all steps, [T, N, U], each where its step stands. */
function ownStates(call: Call, reading: Reading, steps: string): string {
  const { cell, units, useBias, isBackwards, weight } = reading;
  const from = [
    steps,
    call.floats(asRows(weight("kernel"), cell, units)),
    call.floats(asRows(weight("recurrentKernel"), cell, units)),
    ...(useBias ? [call.floats(biases(reading))] : []),
  ];
  const states = call.node(ownName[cell], from, {
    hidden_size: units,
    direction: isBackwards ? "reverse" : "forward",
    ...(cell === "gru" ? { linear_before_reset: 1 } : {}),
  });
  return call.node("Squeeze", [states, call.ints([1])]);
}

function scannedStates(call: Call, reading: Reading, steps: string): string {
  const { node, floats, number, ints } = call;
  const { cell, units, useBias, isBackwards, weight } = reading;
  const product = node("MatMul", [steps, floats(weight("kernel"))]);
  const bias = useBias ? weight("bias") : undefined;
  const width = gateOrder[cell].length * units;
  const row = (i: number) => bias && { name: `${bias.name}/${i}`, shape: [width], data: bias.data.slice(i * width, (i + 1) * width) };
  const [inputBias, recurrentBias] = cell === "gru" ? [row(0), row(1)] : [bias, undefined];
  const coming = inputBias ? node("Add", [product, floats(inputBias)]) : product;
  const mask = call.masks[0];
  const counts = mask === undefined ? undefined : node("Transpose", [asColumn(call, mask)], { perm: [1, 0, 2] });
  const batch = node("Shape", [steps], { start: 1, end: 2 });
  const zeros = node("Expand", [number(0), node("Concat", [batch, ints([units])], { axis: 0 })]);
  const states = cell === "lstm" ? [zeros, zeros] : [zeros];
  const scanned = [coming, ...(counts === undefined ? [] : [counts])];
  const order = isBackwards ? 1 : 0;
  const step = scanStep({
    ...reading,
    hasMask: counts !== undefined,
    recurrentKernel: floats(weight("recurrentKernel")),
    recurrentBias: recurrentBias && floats(recurrentBias),
    number,
  });
  return node(
    "Scan",
    [...states, ...scanned],
    {
      body: { graph: step },
      num_scan_inputs: scanned.length,
      scan_input_directions: scanned.map(() => order),
      scan_output_directions: [order],
    },
    states.length,
  );
}

/** [N, T, U] with every answer where its step stands, or the last one, [N, U]. */
function read(call: Call, reading: Reading): string {
  const steps = call.node("Transpose", [inputOf(call)], { perm: [1, 0, 2] });
  const states = call.masks[0] === undefined && isOwnCell(reading) ? ownStates(call, reading, steps) : scannedStates(call, reading, steps);
  if (reading.returnSequences) return call.node("Transpose", [states], { perm: [1, 0, 2] });
  const last = reading.isBackwards ? 0 : size(call.inputShapes[0], 1) - 1;
  return call.node("Squeeze", [call.node("Gather", [states, call.ints([last])], { axis: 0 }), call.ints([0])]);
}

/** As in Keras, a layer that reads backwards answers in the order of reading. */
function inOrderOfReading({ node, ints }: Call, x: string): string {
  return node("Slice", [x, ints([-1]), ints([-(2 ** 31)]), ints([1]), ints([-1])]);
}

function alone(cell: OnnxCell) {
  return (call: OnnxCall<"LSTM" | "GRU" | "SimpleRNN">): string => {
    const { config, weight } = call;
    const gate = "recurrentActivation" in config ? config.recurrentActivation : "sigmoid";
    const answer = read(call, { ...config, cell, recurrentActivation: gate, isBackwards: config.goBackwards, weight });
    return config.goBackwards && config.returnSequences ? inOrderOfReading(call, answer) : answer;
  };
}

const cellOf = { LSTM: "lstm", GRU: "gru", SimpleRNN: "rnn" } as const;

export const onnxRecurrent: { readonly [N in LayerName]?: OnnxRule<N> } = {
  LSTM: alone("lstm"),
  GRU: alone("gru"),
  SimpleRNN: alone("rnn"),
  Bidirectional: (call) => {
    const { config, node, number } = call;
    const [forward, backward] = (["forward", "backward"] as const).map((direction) =>
      read(call, {
        ...config,
        cell: cellOf[config.layer],
        isBackwards: direction === "backward",
        weight: (name) => call.weight(weightOf(direction, name)),
      }),
    ) as [string, string];
    const merged = {
      concat: () => node("Concat", [forward, backward], { axis: -1 }),
      sum: () => node("Add", [forward, backward]),
      ave: () => node("Mul", [node("Add", [forward, backward]), number(0.5)]),
      mul: () => node("Mul", [forward, backward]),
    }[config.mergeMode]();
    const [mask] = call.masks;
    return mask !== undefined && config.returnSequences ? node("Mul", [merged, asColumn(call, mask)]) : merged;
  },
};

/** LSTM, GRU and RNN. Which of their answers is read decides which layer they are, so they become one only then. */
import { transposed } from "@/interop/export/arrange";
import type { RawTensor } from "@/interop/import/imported-model";
import { seenShape, withoutPlaces, type Axes } from "@/interop/import/onnx/axes";
import { unsuitedAttribute, type Call, type Rule } from "@/interop/import/onnx/call";
import { tensorOf, timeFirst, type Drawing } from "@/interop/import/onnx/drawing";
import { isZero } from "@/interop/import/onnx/read-dense";
import type { Cell, Constant, Drawn, Run, States, Tensor, Value } from "@/interop/import/onnx/values";
import { Unsuited } from "@/interop/import/unsuited";
import type { ActivationName } from "@/network/activations";

/** Keras' order of gates by ONNX's. */
const gateOrder = { lstm: [0, 3, 1, 2], gru: [0, 1, 2], rnn: [0] } as const satisfies Record<Cell, readonly number[]>;
export const gatesOf = { lstm: 4, gru: 3, rnn: 1 } as const;
const classOf = { lstm: "LSTM", gru: "GRU", rnn: "SimpleRNN" } as const;

const functions: Readonly<Record<string, ActivationName | undefined>> = { tanh: "tanh", sigmoid: "sigmoid", relu: "relu", affine: "linear", elu: "elu" };

/** Rows [gates·U, columns] as Keras' column blocks [columns, gates·U]. */
function asColumns(rows: Float32Array, cell: Cell, units: number, columns: number): RawTensor {
  const block = units * columns;
  const ordered = new Float32Array(rows.length);
  for (const [from, to] of gateOrder[cell].entries()) ordered.set(rows.subarray(from * block, (from + 1) * block), to * block);
  const { shape, data } = transposed({ name: "", shape: [gatesOf[cell] * units, columns], data: ordered }, [1, 0]);
  return { shape, data };
}

function biasOf(row: Float32Array, cell: Cell, units: number): RawTensor {
  const width = gatesOf[cell] * units;
  const [first, second] = [0, 1].map((i) => asColumns(row.subarray(i * width, (i + 1) * width), cell, units, 1).data) as [Float32Array, Float32Array];
  // A GRU keeps both; elsewhere only their sum can be told.
  if (cell === "gru") return { shape: [2, width], data: Float32Array.from([...first, ...second]) };
  return { shape: [width], data: first.map((value, i) => value + (second[i] ?? 0)) };
}

/** The part of a weight that is one direction's. */
const directionOf = ({ shape, data }: Constant, i: number): Float32Array => {
  const size = data.length / (shape[0] ?? 1);
  return Float32Array.from(data.subarray(i * size, (i + 1) * size));
};

export const recurrent =
  (cell: Cell): Rule =>
  (call) => {
    const { drawing } = call;
    const source = drawing.onAxes(call.tensor(0), timeFirst);
    const [, steps = 1, features = 1] = source.shape;
    const [w, r] = [call.constant(1), call.constant(2)];
    const bias = call.inputs[3] ? call.constant(3) : undefined;
    const units = call.number("hidden_size", r.shape.at(-1) ?? 0);
    const width = gatesOf[cell] * units;
    const direction = call.text("direction") || "forward";
    const directions = direction === "bidirectional" ? [false, true] : [direction === "reverse"];
    if (w.shape.join() !== [directions.length, width, features].join()) throw unsuitedAttribute("W", w.shape);
    if (r.shape.join() !== [directions.length, width, units].join()) throw unsuitedAttribute("R", r.shape);
    if (bias && bias.shape.join() !== [directions.length, 2 * width].join()) throw unsuitedAttribute("B", bias.shape);
    refuseOthers(call, cell, steps);
    const given = call.node.attributes.get("activations")?.texts ?? [];
    const each = cell === "lstm" ? 3 : cell === "gru" ? 2 : 1;
    const runs = directions.map((isBackwards, i): Run => {
      const [first = cell === "rnn" ? "tanh" : "sigmoid", second = "tanh", third = second] = given
        .slice(i * each, (i + 1) * each)
        .map((word) => word.toLowerCase());
      const [activation, recurrentActivation] = cell === "rnn" ? [functions[first], "sigmoid" as const] : [functions[second], functions[first]];
      if (!activation || !recurrentActivation || (cell === "lstm" && third !== second)) throw unsuitedAttribute("activations", given);
      return {
        cell,
        units,
        activation,
        recurrentActivation,
        isBackwards,
        kernel: asColumns(directionOf(w, i), cell, units, features),
        recurrentKernel: asColumns(directionOf(r, i), cell, units, units),
        bias: bias && biasOf(directionOf(bias, i), cell, units),
        source,
        mask: undefined,
        name: w.name,
      };
    });
    const batch = Number.NaN;
    const all: States = { kind: "states", runs, which: "steps", view: [batch, steps, runs.length, units], order: [1, 2, 0, 3] };
    const last: States = { kind: "states", runs, which: "last", view: [batch, runs.length, units], order: [1, 0, 2] };
    return [all, last, { kind: "unknown" }];
  };

/** Settings that change what is computed and that no layer here has. */
function refuseOthers(call: Call, cell: Cell, steps: number): void {
  const lengths = call.inputs[4] && call.numberAt(4);
  if (call.inputs[4] && lengths !== steps) throw unsuitedAttribute("sequence_lens", lengths ?? "…");
  for (const [i, name] of [
    [5, "initial_h"],
    [6, "initial_c"],
    [7, "P"],
  ] as const)
    if (!isZero(call.inputs[i])) throw unsuitedAttribute(name, "…");
  if (call.number("layout", 0) !== 0) throw unsuitedAttribute("layout", 1);
  if (call.number("input_forget", 0) !== 0) throw unsuitedAttribute("input_forget", 1);
  if (call.node.attributes.has("clip")) throw unsuitedAttribute("clip", call.number("clip", 0));
  if (call.list("activation_alpha") || call.list("activation_beta")) throw unsuitedAttribute("activation_alpha", call.list("activation_alpha"));
  if (cell === "gru" && call.number("linear_before_reset", 0) !== 1)
    throw new Unsuited({ en: "this GRU resets before its product; Layerlab's resets after it.", zh: "此 GRU 在乘积之前重置；Layerlab 的在其后。" });
}

const backwardsAlone = new Unsuited({
  en: "it reads backwards and answers each step where it stands; here such a layer answers in the order of reading.",
  zh: "它反向读取，并在各步原位输出；这里的反向层按读取顺序输出。",
});
const middle = new Unsuited({ en: "it takes one step out of a sequence, which no layer here does.", zh: "它从序列中取出某一步，这里没有这样的层。" });

const weightsOfRun = ({ kernel, recurrentKernel, bias }: Run) => [kernel, recurrentKernel, ...(bias ? [bias] : [])];
const settingsOfRun = ({ cell, units, activation, recurrentActivation, bias }: Run) => ({
  units,
  activation,
  ...(cell === "rnn" ? {} : { recurrentActivation }),
  useBias: bias !== undefined,
});

const drawn = new WeakMap<Run, Map<string, Drawn>>();
/** One layer for each of its answers, however often it is read. */
function once(run: Run, key: string, make: () => Drawn): Drawn {
  const known = drawn.get(run) ?? new Map<string, Drawn>();
  drawn.set(run, known);
  const layer = known.get(key) ?? make();
  known.set(key, layer);
  return layer;
}

export function drawnStates(drawing: Drawing, states: States): Tensor {
  const { runs, which, view, order } = states;
  const [run, other] = runs;
  if (!run) throw middle;
  if (other) return { kind: "tensor", layer: bothWays(drawing, run, other, which, "concat"), view, order };
  if (run.isBackwards && which === "steps") throw backwardsAlone;
  const layer = once(run, which, () => {
    const returnSequences = which !== "last";
    const shape = [Number.NaN, ...(returnSequences ? [run.source.shape[1] ?? 1] : []), run.units];
    const config = { ...settingsOfRun(run), returnSequences, goBackwards: run.isBackwards };
    return drawing.add(classOf[run.cell], config, [run.source], { shape, name: run.name, weights: weightsOfRun(run), reads: [run.mask] });
  });
  return { kind: "tensor", layer, view, order };
}

function bothWays(drawing: Drawing, forward: Run, backward: Run, which: States["which"], mergeMode: "concat" | "sum" | "mul"): Drawn {
  return once(forward, `${which} ${mergeMode}`, () => {
    const returnSequences = which === "steps";
    const width = mergeMode === "concat" ? 2 * forward.units : forward.units;
    const shape = [Number.NaN, ...(returnSequences ? [forward.source.shape[1] ?? 1] : []), width];
    const { recurrentActivation } = forward;
    const config = { ...settingsOfRun(forward), recurrentActivation, layer: classOf[forward.cell], mergeMode, returnSequences };
    const weights = [...weightsOfRun(forward), ...weightsOfRun(backward)];
    return drawing.add("Bidirectional", config, [forward.source], { shape, weights, reads: [forward.mask], name: forward.name });
  });
}

/** Two directions over the same sequence, put together; undefined where they are no pair. */
export function mergedRuns(drawing: Drawing, values: readonly (Value | undefined)[], mergeMode: "concat" | "sum" | "mul"): Tensor | undefined {
  const [a, b] = values;
  if (values.length !== 2 || a?.kind !== "states" || b?.kind !== "states" || a.runs.length !== 1 || b.runs.length !== 1) return undefined;
  const [forward, backward] = [a.runs[0], b.runs[0]];
  if (!forward || !backward || forward.isBackwards || !backward.isBackwards || a.which !== b.which || a.which === "reading") return undefined;
  const settings = (run: Run) => JSON.stringify({ ...settingsOfRun(run), cell: run.cell, mask: run.mask });
  if (forward.source !== backward.source || settings(forward) !== settings(backward) || seenShape(a).join() !== seenShape(b).join()) return undefined;
  const layer = bothWays(drawing, forward, backward, a.which, mergeMode);
  const width = layer.shape.at(-1) ?? 1;
  return { ...tensorOf(layer), view: [...a.view.slice(0, -1), width], order: a.order };
}

/** One place of an axis: the last step that was read, or one of two directions. `keeps`: the axis stays, as one. */
export function pickedStates(states: States, place: number, index: number, keeps: boolean): States {
  const { view, order, runs, which } = states;
  const axis = order[place] ?? -1;
  const size = view[axis] ?? 1;
  const at = index < 0 ? index + size : index;
  const rest: Axes = keeps ? { view: view.map((length, i) => (i === axis ? 1 : length)), order } : withoutPlaces(states, [place]);
  if (size === 1 && at === 0) return { ...states, ...rest };
  const isDirection = runs.length === 2 && size === 2 && axis === view.length - 2;
  const run = isDirection ? runs[at] : undefined;
  if (run) return { kind: "states", which, runs: [run], ...rest };
  const isLast = runs.every(({ isBackwards }) => at === (isBackwards ? 0 : size - 1)) && which === "steps" && axis === 1;
  if (!isLast) throw middle;
  return { kind: "states", runs, which: "last", ...rest };
}

/** A sequence turned round: of a layer that reads backwards, its answers in the order of reading. */
export function reversedStates(states: States, place: number): States | undefined {
  const [run] = states.runs;
  const isTurned = states.runs.length === 1 && run?.isBackwards === true && states.which === "steps" && states.order[place] === 1;
  return isTurned ? { ...states, which: "reading" } : undefined;
}

/** Layers that read a sequence step by step, as Keras does: steps that do not count change nothing. */
import { functions } from "@/interop/page/activations";
import type { Mask, PageCall, PageLayer, StepMemory } from "@/interop/page/layers/page-layer";
import { product, zeros, type Value } from "@/interop/page/value";
import { weightOf } from "@/network/layers/weight-of-direction";
import type { LayerConfig } from "@/network/layers";

type CellName = LayerConfig<"Bidirectional">["layer"];
type Config = LayerConfig<"SimpleRNN"> & Partial<Pick<LayerConfig<"LSTM">, "recurrentActivation">>;
interface Reading {
  readonly x: Value;
  readonly mask: Mask;
  readonly weight: (name: string) => Value;
  readonly memory?: StepMemory | undefined;
}

/** After each step, in the order of the steps: [T, units]. */
function statesOf(cell: CellName, { x, mask, weight, memory: earlier }: Reading, config: Config): Value {
  const { units, useBias, goBackwards, activation, recurrentActivation = "sigmoid" } = config;
  const [steps = 1] = x.shape;
  const act = functions[activation];
  const gate = functions[recurrentActivation];
  const width = { LSTM: 4, GRU: 3, SimpleRNN: 1 }[cell] * units;
  const bias = useBias ? weight("bias").data : undefined;
  // A GRU has a bias for each of its two products.
  const coming = product(x.data, weight("kernel").data, width, bias?.subarray(0, width));
  const recurrentBias = cell === "GRU" ? bias?.subarray(width) : undefined;
  const kernel = weight("recurrentKernel").data;
  const y = zeros([steps, units]);
  let state = earlier?.kept.get("state") ?? new Float32Array(units);
  let memory = earlier?.kept.get("memory") ?? new Float32Array(units);
  for (let i = 0; i < steps; i++) {
    const t = goBackwards ? steps - 1 - i : i;
    if (!mask || mask[t] === 1) {
      const came = coming.subarray(t * width, (t + 1) * width);
      const read = product(state, kernel, width, recurrentBias);
      const at = (block: number, u: number) => (came[block * units + u] ?? 0) + (read[block * units + u] ?? 0);
      if (cell === "LSTM") {
        const before = memory;
        memory = before.map((kept, u) => gate(at(1, u)) * kept + gate(at(0, u)) * act(at(2, u)));
        state = memory.map((kept, u) => gate(at(3, u)) * act(kept));
      } else if (cell === "GRU") {
        state = state.map((kept, u) => {
          const update = gate(at(0, u));
          const candidate = act((came[2 * units + u] ?? 0) + gate(at(1, u)) * (read[2 * units + u] ?? 0));
          return update * kept + (1 - update) * candidate;
        });
      } else state = state.map((_, u) => act(at(0, u)));
    }
    y.data.set(state, t * units);
  }
  earlier?.kept.set("state", state).set("memory", memory);
  return y;
}

/** The last one read. */
function lastOf({ shape: [steps = 1, units = 1], data }: Value, isBackwards: boolean): Value {
  const at = isBackwards ? 0 : steps - 1;
  return { shape: [units], data: data.slice(at * units, (at + 1) * units) };
}

function turnedAround({ shape, data }: Value): Value {
  const [steps = 1, units = 1] = shape;
  const y = zeros(shape);
  for (let t = 0; t < steps; t++) y.data.set(data.subarray(t * units, (t + 1) * units), (steps - 1 - t) * units);
  return y;
}

const reads =
  (cell: CellName) =>
  ({ config, inputs: [x], masks: [mask], weight, memory }: PageCall<"LSTM" | "GRU" | "SimpleRNN">): Value => {
    const states = statesOf(cell, { x, mask, weight, memory }, config);
    if (!config.returnSequences) return lastOf(states, config.goBackwards);
    // What leaves is in the order of reading.
    return config.goBackwards ? turnedAround(states) : states;
  };
export const lstm: PageLayer<"LSTM"> = reads("LSTM");
export const gru: PageLayer<"GRU"> = reads("GRU");
export const simpleRnn: PageLayer<"SimpleRNN"> = reads("SimpleRNN");

export const bidirectional: PageLayer<"Bidirectional"> = ({ config, inputs: [x], masks: [mask], weight, shape }) => {
  const { layer, mergeMode, returnSequences, units } = config;
  const [forward, backward] = (["forward", "backward"] as const).map((direction) => {
    const isBackwards = direction === "backward";
    const states = statesOf(layer, { x, mask, weight: (name) => weight(weightOf(direction, name)) }, { ...config, goBackwards: isBackwards });
    return returnSequences ? states : lastOf(states, isBackwards);
  }) as [Value, Value];
  const y = zeros(shape);
  const isWide = mergeMode === "concat";
  forward.data.forEach((a, i) => {
    const b = backward.data[i] ?? 0;
    const step = Math.floor(i / units);
    if (mask && returnSequences && mask[step] === 0) return;
    if (isWide) {
      const at = 2 * units * step + (i % units);
      y.data[at] = a;
      y.data[at + units] = b;
    } else y.data[i] = mergeMode === "mul" ? a * b : mergeMode === "ave" ? (a + b) / 2 : a + b;
  });
  return y;
};

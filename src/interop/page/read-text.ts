/** What a network says behind a growing text: only what is new is computed where its layers allow that, else all that it sees. */
import { padId } from "@/data/text/vocabulary";
import type { StepMemory } from "@/interop/page/layers/page-layer";
import type { PageNetwork, PageNode } from "@/interop/page/page-network";
import { createAsk, layerCalls } from "@/interop/page/run-network";
import type { Value } from "@/interop/page/value";

/** Probabilities of the token behind these. */
export type ReadText = (tokens: readonly number[]) => Float32Array;

/** One text, which only grows. `length`: tokens that the network sees. */
export function createTextReader(network: PageNetwork, length: number): ReadText {
  const read = network.nodes.every(isStepwise) ? newSteps(network) : undefined;
  const ask = createAsk(network);
  let [start, known] = [0, 0];
  return (tokens) => {
    const first = windowStart(tokens.length, length);
    const seen = tokens.slice(first);
    if (!read) {
      const row = new Float32Array(length).fill(padId);
      row.set(seen);
      return rowOf(ask(row), seen.length - 1);
    }
    if (first !== start) [start, known] = [first, 0];
    const answer = read(seen.slice(known), known);
    const last = seen.length - known - 1;
    known = seen.length;
    return rowOf(answer, last);
  };
}

/** When its input is full, the older half is left out. */
export function windowStart(count: number, length: number): number {
  const half = Math.max(1, Math.floor(length / 2));
  return count <= length ? 0 : Math.ceil((count - length) / half) * half;
}

function rowOf({ shape, data }: Value, row: number): Float32Array {
  const width = shape.at(-1) ?? 1;
  return data.subarray(row * width, (row + 1) * width);
}

/** Layers whose answer at a step follows from that step alone. */
const eachByItself: ReadonlySet<string> = new Set(
  "Input Embedding Dense Activation Dropout GaussianNoise FeedForward BatchNormalization LayerNormalization RMSNormalization Add Multiply Average Maximum PositionalEncoding".split(
    " ",
  ),
);

/** Whether a step depends on no later one, and on earlier ones by what is kept of them. */
function isStepwise({ className, config, sources, shape }: PageNode): boolean {
  if (className === "MultiHeadAttention") return "useCausalMask" in config && config.useCausalMask && new Set(sources).size === 1;
  if (className === "LSTM" || className === "GRU" || className === "SimpleRNN")
    return "returnSequences" in config && config.returnSequences && "goBackwards" in config && !config.goBackwards;
  return eachByItself.has(className) && (className === "Input" ? shape.length === 1 : shape.length === 2);
}

/** Tokens of a text are never padding, so that no mask is needed. `from`: how many came before; 0 begins a text. */
function newSteps(network: PageNetwork): (tokens: readonly number[], from: number) => Value {
  const answer = layerCalls(network);
  let kept: readonly Map<string, Float32Array>[] = [];
  return (tokens, from) => {
    if (from === 0) kept = network.nodes.map(() => new Map());
    const values: Value[] = [];
    const text = { shape: [tokens.length], data: Float32Array.from(tokens) };
    network.nodes.forEach(({ sources, shape }, place) => {
      const [first = text, ...others] = sources.map((source) => values[source] as Value);
      const memory: StepMemory = { from, kept: kept[place] ?? new Map<string, Float32Array>() };
      values.push(answer(place, { inputs: [first, ...others], memory, masks: sources.map(() => undefined), shape: [tokens.length, ...shape.slice(1)] }).value);
    });
    return values.at(-1) ?? { shape: [0], data: new Float32Array() };
  };
}

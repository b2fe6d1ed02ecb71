/** A network that reads a growing sequence on the WebAssembly heap, piece by piece: planned once, with room for everything beforehand. */
import type { Model } from "@/engine/worker/model";
import { at, heapLayers, transparent, type HeapLayer, type Piece, type Rows } from "@/engine/worker/steps/heap-layers";
import type { WasmHeap } from "@/engine/worker/wasm/heap";
import type { LayerName } from "@/network/layers";
import type { PlannedLayer } from "@/network/plan";

/** Multiplications of a piece at most, one step excepted: within a few milliseconds whoever reads can stop. */
const pieceProducts = 16_000_000;
const mostSteps = 16;

export interface HeapSteps {
  /** Steps read so far. */
  readonly position: number;
  /** Of a piece, at most. */
  readonly pieceSteps: number;
  /** Reads a piece; answers what is said behind its last step, where that is wanted. */
  read(ids: readonly number[], isAnswerWanted: boolean): Float32Array | undefined;
  /** Begins anew. */
  forget(): void;
  dispose(): void;
}

type Planned = { readonly run: (piece: Piece) => void; readonly needsAll: boolean };

/** Nothing where a layer of the network cannot do without tensors. The network must be one that `canRemember`, its input numbers of tokens. */
export function createHeapSteps({ plan, weights }: Pick<Model, "plan" | "weights">, heap: WasmHeap): HeapSteps | undefined {
  const steps = plan.inputShape[1] ?? 1;
  const products = weights.reduce((sum, { value }) => sum + value.size, 0);
  const pieceSteps = Math.max(1, Math.min(mostSteps, steps, Math.floor(pieceProducts / products)));
  const reserved: number[] = [];
  const room = (floats: number) => {
    const address = heap.reserve(4 * floats);
    reserved.push(address);
    return address;
  };
  const constant = (values: Float32Array) => {
    const address = room(values.length);
    heap.floats(address, values.length).set(values);
    return address;
  };
  const dispose = () => reserved.splice(0).forEach((address) => heap.giveBack(address));

  const needed = nodesOfAllSteps(plan.layers);
  const rows = new Map<string, Rows>();
  const planned: Planned[] = [];
  for (const { node, sources, outputShape, activation } of plan.layers) {
    const inputs = sources.map((id) => rows.get(id)!);
    if (transparent.has(node.className)) {
      rows.set(node.id, inputs[0]!);
      continue;
    }
    const output = { address: room(pieceSteps * widthOf(outputShape)), width: widthOf(outputShape) };
    rows.set(node.id, output);
    if (node.className === "Input") continue;
    const own = new Map(weights.filter(({ nodeId }) => nodeId === node.id).map((weight) => [weight.spec.name, weight]));
    const weight = (name: string) => {
      const variable = own.get(name)!;
      return { address: () => heap.address(variable.value), size: variable.value.size };
    };
    const layer = heapLayers[node.className] as HeapLayer<LayerName> | undefined;
    const run = layer?.({ config: node.config, inputs, output, steps, pieceSteps, activation, heap, weight, room, constant });
    if (!run) {
      dispose();
      return undefined;
    }
    planned.push({ run, needsAll: needed.has(node.id) });
  }

  const ids = rows.get(plan.inputs[0]!.node.id)!;
  const said = rows.get(plan.output.node.id)!;
  let position = 0;
  return {
    pieceSteps,
    get position() {
      return position;
    },
    read(piece, isAnswerWanted) {
      const count = piece.length;
      heap.floats(ids.address, count).set(piece);
      const first = isAnswerWanted ? count - 1 : count;
      for (const { run, needsAll } of planned) run({ position, count, first: needsAll ? 0 : first });
      position += count;
      return isAnswerWanted ? heap.floats(at(said, count - 1), said.width).slice() : undefined;
    },
    forget: () => void (position = 0),
    dispose,
  };
}

/** Values of one step: numbers of tokens are one each. */
const widthOf = (shape: PlannedLayer["outputShape"]): number => shape[2] ?? 1;

/** Layers whose answer to every step is looked at: those before attention, which keeps something of each. Of the others only the last step counts. */
function nodesOfAllSteps(layers: readonly PlannedLayer[]): ReadonlySet<string> {
  const needed = new Set<string>();
  for (const { node, sources } of layers.toReversed()) {
    if (node.className === "MultiHeadAttention" || needed.has(node.id)) sources.forEach((id) => needed.add(id));
  }
  return needed;
}

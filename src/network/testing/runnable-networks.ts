/** Random networks that can run: layers of every kind that take what comes, with branches, merges, two inputs, sequences, names and groups. */
import fc from "@/base/testing/fast-check";
import { ProblemError } from "@/base/problem";
import type { LayerNode, NetworkDocument } from "@/network/document";
import { addLayer, connect, rename } from "@/network/edit";
import type { ConfigOf, Fields } from "@/network/fields";
import { group } from "@/network/groups";
import { layerNames, layerOf, type LayerName } from "@/network/layers";
import { valuesPerExample, type Shape } from "@/network/shape";
import { configOf } from "@/network/testing/arbitraries";

/** One at least leads to every layer: numbers, tokens, series, images, and a film. */
const inputShapes = [[6], [9], [7, 3], [6, 6, 2], [9, 8, 3], [3, 6, 6, 2]] as const;
/** Most of them mean something to Python, PyTorch or Keras. */
const names = "x y out h self lambda train mask mask_1 F nn model layers tokens math answers loss_1 layer_x step input block_a".split(" ");
/** More would only be slow. */
const mostValues = 4096;

const candidate = fc
  .constantFrom<LayerName>(...layerNames)
  .chain((className) => fc.record({ className: fc.constant(className), config: configOf(layerOf(className).fields).map(asWritten) }));
type Candidate = { readonly className: LayerName; readonly config: Readonly<Record<string, unknown>> };

/** Numbers as people write them. */
export function asWritten(config: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const rounded = (value: unknown): unknown => {
    if (typeof value === "number") return Number.isInteger(value) ? value : Math.trunc(value * 1e4) / 1e4 || 0.001;
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, rounded(part)]))
      : value;
  };
  return rounded(config) as Readonly<Record<string, unknown>>;
}

interface Growing {
  network: NetworkDocument;
  readonly shapes: Map<string, Shape>;
}

export const anyRunnable: fc.Arbitrary<NetworkDocument> = fc
  .record({
    start: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom<readonly number[]>(...inputShapes).map((shape) => [{ shape, part: "whole" }]) },
      {
        weight: 1,
        arbitrary: fc.constant([
          { shape: [7], part: "target" },
          { shape: [5], part: "source" },
        ]),
      },
    ),
    steps: fc.array(fc.record({ tries: fc.array(candidate, { minLength: 5, maxLength: 5 }), from: fc.array(fc.nat(1000), { minLength: 3, maxLength: 3 }) }), {
      minLength: 2,
      maxLength: 9,
    }),
    named: fc.array(fc.tuple(fc.nat(1000), fc.constantFrom(...names)), { maxLength: 3 }),
    grouped: fc.option(fc.tuple(fc.nat(1000), fc.nat(1000), fc.boolean()), { nil: undefined }),
  })
  .map(({ start, steps, named, grouped }) => {
    const growing: Growing = { network: { nodes: [], edges: [] }, shapes: new Map() };
    for (const config of start) add(growing, "Input", config, []);
    for (const { tries, from } of steps) grow(growing, tries, from);
    join(growing);
    const { network } = growing;
    const idAt = (pick: number) => network.nodes[pick % network.nodes.length]?.id ?? "";
    const called = named.reduce((current, [pick, name]) => rename(current, idAt(pick), name), network);
    return grouped ? group(called, [idAt(grouped[0]), idAt(grouped[1])], { isCollapsed: grouped[2] }) : called;
  });

/** The first layer that can take what the chosen ones answer; near ones are chosen more often than far ones. */
function grow(growing: Growing, tries: readonly Candidate[], from: readonly number[]): void {
  const ids = [...growing.shapes.keys()];
  const sources = [...new Set(from.map((pick) => ids[ids.length - 1 - (pick % Math.min(3, ids.length))] ?? ""))];
  for (const { className, config } of tries) {
    const { arity } = layerOf(className).input;
    if (arity === 0) continue;
    for (const inputs of arity === 1 ? [sources.slice(0, 1)] : [sources, sources.slice(0, 2), sources.slice(0, 1)])
      if (add(growing, className, fitting(className, config, growing.shapes.get(inputs[0] ?? "")), inputs, mostValues)) return;
  }
}

/** A shape to reshape to has as many values; Glove's vectors have one size only. */
function fitting(className: LayerName, config: Candidate["config"], input: Shape | undefined): Candidate["config"] {
  if (className === "Embedding") return { ...config, pretrained: "none" };
  if (className !== "Reshape" || !input) return config;
  const values = valuesPerExample(input);
  const side = [6, 4, 3, 2].find((size) => values % size === 0) ?? 1;
  const { targetShape } = config as { readonly targetShape: readonly number[] };
  const shapes = [[values], [values / side, side], values % (side * side) === 0 ? [side, side, values / side / side] : [1, values / side, side]];
  return { targetShape: shapes[targetShape.length % 3] };
}

function add(growing: Growing, className: LayerName, config: Candidate["config"], inputs: readonly string[], limit = Number.POSITIVE_INFINITY): boolean {
  const { arity } = layerOf(className).input;
  const added = addLayer(growing.network, className, { config });
  const taken = inputs.slice(0, arity === "many" ? inputs.length : arity);
  const node = added.network.nodes.at(-1) as LayerNode;
  try {
    const shape = layerOf(className).outputShape(
      node.config as ConfigOf<Fields>,
      taken.map((id) => growing.shapes.get(id) ?? []),
    );
    if (valuesPerExample(shape) > limit) return false;
    growing.network = taken.reduce((current, id) => connect(current, id, added.id), added.network);
    growing.shapes.set(added.id, shape);
    return true;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return false;
  }
}

/** Every layer leads to one end. */
function join(growing: Growing): void {
  const ends = () => {
    const read = new Set(growing.network.edges.map(({ source }) => source));
    return growing.network.nodes.map(({ id }) => id).filter((id) => !read.has(id));
  };
  if (ends().length > 1) {
    for (const id of ends()) if (growing.shapes.get(id)?.length !== 2) add(growing, "Flatten", {}, [id]);
    add(growing, "Concatenate", {}, ends());
  }
  if ((growing.shapes.get(ends()[0] ?? "")?.length ?? 0) > 3) add(growing, "Flatten", {}, ends());
  add(growing, "Dense", { units: 3 }, ends());
}

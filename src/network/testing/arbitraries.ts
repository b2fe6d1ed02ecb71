/** Random settings, layers and networks for property tests, made from the declarations. */
import fc from "@/base/testing/fast-check";
import { assertNever } from "@/base/assert-never";
import type { NetworkDocument } from "@/network/document";
import { addLayer, connect } from "@/network/edit";
import type { Field, Fields } from "@/network/fields";
import { layerNames, layerOf, type LayerName } from "@/network/layers";

function fieldValue(field: Field): fc.Arbitrary<unknown> {
  switch (field.type) {
    case "int":
      return fc.integer({ min: field.min, max: Math.min(field.max, field.min + 40) });
    case "float":
      return fc.double({ min: field.min, max: field.max, noNaN: true });
    case "bool":
      return fc.boolean();
    case "pair": {
      const side = fc.integer({ min: field.min, max: Math.min(field.max, 5) });
      return fc.oneof(
        side.map((size) => [size, size]),
        fc.tuple(side, side),
      );
    }
    case "dims":
      return fc.array(fc.integer({ min: field.min, max: 12 }), { minLength: 1, maxLength: field.maxLength });
    case "choice":
      return fc.constantFrom(...field.options);
    case "regularizer":
      return fc.record({ l1: fc.double({ min: 0, max: 1, noNaN: true }), l2: fc.double({ min: 0, max: 1, noNaN: true }) });
    default:
      return assertNever(field);
  }
}

/** Any config that its fields allow. */
export function configOf(fields: Fields): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  return fc.record(Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, fieldValue(field)])));
}

const anyLayer = fc.constantFrom<LayerName>(...layerNames).chain((className) => configOf(layerOf(className).fields).map((config) => ({ className, config })));

/** Any network that edits can make: wires point forwards and backwards, ends hang loose. */
export const anyNetwork: fc.Arbitrary<NetworkDocument> = fc
  .record({
    layers: fc.array(anyLayer, { maxLength: 12 }),
    wires: fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 20 }),
  })
  .map(({ layers, wires }) => {
    const ids: string[] = [];
    const nodes = layers.reduce<NetworkDocument>(
      (network, { className, config }) => {
        const added = addLayer(network, className, { config });
        ids.push(added.id);
        return added.network;
      },
      { nodes: [], edges: [] },
    );
    return wires.reduce((network, [from, to]) => connect(network, ids[from] ?? "", ids[to] ?? ""), nodes);
  });

/** An acyclic network that starts from one Input; each layer takes earlier ones. */
export const anyDag: fc.Arbitrary<NetworkDocument> = fc
  .record({
    shape: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 3 }),
    layers: fc.array(fc.record({ layer: anyLayer, from: fc.array(fc.nat(1000), { minLength: 1, maxLength: 3 }) }), { maxLength: 12 }),
  })
  .map(({ shape, layers }) => {
    const input = addLayer({ nodes: [], edges: [] }, "Input", { config: { shape } });
    const ids = [input.id];
    return layers.reduce((network, { layer, from }) => {
      if (layer.className === "Input") return network;
      const added = addLayer(network, layer.className, { config: layer.config });
      const wired = from.reduce((current, pick) => connect(current, ids[pick % ids.length] ?? "", added.id), added.network);
      ids.push(added.id);
      return wired;
    }, input.network);
  });

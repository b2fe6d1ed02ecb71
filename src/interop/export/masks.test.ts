import { expect, test } from "vitest";
import { masksOf } from "@/interop/export/masks";
import type { NetworkDocument } from "@/network/document";
import { addLayer, connect } from "@/network/edit";
import type { LayerName } from "@/network/layers";
import { planOf } from "@/network/plan";

test("padding is known from the table to the last layer over steps, and a wire without a mask makes every step count", () => {
  let network: NetworkDocument = { nodes: [], edges: [] };
  const add = (className: LayerName, config: Readonly<Record<string, unknown>>, ...from: readonly string[]) => {
    const added = addLayer(network, className, { config });
    network = from.reduce((all, id) => connect(all, id, added.id), added.network);
    return added.id;
  };
  const input = add("Input", { shape: [5] });
  const left = add("Embedding", { inputDim: 9, outputDim: 2 }, input);
  const right = add("Embedding", { inputDim: 9, outputDim: 2, maskZero: false }, input);
  const passed = add("LayerNormalization", {}, left);
  const sum = add("Add", {}, passed, right);
  const long = add("Concatenate", { axis: 1 }, passed, sum);
  const ended = add("Conv1D", {}, long);
  add("GlobalMaxPooling1D", {}, ended);

  const masks = masksOf(planOf(network));
  const words = { kind: "tokens", of: input, steps: 5 };
  expect(Object.fromEntries(masks)).toEqual({
    [left]: words,
    [passed]: words,
    [long]: { kind: "joined", masks: [words, { kind: "all", of: sum, steps: 5 }], steps: 10 },
  });
});

import { expect, test } from "vitest";
import { addAfter, addLayer } from "@/network/edit";
import { summarize } from "@/network/summary";

test("an LSTM over ten steps keeps ten values per unit and step for the way back, besides the last state that leaves", () => {
  const input = addLayer({ nodes: [], edges: [] }, "Input", { config: { shape: [10, 4] } });
  const { network, id } = addAfter(input.network, input.id, "LSTM", { config: { units: 3 } });
  const { layers } = summarize(network);
  expect(layers.get(id)?.activationBytes).toBe(4 * (3 + 10 * 3 * 10));
  expect(layers.get(id)?.params).toBe(4 * 3 * (4 + 3 + 1));
  expect(layers.get(id)?.macs).toBe(10 * (4 + 3) * 4 * 3);
});

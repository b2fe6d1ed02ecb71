import { expect, test } from "vitest";
import { message, say } from "@/base/text";
import type { EpochRecord } from "@/engine/protocol";
import type { Say } from "@/ui/locale";
import { epochsChart, epochsCsv, epochTable } from "@/features/evaluate/epochs-tab";

const english: Say = (what, values) => say("text" in what ? what : message(what, values), "en");
const epochs: EpochRecord[] = Array.from({ length: 1000 }, (_, i) => ({ epoch: i + 1, step: 20 * (i + 1), loss: 1 / (i + 1) }));

test("of a thousand epochs the table holds the last sixty, newest first, and the file all", () => {
  const { rows } = epochTable(epochs, english);
  expect(rows).toHaveLength(60);
  expect(rows[0]?.[0]).toBe("1,000");
  expect(rows.at(-1)?.[0]).toBe("941");
  expect(epochsCsv(epochs)).toHaveLength(1001);
});

test("the epoch whose weights were kept is marked in the table and in the chart", () => {
  const few = epochs.slice(0, 4);
  expect(epochTable(few, english, 60, 3).rows.map(([epoch]) => epoch)).toEqual(["4", "3, kept", "2", "1"]);
  expect(epochsChart(few, english, 3)).toMatchObject({ title: "Loss by epoch: the weights are those of epoch 3, the best", cursor: 3 });
  expect(epochsChart(few, english).title).toBe("Loss by epoch");
});

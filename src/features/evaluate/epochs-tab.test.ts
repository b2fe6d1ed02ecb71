import { expect, test } from "vitest";
import { say } from "@/base/text";
import type { EpochRecord } from "@/engine/protocol";
import { epochsCsv, epochTable } from "@/features/evaluate/epochs-tab";

const english = (text: Parameters<typeof say>[0]) => say(text, "en");
const epochs: EpochRecord[] = Array.from({ length: 1000 }, (_, i) => ({ epoch: i + 1, step: 20 * (i + 1), loss: 1 / (i + 1) }));

test("of a thousand epochs the table holds the last sixty, newest first, and the file all", () => {
  const { rows } = epochTable(epochs, english);
  expect(rows).toHaveLength(60);
  expect(rows[0]?.[0]).toBe("1000");
  expect(rows.at(-1)?.[0]).toBe("941");
  expect(epochsCsv(epochs)).toHaveLength(1001);
});

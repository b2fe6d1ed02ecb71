import { expect, test } from "vitest";
import { createAutomation } from "@/app/automation";
import type { Bench } from "@/store/bench";

test("more epochs than a project may have are refused before anything is opened: its file could not be opened again", async () => {
  const automation = createAutomation({} as Bench);
  await expect(automation.open("line", { epochs: 10_001 })).rejects.toThrow(new RangeError("A run can have 1 to 10000 epochs; 10001 were asked for."));
});

import { expect, test } from "vitest";
import { say } from "@/base/text";
import { executionWords } from "@/engine/worker/webgpu/words";

test.each([
  [300, "1 kB"],
  [48_000, "47 kB"],
  [3.4 * 1024 ** 2, "3.4 MB"],
  [120 * 1024 ** 2, "120 MB"],
])("a recording of %f bytes takes %s", (bytes, size) => {
  expect(say(executionWords.captured(18, bytes), "en")).toBe(`Whole steps are replayed on the device from a recording: 18 commands, ${size} of memory.`);
  expect(say(executionWords.captured(18, bytes), "zh")).toContain(size);
});

import { expect, test } from "vitest";
import { letterWidth } from "@/viz/letter-width";

test("a Chinese character takes the room of two letters", () => {
  expect(letterWidth("7")).toBe(1);
  expect(letterWidth("spam")).toBe(4);
  expect(letterWidth("垃圾")).toBe(4);
  expect(letterWidth("T恤")).toBe(3);
});

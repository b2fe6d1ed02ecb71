import { expect, test } from "vitest";
import { commandsThatMatter, planMemory } from "@/engine/worker/webgpu/graph-plan";

const isTransient = (buffer: number) => buffer >= 10;

test("what nobody uses is left out, and all that leads to it", () => {
  const commands = [
    { reads: [1], writes: [10] },
    { reads: [10], writes: [11] },
    { reads: [10], writes: [12] },
    { reads: [12], writes: [13] },
    { reads: [11], writes: [2] },
  ];
  expect(commandsThatMatter(commands, isTransient)).toEqual([true, true, false, false, true]);
});

test("a buffer that is filled first and then added to keeps both commands", () => {
  const commands = [
    { reads: [], writes: [10] },
    { reads: [1], writes: [10] },
    { reads: [10], writes: [2] },
  ];
  expect(commandsThatMatter(commands, isTransient)).toEqual([true, true, true]);
});

test("buffers that are never needed at once share a place, a result and its operand never do", () => {
  const commands = [
    { reads: [1], writes: [10] },
    { reads: [10], writes: [11] },
    { reads: [11], writes: [12] },
    { reads: [12], writes: [2] },
  ];
  const bytes: Record<number, number> = { 10: 100, 11: 40, 12: 160 };
  const { placeOf, places } = planMemory(commands, (buffer) => bytes[buffer]!, isTransient);
  expect(placeOf.get(10)).not.toBe(placeOf.get(11));
  expect(placeOf.get(11)).not.toBe(placeOf.get(12));
  // The third takes over the place of the first, which grows to hold it.
  expect(placeOf.get(12)).toBe(placeOf.get(10));
  expect(places).toEqual([160, 40]);
});

test("of several free places the smallest that fits is taken", () => {
  const commands = [
    { reads: [], writes: [10, 11, 12] },
    { reads: [10, 11, 12], writes: [1] },
    { reads: [], writes: [13] },
    { reads: [13], writes: [2] },
  ];
  const bytes: Record<number, number> = { 10: 400, 11: 64, 12: 32, 13: 60 };
  const { placeOf } = planMemory(commands, (buffer) => bytes[buffer]!, isTransient);
  expect(placeOf.get(13)).toBe(placeOf.get(11));
});

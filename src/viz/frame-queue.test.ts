import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { drawSoon } from "@/viz/frame-queue";

let frames: (() => void)[] = [];
let time = 0;
const nextFrame = () => frames.splice(0).forEach((draw) => draw());

beforeEach(() => {
  frames = [];
  time = 0;
  vi.stubGlobal("requestAnimationFrame", (draw: () => void) => frames.push(draw));
  vi.spyOn(performance, "now").mockImplementation(() => time);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test("what fits is drawn with one frame, what does not waits for the next", () => {
  const drawn: string[] = [];
  const drawing = (name: string, ms: number) => () => {
    drawn.push(name);
    time += ms;
  };
  drawSoon(drawing("short", 2));
  drawSoon(drawing("long", 20));
  drawSoon(drawing("late", 2));
  nextFrame();
  expect(drawn).toEqual(["short", "long"]);
  nextFrame();
  expect(drawn).toEqual(["short", "long", "late"]);
  expect(frames).toHaveLength(0);
});

test("a drawing known to be too long for what is left of a frame waits, and shorter ones go before it", () => {
  const drawn: string[] = [];
  const drawing = (name: string, ms: number) => () => {
    drawn.push(name);
    time += ms;
  };
  const [short, long, shorter] = [drawing("short", 3), drawing("long", 6), drawing("shorter", 2)];
  drawSoon(long);
  nextFrame();
  for (const draw of [short, long, shorter]) drawSoon(draw);
  nextFrame();
  expect(drawn).toEqual(["long", "short", "shorter"]);
  // What waited is the first of the next frame, though it alone takes all that a frame has.
  nextFrame();
  expect(drawn).toEqual(["long", "short", "shorter", "long"]);
});

test("a drawing that asks again while it is drawn comes with the next frame, and one taken back does not come", () => {
  let count = 0;
  const again = () => {
    if (count++ === 0) drawSoon(again);
  };
  drawSoon(again);
  const undo = drawSoon(() => (count += 10));
  undo();
  nextFrame();
  expect(count).toBe(1);
  nextFrame();
  expect(count).toBe(2);
});

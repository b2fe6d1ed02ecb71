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
  drawSoon(drawing("short", 2), "chart");
  drawSoon(drawing("long", 20), "chart");
  drawSoon(drawing("late", 2), "chart");
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
  drawSoon(long, "chart");
  nextFrame();
  for (const draw of [short, long, shorter]) drawSoon(draw, "chart");
  nextFrame();
  expect(drawn).toEqual(["long", "short", "shorter"]);
  // What waited is the first of the next frame, though it alone takes all that a frame has.
  nextFrame();
  expect(drawn).toEqual(["long", "short", "shorter", "long"]);
});

test("a drawing that asks again while it is drawn comes with the next frame, and one taken back does not come", () => {
  let count = 0;
  const again = () => {
    if (count++ === 0) drawSoon(again, "chart");
  };
  drawSoon(again, "chart");
  const undo = drawSoon(() => (count += 10), "chart");
  undo();
  nextFrame();
  expect(count).toBe(1);
  nextFrame();
  expect(count).toBe(2);
});

test("each frame draws one part of the page, the one that waits longest first", () => {
  const drawn: string[] = [];
  const draw = (name: string) => () => void drawn.push(name);
  drawSoon(draw("loss"), "curves");
  drawSoon(draw("step"), "progress");
  drawSoon(draw("accuracy"), "curves");
  nextFrame();
  expect(drawn).toEqual(["loss", "accuracy"]);
  drawSoon(draw("loss again"), "curves");
  nextFrame();
  expect(drawn).toEqual(["loss", "accuracy", "step"]);
  nextFrame();
  expect(drawn).toEqual(["loss", "accuracy", "step", "loss again"]);
  expect(frames).toHaveLength(0);
});

test("what is left of a part comes before what it asked for meanwhile, after the other parts", () => {
  const drawn: string[] = [];
  const drawing = (name: string, ms: number) => () => {
    drawn.push(name);
    time += ms;
  };
  const long = () => {
    drawing("long", 20)();
    drawSoon(drawing("newer", 1), "table");
  };
  drawSoon(long, "table");
  drawSoon(drawing("left", 1), "table");
  drawSoon(drawing("other", 1), "chart");
  for (let i = 0; i < 3; i++) nextFrame();
  expect(drawn).toEqual(["long", "other", "left", "newer"]);
});

test("where many parts wait, a frame draws several, so that none waits long", () => {
  let count = 0;
  for (let part = 0; part < 14; part++) drawSoon(() => count++, part);
  nextFrame();
  expect(count).toBe(3);
  nextFrame();
  expect(count).toBe(5);
  while (frames.length > 0) nextFrame();
  expect(count).toBe(14);
});

test("a drawing taken back takes no frame from others, and may be taken back by one before it", () => {
  const drawn: string[] = [];
  const undoFirst = drawSoon(() => void drawn.push("first"), "chart");
  drawSoon(() => {
    drawn.push("second");
    undoThird();
  }, "table");
  const undoThird = drawSoon(() => void drawn.push("third"), "table");
  undoFirst();
  nextFrame();
  expect(drawn).toEqual(["second"]);
  expect(frames).toHaveLength(0);
});

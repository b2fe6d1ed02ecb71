/**
 * What changes on the page takes turns: with each frame one part of the page, so that the browser lays out, paints and puts together that part
 * alone. Two parts at opposite corners that change in one frame cost the whole window between them.
 */

/** What drawing may take of a frame, so that style, layout and painting have the rest of its 16. */
const budgetMs = 4;
/** With so many parts waiting a frame takes one more, so that none waits long. */
const patience = 6;

const waiting = new Map<unknown, Set<() => void>>();
/** Of the part that is being drawn: what is not drawn yet. */
let current: Set<() => void> | undefined;
/** What a drawing took the last time: it is known before it is begun whether it fits. */
const took = new WeakMap<() => void, number>();
let frame = 0;

/** Draws with a frame of its part that has room; the same drawing waits once. `part` is anything that all drawings of a part share. Returns its undo. */
export function drawSoon(draw: () => void, part: unknown): () => void {
  const drawings = waiting.get(part) ?? new Set();
  waiting.set(part, drawings.add(draw));
  if (frame === 0) frame = requestAnimationFrame(next);
  return () => {
    current?.delete(draw);
    const left = waiting.get(part);
    left?.delete(draw);
    if (left?.size === 0) waiting.delete(part);
  };
}

function next(): void {
  frame = 0;
  const start = performance.now();
  let spent = 0;
  // Those that ask while others are drawn wait for another frame.
  const turns = Array.from(waiting).slice(0, Math.ceil(waiting.size / patience));
  for (const [part, drawings] of turns) {
    if (spent > budgetMs) break;
    waiting.delete(part);
    current = drawings;
    for (const draw of Array.from(drawings)) {
      if (!drawings.has(draw)) continue;
      // The first is always drawn, so that one which is longer than a frame's share comes too.
      if (spent > 0 && spent + (took.get(draw) ?? 0) > budgetMs) continue;
      drawings.delete(draw);
      draw();
      const now = performance.now() - start;
      took.set(draw, now - spent);
      spent = now;
      if (spent > budgetMs) break;
    }
    current = undefined;
    // What is left comes before what was asked for meanwhile, and both after the parts that wait already.
    for (const draw of waiting.get(part) ?? []) drawings.add(draw);
    if (drawings.size > 0) waiting.set(part, drawings);
  }
  if (waiting.size > 0 && frame === 0) frame = requestAnimationFrame(next);
}

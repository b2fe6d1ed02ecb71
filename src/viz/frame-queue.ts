/** Drawings take turns: as many as fit into a frame, the rest with the next. */

/** What drawing may take of a frame, so that style, layout and painting have the rest of its 16. */
const budgetMs = 4;

const waiting = new Set<() => void>();
/** What a drawing took the last time: it is known before it is begun whether it fits. */
const took = new WeakMap<() => void, number>();
let frame = 0;

/** Draws with the next frame that has room; the same drawing waits once. Returns its undo. */
export function drawSoon(draw: () => void): () => void {
  waiting.add(draw);
  if (frame === 0) frame = requestAnimationFrame(next);
  return () => waiting.delete(draw);
}

function next(): void {
  frame = 0;
  const start = performance.now();
  // Those that ask while others are drawn wait for the next frame.
  const turn = Array.from(waiting);
  let spent = 0;
  for (const draw of turn) {
    if (!waiting.has(draw)) continue;
    // The first is always drawn, so that one which is longer than a frame's share comes too.
    if (spent > 0 && spent + (took.get(draw) ?? 0) > budgetMs) continue;
    waiting.delete(draw);
    draw();
    const now = performance.now() - start;
    took.set(draw, now - spent);
    spent = now;
    if (spent > budgetMs) break;
  }
  if (waiting.size > 0 && frame === 0) frame = requestAnimationFrame(next);
}

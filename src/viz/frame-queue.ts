/** Drawings take turns: as many as fit into a frame, the rest with the next. */

/** What drawing may take of a frame, so that style, layout and painting have the rest of its 16. */
const budgetMs = 7;

const waiting = new Set<() => void>();
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
  for (const draw of turn) {
    if (!waiting.delete(draw)) continue;
    draw();
    if (performance.now() - start > budgetMs) break;
  }
  if (waiting.size > 0 && frame === 0) frame = requestAnimationFrame(next);
}

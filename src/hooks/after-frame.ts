/** Work that would make a frame late waits for the next one to be drawn, and then has a task of its own. */

/** Runs after the next frame; returns its undo. A page that is not seen draws no frames, and waits. */
export function afterFrame(run: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const frame = requestAnimationFrame(() => {
    timer = setTimeout(run);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}

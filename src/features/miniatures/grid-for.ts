/** How many maps fit into the room of a card, and how large. */

export const gapPx = 2;
const mostAcross = 6;

export interface Grid {
  readonly across: number;
  /** Width of one map, px. */
  readonly tile: number;
  readonly count: number;
}

/** Up to four maps are all shown, as large as can be; of more, the grid of four to six columns that fills most of the room. `aspect` = height / width of a map. */
export function gridFor(channels: number, width: number, height: number, aspect: number): Grid {
  const grids = Array.from({ length: Math.min(mostAcross, channels) }, (_, i): Grid => {
    const across = i + 1;
    const tile = Math.min((width - (across - 1) * gapPx) / across, height / aspect);
    const down = Math.max(1, Math.floor((height + gapPx) / (tile * aspect + gapPx)));
    return { across, tile, count: Math.min(channels, across * down) };
  });
  const complete = channels <= 4 && grids.find(({ count }) => count === channels);
  if (complete) return complete;
  const area = ({ tile, count }: Grid) => tile * tile * count;
  return grids.slice(3).reduce((best, grid) => (area(grid) > area(best) ? grid : best));
}

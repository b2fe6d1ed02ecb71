/** How a matrix product is cut up for the workgroups of a graphics card. */

/** Threads of every workgroup. */
export const productThreads = 256;

export interface Tiling {
  /** Rows and columns of the answer that one workgroup computes. */
  readonly side: number;
  /** Rows and columns of it that one thread adds up: a multiple of 4. */
  readonly own: number;
  /** Into how many parts the depth is cut, each for workgroups of its own. */
  readonly shares: number;
}

/** Values of each factor that are staged at a time: four for every thread. */
export const depthOf = ({ side }: Pick<Tiling, "side">): number => (4 * productThreads) / side;
/** Threads that add up the same values, each from its own part of what is staged. */
export const slicesOf = ({ side, own }: Pick<Tiling, "side" | "own">): number => productThreads / (side / own) ** 2;

/** Workgroups that occupy a graphics card. */
const wantedGroups = 128;
/** Turns of one workgroup that take as long as another dispatch to add up what several have found. */
const worthAnotherDispatch = 16;
const mostShares = 64;

/** For the product [rows, depth] times [depth, columns]. */
export function chooseTiling(rows: number, columns: number, depth: number): Tiling {
  const groupsOf = (side: number) => Math.ceil(rows / side) * Math.ceil(columns / side);
  const fitting = [
    { side: 128, own: 8 },
    { side: 64, own: 4 },
    { side: 32, own: 4 },
  ].find(({ side }) => groupsOf(side) >= wantedGroups);
  const tile = fitting ?? { side: 16, own: 4 };
  const turns = Math.ceil(depth / depthOf(tile));
  const idle = wantedGroups / groupsOf(tile.side);
  const shares = turns > worthAnotherDispatch && idle > 1 ? Math.min(Math.ceil(turns / (worthAnotherDispatch / 2)), Math.ceil(2 * idle), mostShares) : 1;
  return { ...tile, shares };
}

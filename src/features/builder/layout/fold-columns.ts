/** Places a chain in columns: down within a block, across to the next, folded so that it fills the room it has. */
import type { Point } from "@/network/document";
import { mostFittedZoom } from "@/features/builder/layout/fit";
import type { Size } from "@/features/builder/layout/geometry";

export const columnGap = 56;
export const rowGap = 36;

/** `starts` opens a block (a layer with weights), `leads` opens one for the layer right after it (Flatten before Dense), `follows` stays below. */
export type BlockRole = "starts" | "leads" | "follows";

export interface Card extends Size {
  readonly id: string;
  readonly role: BlockRole;
}

/** Cuts a chain into blocks: Conv2D with its pooling, Flatten with its Dense and Dropout. */
export function blocksOf(chain: readonly Card[]): readonly (readonly Card[])[] {
  const blocks: Card[][] = [];
  for (const [i, card] of chain.entries()) {
    const block = blocks.at(-1);
    const next = chain[i + 1];
    const opens =
      card.role === "starts"
        ? !block?.every((c) => c.role === "leads")
        : card.role === "leads" && next?.role === "starts" && !block?.every((c) => c.role === "leads");
    if (!block || opens) blocks.push([card]);
    else block.push(card);
  }
  return blocks;
}

const heightOf = (column: readonly Card[]) => column.reduce((sum, card) => sum + card.height, 0) + Math.max(column.length - 1, 0) * rowGap;
const widthOf = (column: readonly Card[]) => Math.max(...column.map((card) => card.width));

/** Blocks one after another into columns no higher than `limit`; a block that is too high alone is cut. */
function pack(blocks: readonly (readonly Card[])[], limit: number): readonly (readonly Card[])[] {
  const columns: Card[][] = [];
  for (const block of blocks) {
    const column = columns.at(-1);
    if (column && heightOf([...column, ...block]) <= limit) column.push(...block);
    else if (heightOf(block) <= limit) columns.push([...block]);
    else {
      columns.push([]);
      for (const card of block) {
        const last = columns.at(-1) ?? [];
        if (last.length > 0 && heightOf([...last, card]) > limit) columns.push([card]);
        else last.push(card);
      }
    }
  }
  return columns;
}

export function sizeOfColumns(columns: readonly (readonly Card[])[]): Size {
  return {
    width: columns.reduce((sum, column) => sum + widthOf(column), 0) + Math.max(columns.length - 1, 0) * columnGap,
    height: Math.max(...columns.map(heightOf)),
  };
}

/** The fold that shows the chain largest in a room of this size; between equals the one that keeps blocks apart. */
export function foldColumns(chain: readonly Card[], room: Size): ReadonlyMap<string, Point> {
  const blocks = blocksOf(chain);
  const limits = new Set<number>();
  for (const [i] of blocks.entries()) for (let j = i + 1; j <= blocks.length; j += 1) limits.add(heightOf(blocks.slice(i, j).flat()));
  const tallest = Math.max(...chain.map((card) => card.height));
  const zoomOf = (columns: readonly (readonly Card[])[]) => {
    const { width, height } = sizeOfColumns(columns);
    return Math.min(mostFittedZoom, room.width / width, room.height / height);
  };
  const starts = new Set(blocks.map((block) => block[0]?.id));
  const cuts = (columns: readonly (readonly Card[])[]) => columns.filter((column) => !starts.has(column[0]?.id)).length;
  let best = pack(blocks, Infinity);
  let bestScore = 0;
  for (const limit of [...limits].filter((l) => l >= tallest).toSorted((a, b) => a - b)) {
    const columns = pack(blocks, limit);
    // A block that is torn apart reads badly: that must buy a much larger picture.
    const score = zoomOf(columns) * 0.85 ** cuts(columns);
    // 2 %: a fold has to pay for itself.
    if (score > bestScore * 1.02) [best, bestScore] = [columns, score];
  }
  const places = new Map<string, Point>();
  let x = 0;
  for (const column of best) {
    const width = widthOf(column);
    let y = 0;
    for (const card of column) {
      places.set(card.id, { x: x + (width - card.width) / 2, y });
      y += card.height + rowGap;
    }
    x += width + columnGap;
  }
  return places;
}

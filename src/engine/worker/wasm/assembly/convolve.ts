/** Convolutions as products of patches with filters, without copying the patches. Geometry: see geometry.ts. */
import { multiplyRows, openWork } from "./blocks";
import { accumulate, finish, replace } from "./ending";
import {
  batch,
  fillOffsets,
  fillPatches,
  filterHeight,
  filterRow,
  group,
  isBordered,
  moveInterior,
  openGroup,
  outChannels,
  outPixels,
  patchSize,
  rowBytes,
  viewAt,
  viewBytes,
} from "./geometry";
import { packPanels, packTransposed } from "./panels";
import { repeatLast } from "./product";
import { blockDepth, blockRows, fillTable, fromAt, headBytes, outAt, panelsBytes, partOf } from "./work";

/** Bytes of `work` that `convolve` and `convolveBackToInput` need. */
export function convolveBytes(): usize {
  return viewAt() + viewBytes() + max(panelsBytes(patchSize(), outChannels), <usize>filterHeight * panelsBytes(outChannels, filterRow));
}

/** `x` [N, H, W, C], `filter` [kh, kw, C, M] → `y` [N, outH, outW, M], plus `bias` [M] (0 for none), between `low` and `high`. */
export function convolve(x: usize, filter: usize, y: usize, bias: usize, low: f32, high: f32, work: usize): void {
  openWork(work);
  const last = bias === 0 && low === -Infinity && high === Infinity ? replace : finish;
  const depth = patchSize();
  const part = partOf(depth, blockDepth);
  const offsets = work + headBytes;
  const view = work + viewAt();
  const panels = view + viewBytes();
  fillOffsets(offsets);
  packPanels(filter, (<usize>outChannels) << 2, depth, outChannels, panels);
  for (let first = 0; first < batch; first += group) {
    const base = openGroup(x, first, view);
    const patches = min(group, batch - first) * outPixels;
    for (let patch = 0; patch < patches; patch += blockRows) {
      const rows = min(blockRows, patches - patch);
      fillPatches(work + fromAt, base, patch, rows);
      repeatLast(work + fromAt, rows);
      fillTable(work + outAt, y + ((<usize>(first * outPixels + patch) * <usize>outChannels) << 2), (<usize>outChannels) << 2, rows);
      for (let from = 0; from < depth; from += part) {
        const here = min(part, depth - from);
        const how = (from > 0 ? accumulate : replace) | (from + here === depth ? last : replace);
        const ownPanels = panels + ((<usize>from) << 5);
        multiplyRows(work, rows, offsets + ((<usize>from) << 2), here, ownPanels, (<usize>depth) << 5, 0, outChannels, how, low, high, bias);
      }
    }
  }
}

/**
 * `dy` [N, outH, outW, M], `filter` [kh, kw, C, M] → `dx` [N, H, W, C]: each output's gradient times the filter is added onto its patch.
 * A filter's row at a time; patches that overlap are added one after the other, also within a tile.
 */
export function convolveBackToInput(dy: usize, filter: usize, dx: usize, dxBytes: usize, work: usize): void {
  openWork(work);
  const view = work + viewAt();
  const panels = view + viewBytes();
  const rowPanels = panelsBytes(outChannels, filterRow);
  for (let row = 0; row < filterHeight; row++)
    packTransposed(
      filter + ((<usize>(row * filterRow) * <usize>outChannels) << 2),
      (<usize>outChannels) << 2,
      outChannels,
      filterRow,
      panels + <usize>row * rowPanels,
    );
  memory.fill(dx, 0, dxBytes);
  for (let first = 0; first < batch; first += group) {
    const base = openGroup(dx, first, view);
    const patches = min(group, batch - first) * outPixels;
    for (let patch = 0; patch < patches; patch += blockRows) {
      const rows = min(blockRows, patches - patch);
      fillTable(work + fromAt, dy + ((<usize>(first * outPixels + patch) * <usize>outChannels) << 2), (<usize>outChannels) << 2, rows);
      repeatLast(work + fromAt, rows);
      fillPatches(work + outAt, base, patch, rows);
      for (let row = 0; row < filterHeight; row++)
        multiplyRows(
          work,
          rows,
          0,
          outChannels,
          panels + <usize>row * rowPanels,
          (<usize>outChannels) << 5,
          <usize>row * rowBytes,
          filterRow,
          accumulate,
          0,
          0,
          0,
        );
    }
    if (isBordered) moveInterior(dx, first, min(group, batch - first), view, true);
  }
}

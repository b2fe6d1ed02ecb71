/** Gradient of a convolution by its filter: patches, transposed, times the output's gradient. Geometry: see geometry.ts. */
import { multiplyColumns, openWork } from "./blocks";
import { accumulate, replace } from "./ending";
import {
  batch,
  fillOffsets,
  fillPatches,
  filterHeight,
  filterRow,
  group,
  openGroup,
  outChannels,
  outPixels,
  patchSize,
  rowBytes,
  viewAt,
  viewBytes,
} from "./geometry";
import { packPanels } from "./panels";
import { blockRows, fillTable, fromAt, headBytes, outAt, panelsBytes } from "./work";

/** Patches that one pass sums over. */
const blockPatches: i32 = 256;
/** Rows of a filter with fewer values than this are gathered first: too many tiles of six would be broken ones. */
const leastRow: i32 = 24;

/** Bytes of `work` that `convolveBackToFilter` needs. */
export function convolveFilterBytes(): usize {
  return viewAt() + viewBytes() + panelsBytes(blockPatches, outChannels) + <usize>(4 * (blockRows + 1) * blockPatches);
}

/** `x` [N, H, W, C], `dy` [N, outH, outW, M] → `gradient` [kh, kw, C, M]. */
export function convolveBackToFilter(x: usize, dy: usize, gradient: usize, work: usize): void {
  openWork(work);
  const offsets = work + headBytes;
  const view = work + viewAt();
  const panels = view + viewBytes();
  const packed = panels + panelsBytes(blockPatches, outChannels);
  const outBytes = (<usize>outChannels) << 2;
  fillOffsets(offsets);
  for (let first = 0; first < batch; first += group) {
    const base = openGroup(x, first, view);
    const patches = min(group, batch - first) * outPixels;
    for (let patch = 0; patch < patches; patch += blockPatches) {
      const count = min(blockPatches, patches - patch);
      packPanels(dy + <usize>(first * outPixels + patch) * outBytes, outBytes, count, outChannels, panels);
      fillPatches(work + fromAt, base, patch, count);
      const how = first === 0 && patch === 0 ? replace : accumulate;
      if (filterRow >= leastRow) sumRowByRow(work, gradient, panels, count, how);
      else sumGathered(work, offsets, gradient, panels, packed, count, how);
    }
  }
}

/** The values of a filter's row lie side by side in every patch: they are read where they are. */
function sumRowByRow(work: usize, gradient: usize, panels: usize, count: i32, how: i32): void {
  const outBytes = (<usize>outChannels) << 2;
  for (let row = 0; row < filterHeight; row++) {
    for (let first = 0; first < filterRow; first += blockRows) {
      const values = min(blockRows, filterRow - first);
      fillTable(work + outAt, gradient + <usize>(row * filterRow + first) * outBytes, outBytes, values);
      const shift = <usize>row * rowBytes + ((<usize>first) << 2);
      multiplyColumns(work, work + fromAt, count, shift, 24, true, values, panels, outChannels, how, 0, 0, 0);
    }
  }
}

function sumGathered(work: usize, offsets: usize, gradient: usize, panels: usize, packed: usize, count: i32, how: i32): void {
  const outBytes = (<usize>outChannels) << 2;
  for (let first = 0; first < patchSize(); first += blockRows) {
    const values = min(blockRows, patchSize() - first);
    gatherSixes(work + fromAt, offsets + ((<usize>first) << 2), count, values, packed);
    const table = packed + <usize>(4 * blockRows * blockPatches);
    fillTable(table, packed, 24, count);
    fillTable(work + outAt, gradient + <usize>first * outBytes, outBytes, values);
    multiplyColumns(work, table, count, 0, <usize>count * 24, false, values, panels, outChannels, how, 0, 0, 0);
  }
}

/** Values of patches as panels of six, missing ones zero. */
function gatherSixes(table: usize, offsets: usize, count: i32, values: i32, packed: usize): void {
  for (let first = 0; first < values; first += 6) {
    const here = min(6, values - first);
    for (let patch = 0; patch < count; patch++, packed += 24) {
      const at = <usize>load<u32>(table + ((<usize>patch) << 2));
      if (here < 6) memory.fill(packed, 0, 24);
      for (let i = 0; i < here; i++) store<f32>(packed + ((<usize>i) << 2), load<f32>(at + <usize>load<u32>(offsets + ((<usize>(first + i)) << 2))));
    }
  }
}

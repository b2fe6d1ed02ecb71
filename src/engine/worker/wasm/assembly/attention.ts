/**
 * Attention, head by head, there and back. Heads lie side by side in each step: `q` [N, T, H·D], `k` [N, S, H·D], `v` [N, S, H·E],
 * and so do the answers; nothing is transposed in memory. Weights of attention: [N, H, T, S].
 */
import { multiplyColumns, multiplyRows, openWork } from "./blocks";
import { accumulate, replace } from "./ending";
import { packPanels, packTransposed } from "./panels";
import { repeatLast } from "./product";
import { dropFrom } from "./random";
import { softmaxMasked, softmaxSlope } from "./softmax";
import { blockDepth, fillTable, fromAt, headBytes, outAt, panelsBytes } from "./work";

/** Queries or keys at a time. Few, since what lies above the diagonal is left out block by block. */
const block: i32 = 24;

let batch: i32 = 0;
let heads: i32 = 0;
let queries: i32 = 0;
let keys: i32 = 0;
let keySize: i32 = 0;
let valueSize: i32 = 0;
let isCausal: bool = false;
let scale: f32 = 1;
let dropKey: i32 = 0;
let dropThreshold: i32 = 0;
let dropKept: f32 = 1;

/** Of the attention that the next calls mean. Dropout takes no part where its threshold is 0. */
export function setAttention(
  batchSize: i32,
  headCount: i32,
  queryCount: i32,
  keyCount: i32,
  sizeOfKey: i32,
  sizeOfValue: i32,
  causal: bool,
  factor: f32,
  randomKey: i32,
  threshold: i32,
  kept: f32,
): void {
  batch = batchSize;
  heads = headCount;
  queries = queryCount;
  keys = keyCount;
  keySize = sizeOfKey;
  valueSize = sizeOfValue;
  isCausal = causal;
  scale = factor;
  dropKey = randomKey;
  dropThreshold = threshold;
  dropKept = kept;
}

/** Bytes of `work` that `attention` and `attentionGradient` need. */
export function attentionBytes(): usize {
  return matricesAt() + ((<usize>(2 * queries * keys)) << 2);
}

function matricesAt(): usize {
  const depth = max(max(keySize, valueSize), max(queries, keys));
  return headBytes + panelsBytes(depth, depth);
}

function bytesOf(count: i32): usize {
  return (<usize>count) << 2;
}

/** How many keys a block of queries that ends before `end` may look at. */
function seenBy(end: i32): i32 {
  return isCausal ? min(keys, end) : keys;
}

/** `mask` [N, S] is 0 for keys that nobody may look at; address 0 for none. → `y` [N, T, H·E], `weights` before dropout. */
export function attention(q: usize, k: usize, v: usize, mask: usize, y: usize, weights: usize, work: usize): void {
  openWork(work);
  const panels = work + headBytes;
  const dropped = work + matricesAt();
  const keyRow = bytesOf(heads * keySize);
  const valueRow = bytesOf(heads * valueSize);
  const matrix = bytesOf(queries * keys);
  for (let n = 0; n < batch; n++) {
    for (let head = 0; head < heads; head++, weights += matrix) {
      const ownQ = q + <usize>(n * queries) * keyRow + bytesOf(head * keySize);
      const ownK = k + <usize>(n * keys) * keyRow + bytesOf(head * keySize);
      const ownV = v + <usize>(n * keys) * valueRow + bytesOf(head * valueSize);
      const ownY = y + <usize>(n * queries) * valueRow + bytesOf(head * valueSize);
      packTransposed(ownK, keyRow, keySize, keys, panels);
      timesPanels(work, ownQ, keyRow, keySize, weights, bytesOf(keys), keys, true, false);
      softmaxMasked(weights, mask == 0 ? 0 : mask + bytesOf(n * keys), queries, keys, isCausal, scale);
      let used = weights;
      if (dropThreshold > 0) {
        dropFrom(weights, dropped, queries * keys, dropKey, (n * heads + head) * queries * keys, dropThreshold, dropKept);
        used = dropped;
      }
      packPanels(ownV, valueRow, keys, valueSize, panels);
      timesPanels(work, used, bytesOf(keys), keys, ownY, valueRow, valueSize, false, true);
    }
  }
}

/** Gradients by `q`, `k` and `v`. */
export function attentionGradient(dy: usize, q: usize, k: usize, v: usize, weights: usize, dq: usize, dk: usize, dv: usize, work: usize): void {
  openWork(work);
  const panels = work + headBytes;
  const dropped = work + matricesAt();
  const slopes = dropped + bytesOf(queries * keys);
  const keyRow = bytesOf(heads * keySize);
  const valueRow = bytesOf(heads * valueSize);
  const matrix = bytesOf(queries * keys);
  for (let n = 0; n < batch; n++) {
    for (let head = 0; head < heads; head++, weights += matrix) {
      const atQueries = <usize>(n * queries) * keyRow + bytesOf(head * keySize);
      const atKeys = <usize>(n * keys) * keyRow + bytesOf(head * keySize);
      const atValues = <usize>(n * keys) * valueRow + bytesOf(head * valueSize);
      const ownDy = dy + <usize>(n * queries) * valueRow + bytesOf(head * valueSize);
      const first = (n * heads + head) * queries * keys;
      packTransposed(v + atValues, valueRow, valueSize, keys, panels);
      timesPanels(work, ownDy, valueRow, valueSize, slopes, bytesOf(keys), keys, true, false);
      let used = weights;
      if (dropThreshold > 0) {
        dropFrom(weights, dropped, queries * keys, dropKey, first, dropThreshold, dropKept);
        used = dropped;
      }
      columnsTimes(work, used, ownDy, valueRow, valueSize, dv + atValues, valueRow);
      // What was not computed above the diagonal takes no part: the weights there are 0, and so is what `softmaxSlope` writes.
      if (dropThreshold > 0) dropFrom(slopes, slopes, queries * keys, dropKey, first, dropThreshold, dropKept);
      softmaxSlope(weights, slopes, queries, keys, isCausal, scale);
      packPanels(k + atKeys, keyRow, keys, keySize, panels);
      timesPanels(work, slopes, bytesOf(keys), keys, dq + atQueries, keyRow, keySize, false, true);
      columnsTimes(work, slopes, q + atQueries, keyRow, keySize, dk + atKeys, keyRow);
    }
  }
}

/**
 * One row per query at `from` times the panels → `to`, `columns` wide. Under the diagonal only: `fewerColumns` where columns are
 * keys, `fewerTerms` where what is summed over are.
 */
function timesPanels(work: usize, from: usize, fromRow: usize, depth: i32, to: usize, toRow: usize, columns: i32, fewerColumns: bool, fewerTerms: bool): void {
  for (let row = 0; row < queries; row += block) {
    const rows = min(block, queries - row);
    const seen = seenBy(row + rows);
    fillTable(work + fromAt, from + <usize>row * fromRow, fromRow, rows);
    repeatLast(work + fromAt, rows);
    fillTable(work + outAt, to + <usize>row * toRow, toRow, rows);
    multiplyRows(
      work,
      rows,
      0,
      fewerTerms ? seen : depth,
      work + headBytes,
      (<usize>depth) << 5,
      0,
      fewerColumns ? seen : columns,
      replace,
      -Infinity,
      Infinity,
      0,
    );
  }
}

/** `matrix` [T, S] transposed, times the queries' rows at `from`, `size` wide → the keys' rows at `to`. */
function columnsTimes(work: usize, matrix: usize, from: usize, fromRow: usize, size: i32, to: usize, toRow: usize): void {
  const panels = work + headBytes;
  for (let key = 0; key < keys; key += block) {
    const here = min(block, keys - key);
    fillTable(work + outAt, to + <usize>key * toRow, toRow, here);
    // Earlier queries do not look at these keys. The first block of all still has to write its zeros.
    const start = isCausal ? min(key, queries - 1) : 0;
    for (let row = start; row < queries; row += blockDepth) {
      const rows = min(blockDepth, queries - row);
      packPanels(from + <usize>row * fromRow, fromRow, rows, size, panels);
      fillTable(work + fromAt, matrix + bytesOf(row * keys), bytesOf(keys), rows);
      multiplyColumns(work, work + fromAt, rows, bytesOf(key), 24, true, here, panels, size, row === start ? replace : accumulate, 0, 0, 0);
    }
  }
}

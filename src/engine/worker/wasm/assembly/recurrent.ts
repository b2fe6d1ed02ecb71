/** Recurrent layers over whole sequences: one small product per step for all examples, then the cells. */
import { multiplyRows, openWork } from "./blocks";
import { finish, replace } from "./ending";
import { packPanels, packTransposed } from "./panels";
import { repeatLast } from "./product";
import { gruBack, gruForward, lstmBack, lstmForward, simpleBack, simpleForward } from "./recurrent-cells";
import { loadUpTo4, storeUpTo4 } from "./vectors";
import { blockRows, fromAt, headBytes, outAt, panelsBytes } from "./work";

/** By their place in `cellNames`. */
const lstm: i32 = 0;
const gru: i32 = 1;

let cell: i32 = 0;
let batch: i32 = 0;
let steps: i32 = 0;
let units: i32 = 0;
let activation: i32 = 0;
let recurrentActivation: i32 = 0;
let isBackwards: bool = false;
let returnsAll: bool = false;
/** Columns of the products. */
let width: i32 = 0;
/** Bytes of a state, of a row of products, and of what is kept of a step. */
let stateBytes: usize = 0;
let productBytes: usize = 0;
let keptBytes: usize = 0;

/** Of the layer that the next call means. */
export function setRecurrent(
  ofCell: i32,
  ofBatch: i32,
  ofSteps: i32,
  ofUnits: i32,
  ofActivation: i32,
  ofGates: i32,
  walksBackwards: bool,
  returnsSequences: bool,
): void {
  cell = ofCell;
  batch = ofBatch;
  steps = ofSteps;
  units = ofUnits;
  activation = ofActivation;
  recurrentActivation = ofGates;
  isBackwards = walksBackwards;
  returnsAll = returnsSequences;
  width = units * (cell == lstm ? 4 : cell == gru ? 3 : 1);
  stateBytes = (<usize>units) << 2;
  productBytes = (<usize>width) << 2;
  keptBytes = stateBytes * (cell == lstm ? 5 : cell == gru ? 4 : 1);
}

/** Bytes of `work` that either direction needs. */
export function recurrentBytes(): usize {
  const panels = max(panelsBytes(units, width), panelsBytes(width, units));
  return headBytes + panels + <usize>batch * (3 * stateBytes + productBytes) + stateBytes;
}

/**
 * `inputs` [N, T, width]: what comes in times the kernel. `recurrentBias` [width], or 0; `keep` [N, units], or 0. → `y`, and for the
 * way back `previous` [N, T, units], the states before each step, and `kept` [N, T, …].
 */
export function recurrentForward(
  inputs: usize,
  recurrentKernel: usize,
  recurrentBias: usize,
  mask: usize,
  keep: usize,
  y: usize,
  previous: usize,
  kept: usize,
  work: usize,
): void {
  openWork(work);
  const panels = work + headBytes;
  const states = panels + panelsBytes(units, width);
  const read = states + <usize>batch * stateBytes;
  const products = read + <usize>batch * stateBytes;
  const zeros = products + <usize>batch * productBytes;
  packPanels(recurrentKernel, productBytes, units, width, panels);
  memory.fill(states, 0, <usize>batch * stateBytes);
  memory.fill(zeros, 0, stateBytes);
  for (let step = 0; step < steps; step++) {
    const t = isBackwards ? steps - 1 - step : step;
    const earlier = isBackwards ? t + 1 : t - 1;
    if (keep !== 0) multiply(states, keep, read, batch * units);
    multiplyStates(work, mask + ((<usize>t) << 2), keep !== 0 ? read : states, stateBytes, units, panels, products, width, recurrentBias);
    for (let n = 0; n < batch; n++) {
      const place = <usize>(n * steps + t);
      const state = states + <usize>n * stateBytes;
      const own = kept + place * keptBytes;
      const before = step == 0 ? zeros : kept + <usize>(n * steps + earlier) * keptBytes + 4 * stateBytes;
      memory.copy(previous + place * stateBytes, state, stateBytes);
      if (load<f32>(mask + (place << 2)) == 0) {
        memory.fill(own, 0, keptBytes);
        if (cell == lstm) memory.copy(own + 4 * stateBytes, before, stateBytes);
      } else {
        const input = inputs + place * productBytes;
        const product = products + <usize>n * productBytes;
        if (cell == lstm) lstmForward(input, product, before, own, state, units, activation, recurrentActivation);
        else if (cell == gru) gruForward(input, product, own, state, units, activation, recurrentActivation);
        else simpleForward(input, product, own, state, units, activation);
      }
      if (returnsAll) memory.copy(y + place * stateBytes, state, stateBytes);
    }
  }
  if (!returnsAll) memory.copy(y, states, <usize>batch * stateBytes);
}

/** → `dz` and, of a GRU, `dp` [N, T, width]: gradients by `inputs` and by the recurrent products. */
export function recurrentBack(
  dy: usize,
  recurrentKernel: usize,
  mask: usize,
  keep: usize,
  previous: usize,
  kept: usize,
  dz: usize,
  dp: usize,
  work: usize,
): void {
  openWork(work);
  const all = <usize>batch * stateBytes;
  const panels = work + headBytes;
  const gradients = panels + panelsBytes(width, units);
  const memoryGradients = gradients + all;
  const products = memoryGradients + all;
  const zeros = products + all;
  packTransposed(recurrentKernel, productBytes, width, units, panels);
  if (returnsAll) memory.fill(gradients, 0, all);
  else memory.copy(gradients, dy, all);
  memory.fill(memoryGradients, 0, all);
  memory.fill(zeros, 0, stateBytes);
  for (let step = steps - 1; step >= 0; step--) {
    const t = isBackwards ? steps - 1 - step : step;
    const earlier = isBackwards ? t + 1 : t - 1;
    for (let n = 0; n < batch; n++) {
      const place = <usize>(n * steps + t);
      const gradient = gradients + <usize>n * stateBytes;
      if (returnsAll) add(dy + place * stateBytes, gradient, units);
      const to = dz + place * productBytes;
      const toProduct = dp + place * productBytes;
      if (load<f32>(mask + (place << 2)) == 0) {
        memory.fill(to, 0, productBytes);
        if (cell == gru) memory.fill(toProduct, 0, productBytes);
        continue;
      }
      const own = kept + place * keptBytes;
      if (cell == lstm) {
        const before = step == 0 ? zeros : kept + <usize>(n * steps + earlier) * keptBytes + 4 * stateBytes;
        lstmBack(gradient, memoryGradients + <usize>n * stateBytes, before, own, to, units, activation, recurrentActivation);
      } else if (cell == gru) gruBack(gradient, previous + place * stateBytes, own, to, toProduct, units, activation, recurrentActivation);
      else simpleBack(gradient, own, to, units, activation);
    }
    if (step == 0) break;
    const from = (cell == gru ? dp : dz) + <usize>t * productBytes;
    memory.fill(products, 0, all);
    multiplyStates(work, mask + ((<usize>t) << 2), from, <usize>steps * productBytes, width, panels, products, units, 0);
    if (keep !== 0) multiply(products, keep, products, batch * units);
    add(products, gradients, batch * units);
  }
}

/**
 * Rows of `depth` values, `fromBytes` apart, times the panels → `to` [N, columns], plus `bias` where there is one: of those examples
 * whose step counts, others are left as they are. `mask`: of the first example's step.
 */
function multiplyStates(work: usize, mask: usize, from: usize, fromBytes: usize, depth: i32, panels: usize, to: usize, columns: i32, bias: usize): void {
  const toBytes = (<usize>columns) << 2;
  let rows = 0;
  for (let n = 0; n < batch; n++, mask += (<usize>steps) << 2, from += fromBytes, to += toBytes) {
    if (load<f32>(mask) != 0) {
      const at = (<usize>rows) << 2;
      store<u32>(work + fromAt + at, <u32>from);
      store<u32>(work + outAt + at, <u32>to);
      rows++;
    }
    if (rows === 0 || (rows < blockRows && n < batch - 1)) continue;
    repeatLast(work + fromAt, rows);
    multiplyRows(work, rows, 0, depth, panels, (<usize>depth) << 5, 0, columns, bias === 0 ? replace : finish, -Infinity, Infinity, bias);
    rows = 0;
  }
}

function multiply(a: usize, b: usize, to: usize, count: i32): void {
  let at: usize = 0;
  for (let left = count; left > 0; left -= 4, at += 16) storeUpTo4(to + at, f32x4.mul(loadUpTo4(a + at, left), loadUpTo4(b + at, left)), left);
}

function add(from: usize, to: usize, count: i32): void {
  let at: usize = 0;
  for (let left = count; left > 0; left -= 4, at += 16) storeUpTo4(to + at, f32x4.add(loadUpTo4(to + at, left), loadUpTo4(from + at, left)), left);
}

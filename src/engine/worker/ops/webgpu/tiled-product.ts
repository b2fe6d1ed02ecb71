/**
 * A matrix product in tiles, whatever its factors are: they say in WGSL how four of their values are found. Both are staged in
 * workgroup memory, and the next values are under way while a thread adds up. Small tiles have more threads than values to
 * compute: the depth of what is staged is shared among them. Every sum is added up in a fixed order.
 */
import type * as tf from "@tensorflow/tfjs-core";
import type { FusedActivation } from "@/engine/worker/ops/fused-activations";
import { activationFunction } from "@/engine/worker/ops/webgpu/activations";
import { free } from "@/engine/worker/ops/webgpu/sums";
import { chooseTiling, depthOf, productThreads, slicesOf, type Tiling } from "@/engine/worker/ops/webgpu/tiling";
import type { Gpu } from "@/engine/worker/webgpu/backend";
import { dispatchEach, dispatchGroups, read, write, type Bound } from "@/engine/worker/webgpu/dispatch";
import { isPlayed } from "@/engine/worker/webgpu/played";

/** One factor. `declarations` has `fn <name>(…) -> vec4<f32>` with zeros beyond its edges. */
export interface Factor {
  readonly bindings: Readonly<Record<string, Bound>>;
  readonly declarations: string;
  /** Along which axis its values lie next to each other, for neighbouring threads to read. */
  readonly lies: "alongDepth" | "across";
}

export interface TiledProduct {
  readonly label: string;
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
  /** Declares `leftAt(row, k)`: rows `row` to `row + 3`, a multiple of 4, at depth `k`. */
  readonly left: Factor;
  /** Declares `rightAt(k, column)`: columns `column` to `column + 3`, a multiple of 4, at depth `k`. */
  readonly right: Factor;
  readonly outputShape: readonly number[];
  readonly bias?: tf.TensorInfo | undefined;
  readonly activation?: FusedActivation;
}

/** `tiling`: as chosen for the size on a graphics card; one that a processor plays gets plain sums, which it compiles and computes sooner. */
export function tiledProduct(gpu: Gpu, product: TiledProduct, tiling?: Tiling): tf.TensorInfo {
  if (!tiling && isPlayed(gpu)) return plainProduct(gpu, product);
  return inTiles(gpu, product, tiling ?? chooseTiling(product.rows, product.columns, product.depth));
}

/** Four rows and columns a thread, nothing staged: waiting for each other is what a processor does worst. */
function plainProduct(gpu: Gpu, { label, rows, columns, depth, left, right, outputShape, bias, activation = "linear" }: TiledProduct): tf.TensorInfo {
  const answer = gpu.output(outputShape);
  const across = Math.ceil(columns / 4);
  dispatchEach(gpu, {
    label,
    count: Math.ceil(rows / 4) * across,
    bindings: { ...left.bindings, ...right.bindings, ...(bias ? { bias: read(bias) } : {}), answer: write(answer) },
    declarations: `
      ${activationFunction(activation)}
      ${left.declarations}
      ${right.declarations}`,
    body: `
      let firstRow = 4u * (i / ${across}u);
      let firstColumn = 4u * (i % ${across}u);
      var sums = array<vec4<f32>, 4>();
      for (var k = 0u; k < ${depth}u; k++) {
        let a = leftAt(firstRow, k);
        let b = rightAt(k, firstColumn);
        for (var r = 0u; r < 4u; r++) { sums[r] += a[r] * b; }
      }
      for (var r = 0u; r < 4u; r++) {
        for (var c = 0u; c < 4u; c++) {
          let row = firstRow + r;
          let column = firstColumn + c;
          if (row < ${rows}u && column < ${columns}u) { answer[row * ${columns}u + column] = activated(sums[r][c]${bias ? " + bias[column]" : ""}); }
        }
      }`,
  });
  return answer;
}

function inTiles(gpu: Gpu, product: TiledProduct, tiling: Tiling): tf.TensorInfo {
  const { label, rows, columns, depth, left, right, outputShape, bias, activation = "linear" } = product;
  const { side, own, shares } = tiling;
  const staged = depthOf(tiling);
  const slices = slicesOf(tiling);
  const perSide = side / own;
  const blocks = own / 4;
  /** Of one depth in workgroup memory, in fours: one more than there are, or threads that store would meet in the same banks. */
  const pitch = side / 4 + 1;
  const share = Math.ceil(depth / shares / staged) * staged;
  const isWhole = shares === 1;
  const answer = gpu.output(isWhole ? outputShape : [shares, rows * columns]);
  const ending = isWhole && bias ? { bias: read(bias) } : {};
  const stagedAt = ({ lies }: Factor) =>
    lies === "alongDepth" ? { k: `local % ${staged}u`, four: `local / ${staged}u` } : { k: `local / ${side / 4}u`, four: `local % ${side / 4}u` };
  const [leftPlace, rightPlace] = [stagedAt(left), stagedAt(right)];
  const rowNumbers = Array.from({ length: own }, (_, i) => i);
  const blockNumbers = Array.from({ length: blocks }, (_, i) => i);
  const sumsPerThread = own * blocks;
  const write1 = (value: string) => (isWhole ? `activated(${value}${bias ? " + bias[column]" : ""})` : value);
  dispatchGroups(gpu, {
    label,
    bindings: { ...left.bindings, ...right.bindings, ...ending, answer: write(answer) },
    groups: [Math.ceil(columns / side), Math.ceil(rows / side), shares],
    groupSize: productThreads,
    declarations: `
      var<workgroup> staged: array<vec4<f32>, ${2 * staged * pitch}>;
      ${activationFunction(isWhole ? activation : "linear")}
      ${left.declarations}
      ${right.declarations}
      fn put(group: vec3u, row: u32, firstColumn: u32, values: vec4<f32>) {
        if (row >= ${rows}u) { return; }
        for (var i = 0u; i < 4u; i++) {
          let column = firstColumn + i;
          if (column < ${columns}u) { answer[(group.z * ${rows}u + row) * ${columns}u + column] = ${write1("values[i]")}; }
        }
      }`,
    body: `
      let firstRow = group.y * ${side}u;
      let firstColumn = group.x * ${side}u;
      let begin = group.z * ${share}u;
      let end = min(${depth}u, begin + ${share}u);
      let leftK = ${leftPlace.k};
      let leftFour = ${leftPlace.four};
      let rightK = ${rightPlace.k};
      let rightFour = ${rightPlace.four};
      let slice = local / ${perSide ** 2}u;
      let row = local % ${perSide ** 2}u / ${perSide}u;
      let column = local % ${perSide}u;
      ${rowNumbers.flatMap((i) => blockNumbers.map((j) => `var sum${i}_${j} = vec4f();`)).join(" ")}
      var nextLeft = vec4f();
      var nextRight = vec4f();
      if (begin + leftK < end) { nextLeft = leftAt(firstRow + 4u * leftFour, begin + leftK); }
      if (begin + rightK < end) { nextRight = rightAt(begin + rightK, firstColumn + 4u * rightFour); }
      for (var at = begin; at < end; at += ${staged}u) {
        staged[leftK * ${pitch}u + leftFour] = nextLeft;
        staged[${staged * pitch}u + rightK * ${pitch}u + rightFour] = nextRight;
        workgroupBarrier();
        let next = at + ${staged}u;
        nextLeft = vec4f();
        nextRight = vec4f();
        if (next + leftK < end) { nextLeft = leftAt(firstRow + 4u * leftFour, next + leftK); }
        if (next + rightK < end) { nextRight = rightAt(next + rightK, firstColumn + 4u * rightFour); }
        for (var k = slice; k < ${staged}u; k += ${slices}u) {
          ${blockNumbers.map((i) => `let a${i} = staged[k * ${pitch}u + row + ${i * perSide}u];`).join(" ")}
          ${blockNumbers.map((j) => `let b${j} = staged[${staged * pitch}u + k * ${pitch}u + column + ${j * perSide}u];`).join(" ")}
          ${rowNumbers.flatMap((i) => blockNumbers.map((j) => `sum${i}_${j} += a${Math.floor(i / 4)}.${"xyzw"[i % 4]} * b${j};`)).join("\n          ")}
        }
        workgroupBarrier();
      }
      ${slices === 1 ? rowNumbers.flatMap((i) => blockNumbers.map((j) => `put(group, firstRow + ${rowIn("row", i, perSide)}, firstColumn + 4u * (column + ${j * perSide}u), sum${i}_${j});`)).join("\n      ") : gathered(sumsPerThread, blocks, perSide, slices)}`,
  });
  if (isWhole) return answer;
  const whole = gpu.output(outputShape);
  dispatchEach(gpu, {
    label: `${label}, shares`,
    count: rows * columns,
    bindings: { shares: read(answer), whole: write(whole), ...(bias ? { bias: read(bias) } : {}) },
    declarations: activationFunction(activation),
    body: `
      var sum = 0f;
      for (var share = 0u; share < ${shares}u; share++) { sum += shares[share * ${rows * columns}u + i]; }
      whole[i] = activated(sum${bias ? ` + bias[i % ${columns}u]` : ""});`,
  });
  free(answer);
  return whole;
}

/** The row of a thread's value number `i` in its tile. */
const rowIn = (row: string, i: number, perSide: number) => `4u * (${row} + ${Math.floor(i / 4) * perSide}u) + ${i % 4}u`;

/** Several threads hold parts of the same sums: two of these at a time are laid out, added up by one thread each, and put. */
function gathered(sumsPerThread: number, blocks: number, perSide: number, slices: number): string {
  const positions = perSide ** 2;
  const rounds = Array.from({ length: sumsPerThread / 2 }, (_, round) => [2 * round, 2 * round + 1]);
  return rounds
    .map((pair) => {
      const of = pair.map((number) => ({ i: Math.floor(number / blocks), j: number % blocks }));
      return `
      ${of.map(({ i, j }, at) => `staged[${at * productThreads}u + local] = sum${i}_${j};`).join(" ")}
      workgroupBarrier();
      if (local < ${2 * positions}u) {
        let place = local % ${positions}u;
        let start = local / ${positions}u * ${productThreads}u + place;
        var total = vec4f();
        for (var other = 0u; other < ${slices}u; other++) { total += staged[start + other * ${positions}u]; }
        let ownRow = place / ${perSide}u;
        let ownColumn = place % ${perSide}u;
        if (local < ${positions}u) {
          put(group, firstRow + ${rowIn("ownRow", of[0]!.i, perSide)}, firstColumn + 4u * (ownColumn + ${of[0]!.j * perSide}u), total);
        } else {
          put(group, firstRow + ${rowIn("ownRow", of[1]!.i, perSide)}, firstColumn + 4u * (ownColumn + ${of[1]!.j * perSide}u), total);
        }
      }
      workgroupBarrier();`;
    })
    .join("");
}

/** A stored matrix as a factor named `left` or `right`: `across` counts its rows or columns in the answer. */
export function matrixFactor(
  side: "left" | "right",
  tensor: tf.TensorInfo,
  { across, depth, lies }: { across: number; depth: number; lies: Factor["lies"] },
): Factor {
  const signature = side === "left" ? "fn leftAt(at: u32, k: u32) -> vec4<f32>" : "fn rightAt(k: u32, at: u32) -> vec4<f32>";
  if (lies === "across" && across % 4 === 0)
    return {
      lies,
      bindings: { [side]: read(tensor, "vec4<f32>") },
      declarations: `${signature} {
        if (at >= ${across}u) { return vec4f(); }
        return ${side}[(k * ${across}u + at) / 4u];
      }`,
    };
  const [start, apart] = lies === "across" ? [`k * ${across}u + at`, 1] : [`at * ${depth}u + k`, depth];
  return { lies, bindings: { [side]: read(tensor) }, declarations: `${signature} { ${fourOf(side, start, apart, across)} }` };
}

/** Four values `apart` from each other, from `start` on; zeros where `at` passes `across`. */
export function fourOf(name: string, start: string, apart: number, across: number): string {
  const each = (i: number) => `${name}[start + ${i * apart}u]`;
  const whole = `vec4f(${[0, 1, 2, 3].map(each).join(", ")})`;
  if (across % 4 === 0) return `if (at >= ${across}u) { return vec4f(); } let start = ${start}; return ${whole};`;
  return `
        let start = ${start};
        if (at + 3u < ${across}u) { return ${whole}; }
        var values = vec4f();
        ${[0, 1, 2].map((i) => `if (at + ${i}u < ${across}u) { values[${i}] = ${each(i)}; }`).join(" ")}
        return values;`;
}

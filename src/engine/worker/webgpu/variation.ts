/** Random shifts, turns, sizes and mirrorings of images, drawn on the device from the same seeds as data/vary.ts draws them on the host. */
import type * as tf from "@tensorflow/tfjs-core";
import type { Augmentation } from "@/data/data-settings";
import type { Gpu } from "@/engine/worker/webgpu/backend";
import { dispatchEach, read, write } from "@/engine/worker/webgpu/dispatch";
import { bindNow, nowIs } from "@/engine/worker/webgpu/step-row";
import { counterFunctions, float } from "@/engine/worker/webgpu/wgsl";

/** Words per example: the six numbers of its map from output to input pixels. */
export const mapWords = 6;

/** `createRng` of base/rng. One draw after the other, since each moves the state on. */
const streamFunctions = `
struct Stream { a: u32, b: u32, c: u32, d: u32 }
fn word(s: ptr<function, Stream>) -> u32 {
  let t = (*s).a + (*s).b + (*s).d;
  (*s).d += 1u;
  (*s).a = (*s).b ^ ((*s).b >> 9u);
  (*s).b = (*s).c + ((*s).c << 3u);
  (*s).c = (((*s).c << 21u) | ((*s).c >> 11u)) + t;
  return t;
}
fn streamFrom(seed: u32) -> Stream {
  var s = Stream(mixSeed(seed, 1u), mixSeed(seed, 2u), mixSeed(seed, 3u), 1u);
  for (var i = 0; i < 12; i++) { word(&s); }
  return s;
}
fn spread(s: ptr<function, Stream>, limit: f32) -> f32 {
  return (2f * (f32(word(s)) / 4294967296f) - 1f) * limit;
}
// Half the angle by its series and then doubled: WGSL's own promise only three digits.
fn sineAndCosine(angle: f32) -> vec2f {
  let h = angle * 0.5f;
  let q = h * h;
  let s = h * (1f - q / 6f * (1f - q / 20f * (1f - q / 42f * (1f - q / 72f * (1f - q / 110f)))));
  let c = 1f - q / 2f * (1f - q / 12f * (1f - q / 30f * (1f - q / 56f * (1f - q / 90f * (1f - q / 132f)))));
  return vec2f(2f * s * c, 1f - 2f * s * s);
}
`;

/** → [count · 6] for images [height, width]. */
export function drawMaps(
  gpu: Gpu,
  augmentation: Augmentation,
  [height, width]: readonly [number, number],
  { now, order, count }: { readonly now: tf.Tensor; readonly order: tf.Tensor; readonly count: number },
): tf.TensorInfo {
  const maps = gpu.output([count * mapWords]);
  const { shift, rotate, scale, flip } = augmentation;
  dispatchEach(gpu, {
    label: "drawMaps",
    count,
    bindings: { now: bindNow(now), order: read(order, "u32"), maps: write(maps) },
    declarations: counterFunctions + streamFunctions,
    body: `
      var s = streamFrom(mixSeed(${nowIs.epochSeed}, order[${nowIs.first} + i]));
      let shiftX = spread(&s, ${float(shift)}) * ${float(width)};
      let shiftY = spread(&s, ${float(shift)}) * ${float(height)};
      let turn = sineAndCosine(spread(&s, ${float(rotate)}) * ${float(Math.PI / 180)});
      let size = 1f + spread(&s, ${float(scale)});
      let isMirrored = ${flip ? "word(&s) < 2147483648u" : "false"};
      let mirror = select(1f, -1f, isMirrored);
      let sine = turn.x / size;
      let cosine = turn.y / size;
      let centre = vec2f(${float((width - 1) / 2)}, ${float((height - 1) / 2)});
      let origin = centre + vec2f(shiftX, shiftY);
      let x = mirror * vec2f(cosine, sine);
      let y = vec2f(-sine, cosine);
      let o = i * ${mapWords}u;
      maps[o] = x.x;
      maps[o + 1u] = x.y;
      maps[o + 2u] = centre.x - dot(x, origin);
      maps[o + 3u] = y.x;
      maps[o + 4u] = y.y;
      maps[o + 5u] = centre.y - dot(y, origin);`,
  });
  return maps;
}

/** WGSL: `sampleAt(row, p)` is pixel `p` of the example in `row` moved by its map `m` (first of its six numbers), 0 outside. */
export function samplingFunctions([height, width, channels]: readonly [number, number, number], value: string): string {
  return `
fn pixelAt(row: u32, y: i32, x: i32, channel: u32) -> f32 {
  if (y < 0 || x < 0 || y >= ${height} || x >= ${width}) { return 0f; }
  let at = row * ${height * width * channels}u + (u32(y) * ${width}u + u32(x)) * ${channels}u + channel;
  return ${value};
}
fn sampleAt(row: u32, p: u32, m: u32) -> f32 {
  let channel = p % ${channels}u;
  let x = f32((p / ${channels}u) % ${width}u);
  let y = f32(p / ${channels * width}u);
  let inX = maps[m] * x + maps[m + 1u] * y + maps[m + 2u];
  let inY = maps[m + 3u] * x + maps[m + 4u] * y + maps[m + 5u];
  let left = floor(inX);
  let top = floor(inY);
  let column = i32(left);
  let line = i32(top);
  let upper = mix(pixelAt(row, line, column, channel), pixelAt(row, line, column + 1, channel), inX - left);
  let lower = mix(pixelAt(row, line + 1, column, channel), pixelAt(row, line + 1, column + 1, channel), inX - left);
  return mix(upper, lower, inY - top);
}
`;
}

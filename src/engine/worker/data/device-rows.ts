/** A table of examples in graphics memory, gathered there by row number. */
import * as tf from "@tensorflow/tfjs-core";

export interface Rows {
  /** [n, width], float32. */
  gather(positions: Uint32Array): tf.Tensor2D;
  dispose(): void;
}

/** Bytes per packed float: 24 bits are what a float32 holds exactly, and WebGL keeps integers in float32 as well. */
const bytesPerFloat = 3;

/** Device memory that `uploadRows` takes. */
export function uploadedBytes(values: Uint8Array | Float32Array): number {
  return values instanceof Uint8Array ? (values.length * 4) / bytesPerFloat : values.byteLength;
}

/** Bytes travel packed, three to a float, which takes a third of the memory; `isUnitRange`: they mean value / 255. */
export function uploadRows(values: Uint8Array | Float32Array, width: number, isUnitRange: boolean): Rows {
  if (values instanceof Uint8Array) return packedRows(values, width, isUnitRange ? 1 / 255 : 1);
  const table = tf.tensor2d(values, [values.length / width, width]);
  return {
    gather: (positions) => tf.tidy(() => tf.gather(table, indicesOf(positions))),
    dispose: () => table.dispose(),
  };
}

function packedRows(values: Uint8Array, width: number, scale: number): Rows {
  const count = values.length / width;
  const packedWidth = Math.ceil(width / bytesPerFloat);
  const packed = new Float32Array(count * packedWidth);
  for (let row = 0; row < count; row++) {
    for (let j = 0; j < width; j++) {
      const at = row * packedWidth + Math.floor(j / bytesPerFloat);
      packed[at] = (packed[at] as number) + (values[row * width + j] as number) * 256 ** (j % bytesPerFloat);
    }
  }
  const table = tf.tensor2d(packed, [count, packedWidth]);
  return {
    gather: (positions) =>
      tf.tidy(() => {
        const rows = tf.gather(table, indicesOf(positions));
        // Powers of two divide exactly, so the bytes come back bit by bit.
        const upper = tf.floor(tf.div(rows, 256));
        const top = tf.floor(tf.div(upper, 256));
        const bytes = [tf.sub(rows, tf.mul(upper, 256)), tf.sub(upper, tf.mul(top, 256)), top];
        const unpacked = tf.reshape(tf.stack(bytes, 2), [positions.length, packedWidth * bytesPerFloat]);
        const exact = packedWidth * bytesPerFloat === width ? unpacked : tf.slice(unpacked, [0, 0], [positions.length, width]);
        return (scale === 1 ? exact : tf.mul(exact, scale)) as tf.Tensor2D;
      }),
    dispose: () => table.dispose(),
  };
}

function indicesOf(positions: Uint32Array): tf.Tensor1D {
  return tf.tensor1d(Int32Array.from(positions), "int32");
}

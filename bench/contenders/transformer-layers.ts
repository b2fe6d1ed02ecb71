/** A Transformer as one writes it with TensorFlow.js: its own layers where it has them, and attention as a layer of plain operations. */
import * as tf from "@tensorflow/tfjs-core";
import * as layers from "@tensorflow/tfjs-layers";
import { transformer, vocabularySize } from "../workload";

const { heads, size, inner, blocks, length } = transformer;

export function transformerModel(): layers.LayersModel {
  const input = layers.input({ shape: [length] });
  const embedded = layers.layers.embedding({ inputDim: vocabularySize, outputDim: size, inputLength: length }).apply(input);
  let last = new SineWaves().apply(embedded) as layers.SymbolicTensor;
  for (let block = 0; block < blocks; block++) {
    last = around(last, (calm) => new SelfAttention().apply(calm) as layers.SymbolicTensor);
    last = around(last, (calm) => perStep(size, "linear", perStep(inner, "relu", calm)));
  }
  const mean = layers.layers.globalAveragePooling1d({}).apply(layers.layers.layerNormalization().apply(last));
  const output = layers.layers.dense({ units: 2, activation: "softmax" }).apply(mean) as layers.SymbolicTensor;
  return layers.model({ inputs: input, outputs: output });
}

const perStep = (units: number, activation: "linear" | "relu", x: layers.SymbolicTensor) =>
  layers.layers.dense({ units, activation }).apply(x) as layers.SymbolicTensor;

/** Normalised before, with a wire round it. */
function around(x: layers.SymbolicTensor, work: (calm: layers.SymbolicTensor) => layers.SymbolicTensor): layers.SymbolicTensor {
  const calm = layers.layers.layerNormalization().apply(x) as layers.SymbolicTensor;
  return layers.layers.add().apply([x, work(calm)]) as layers.SymbolicTensor;
}

class SineWaves extends layers.layers.Layer {
  static readonly className = "SineWaves";
  private readonly waves = tf.keep(
    tf.tensor2d(
      Array.from({ length }, (_, step) =>
        Array.from({ length: size }, (_value, i) => {
          const angle = step / 10_000 ** ((i - (i % 2)) / size);
          return i % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
        }),
      ),
    ),
  );
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.add(only(inputs), this.waves);
  }
}

class SelfAttention extends layers.layers.Layer {
  static readonly className = "SelfAttention";
  private projections: { readonly kernel: layers.LayerVariable; readonly bias: layers.LayerVariable }[] = [];

  override build(): void {
    this.projections = ["query", "key", "value", "output"].map((name) => ({
      kernel: this.addWeight(`${name}_kernel`, [size, size], "float32", layers.initializers.glorotUniform({})),
      bias: this.addWeight(`${name}_bias`, [size], "float32", layers.initializers.zeros()),
    }));
    this.built = true;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = only(inputs);
      const batch = x.shape[0]!;
      const project = (from: tf.Tensor, i: number) =>
        tf.add(tf.matMul(tf.reshape(from, [-1, size]), this.projections[i]!.kernel.read() as tf.Tensor2D), this.projections[i]!.bias.read());
      const byHead = (from: tf.Tensor) => tf.transpose(tf.reshape(from, [batch, length, heads, size / heads]), [0, 2, 1, 3]);
      const [queries, keys, values] = [0, 1, 2].map((i) => byHead(project(x, i))) as [tf.Tensor, tf.Tensor, tf.Tensor];
      const weights = tf.softmax(tf.mul(tf.matMul(queries, keys, false, true), 1 / Math.sqrt(size / heads)));
      const seen = tf.reshape(tf.transpose(tf.matMul(weights, values), [0, 2, 1, 3]), [batch, length, size]);
      return tf.reshape(project(seen, 3), [batch, length, size]);
    });
  }
}

function only(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
  return Array.isArray(inputs) ? inputs[0]! : inputs;
}

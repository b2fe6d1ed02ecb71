/**
 * Layers that TensorFlow.js lacks or computes in another way, as plain JavaScript that is written out with a model: `tf` is what the reader
 * has loaded. Masks are tensors of ones and zeros, [N, T], that come in beside the sequence.
 */
import { ownRecurrent } from "@/interop/export/tfjs/own-recurrent";

/** What several classes use. */
export const ownHelpers = `const initial = (name) => tf.initializers[name ?? "glorotUniform"]({});
const penalty = (given) => (given ? tf.regularizers.l1l2(given) : undefined);
const shapesOf = (shape) => (Array.isArray(shape[0]) ? shape : [shape]);
const tensorsOf = (inputs) => (Array.isArray(inputs) ? inputs : [inputs]);
const functions = {
  linear: (x) => x, relu: tf.relu, relu6: tf.relu6, elu: tf.elu, selu: tf.selu, tanh: tf.tanh, sigmoid: tf.sigmoid, softplus: tf.softplus, softmax: tf.softmax,
  exponential: tf.exp, leakyRelu: (x) => tf.leakyRelu(x, 0.2), hardSigmoid: (x) => tf.clipByValue(tf.add(tf.div(x, 6), 0.5), 0, 1),
  softsign: (x) => tf.div(x, tf.add(tf.abs(x), 1)), swish: (x) => tf.mul(x, tf.sigmoid(x)), silu: (x) => tf.mul(x, tf.sigmoid(x)),
  mish: (x) => tf.mul(x, tf.tanh(tf.softplus(x))), gelu: (x) => tf.mul(tf.mul(x, 0.5), tf.add(1, tf.erf(tf.div(x, Math.SQRT2)))),
};

/** A layer that keeps its settings as they were given. */
class Layer extends tf.layers.Layer {
  constructor(config) {
    super(config);
    this.settings = config;
  }
  getConfig() {
    return { ...this.settings, ...super.getConfig() };
  }
  weight(name, shape, initializer, regularizer) {
    return this.addWeight(name, shape, "float32", initial(initializer), penalty(regularizer));
  }
  computeOutputShape(shape) {
    return shapesOf(shape)[0];
  }
}`;

/** By the word that stands behind \`Layerlab\` in \`class_name\`. */
export const ownLayers = {
  Activation: `class Activation extends Layer {
  static className = "LayerlabActivation";
  call(inputs) {
    return tf.tidy(() => functions[this.settings.activation](tensorsOf(inputs)[0]));
  }
}`,
  UpSampling2D: `/** Bilinear, between the centres of pixels. */
class UpSampling2D extends Layer {
  static className = "LayerlabUpSampling2D";
  computeOutputShape([batch, height, width, channels]) {
    return [batch, height * this.settings.size[0], width * this.settings.size[1], channels];
  }
  call(inputs) {
    return tf.tidy(() => {
      const [x] = tensorsOf(inputs);
      return tf.image.resizeBilinear(x, this.computeOutputShape(x.shape).slice(1, 3), false, true);
    });
  }
}`,
  StepMask: `/** One where a step counts, zero where it holds the value throughout; without a value every step counts. */
class StepMask extends Layer {
  static className = "LayerlabStepMask";
  computeOutputShape(shape) {
    return shape.slice(0, 2);
  }
  call(inputs) {
    return tf.tidy(() => {
      const [x] = tensorsOf(inputs);
      const { value } = this.settings;
      if (value === undefined) return tf.ones(x.shape.slice(0, 2));
      const differs = tf.cast(tf.notEqual(x, value), "float32");
      return x.rank > 2 ? tf.max(differs, 2) : differs;
    });
  }
}`,
  Masking: `/** Zeros in steps that hold the value throughout. */
class Masking extends Layer {
  static className = "LayerlabMasking";
  call(inputs) {
    return tf.tidy(() => {
      const [x] = tensorsOf(inputs);
      return tf.mul(x, tf.max(tf.cast(tf.notEqual(x, this.settings.maskValue), "float32"), 2, true));
    });
  }
}`,
  GlobalAveragePooling1D: `/** The mean of the steps that count. */
class GlobalAveragePooling1D extends Layer {
  static className = "LayerlabGlobalAveragePooling1D";
  computeOutputShape([[batch, , channels]]) {
    return [batch, channels];
  }
  call([x, mask]) {
    return tf.tidy(() => tf.div(tf.sum(tf.mul(x, tf.expandDims(mask, 2)), 1), tf.maximum(tf.sum(mask, 1, true), 1)));
  }
}`,
  Conv1D: `/** Sees no later step. */
class Conv1D extends Layer {
  static className = "LayerlabConv1D";
  build(shape) {
    const { filters, kernelSize, useBias, kernelInitializer, kernelRegularizer, biasInitializer, biasRegularizer } = this.settings;
    this.kernel = this.weight("kernel", [kernelSize, shape[2], filters], kernelInitializer, kernelRegularizer);
    this.bias = useBias ? this.weight("bias", [filters], biasInitializer, biasRegularizer) : undefined;
    this.built = true;
  }
  computeOutputShape([batch, steps]) {
    return [batch, Math.ceil(steps / this.settings.strides), this.settings.filters];
  }
  call(inputs) {
    return tf.tidy(() => {
      const [x] = tensorsOf(inputs);
      const { kernelSize, strides, dilationRate, activation } = this.settings;
      const before = tf.pad(x, [[0, 0], [(kernelSize - 1) * dilationRate, 0], [0, 0]]);
      const y = tf.conv1d(before, this.kernel.read(), strides, "valid", "NWC", dilationRate);
      return functions[activation](this.bias ? tf.add(y, this.bias.read()) : y);
    });
  }
}`,
  RMSNormalization: `class RMSNormalization extends Layer {
  static className = "LayerlabRMSNormalization";
  build(shape) {
    this.scale = this.weight("scale", shape.slice(-1), "ones");
    this.built = true;
  }
  call(inputs) {
    return tf.tidy(() => {
      const [x] = tensorsOf(inputs);
      return tf.mul(tf.div(x, tf.sqrt(tf.add(tf.mean(tf.square(x), -1, true), this.settings.epsilon))), this.scale.read());
    });
  }
}`,
  PositionalEncoding: `/** Adds where a step stands: sine waves (Vaswani et al. 2017), or a learned pattern for each step. */
class PositionalEncoding extends Layer {
  static className = "LayerlabPositionalEncoding";
  build([, steps, size]) {
    if (this.settings.kind === "learned") this.embeddings = this.weight("embeddings", [steps, size], this.settings.embeddingsInitializer, this.settings.embeddingsRegularizer);
    else {
      const angle = (t, c) => t / 10000 ** ((c - (c % 2)) / size);
      this.waves = Array.from({ length: steps }, (_, t) => Array.from({ length: size }, (_, c) => (c % 2 === 0 ? Math.sin : Math.cos)(angle(t, c))));
    }
    this.built = true;
  }
  call(inputs) {
    return tf.tidy(() => tf.add(tensorsOf(inputs)[0], this.embeddings ? this.embeddings.read() : tf.tensor2d(this.waves)));
  }
}`,
  MultiHeadAttention: `/** Reads the steps that look, then, as \`sees\` says, the sequence that they look at and the mask of its steps. */
class MultiHeadAttention extends Layer {
  static className = "LayerlabMultiHeadAttention";
  part(inputs, word) {
    const at = this.settings.sees.split(" ").indexOf(word);
    return at < 0 ? undefined : inputs[at + 1];
  }
  build(shape) {
    const shapes = shapesOf(shape);
    const { numHeads: heads, keyDim, useBias, kernelInitializer, kernelRegularizer, biasInitializer, biasRegularizer } = this.settings;
    const valueDim = this.settings.valueDim || keyDim;
    const size = shapes[0][2];
    const seen = (this.part(shapes, "value") ?? shapes[0])[2];
    const dense = (name, kernel, bias) => [
      this.weight(name + "_kernel", kernel, kernelInitializer, kernelRegularizer),
      useBias ? this.weight(name + "_bias", bias, biasInitializer, biasRegularizer) : undefined,
    ];
    this.query = dense("query", [size, heads, keyDim], [heads, keyDim]);
    this.key = dense("key", [seen, heads, keyDim], [heads, keyDim]);
    this.value = dense("value", [seen, heads, valueDim], [heads, valueDim]);
    this.output_ = dense("output", [heads, valueDim, size], [size]);
    this.built = true;
  }
  call(inputs, { training } = {}) {
    return tf.tidy(() => {
      const all = tensorsOf(inputs);
      const { numHeads: heads, useCausalMask, dropout } = this.settings;
      const x = all[0];
      const seen = this.part(all, "value") ?? x;
      const mask = this.part(all, "mask");
      const product = (of, [kernel, bias], rows) => {
        const [batch, steps] = of.shape;
        const y = tf.matMul(tf.reshape(of, [-1, rows]), tf.reshape(kernel.read(), [rows, -1]));
        return tf.reshape(bias ? tf.add(y, tf.reshape(bias.read(), [-1])) : y, [batch, steps, -1]);
      };
      const byHead = (of, dense) => {
        const y = product(of, dense, of.shape[2]);
        return tf.transpose(tf.reshape(y, [y.shape[0], y.shape[1], heads, -1]), [0, 2, 1, 3]);
      };
      const [q, k, v] = [byHead(x, this.query), byHead(seen, this.key), byHead(seen, this.value)];
      let scores = tf.div(tf.matMul(q, k, false, true), Math.sqrt(q.shape[3]));
      let shown = mask ? tf.reshape(mask, [mask.shape[0], 1, 1, mask.shape[1]]) : undefined;
      if (useCausalMask) {
        const [steps, others] = [q.shape[2], k.shape[2]];
        const earlier = tf.cast(tf.lessEqual(tf.range(0, others), tf.expandDims(tf.range(0, steps), 1)), "float32");
        shown = shown ? tf.mul(shown, earlier) : earlier;
      }
      if (shown) scores = tf.sub(tf.mul(scores, shown), tf.mul(tf.sub(1, shown), 1e30));
      // A step that may look at nothing takes nothing.
      let weights = shown ? tf.mul(tf.softmax(scores), shown) : tf.softmax(scores);
      if (training && dropout > 0) weights = tf.dropout(weights, dropout);
      const answers = tf.transpose(tf.matMul(weights, v), [0, 2, 1, 3]);
      const flat = tf.reshape(answers, [answers.shape[0], answers.shape[1], -1]);
      return product(flat, this.output_, flat.shape[2]);
    });
  }
}`,
  ...ownRecurrent,
} as const;

export type OwnLayer = keyof typeof ownLayers;

/** What these classes need besides themselves, first. */
export function ownSource(used: readonly OwnLayer[]): string {
  const parts = used.some((name) => name === "Bidirectional") ? [...new Set<OwnLayer>(["Recurrent", ...used])] : used;
  return [ownHelpers, ...parts.map((name) => ownLayers[name])].join("\n\n");
}

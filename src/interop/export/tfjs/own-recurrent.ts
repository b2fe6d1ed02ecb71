/** LSTM, GRU and the plain recurrent layer for TensorFlow.js: its own GRU resets before its product, and its own layers lose masks on the way. */

export const ownRecurrent = {
  Recurrent: `const gates = { LSTM: 4, GRU: 3, SimpleRNN: 1 };

/** The weights of one direction, and a walk over the steps: those that the mask leaves out change nothing. */
class Cell {
  constructor(layer, size, prefix = "") {
    const { cell, units, useBias, kernelInitializer, kernelRegularizer, recurrentInitializer, recurrentRegularizer, biasInitializer, biasRegularizer } = layer.settings;
    const width = gates[cell] * units;
    this.settings = layer.settings;
    this.kernel = layer.weight(prefix + "kernel", [size, width], kernelInitializer, kernelRegularizer);
    this.recurrentKernel = layer.weight(prefix + "recurrent_kernel", [units, width], recurrentInitializer ?? "orthogonal", recurrentRegularizer);
    this.bias = useBias ? layer.weight(prefix + "bias", cell === "GRU" ? [2, width] : [width], biasInitializer ?? "zeros", biasRegularizer) : undefined;
  }
  run(x, mask, backwards, training) {
    const { cell, units, returnSequences, dropout, recurrentDropout } = this.settings;
    const [batch, steps, size] = x.shape;
    const drop = (shape, rate) => (training && rate > 0 ? tf.dropout(tf.ones(shape), rate) : tf.ones(shape));
    const [bias, recurrentBias] = !this.bias ? [0, 0] : cell === "GRU" ? tf.unstack(this.bias.read()) : [this.bias.read(), 0];
    const flat = tf.reshape(tf.mul(x, drop([batch, 1, size], dropout)), [-1, size]);
    const coming = tf.unstack(tf.reshape(tf.add(tf.matMul(flat, this.kernel.read()), bias), [batch, steps, -1]), 1);
    const counts = mask ? tf.split(mask, steps, 1) : undefined;
    const kept = drop([batch, units], recurrentDropout);
    let state = tf.zeros([batch, units]);
    let memory = state;
    const answers = [];
    for (let i = 0; i < steps; i++) {
      const t = backwards ? steps - 1 - i : i;
      const product = tf.add(tf.matMul(tf.mul(state, kept), this.recurrentKernel.read()), recurrentBias);
      const [next, remembered] = this.step(coming[t], product, state, memory);
      const chosen = (now, before) => (counts ? tf.add(before, tf.mul(tf.sub(now, before), counts[t])) : now);
      [state, memory] = [chosen(next, state), chosen(remembered, memory)];
      answers.push(state);
    }
    return returnSequences ? tf.stack(answers, 1) : state;
  }
  step(coming, product, state, memory) {
    const { cell } = this.settings;
    const inside = functions[this.settings.activation];
    const gate = functions[this.settings.recurrentActivation ?? "sigmoid"];
    if (cell === "LSTM") {
      const [enter, forget, candidate, leave] = tf.split(tf.add(coming, product), 4, 1);
      const next = tf.add(tf.mul(gate(forget), memory), tf.mul(gate(enter), inside(candidate)));
      return [tf.mul(gate(leave), inside(next)), next];
    }
    if (cell === "GRU") {
      const [update, reset, candidate] = tf.split(coming, 3, 1);
      const [moreUpdate, moreReset, inner] = tf.split(product, 3, 1);
      const kept = gate(tf.add(update, moreUpdate));
      const fresh = inside(tf.add(candidate, tf.mul(gate(tf.add(reset, moreReset)), inner)));
      return [tf.add(tf.mul(kept, state), tf.mul(tf.sub(1, kept), fresh)), memory];
    }
    return [inside(tf.add(coming, product)), memory];
  }
}

class Recurrent extends Layer {
  static className = "LayerlabRecurrent";
  build(shape) {
    this.cell = new Cell(this, shapesOf(shape)[0][2]);
    this.built = true;
  }
  computeOutputShape(shape) {
    const [batch, steps] = shapesOf(shape)[0];
    const { units, returnSequences } = this.settings;
    return returnSequences ? [batch, steps, units] : [batch, units];
  }
  call(inputs, { training } = {}) {
    return tf.tidy(() => {
      const [x, mask] = tensorsOf(inputs);
      return this.cell.run(x, mask, this.settings.goBackwards, training);
    });
  }
}`,
  Bidirectional: `class Bidirectional extends Layer {
  static className = "LayerlabBidirectional";
  build(shape) {
    const size = shapesOf(shape)[0][2];
    this.cells = ["forward_", "backward_"].map((prefix) => new Cell(this, size, prefix));
    this.built = true;
  }
  computeOutputShape(shape) {
    const [batch, steps] = shapesOf(shape)[0];
    const { units, returnSequences, mergeMode } = this.settings;
    const size = mergeMode === "concat" ? 2 * units : units;
    return returnSequences ? [batch, steps, size] : [batch, size];
  }
  call(inputs, { training } = {}) {
    return tf.tidy(() => {
      const [x, mask] = tensorsOf(inputs);
      const { returnSequences, mergeMode } = this.settings;
      const a = this.cells[0].run(x, mask, false, training);
      const back = this.cells[1].run(x, mask, true, training);
      const b = returnSequences ? tf.reverse(back, 1) : back;
      const merge = { concat: () => tf.concat([a, b], -1), sum: () => tf.add(a, b), ave: () => tf.div(tf.add(a, b), 2), mul: () => tf.mul(a, b) };
      const y = merge[mergeMode]();
      return mask && returnSequences ? tf.mul(y, tf.expandDims(mask, 2)) : y;
    });
  }
}`,
} as const;

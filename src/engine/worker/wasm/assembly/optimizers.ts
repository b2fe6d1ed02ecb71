/**
 * Optimizer updates over one variable of `n` values. `w` are the weights, `g` their gradients, which are multiplied with `scale`
 * first; weights and slots are updated in place. Formulas: src/engine/worker/optimizers.
 */
const lane: usize = 16;

function bytes(n: i32): usize {
  return (<usize>n) << 2;
}
function vectors(n: i32): usize {
  return bytes(n & ~3);
}

export function sgdUpdate(w: usize, g: usize, n: i32, rate: f32): void {
  const rates = f32x4.splat(rate);
  let at: usize = 0;
  for (const end = vectors(n); at < end; at += lane) v128.store(w + at, f32x4.sub(v128.load(w + at), f32x4.mul(rates, v128.load(g + at))));
  for (const end = bytes(n); at < end; at += 4) store<f32>(w + at, load<f32>(w + at) - rate * load<f32>(g + at));
}

/** v = momentum·v − rate·g; w + v, or with `isNesterov` w + momentum·v − rate·g. */
export function momentumUpdate(w: usize, g: usize, velocity: usize, n: i32, rate: f32, momentum: f32, isNesterov: bool): void {
  const rates = f32x4.splat(rate);
  const momenta = f32x4.splat(momentum);
  let at: usize = 0;
  for (const end = vectors(n); at < end; at += lane) {
    const down = f32x4.mul(rates, v128.load(g + at));
    const v = f32x4.sub(f32x4.mul(momenta, v128.load(velocity + at)), down);
    v128.store(velocity + at, v);
    const change = isNesterov ? f32x4.sub(f32x4.mul(momenta, v), down) : v;
    v128.store(w + at, f32x4.add(v128.load(w + at), change));
  }
  for (const end = bytes(n); at < end; at += 4) {
    const down = rate * load<f32>(g + at);
    const v = momentum * load<f32>(velocity + at) - down;
    store<f32>(velocity + at, v);
    store<f32>(w + at, load<f32>(w + at) + (isNesterov ? momentum * v - down : v));
  }
}

export function adagradUpdate(w: usize, g: usize, accumulator: usize, n: i32, scale: f32, rate: f32, epsilon: f32): void {
  const scales = f32x4.splat(scale);
  const rates = f32x4.splat(rate);
  const epsilons = f32x4.splat(epsilon);
  let at: usize = 0;
  for (const end = vectors(n); at < end; at += lane) {
    const gradient = f32x4.mul(v128.load(g + at), scales);
    const sum = f32x4.add(v128.load(accumulator + at), f32x4.mul(gradient, gradient));
    v128.store(accumulator + at, sum);
    const change = f32x4.div(f32x4.mul(rates, gradient), f32x4.sqrt(f32x4.add(sum, epsilons)));
    v128.store(w + at, f32x4.sub(v128.load(w + at), change));
  }
  for (const end = bytes(n); at < end; at += 4) {
    const gradient = load<f32>(g + at) * scale;
    const sum = load<f32>(accumulator + at) + gradient * gradient;
    store<f32>(accumulator + at, sum);
    store<f32>(w + at, load<f32>(w + at) - (rate * gradient) / sqrt<f32>(sum + epsilon));
  }
}

/** `mean` (centred) and `rolling` (with momentum) are 0 where the optimizer keeps none. */
export function rmspropUpdate(
  w: usize,
  g: usize,
  velocity: usize,
  mean: usize,
  rolling: usize,
  n: i32,
  scale: f32,
  rate: f32,
  rho: f32,
  rest: f32,
  momentum: f32,
  epsilon: f32,
): void {
  const scales = f32x4.splat(scale);
  const rates = f32x4.splat(rate);
  const rhos = f32x4.splat(rho);
  const rests = f32x4.splat(rest);
  const momenta = f32x4.splat(momentum);
  const epsilons = f32x4.splat(epsilon);
  const zero = f32x4.splat(0);
  let at: usize = 0;
  for (const end = vectors(n); at < end; at += lane) {
    const gradient = f32x4.mul(v128.load(g + at), scales);
    const v = f32x4.add(f32x4.mul(rhos, v128.load(velocity + at)), f32x4.mul(rests, f32x4.mul(gradient, gradient)));
    v128.store(velocity + at, v);
    let spread = v;
    if (mean) {
      const m = f32x4.add(f32x4.mul(rhos, v128.load(mean + at)), f32x4.mul(rests, gradient));
      v128.store(mean + at, m);
      // The spread of a gradient that hardly changes is lost in rounding and may come out below zero.
      spread = f32x4.max(f32x4.sub(v, f32x4.mul(m, m)), zero);
    }
    let change = f32x4.div(f32x4.mul(rates, gradient), f32x4.sqrt(f32x4.add(spread, epsilons)));
    if (rolling) {
      change = f32x4.add(change, f32x4.mul(momenta, v128.load(rolling + at)));
      v128.store(rolling + at, change);
    }
    v128.store(w + at, f32x4.sub(v128.load(w + at), change));
  }
  for (const end = bytes(n); at < end; at += 4) {
    const gradient = load<f32>(g + at) * scale;
    const v = rho * load<f32>(velocity + at) + rest * (gradient * gradient);
    store<f32>(velocity + at, v);
    let spread = v;
    if (mean) {
      const m = rho * load<f32>(mean + at) + rest * gradient;
      store<f32>(mean + at, m);
      spread = max<f32>(v - m * m, 0);
    }
    let change = (rate * gradient) / sqrt<f32>(spread + epsilon);
    if (rolling) {
      change += momentum * load<f32>(rolling + at);
      store<f32>(rolling + at, change);
    }
    store<f32>(w + at, load<f32>(w + at) - change);
  }
}

/**
 * `rest1` and `rest2` are 1 − β₁ and 1 − β₂, `size` the learning rate with the bias corrections, `keep` the share of each weight
 * that a decay leaves. `largest` (AMSGrad) is 0 where the optimizer keeps none.
 */
export function adamUpdate(
  w: usize,
  g: usize,
  momentum: usize,
  velocity: usize,
  largest: usize,
  n: i32,
  scale: f32,
  rest1: f32,
  rest2: f32,
  size: f32,
  epsilon: f32,
  keep: f32,
): void {
  const scales = f32x4.splat(scale);
  const rests1 = f32x4.splat(rest1);
  const rests2 = f32x4.splat(rest2);
  const sizes = f32x4.splat(size);
  const epsilons = f32x4.splat(epsilon);
  const keeps = f32x4.splat(keep);
  let at: usize = 0;
  for (const end = vectors(n); at < end; at += lane) {
    const gradient = f32x4.mul(v128.load(g + at), scales);
    const m0 = v128.load(momentum + at);
    const v0 = v128.load(velocity + at);
    const m = f32x4.add(m0, f32x4.mul(f32x4.sub(gradient, m0), rests1));
    let v = f32x4.add(v0, f32x4.mul(f32x4.sub(f32x4.mul(gradient, gradient), v0), rests2));
    v128.store(momentum + at, m);
    v128.store(velocity + at, v);
    if (largest) {
      v = f32x4.max(v128.load(largest + at), v);
      v128.store(largest + at, v);
    }
    const change = f32x4.div(f32x4.mul(m, sizes), f32x4.add(f32x4.sqrt(v), epsilons));
    v128.store(w + at, f32x4.sub(f32x4.mul(v128.load(w + at), keeps), change));
  }
  for (const end = bytes(n); at < end; at += 4) {
    const gradient = load<f32>(g + at) * scale;
    const m0 = load<f32>(momentum + at);
    const v0 = load<f32>(velocity + at);
    const m = m0 + (gradient - m0) * rest1;
    let v = v0 + (gradient * gradient - v0) * rest2;
    store<f32>(momentum + at, m);
    store<f32>(velocity + at, v);
    if (largest) {
      v = max<f32>(load<f32>(largest + at), v);
      store<f32>(largest + at, v);
    }
    store<f32>(w + at, load<f32>(w + at) * keep - (m * size) / (sqrt<f32>(v) + epsilon));
  }
}

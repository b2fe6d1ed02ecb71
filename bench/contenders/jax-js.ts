/** jax-js: `jit` of a whole training step with Adam, written by hand as its examples do. Its batches wait on the device. */
import { type Array as JaxArray, defaultDevice, init, jit, lax, nn, numpy as np, tree, valueAndGrad, type Device } from "@jax-js/jax";
import { createRng } from "@/base/rng";
import { createLoop, type Trainer } from "../trainer";
import { batchOf, classCount, imageSide, imageSize, learningRate, loadDigits, type Files, type Workload } from "../workload";

type Params = Record<string, JaxArray>;
interface State extends Record<string, Params | JaxArray> {
  readonly params: Params;
  readonly momentum: Params;
  readonly velocity: Params;
  /** β₁ᵗ and β₂ᵗ */
  readonly decay1: JaxArray;
  readonly decay2: JaxArray;
}

const beta1 = 0.9;
const beta2 = 0.999;
const epsilon = 1e-7;
const batchCount = 8;
const filters = [32, 64] as const;

export async function prepareJaxJs(workload: Workload, files: Files): Promise<Trainer> {
  const device = workload.backend as Device;
  if (!(await init(device)).includes(device)) throw new Error(`jax-js cannot use ${device} here.`);
  defaultDevice(device);
  const { batch } = workload;
  const digits = await loadDigits(files);
  const batches = Array.from({ length: batchCount }, (_, i) => {
    const { inputs, labels } = batchOf(digits, batch, i);
    const targets = new Float32Array(batch * classCount);
    labels.forEach((label, row) => (targets[row * classCount + label] = 1));
    return { inputs: np.array(inputs).reshape([batch, imageSize]), targets: np.array(targets).reshape([batch, classCount]) };
  });

  const step = jit(adamStep(workload.model === "mlp" ? mlp : cnnOf(batch), batch));
  let state = firstState(workload);
  let loss: JaxArray | undefined;
  let count = 0;
  return createLoop(
    () => {
      const { inputs, targets } = batches[count++ % batchCount] as (typeof batches)[number];
      const [nextLoss, nextState] = step(state, inputs.ref, targets.ref) as [JaxArray, State];
      loss?.dispose();
      loss = nextLoss;
      state = nextState;
    },
    async () => (loss ? ((await loss.ref.data())[0] ?? NaN) : NaN),
  );
}

/** jax-js counts owners: every use of an array but the last is a `ref`. */
function adamStep(forward: (params: Params, x: JaxArray) => JaxArray, batch: number) {
  const meanLoss = (params: Params, x: JaxArray, y: JaxArray) =>
    nn
      .logSoftmax(forward(params, x))
      .mul(y)
      .sum()
      .mul(-1 / batch);
  return (state: State, x: JaxArray, y: JaxArray): [JaxArray, State] => {
    const [loss, gradients] = valueAndGrad(meanLoss)(tree.ref(state.params), x, y) as unknown as [JaxArray, Params];
    const decay1 = state.decay1.mul(beta1);
    const decay2 = state.decay2.mul(beta2);
    const next: { params: Params; momentum: Params; velocity: Params } = { params: {}, momentum: {}, velocity: {} };
    for (const [name, gradient] of Object.entries(gradients)) {
      const of = (slot: Params) => slot[name] as JaxArray;
      const momentum = of(state.momentum)
        .mul(beta1)
        .add(gradient.ref.mul(1 - beta1));
      const velocity = of(state.velocity)
        .mul(beta2)
        .add(gradient.ref.mul(gradient).mul(1 - beta2));
      const unbiasedMomentum = momentum.ref.div(np.array(1).sub(decay1.ref));
      const unbiasedVelocity = velocity.ref.div(np.array(1).sub(decay2.ref));
      const change = unbiasedMomentum.div(np.sqrt(unbiasedVelocity).add(epsilon)).mul(learningRate);
      next.params[name] = of(state.params).sub(change);
      next.momentum[name] = momentum;
      next.velocity[name] = velocity;
    }
    return [loss, { ...next, decay1, decay2 }];
  };
}

function mlp({ hidden, hiddenBias, output, outputBias }: Params, x: JaxArray): JaxArray {
  return dense(nn.relu(dense(x, hidden, hiddenBias)), output, outputBias);
}

function dense(x: JaxArray, kernel: JaxArray | undefined, bias: JaxArray | undefined): JaxArray {
  return np.dot(x, kernel as JaxArray).add(bias as JaxArray);
}

/** Channels first, as its convolutions are. */
function cnnOf(batch: number) {
  const convolve = (x: JaxArray, kernel: JaxArray | undefined, bias: JaxArray | undefined) =>
    nn.relu(lax.convGeneralDilated(x, kernel as JaxArray, [1, 1], "VALID").add(bias as JaxArray));
  const pool = (x: JaxArray, channels: number, side: number) => x.reshape([batch, channels, side / 2, 2, side / 2, 2]).max([3, 5]);
  return ({ conv1, convBias1, conv2, convBias2, ...head }: Params, x: JaxArray): JaxArray => {
    const first = pool(convolve(x.reshape([batch, 1, imageSide, imageSide]), conv1, convBias1), filters[0], 26);
    // 11 rows do not halve; the last one is left out, as "valid" pooling does.
    const second = convolve(first, conv2, convBias2).slice([], [], [0, 10], [0, 10]);
    return mlp(head, pool(second, filters[1], 10).reshape([batch, filters[1] * 25]));
  };
}

function firstState({ model, units }: Workload): State {
  const rng = createRng(1);
  const glorot = (shape: readonly number[], fanIn: number, fanOut: number) => {
    const limit = Math.sqrt(6 / (fanIn + fanOut));
    const values = Float32Array.from({ length: shape.reduce((product, length) => product * length, 1) }, () => (2 * rng.next() - 1) * limit);
    return np.array(values).reshape([...shape]);
  };
  const features = model === "mlp" ? imageSize : filters[1] * 25;
  const params: Params = {
    hidden: glorot([features, units], features, units),
    hiddenBias: np.zeros([units]),
    output: glorot([units, classCount], units, classCount),
    outputBias: np.zeros([classCount]),
  };
  if (model === "cnn") {
    params["conv1"] = glorot([filters[0], 1, 3, 3], 9, 9 * filters[0]);
    params["convBias1"] = np.zeros([filters[0], 1, 1]);
    params["conv2"] = glorot([filters[1], filters[0], 3, 3], 9 * filters[0], 9 * filters[1]);
    params["convBias2"] = np.zeros([filters[1], 1, 1]);
  }
  const zeros = (): Params => Object.fromEntries(Object.entries(params).map(([name, { shape }]) => [name, np.zeros(shape)]));
  return { params, momentum: zeros(), velocity: zeros(), decay1: np.array(1), decay2: np.array(1) };
}

/** A network document as tensors: weights by name, and a forward pass through the graph. */
import * as tf from "@tensorflow/tfjs-core";
import { createRng, seedFromName } from "@/base/rng";
import { ProblemError } from "@/base/problem";
import { message } from "@/base/text";
import type { TensorRecord } from "@/engine/protocol";
import { activate } from "@/engine/worker/layers/activations";
import { builderOf } from "@/engine/worker/layers";
import { maskAfter, type Mask } from "@/engine/worker/model/masks";
import { deafToTarget, type KeptOutputs } from "@/engine/worker/model/kept-outputs";
import { takePart } from "@/engine/worker/model/take-part";
import { canRemember, type StepMemory } from "@/engine/worker/model/step-memory";
import { partOf } from "@/network/inputs-in-order";
import { planOf, type Plan, type PlannedLayer } from "@/network/plan";
import { layerSeedOf } from "@/engine/worker/random";
import { createVariable, type Variable } from "@/engine/worker/variable";
import type { ActivationName } from "@/network/activations";
import type { NetworkDocument } from "@/network/document";
import { initialize } from "@/network/initializers";
import type { InputPart } from "@/network/layers/input";
import type { WeightSpec } from "@/network/layers/define-layer";
import type { Shape } from "@/network/shape";

/** One weight tensor. */
export interface Weight extends Variable {
  /** `conv2d_1/kernel`. */
  readonly name: string;
  readonly nodeId: string;
  readonly spec: WeightSpec;
}

export interface ForwardOptions {
  /** Of the run and of the step (int32 [1]): what dropout and noise are drawn from. There only while training. */
  readonly draw?: { readonly seed: number; readonly step: tf.Tensor };
  /** Sees what each layer answers, activation applied. Keep a tensor to use it later. */
  readonly watch?: (nodeId: string, output: tf.Tensor) => void;
  /** Only the newest steps of a growing sequence come in; what layers need of earlier ones is in here. See `canRemember`. */
  readonly memory?: StepMemory;
  /** Of the same sources, asked again with more of their targets: what depends on the sources alone is in here, or is put here. */
  readonly kept?: KeptOutputs;
  /** Sees how much each step of an attention layer looked at each other: [N, heads, T, S]. Keep it to use it later. */
  readonly watchAttention?: (nodeId: string, attention: tf.Tensor) => void;
  /** By node: what is added to the layer's answer before others see it. Gradients by it are gradients by that answer. */
  readonly shifts?: ReadonlyMap<string, tf.Tensor>;
  /** Takes the next values of tracked weights (moving averages); they are kept until assigned. */
  readonly track?: (weight: Weight, next: tf.Tensor) => void;
}

export interface ForwardResult {
  /** Computed when it is first asked for: training looks only at the logits, where there are any. */
  readonly output: tf.Tensor;
  /** The output before its activation, where that is a softmax or sigmoid. */
  readonly logits?: tf.Tensor;
}

export interface Model {
  /** One example, batch axis `null`; of two parts, a row with both. */
  readonly inputShape: Shape;
  readonly inputs: readonly { readonly part: InputPart; readonly shape: Shape }[];
  readonly outputShape: Shape;
  readonly plan: Plan;
  /** Whether a growing sequence can be taken step by step. */
  readonly canRemember: boolean;
  /** The last layer's activation. */
  readonly outputActivation: ActivationName;
  /** In topological order, each layer's as it declares them. */
  readonly weights: readonly Weight[];
  /** Estimated bytes that all layers keep of one example. */
  readonly activationBytesPerExample: number;
  /** Bytes of the layer that keeps the most. */
  readonly largestActivationBytes: number;
  forward(inputs: tf.Tensor, options: ForwardOptions): ForwardResult;
  /** Sum of all weight penalties, or nothing when no layer asks for one. */
  penalty(): tf.Tensor | undefined;
  records(): Promise<readonly TensorRecord[]>;
  /** Throws a `ProblemError` naming the layer when a record is missing, unknown or of another shape. */
  load(records: readonly TensorRecord[]): void;
  dispose(): void;
}

/** Same seed, same weights, on every backend. */
export function buildModel(network: NetworkDocument, seed: number): Model {
  const plan = planOf(network);
  const weightsOf = new Map(plan.layers.map((layer) => [layer.node.id, new Map(layer.weights.map((spec) => [spec.name, createWeight(layer, spec, seed)]))]));
  const weights = [...weightsOf.values()].flatMap((own) => [...own.values()]);
  const deaf = deafToTarget(plan);
  const penalized = weights.filter(({ spec }) => spec.regularizer && (spec.regularizer.l1 > 0 || spec.regularizer.l2 > 0));

  return {
    inputShape: plan.inputShape,
    inputs: plan.inputs.map(({ node, outputShape }) => ({ part: partOf(node), shape: outputShape })),
    outputShape: plan.output.outputShape,
    plan,
    canRemember: canRemember(network),
    outputActivation: plan.output.activation,
    weights,
    activationBytesPerExample: plan.layers.reduce((bytes, layer) => bytes + layer.activationBytes, 0),
    largestActivationBytes: Math.max(...plan.layers.map(({ activationBytes }) => activationBytes)),
    forward(inputs, { draw, watch, watchAttention, track, memory, shifts, kept }) {
      const outputs = new Map<string, tf.Tensor>();
      // Computed only where a layer asks for them.
      const masks = new Map<string, () => Mask>();
      const runLayer = ({ node, sources }: PlannedLayer, activation: ActivationName) => {
        const known = kept?.get(node.id);
        if (known) {
          masks.set(node.id, () => known.mask);
          return known.output;
        }
        const own = weightsOf.get(node.id)!;
        const { config } = node;
        const incoming = {
          config,
          inputs: sources.length > 0 ? sources.map((id) => outputs.get(id)!) : [takePart(node, inputs)],
          get masks() {
            return sources.map((id) => masks.get(id)!());
          },
        };
        const output = builderOf(node.className)({
          config,
          inputs: incoming.inputs,
          get masks() {
            return incoming.masks;
          },
          activation,
          weight: (name) => own.get(name)!.value,
          training: draw !== undefined,
          ...(draw ? { random: { layerSeed: layerSeedOf(draw.seed, node.name), step: draw.step } } : {}),
          track: (name, next) => track?.(own.get(name)!, tf.keep(next)),
          ...(memory ? { memory: memory.of(node.id) } : {}),
          ...(watchAttention ? { reveal: (attention) => watchAttention(node.id, attention) } : {}),
        });
        const mask = once(() => maskAfter(node.className, incoming, output));
        masks.set(node.id, mask);
        if (kept && deaf.has(node.id)) kept.set(node.id, { output, mask: mask() });
        return output;
      };
      for (const layer of plan.layers) {
        if (layer === plan.output) break;
        const own = runLayer(layer, layer.activation);
        const shift = shifts?.get(layer.node.id);
        const output = shift ? tf.add(own, shift) : own;
        outputs.set(layer.node.id, output);
        watch?.(layer.node.id, output);
      }
      const { activation, node } = plan.output;
      const hasLogits = activation === "softmax" || activation === "sigmoid";
      const last = runLayer(plan.output, hasLogits ? "linear" : activation);
      let output = hasLogits ? undefined : last;
      const result: ForwardResult = {
        ...(hasLogits ? { logits: last } : {}),
        get output() {
          return (output ??= activate(activation, last));
        },
      };
      if (watch) watch(node.id, result.output);
      return result;
    },
    penalty: () => (penalized.length === 0 ? undefined : tf.tidy(() => penalized.map(penaltyOf).reduce((sum, next) => tf.add(sum, next)))),
    records: () => Promise.all(weights.map(async ({ name, value }) => ({ name, shape: value.shape, data: new Float32Array(await value.data<"float32">()) }))),
    load: (records) => loadRecords(weights, records),
    dispose: () => tf.dispose(weights.map(({ value }) => value)),
  };
}

function once<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => (known ??= { value: compute() }).value;
}

function createWeight({ node }: PlannedLayer, spec: WeightSpec, seed: number): Weight {
  const name = `${node.name}/${spec.name}`;
  const values = initialize(spec.initializer, spec.shape, spec.fanIn, spec.fanOut, createRng(seedFromName(seed, name)));
  if (spec.ones) values.fill(1, ...spec.ones);
  const variable = createVariable(tf.tensor(values, [...spec.shape], "float32"));
  return {
    name,
    nodeId: node.id,
    spec,
    get value() {
      return variable.value;
    },
    assign: (next) => variable.assign(next),
  };
}

/** l1·Σ|w| + l2·Σw². */
function penaltyOf({ spec, value }: Weight): tf.Tensor {
  const { l1, l2 } = spec.regularizer!;
  const parts = [...(l1 > 0 ? [tf.mul(tf.sum(tf.abs(value)), l1)] : []), ...(l2 > 0 ? [tf.mul(tf.sum(tf.square(value)), l2)] : [])];
  return parts.reduce((sum, next) => tf.add(sum, next));
}

/** Checks every record before the first weight changes. */
function loadRecords(weights: readonly Weight[], records: readonly TensorRecord[]): void {
  const byName = new Map(records.map((record) => [record.name, record]));
  const matched = weights.map((weight) => {
    const record = byName.get(weight.name);
    byName.delete(weight.name);
    if (!record || record.shape.join() !== weight.spec.shape.join() || record.data.length !== weight.value.size)
      throw misfit(weight.name, weight.spec.shape, record);
    return { weight, record };
  });
  const [unknown] = byName.values();
  if (unknown) throw misfit(unknown.name, undefined, unknown);
  for (const { weight, record } of matched) weight.assign(tf.tensor(record.data, [...record.shape], "float32"));
}

function misfit(name: string, expected: readonly number[] | undefined, came: TensorRecord | undefined): ProblemError {
  const [layer = name, weight = ""] = name.split("/");
  const dims = (shape: readonly number[] | undefined) => (shape ? `(${shape.join(", ")})` : "–");
  return new ProblemError({
    code: "weights.misfit",
    what: message(
      {
        en: "The weights do not fit the network: layer {layer} expects {weight} {expected}, but the weights hold {came}.",
        zh: "权重与网络不符：层 {layer} 的 {weight} 应为 {expected}，而权重中为 {came}。",
      },
      { layer, weight, expected: dims(expected), came: dims(came?.shape) },
    ),
    remedy: message({ en: "Open the network that these weights were trained with.", zh: "请打开训练这些权重时所用的网络。" }),
  });
}

/** An operation of our own: what it means in plain tfjs operations, its gradient, and faster kernels for single backends. */
import * as tf from "@tensorflow/tfjs-core";
import { betweenOperations } from "@/engine/worker/interludes";
import type { HostMemory } from "@/engine/worker/kernels/host-memory";
import type { WasmHeap } from "@/engine/worker/wasm/heap";

/** Tensors by name; an optional one may be left out. */
export type TensorMap = { readonly [name: string]: tf.Tensor | undefined };
export type Outputs = readonly tf.Tensor[];
export type InfosOf<I> = { readonly [K in keyof I]: tf.TensorInfo | (undefined extends I[K] ? undefined : never) };

export interface OpCall<I, A> {
  readonly inputs: InfosOf<I>;
  readonly attrs: A;
}
/** On wasm: where tensors are made, and where our compiled kernels find them. */
export interface HeapOpCall<I, A> extends OpCall<I, A> {
  readonly memory: HostMemory;
  readonly heap: WasmHeap;
}
interface OpKernels<I, A> {
  readonly wasm?: (call: HeapOpCall<I, A>) => readonly tf.TensorInfo[];
  readonly webgpu?: (call: OpCall<I, A>) => readonly tf.TensorInfo[];
  readonly webgl?: (call: OpCall<I, A>) => readonly tf.TensorInfo[];
}

export interface OpDefinition<I extends TensorMap, A extends object, O extends Outputs> {
  /** The name under which its kernels are registered: camelCase, so that none is taken for one of tfjs's own. */
  readonly name: string;
  /** The meaning. Runs on every backend that has no kernel in `kernels`. Never answers with one of its inputs. */
  readonly reference: (inputs: I, attrs: A) => O;
  readonly kernels?: OpKernels<I, A>;
  readonly gradient?: OpGradient<I, A>;
}

export interface OpGradient<I extends TensorMap, A extends object> {
  /** What `by` gets as `saved`: these inputs first, then the outputs with these numbers. None may be an optional input. */
  readonly savedInputs?: readonly (keyof I & string)[];
  readonly savedOutputs?: readonly number[];
  /** One function per input, called only for those on the way to a weight. `dy` has one entry per output. */
  readonly by: (dy: readonly tf.Tensor[], saved: readonly tf.Tensor[], attrs: A) => { readonly [K in keyof I]?: () => tf.Tensor };
}

export interface Op<I extends TensorMap, A extends object, O extends Outputs> extends OpDefinition<I, A, O> {
  run(inputs: I, attrs: A): O;
}

export function defineOp<I extends TensorMap, A extends object, O extends Outputs>(definition: OpDefinition<I, A, O>): Op<I, A, O> {
  registerGradientOf(definition);
  return {
    ...definition,
    run(inputs, attrs) {
      betweenOperations();
      return tf.engine().runKernel<O & tf.Tensor[]>(definition.name, present(inputs), attrs as tf.NamedAttrMap);
    },
  };
}

/** The tape walks over all inputs it is given, so one that is left out must not be there at all. */
function present(inputs: TensorMap): tf.NamedTensorMap {
  return Object.fromEntries(Object.entries(inputs).filter((entry): entry is [string, tf.Tensor] => entry[1] !== undefined));
}

function registerGradientOf<I extends TensorMap, A extends object>({ name, gradient }: OpDefinition<I, A, Outputs>): void {
  if (!gradient) return;
  const { savedInputs = [], savedOutputs = [], by } = gradient;
  const last = Math.max(-1, ...savedOutputs);
  tf.registerGradient({
    kernelName: name,
    inputsToSave: [...savedInputs],
    outputsToSave: Array.from({ length: last + 1 }, (_, i) => savedOutputs.includes(i)),
    gradFunc(dy, saved, attrs) {
      betweenOperations();
      return by(Array.isArray(dy) ? dy : [dy], saved, attrs as A) as ReturnType<tf.GradFunc>;
    },
  });
}

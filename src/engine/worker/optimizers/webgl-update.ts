/** Updates on WebGL: the rule that WebGPU runs, as one draw per tensor that changes. Composed of tfjs's operations Adam takes fourteen. */
import * as tf from "@tensorflow/tfjs-core";
import type { Slots, StepScalars } from "@/engine/worker/optimizers/define-rule";

/** The part of tfjs's WebGL backend that is used here. */
export interface WebglBackend {
  readonly texData: { get(dataId: tf.DataId): { readonly isPacked: boolean } };
  compileAndRun(program: Program, inputs: readonly tf.TensorInfo[], dtype: "float32", uniforms: readonly (readonly number[])[]): tf.TensorInfo;
  unpackTensor(input: tf.TensorInfo): tf.TensorInfo;
  disposeIntermediateTensorInfo(info: tf.TensorInfo): void;
}
interface Program {
  readonly variableNames: readonly string[];
  readonly customUniforms: readonly { readonly name: string; readonly type: "float" }[];
  readonly outputShape: readonly number[];
  readonly userCode: string;
}
export interface WebglUpdate {
  readonly weights: tf.Tensor;
  readonly gradient: tf.Tensor;
  readonly slots: Slots;
  /** WGSL of the rule. */
  readonly rule: string;
  readonly scalars: StepScalars;
}

export function currentWebgl(): WebglBackend | undefined {
  return tf.getBackend() === "webgl" ? (tf.backend() as unknown as WebglBackend) : undefined;
}

/** What the weights and slots become; all the caller's. */
export function updateOnWebgl(backend: WebglBackend, { weights, gradient, slots, rule, scalars }: WebglUpdate): { weights: tf.Tensor; slots: Slots } {
  // Every draw would unpack it for itself.
  const isPacked = backend.texData.get(gradient.dataId).isPacked;
  const g = isPacked ? backend.unpackTensor(gradient) : gradient;
  const own: Slots = { weights, ...slots };
  const names = Object.keys(own);
  const body = glslOf(rule, names);
  const next = (output: string): tf.Tensor => {
    const program: Program = {
      variableNames: ["gradients", ...names],
      customUniforms: [
        { name: "rate", type: "float" },
        { name: "keep", type: "float" },
      ],
      outputShape: weights.shape,
      userCode: `
        void main() {
          float g = getGradientsAtOutCoords();
          ${names.map((name) => `float ${name}Here = get${name[0]!.toUpperCase()}${name.slice(1)}AtOutCoords();`).join("\n")}
          ${body}
          setOutput(${output}Here);
        }`,
    };
    const inputs = [g, ...names.map((name) => own[name]!)];
    return tf.engine().makeTensorFromTensorInfo(backend.compileAndRun(program, inputs, "float32", [[scalars.rate], [scalars.keep ?? 1]]));
  };
  try {
    return { weights: next("weights"), slots: Object.fromEntries(Object.keys(slots).map((name) => [name, next(name)])) };
  } finally {
    if (isPacked) backend.disposeIntermediateTensorInfo(g);
  }
}

/** WGSL statements as GLSL: declarations with their type, this value's own variables for the arrays, and numbers with a point. */
export function glslOf(wgsl: string, arrays: readonly string[]): string {
  return wgsl
    .replaceAll(new RegExp(`\\b(${arrays.join("|")})\\[i\\]`, "g"), "$1Here")
    .replaceAll(/\b(let|var) /g, "float ")
    .replaceAll(/\b(\d+(?:\.\d+)?(?:e[-+]?\d+)?)f\b/g, (_, digits: string) => (/[.e]/.test(digits) ? digits : `${digits}.0`));
}

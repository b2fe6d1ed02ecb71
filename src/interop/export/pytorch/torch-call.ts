/** What a rule that writes a layer in PyTorch's words is given and answers, and what rules share. */
import type { ActivationName } from "@/network/activations";
import type { LayerConfig, LayerName } from "@/network/layers";
import type { Shape } from "@/network/shape";
import type { TorchHelper } from "@/interop/export/pytorch/torch-helpers";
import type { NamedTensor } from "@/interop/layerlab/content";

/** Words behind the names of layers that are several modules. No other layer's name in Python ends in one. */
export const torchParts = ["depthwise", "pointwise", "forward_layer", "backward_layer", "intermediate", "output"] as const;

export interface TorchLayer {
  /** `nn.Linear(784, 128)`; absent where nothing is kept. */
  readonly module?: string;
  /** More than one module: by a word that is put behind the layer's name. */
  readonly modules?: Readonly<Partial<Record<(typeof torchParts)[number], string>>>;
  /** An expression; `self.NAME` is the module. */
  readonly forward: string;
  /** `weight` -> values, or `depthwise.weight` for one of several modules. */
  readonly state?: Readonly<Record<string, NamedTensor>>;
  /** What else of Python it needs. */
  readonly helpers?: readonly TorchHelper[];
}

export interface TorchCall<N extends LayerName> {
  readonly config: LayerConfig<N>;
  /** The layer's name, an identifier. */
  readonly name: string;
  /** Names of the variables that come in. */
  readonly inputs: readonly string[];
  readonly inputShapes: readonly Shape[];
  readonly outputShape: Shape;
  /** By input: the variable, bool [N, T], of the steps that count; undefined where all do. */
  readonly masks: readonly (string | undefined)[];
  /** By Layerlab's word. */
  readonly weight: (name: string) => NamedTensor;
}
export type TorchRule<N extends LayerName> = (call: TorchCall<N>) => TorchLayer;

export const torchFunctions: Readonly<Record<ActivationName, (x: string, dim: number) => string>> = {
  linear: (x) => x,
  relu: (x) => `F.relu(${x})`,
  leakyRelu: (x) => `F.leaky_relu(${x}, 0.2)`,
  relu6: (x) => `F.relu6(${x})`,
  elu: (x) => `F.elu(${x})`,
  selu: (x) => `F.selu(${x})`,
  gelu: (x) => `F.gelu(${x})`,
  silu: (x) => `F.silu(${x})`,
  sigmoid: (x) => `torch.sigmoid(${x})`,
  hardSigmoid: (x) => `F.hardsigmoid(${x})`,
  tanh: (x) => `torch.tanh(${x})`,
  softplus: (x) => `F.softplus(${x})`,
  softsign: (x) => `F.softsign(${x})`,
  mish: (x) => `F.mish(${x})`,
  exponential: (x) => `torch.exp(${x})`,
  softmax: (x, dim) => `F.softmax(${x}, dim=${dim})`,
};

export const isImage = (shape: Shape | undefined) => shape?.length === 4;
/** The axis of features: the second of images, the last of everything else. */
const featureDim = (shape: Shape | undefined) => (isImage(shape) ? 1 : -1);
export function activated(activation: ActivationName, x: string, shape: Shape): string {
  return torchFunctions[activation](x, featureDim(shape));
}

export const size = (shape: Shape | undefined, axis: number): number => shape?.at(axis) ?? 1;
export const both = ([rows, columns]: readonly [number, number]) => (rows === columns ? String(rows) : `(${rows}, ${columns})`);
export const truth = (value: boolean) => (value ? "True" : "False");
export const channelsLast = (x: string) => `${x}.permute(0, 2, 3, 1)`;
export const channelsFirst = (x: string) => `${x}.permute(0, 3, 1, 2)`;

export function biasOf(useBias: boolean, weight: TorchCall<LayerName>["weight"], key = "bias"): Record<string, NamedTensor> {
  return useBias ? { [key]: weight("bias") } : {};
}

export const optional = (name: string, value: string, initial: string) => (value === initial ? "" : `, ${name}=${value}`);
export const bias = (useBias: boolean) => optional("bias", truth(useBias), "True");

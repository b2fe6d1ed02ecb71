/** How PyTorch says the layers over the steps of a sequence, [N, T, C] as in Layerlab; its own windows want [N, C, T]. */
import { reshaped, samePadding, transposed } from "@/interop/export/arrange";
import { activated, bias, biasOf, channelsFirst, channelsLast, isImage, optional, size, torchFunctions, truth } from "@/interop/export/pytorch/torch-call";
import type { TorchCall, TorchLayer, TorchRule } from "@/interop/export/pytorch/torch-call";
import type { NamedTensor } from "@/interop/layerlab/content";
import type { ActivationName } from "@/network/activations";
import type { LayerConfig, LayerName } from "@/network/layers";
import { weightOf } from "@/network/layers/weight-of-direction";
import type { Shape } from "@/network/shape";

type Padding = "valid" | "same" | "causal";
const turned = (x: string) => `${x}.transpose(1, 2)`;

/** Before and after; undefined where nothing is added. */
function padsOf(padding: Padding, input: Shape | undefined, kernel: number, stride: number, dilation = 1): readonly [number, number] | undefined {
  if (padding === "valid") return undefined;
  const pads: readonly [number, number] = padding === "causal" ? [(kernel - 1) * dilation, 0] : samePadding(size(input, 1), kernel, stride, dilation);
  return pads[0] + pads[1] === 0 ? undefined : pads;
}

/** A function of one argument: `torch.tanh`, or a lambda. */
function functionOf(activation: ActivationName): string {
  const written = torchFunctions[activation]("y", -1);
  return /^[\w.]+\(y\)$/.test(written) ? written.slice(0, -3) : `lambda y: ${written}`;
}

type RecurrentConfig = LayerConfig<"SimpleRNN"> & { readonly recurrentActivation?: ActivationName };

function recurrentModule(layer: string, config: RecurrentConfig, input: Shape | undefined): string {
  const { units, activation, recurrentActivation = "sigmoid", useBias, returnSequences, goBackwards, dropout, recurrentDropout } = config;
  return (
    `Recurrent("${layer}", ${size(input, -1)}, ${units}` +
    optional("activation", functionOf(activation), "torch.tanh") +
    optional("gate", functionOf(recurrentActivation), "torch.sigmoid") +
    bias(useBias) +
    optional("sequences", truth(returnSequences), "False") +
    optional("backwards", truth(goBackwards), "False") +
    optional("dropout", String(dropout), "0") +
    optional("recurrent_dropout", String(recurrentDropout), "0") +
    ")"
  );
}

/** Of one cell, behind `prefix` in the module's state. */
function recurrentState(useBias: boolean, weight: (name: string) => NamedTensor, prefix = ""): Record<string, NamedTensor> {
  return {
    [`${prefix}kernel`]: weight("kernel"),
    [`${prefix}recurrent_kernel`]: weight("recurrentKernel"),
    ...(useBias ? { [`${prefix}bias`]: weight("bias") } : {}),
  };
}

const recurrent =
  (layer: string) =>
  ({ config, name, inputs: [x], inputShapes: [input], masks: [mask], weight }: TorchCall<"LSTM" | "GRU" | "SimpleRNN">): TorchLayer => ({
    module: recurrentModule(layer, config, input),
    forward: `self.${name}(${x}${mask === undefined ? "" : `, ${mask}`})`,
    state: recurrentState(config.useBias, weight),
    helpers: ["recurrent"],
  });

function averaged(x: string, poolSize: number, strides: number, pads: readonly [number, number] | undefined): string {
  const pool = (what: string) => `F.avg_pool1d(${what}, ${poolSize}${optional("stride", String(strides), String(poolSize))})`;
  if (!pads) return pool(x);
  // Of each window only what lies in the sequence counts.
  const around = (what: string) => `F.pad(${what}, (${pads.join(", ")}))`;
  return `${pool(around(x))} / ${pool(around(`torch.ones_like(${x})`))}`;
}

export const torchSequences: { readonly [N in LayerName]?: TorchRule<N> } = {
  Embedding: ({ config: { inputDim, outputDim, trainable }, name, inputs: [x], weight }) => ({
    module: `nn.Embedding(${inputDim}, ${outputDim})${trainable ? "" : ".requires_grad_(False)"}`,
    forward: `self.${name}(tokens(${x}, ${inputDim}))`,
    state: { weight: weight("embeddings") },
    helpers: ["tokens"],
  }),
  LSTM: recurrent("LSTM"),
  GRU: recurrent("GRU"),
  SimpleRNN: recurrent("SimpleRNN"),
  Bidirectional: ({ config, name, inputs: [x], inputShapes: [input], masks: [mask], weight }) => {
    const { layer, mergeMode, returnSequences, useBias } = config;
    const own = (direction: "forward" | "backward") => recurrentModule(layer, { ...config, goBackwards: direction === "backward" }, input);
    const of = (direction: "forward" | "backward") => recurrentState(useBias, (word) => weight(weightOf(direction, word)), `${direction}_layer.`);
    const asked = (direction: string) => `self.${name}_${direction}_layer(${x}${mask === undefined ? "" : `, ${mask}`})`;
    const [a, b] = [asked("forward"), `${asked("backward")}${returnSequences ? ".flip(1)" : ""}`];
    const merged = { concat: `torch.cat((${a}, ${b}), dim=-1)`, sum: `(${a} + ${b})`, ave: `(${a} + ${b}) / 2`, mul: `${a} * ${b}` }[mergeMode];
    return {
      modules: { forward_layer: own("forward"), backward_layer: own("backward") },
      forward: mask !== undefined && returnSequences ? `${merged} * ${mask}.unsqueeze(-1)` : merged,
      state: { ...of("forward"), ...of("backward") },
      helpers: ["recurrent"],
    };
  },
  Conv1D: ({ config, name, inputs: [x = ""], inputShapes: [input], outputShape, weight }) => {
    const { filters, kernelSize, strides, padding, dilationRate, useBias, activation } = config;
    const pads = padsOf(padding, input, kernelSize, strides, dilationRate);
    const around = pads ? `F.pad(${turned(x)}, (${pads.join(", ")}))` : turned(x);
    return {
      module: `nn.Conv1d(${size(input, -1)}, ${filters}, ${kernelSize}${optional("stride", String(strides), "1")}${optional("dilation", String(dilationRate), "1")}${bias(useBias)})`,
      forward: activated(activation, turned(`self.${name}(${around})`), outputShape),
      state: { weight: transposed(weight("kernel"), [2, 1, 0]), ...biasOf(useBias, weight) },
    };
  },
  MaxPooling1D: ({ config: { poolSize, strides, padding }, inputs: [x = ""], inputShapes: [input] }) => {
    const pads = padsOf(padding, input, poolSize, strides);
    const around = pads ? `F.pad(${turned(x)}, (${pads.join(", ")}), value=float("-inf"))` : turned(x);
    return { forward: turned(`F.max_pool1d(${around}, ${poolSize}${optional("stride", String(strides), String(poolSize))})`) };
  },
  AveragePooling1D: ({ config: { poolSize, strides, padding }, inputs: [x = ""], inputShapes: [input] }) => ({
    forward: turned(`(${averaged(turned(x), poolSize, strides, padsOf(padding, input, poolSize, strides))})`),
  }),
  GlobalMaxPooling1D: ({ inputs: [x] }) => ({ forward: `${x}.amax(dim=1)` }),
  GlobalAveragePooling1D: ({ inputs: [x], masks: [mask] }) => ({
    forward: mask === undefined ? `${x}.mean(dim=1)` : `(${x} * ${mask}.unsqueeze(-1)).sum(dim=1) / ${mask}.sum(dim=1, keepdim=True).clamp(min=1)`,
  }),
  RepeatVector: ({ config: { n }, inputs: [x] }) => ({ forward: `${x}.unsqueeze(1).expand(-1, ${n}, -1)` }),
  Masking: ({ config: { maskValue }, inputs: [x] }) => ({ forward: `${x} * (${x} != ${maskValue}).any(dim=-1, keepdim=True)` }),
  PositionalEncoding: ({ config: { kind }, name, inputs: [x], outputShape, weight }) => {
    const sizes = `${size(outputShape, 1)}, ${size(outputShape, 2)}`;
    const forward = `self.${name}(${x})`;
    return kind === "learned"
      ? { module: `LearnedPositions(${sizes})`, forward, state: { weight: weight("embeddings") }, helpers: ["learnedPositions"] }
      : { module: `Positions(${sizes})`, forward, helpers: ["positions"] };
  },
  MultiHeadAttention: ({ config, name, inputs, inputShapes, outputShape, masks, weight }) => {
    const { numHeads, keyDim, valueDim, useCausalMask, dropout, useBias } = config;
    const [query, seen] = inputs;
    const mask = masks.at(-1);
    const [width, seenWidth] = [size(outputShape, -1), size(inputShapes.at(-1), -1)];
    const part = (word: string, rows: number): Record<string, NamedTensor> => {
      const kernel = weight(`${word}Kernel`);
      const flat = reshaped(kernel, [rows, kernel.data.length / rows]);
      return {
        [`${word}.weight`]: transposed(flat, [1, 0]),
        ...(useBias ? { [`${word}.bias`]: reshaped(weight(`${word}Bias`), [kernel.data.length / rows]) } : {}),
      };
    };
    const sizes = [numHeads, keyDim, valueDim || keyDim, width, seenWidth].join(", ");
    return {
      module: `Attention(${sizes}${optional("causal", truth(useCausalMask), "False")}${optional("dropout", String(dropout), "0")}${bias(useBias)})`,
      forward: `self.${name}(${query}${seen === undefined ? "" : `, ${seen}`}${mask === undefined ? "" : `, mask=${mask}`})`,
      state: { ...part("query", width), ...part("key", seenWidth), ...part("value", seenWidth), ...part("output", numHeads * (valueDim || keyDim)) },
      helpers: ["attention"],
    };
  },
  FeedForward: ({ config: { units, hiddenActivation, dropout }, name, inputs: [x], outputShape, weight }) => {
    const width = size(outputShape, -1);
    const hidden = torchFunctions[hiddenActivation](`self.${name}_intermediate(${x})`, -1);
    const dense = (part: string) => ({ [`${part}.weight`]: transposed(weight(`${part}Kernel`), [1, 0]), [`${part}.bias`]: weight(`${part}Bias`) });
    return {
      modules: { intermediate: `nn.Linear(${width}, ${units})`, output: `nn.Linear(${units}, ${width})` },
      forward: `self.${name}_output(${dropout === 0 ? hidden : `F.dropout(${hidden}, ${dropout}, self.training)`})`,
      state: { ...dense("intermediate"), ...dense("output") },
    };
  },
  RMSNormalization: ({ config: { epsilon }, name, inputs: [x = ""], inputShapes: [input], weight }) => ({
    module: `nn.RMSNorm(${size(input, -1)}, eps=${epsilon})`,
    forward: isImage(input) ? channelsFirst(`self.${name}(${channelsLast(x)})`) : `self.${name}(${x})`,
    state: { weight: weight("scale") },
  }),
};

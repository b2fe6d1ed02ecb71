/** How ONNX says attention and the block behind it: products, a softmax, and nothing that needs a newer opset. */
import { reshaped } from "@/interop/export/arrange";
import { inputOf, onnxFunctions, size, type OnnxCall, type OnnxRule } from "@/interop/export/onnx/onnx-call";
import type { LayerName } from "@/network/layers";

/** x times the kernel of that name, plus its bias; heads lie side by side. */
function projected(call: OnnxCall<"MultiHeadAttention">, name: string, x: string, width: number): string {
  const { node, floats, weight, config } = call;
  const kernel = weight(`${name}Kernel`);
  const product = node("MatMul", [x, floats(reshaped(kernel, [kernel.data.length / width, width]))]);
  return config.useBias ? node("Add", [product, floats(reshaped(weight(`${name}Bias`), [width]))]) : product;
}

/** 1 where a query may look at a key: [T, S], [N, 1, 1, S] or [N, 1, T, S]; undefined where all may look at all. */
function seenBy(call: OnnxCall<"MultiHeadAttention">, queries: number, keys: number): string | undefined {
  const mask = call.masks.at(-1);
  const ofKeys = mask === undefined ? undefined : call.node("Unsqueeze", [mask, call.ints([1, 2])]);
  if (!call.config.useCausalMask) return ofKeys;
  const data = Float32Array.from({ length: queries * keys }, (_, i) => (i % keys <= Math.floor(i / keys) ? 1 : 0));
  const back = call.floats({ name: "back", shape: [queries, keys], data });
  return ofKeys === undefined ? back : call.node("Mul", [ofKeys, back]);
}

export const onnxAttention: { readonly [N in LayerName]?: OnnxRule<N> } = {
  MultiHeadAttention: (call) => {
    const { node, number, ints, config, inputs, inputShapes, outputShape } = call;
    const { numHeads, keyDim } = config;
    const valueDim = config.valueDim || keyDim;
    const [query = "", value = query] = inputs;
    const [queries, keys] = [size(inputShapes[0], 1), size(inputShapes.at(-1), 1)];
    const byHead = (x: string, steps: number, width: number, perm: readonly number[]) =>
      node("Transpose", [node("Reshape", [x, ints([-1, steps, numHeads, width])])], { perm });
    const q = byHead(projected(call, "query", query, numHeads * keyDim), queries, keyDim, [0, 2, 1, 3]);
    const k = byHead(projected(call, "key", value, numHeads * keyDim), keys, keyDim, [0, 2, 3, 1]);
    const v = byHead(projected(call, "value", value, numHeads * valueDim), keys, valueDim, [0, 2, 1, 3]);
    const scores = node("Mul", [node("MatMul", [q, k]), number(1 / Math.sqrt(keyDim))]);
    const seen = seenBy(call, queries, keys);
    // Far below every score, but no infinity; a query that may look at nothing answers zeros.
    const hidden = (shown: string) => node("Mul", [node("Sub", [number(1), shown]), number(-1e30)]);
    const weights =
      seen === undefined
        ? node("Softmax", [scores], { axis: -1 })
        : node("Mul", [node("Softmax", [node("Add", [node("Mul", [scores, seen]), hidden(seen)])], { axis: -1 }), seen]);
    const answers = node("Transpose", [node("MatMul", [weights, v])], { perm: [0, 2, 1, 3] });
    return projected(call, "output", node("Reshape", [answers, ints([-1, queries, numHeads * valueDim])]), size(outputShape, 2));
  },
  FeedForward: (call) => {
    const { node, floats, weight, config } = call;
    const dense = (part: string, x: string) => node("Add", [node("MatMul", [x, floats(weight(`${part}Kernel`))]), floats(weight(`${part}Bias`))]);
    return dense("output", onnxFunctions[config.hiddenActivation](call, dense("intermediate", inputOf(call)), -1));
  },
};

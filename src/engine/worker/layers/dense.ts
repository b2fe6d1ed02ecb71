/** Dense: activation(x·kernel + bias). */
import type { LayerBuilder } from "@/engine/worker/layers/define-builder";
import { biasOf, withFusion } from "@/engine/worker/layers/finish";
import { linear } from "@/engine/worker/ops/linear";

export const dense: LayerBuilder<"Dense"> = (call) => {
  const bias = biasOf(call);
  return withFusion(call, bias, (fusion) => linear.run({ x: call.inputs[0]!, kernel: call.weight("kernel"), bias }, fusion)[0]);
};

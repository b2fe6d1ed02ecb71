/** How a layer with a bias and an activation ends: both fused into its last operation where the activation allows. */
import type * as tf from "@tensorflow/tfjs-core";
import { activate } from "@/engine/worker/layers/activations";
import type { LayerCall } from "@/engine/worker/layers/define-builder";
import type { Fusion } from "@/engine/worker/ops/activation-gradient";
import { biasActivation } from "@/engine/worker/ops/bias-activation";
import { isFused } from "@/engine/worker/ops/fused-activations";

type Activated = Pick<LayerCall<"Activation">, "activation">;
type Biased = Pick<LayerCall<"Dense">, "weight"> & { readonly config: { readonly useBias: boolean } };

export function biasOf({ config, weight }: Biased): tf.Tensor | undefined {
  return config.useBias ? weight("bias") : undefined;
}

/** `compute` takes care of the bias and of the activation it is given; one that cannot be fused comes after it. */
export function withFusion({ activation }: Activated, bias: tf.Tensor | undefined, compute: (fusion: Fusion) => tf.Tensor): tf.Tensor {
  const useBias = bias !== undefined;
  return isFused(activation) ? compute({ activation, useBias }) : activate(activation, compute({ activation: "linear", useBias }));
}

/** For layers whose own operation knows neither. */
export function finish(x: tf.Tensor, call: Activated, bias?: tf.Tensor): tf.Tensor {
  return withFusion(call, bias, (fusion) => (fusion.activation === "linear" && !bias ? x : biasActivation.run({ x, bias }, fusion)[0]));
}

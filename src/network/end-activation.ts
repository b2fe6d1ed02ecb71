/** The activation that a layer ends with: what its card says, what the loss asks about. */
import type { ActivationName } from "@/network/activations";
import type { LayerNode } from "@/network/document";
import { layerOf } from "@/network/layers";

/** `undefined` where a layer has none, or only one inside. */
export function endActivation({ className, config }: LayerNode): ActivationName | undefined {
  return "activation" in config && !layerOf(className).activatesInside ? config.activation : undefined;
}

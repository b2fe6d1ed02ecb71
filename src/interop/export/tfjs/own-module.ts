/** Our layers for TensorFlow.js as a module that stands beside a model, or as a part of a program. */
import { indented } from "@/interop/code/code-text";
import { ownSource, type OwnLayer } from "@/interop/export/tfjs/own-layers";

/** Before the name of each class, so that it takes the place of none of TensorFlow.js. */
export const ownPrefix = "Layerlab";

/** `layers.mjs`: to be called with TensorFlow.js, however that was loaded, before the model is. */
export function ownModule(used: readonly OwnLayer[]): string {
  const body = `${ownSource(used)}

for (const layer of [${used.join(", ")}]) tf.serialization.registerClass(layer);`;
  return `/** Layers that this model has and TensorFlow.js has not. Made with Layerlab. */
export function registerLayers(tf) {
${indented(body, "  ")}
}
`;
}

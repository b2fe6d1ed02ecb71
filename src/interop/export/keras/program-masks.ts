/** What a program for Keras makes of masks: it calls the layers as they come, and nobody tells them which steps are padding. */
import type { Text } from "@/base/text";
import { masksOf } from "@/interop/export/masks";
import type { LayerNode, NetworkDocument } from "@/network/document";
import { planOf, type Plan } from "@/network/plan";

const forgets: Text = {
  en: "In Keras it forgets which steps are padding, and the layers after it would answer otherwise.",
  zh: "在 Keras 中它会忘记哪些步是填充，其后的层会给出不同的回答。",
};

/** Why a program for Keras answers otherwise: it calls the layers as they come, and nobody tells them masks. */
export function missingInProgram({ id, className }: LayerNode, network: NetworkDocument): Text | undefined {
  if (className === "RMSNormalization" && meetsMasks(id, network)) return forgets;
  return undefined;
}

/**
 * Whether an attention has to give back the mask of what it looks at: Keras 3.15 clears it, and others look at the same sequence.
 */
export function sharesMaskedValue({ id, className }: LayerNode, network: NetworkDocument): boolean {
  return className === "MultiHeadAttention" && sharesItsValue(id, network) && meetsMasks(id, network);
}

/** Of attention to another sequence: whether others look at the same one. */
function sharesItsValue(id: string, { nodes, edges }: NetworkDocument): boolean {
  const attention = new Set(nodes.filter(({ className }) => className === "MultiHeadAttention").map((node) => node.id));
  const values = edges.filter(({ target, targetPort }) => attention.has(target) && targetPort === 1);
  const own = values.find(({ target }) => target === id)?.source;
  return own !== undefined && values.filter(({ source }) => source === own).length > 1;
}

/** A network that cannot run yet is judged when it can. */
function planWhereItRuns(network: NetworkDocument): Plan | undefined {
  try {
    return planOf(network);
  } catch {
    return undefined;
  }
}

function meetsMasks(id: string, network: NetworkDocument): boolean {
  const plan = planWhereItRuns(network);
  const masks = plan && masksOf(plan);
  return plan !== undefined && masks !== undefined && plan.layers.some(({ node, sources }) => node.id === id && sources.some((source) => masks.has(source)));
}

/** Steps put into the batch and taken out again: what is done to every image of a sequence, as TimeDistributed does it. */
import type { Draft } from "@/interop/code/draft";
import { host, type TorchCalls, type TorchValue } from "@/interop/code/pytorch/torch-hosts";
import type { TensorHost } from "@/interop/code/pytorch/torch-steps";
import type { SyntaxNode } from "@/interop/code/python/tree";
import { unknown } from "@/interop/code/python/values";
import { innerLayerNames, wrapperConfigOf } from "@/network/layers/time-distributed";

/** The same at every step as they are. */
const asTheyAre: readonly string[] = ["Dense", "Activation", "Dropout", "LayerNormalization", "RMSNormalization"];

export function stepwise({ own, program: { drafts, shapes }, add }: TorchCalls) {
  /** What stands for one image, and the sequence that it is of. */
  const films = new Map<Draft, Draft>();

  return {
    /** `x.flatten(0, 1)` */
    enter({ draft: film }: TensorHost, at: SyntaxNode): TorchValue {
      const [batch = null, steps, ...image] = shapes.get(film) ?? [];
      if (steps === undefined || image.length === 0) return unknown;
      const draft: Draft = { className: "Input", config: {}, variables: new Set(), from: at.from, to: at.to, inputs: [], isApplied: true };
      films.set(draft, film);
      shapes.set(draft, [batch, ...image]);
      return host({ type: "tensor", draft });
    },

    /** `y.unflatten(0, (-1, 10))`: the layers in between, one after the other, become layers of the sequence. */
    leave({ draft: last }: TensorHost, at: SyntaxNode): TorchValue {
      const inner: Draft[] = [];
      let first: Draft | undefined = last;
      while (first && !films.has(first)) {
        inner.unshift(first);
        first = first.inputs.length === 1 ? first.inputs[0] : undefined;
      }
      let tensor = first && films.get(first);
      for (const layer of inner) {
        const config = wrapperConfigOf(layer.className, layer.config);
        if (!tensor || (!config && !asTheyAre.includes(layer.className))) {
          own.problem(
            at,
            { en: "At every step there can be {layers}, one after the other.", zh: "逐步应用的层可以是 {layers}，依次相接。" },
            { layers: [...innerLayerNames, ...asTheyAre].join(", ") },
          );
          return unknown;
        }
        drafts.splice(drafts.indexOf(layer), 1);
        const made = config ? add("TimeDistributed", config, [tensor], layer) : add(layer.className, layer.config, [tensor], layer);
        tensor = made.kind === "host" && made.host.type === "tensor" ? made.host.draft : undefined;
      }
      return tensor ? host({ type: "tensor", draft: tensor }) : unknown;
    },
  };
}

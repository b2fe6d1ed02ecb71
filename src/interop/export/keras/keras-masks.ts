/**
 * Masks of steps in a `.keras` file: operations whose answers are told to every layer that reads masks. Keras hands masks on by itself as
 * well, but some layers forget them, and joined masks are operations that move other layers in its order, which is how it finds weights.
 */
import type { KerasEntry, KerasValue } from "@/interop/export/keras/keras-entry";
import type { EveryStep, StepMask } from "@/interop/export/masks";
import type { Plan } from "@/network/plan";

export interface MaskWriter {
  /** The value of a mask; operations that were not written yet are put into `before`. */
  readonly valueOf: (mask: StepMask, before: KerasEntry[]) => KerasValue;
  /** A mask of the same shape in which every step counts. */
  readonly everyStep: (mask: StepMask, before: KerasEntry[]) => KerasValue;
}

export function maskWriter(plan: Plan): MaskWriter {
  const taken = new Set(plan.layers.map(({ node }) => node.name));
  const known = new Map<StepMask | EveryStep, KerasValue>();
  const open = new Map<StepMask | EveryStep, KerasValue>();

  const answer = (id: string): KerasValue => {
    const layer = plan.layers.find(({ node }) => node.id === id);
    if (!layer) throw new Error("A mask is of a layer that does not run.");
    return { name: layer.node.name, shape: layer.outputShape };
  };

  function operation(className: string, inputs: readonly KerasValue[], steps: number, before: KerasEntry[], rest: Partial<KerasEntry> = {}): KerasValue {
    let name = "padding_mask";
    for (let i = 1; taken.has(name); i++) name = `padding_mask_${i}`;
    taken.add(name);
    before.push({ className, module: "keras.src.ops.numpy", name, config: {}, inputs, takes: "arguments", weights: [], ...rest });
    return { name, shape: [null, steps], dtype: "bool" };
  }

  /** Bool of each value to bool of each step. */
  const ofSteps = (value: KerasValue, steps: number, before: KerasEntry[]) =>
    operation("Any", [value], steps, before, { config: { axis: -1, keepdims: false } });

  function written(mask: StepMask | EveryStep, before: KerasEntry[]): KerasValue {
    const { steps } = mask;
    switch (mask.kind) {
      case "tokens":
        return operation("NotEqual", [answer(mask.of)], steps, before, { more: [0] });
      case "values": {
        const value = answer(mask.of);
        return ofSteps({ ...operation("NotEqual", [value], steps, before, { more: [mask.value] }), shape: value.shape }, steps, before);
      }
      case "all": {
        const value = answer(mask.of);
        return ofSteps({ ...operation("OnesLike", [value], steps, before, { config: { dtype: "bool" } }), shape: value.shape }, steps, before);
      }
      case "union":
        return mask.masks.map((one) => valueOf(one, before)).reduce((all, one) => operation("LogicalOr", [all, one], steps, before));
      case "joined": {
        const parts = mask.masks.map((one) => valueOf(one, before));
        return operation("Concatenate", parts, steps, before, { config: { axis: 1 }, takes: "list" });
      }
    }
  }

  function valueOf(mask: StepMask | EveryStep, before: KerasEntry[]): KerasValue {
    const value = known.get(mask) ?? written(mask, before);
    known.set(mask, value);
    return value;
  }

  return {
    valueOf,
    everyStep(mask, before) {
      const value = open.get(mask) ?? operation("OnesLike", [valueOf(mask, before)], mask.steps, before);
      open.set(mask, value);
      return value;
    },
  };
}

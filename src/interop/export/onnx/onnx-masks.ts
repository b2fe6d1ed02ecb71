/** Masks of steps in ONNX: ones and zeros, float [N, T]. */
import type { StepMask } from "@/interop/export/masks";
import type { OnnxCall } from "@/interop/export/onnx/onnx-call";
import type { LayerName } from "@/network/layers";

const floatType = 1;

interface Known {
  /** The value that a layer answers. */
  readonly valueOf: (id: string) => string;
  readonly maskValue: (mask: StepMask) => string;
}

export function writeMask(mask: StepMask, call: Pick<OnnxCall<LayerName>, "node" | "number" | "ints">, known: Known): string {
  const { node, number, ints } = call;
  const differs = (x: string, value: number) => node("Cast", [node("Not", [node("Equal", [x, number(value)])])], { to: floatType });
  switch (mask.kind) {
    case "tokens":
      return differs(known.valueOf(mask.of), 0);
    case "values":
      return node("ReduceMax", [differs(known.valueOf(mask.of), mask.value), ints([2])], { keepdims: 0 });
    case "union":
      return node("Max", mask.masks.map(known.maskValue));
    case "joined": {
      const whole = mask.masks.find((part) => part.kind !== "all");
      const batch = node("Shape", [whole ? known.maskValue(whole) : ""], { start: 0, end: 1 });
      const ones = (steps: number) => node("Expand", [number(1), node("Concat", [batch, ints([steps])], { axis: 0 })]);
      return node(
        "Concat",
        mask.masks.map((part) => (part.kind === "all" ? ones(part.steps) : known.maskValue(part))),
        { axis: 1 },
      );
    }
  }
}

/** The same done to the image at every step: steps and batch made one axis, layers for images, and the axes taken apart again. */
import { isBatch, plainAxes, sameSizes, seenShape } from "@/interop/import/onnx/axes";
import { tensorOf, type Drawing } from "@/interop/import/onnx/drawing";
import type { Drawn, Tensor } from "@/interop/import/onnx/values";
import { Unsuited } from "@/interop/import/unsuited";
import { wrapperConfigOf } from "@/network/layers/time-distributed";

const isPlain = ({ order, places }: Tensor) => !places && order.every((axis, place) => axis === place);

/** [N, T, …] as [N·T, …]; undefined where the target is something else. */
export function joinedSteps(drawing: Drawing, x: Tensor, target: readonly number[]): Tensor | undefined {
  const [first, steps = 1, ...image] = seenShape(x);
  if (!isPlain(x) || !isBatch(first) || image.length !== 3 || target[0] !== -1 || !sameSizes(target.slice(1), image)) return undefined;
  const source = drawing.plain(x);
  const shape = [Number.NaN, ...image];
  return tensorOf(drawing.add("Input", {}, [source], { shape, isUnfinished: true, steps }));
}

/** [N·T, …] as [N, T, …]: the layers in between, each at every step. */
export function openedSteps(drawing: Drawing, x: Tensor, target: readonly number[]): Tensor | undefined {
  const end = drawing.plain(x);
  const chain: Drawn[] = [];
  let layer: Drawn | undefined = end;
  for (; layer && layer.steps === undefined; layer = layer.sources.length === 1 ? layer.sources[0] : undefined) chain.unshift(layer);
  const steps = layer?.steps;
  const start = layer?.sources[0];
  if (!start || steps === undefined || target[0] !== -1 || !sameSizes(target.slice(1), [steps, ...seenShape(x).slice(1)])) return undefined;
  const shaped = (shape: readonly number[]) => [Number.NaN, steps, ...shape.slice(1)];
  let wrapped = start;
  for (const [i, inner] of chain.entries()) {
    // Functions of single values need no wrapper, and a convolution has its own.
    const next = chain[i + 1];
    const takes = inner.className === "Conv2D" && next?.className === "Activation" && inner.config["activation"] === "linear";
    if (takes) continue;
    const before = chain[i - 1];
    const isTaken = inner.className === "Activation" && before?.className === "Conv2D" && before.config["activation"] === "linear";
    const own = isTaken ? { ...before, config: { ...before.config, ...inner.config } } : inner;
    const shape = shaped(inner.shape);
    if (own.className === "Activation" || own.className === "Dropout") wrapped = drawing.add(own.className, own.config, [wrapped], { shape });
    else {
      const config = wrapperConfigOf(own.className, own.config);
      if (!config)
        throw new Unsuited({
          en: `it does ${own.className} to every step, which TimeDistributed does not with these settings.`,
          zh: `它在每一步执行 ${own.className}，而 TimeDistributed 不支持这些设置。`,
        });
      const { weights, name } = own;
      wrapped = drawing.add("TimeDistributed", config, [wrapped], { shape, weights, name });
    }
  }
  return { kind: "tensor", layer: wrapped, ...plainAxes(wrapped.shape) };
}

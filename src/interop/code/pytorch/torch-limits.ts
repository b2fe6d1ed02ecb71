/** Settings of a layer that PyTorch would take and Layerlab does not: too large, or nothing at all. */
import { say } from "@/base/text";
import { readSetting } from "@/interop/code/keras/read-setting";
import type { TorchHost } from "@/interop/code/pytorch/torch-hosts";
import type { Interpreter } from "@/interop/code/python/interpret";
import { layerOf, type LayerName } from "@/network/layers";

export function sayLimits(
  own: Pick<Interpreter<TorchHost>, "problem">,
  className: LayerName,
  config: Readonly<Record<string, unknown>>,
  at: { readonly from: number; readonly to: number },
): void {
  for (const [key, field] of Object.entries(layerOf(className).fields)) {
    const value = config[key];
    if (typeof value !== "number") continue;
    const read = readSetting(field, { kind: "literal", value });
    if ("expected" in read)
      own.problem(
        at,
        { en: "{key} of {layer} takes {expected}; {value} came.", zh: "{layer} 的 {key} 应为{expected}；得到的是 {value}。" },
        { key, layer: className, value, expected: { en: say(read.expected, "en"), zh: say(read.expected, "zh") } },
      );
  }
}

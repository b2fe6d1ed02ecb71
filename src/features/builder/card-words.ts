/** Figures and sentences about layers, short enough for a card and whole enough for a screen reader. */
import { message, type Message, type Text } from "@/base/text";
import type { LayerNode } from "@/network/document";
import { layerOf } from "@/network/layers";
import { formatShape, formatWireShape, type Shape } from "@/network/shape";
import type { LayerCost } from "@/network/summary";

const steps = [
  [1e9, "G"],
  [1e6, "M"],
  [1e3, "k"],
] as const;

/** `320`, `18.5k`, `205k`, `2.2M`: three figures at most. */
export function compact(count: number): string {
  // 999,600 would round to 1000k.
  const [size, sign] = steps.find(([at]) => count >= at * 0.9995) ?? [1, ""];
  const value = count / size;
  return `${size === 1 || value >= 99.95 ? Math.round(value) : Number(value.toFixed(1))}${sign}`;
}

/** `146 kB`, `2.6 MB`: decimal units, as disks and downloads count. */
export function bytesInWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** How thick a wire is: one pixel, and half of one for every power of ten it carries. */
export function wireWidth(values: number): number {
  return 1 + 0.5 * Math.log10(Math.max(1, values));
}

/** The name of a card for those who cannot see it. */
export function cardName(node: LayerNode, output: Shape | undefined, cost: LayerCost | undefined, faults: number, isChosen: boolean): Message {
  const layer = layerOf(node.className);
  const { count, line } = layer.brief(node.config);
  return joined([message(layer.title), message({ en: node.name, zh: node.name }), count, line, ...stateInWords(output, cost, faults, isChosen)]);
}

/** The same for the card of a closed group. */
export function groupName(
  title: Text,
  line: Message | undefined,
  output: Shape | undefined,
  cost: LayerCost | undefined,
  faults: number,
  isChosen: boolean,
): Message {
  return joined([message({ en: "{group}", zh: "{group}" }, { group: title }), line, ...stateInWords(output, cost, faults, isChosen)]);
}

function stateInWords(output: Shape | undefined, cost: LayerCost | undefined, faults: number, isChosen: boolean): readonly (Message | undefined)[] {
  return [
    output && message({ en: "gives {shape}", zh: "输出 {shape}" }, { shape: formatShape(output) }),
    cost && cost.params > 0 ? message({ en: "{count} {count|parameter|parameters}", zh: "{count} 个参数" }, { count: cost.params }) : undefined,
    faults > 0 ? message({ en: "needs attention", zh: "需要处理" }) : undefined,
    isChosen ? message({ en: "chosen", zh: "已选择" }) : undefined,
  ];
}

/** What a wire says on hover and to a screen reader: both ends, and the shape with its batch axis. */
export function wireName(source: Message["text"], target: Message["text"], shape: Shape | undefined, isSkip: boolean): Message {
  return message(
    isSkip
      ? { en: "Skip connection from {source} to {target}, carries {shape}", zh: "从 {source} 到 {target} 的跳跃连接，传递 {shape}" }
      : { en: "Wire from {source} to {target}, carries {shape}", zh: "从 {source} 到 {target} 的连线，传递 {shape}" },
    { source, target, shape: shape ? formatShape(shape) : "?" },
  );
}

/** `13×13×32`; `?` while it is not known. */
export function wireTag(shape: Shape | undefined): string {
  return shape ? formatWireShape(shape) : "?";
}

/** Parts of a sentence with their figures, as one message. */
function joined(said: readonly (Message | undefined)[]): Message {
  const parts = said.filter((part) => part !== undefined);
  const values = Object.assign(
    {},
    ...parts.map((part, i) => Object.fromEntries(Object.entries(part.values ?? {}).map(([key, value]) => [`${key}${i}`, value]))),
  );
  const words = (locale: "en" | "zh") =>
    parts.map((part, i) => part.text[locale].replace(/\{(\w+)/g, (_hole, key: string) => `{${key}${i}`)).join(locale === "en" ? ", " : "，");
  return { text: { en: words("en"), zh: words("zh") }, values };
}

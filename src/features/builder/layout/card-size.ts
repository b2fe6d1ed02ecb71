/** How large each card is: known before it is drawn, so that layout is a pure function of the network. */
import { say, type Locale, type Message } from "@/base/text";
import type { LayerNode } from "@/network/document";
import { layerOf, type LayerName } from "@/network/layers";
import type { Size } from "@/features/builder/layout/geometry";
import type { BlockRole } from "@/features/builder/layout/fold-columns";

export interface CardShape extends Size {
  /** Pills are layers without weights and without a picture. */
  readonly isPill: boolean;
  /** Room for the picture of what the layer does now. */
  readonly slot?: Size;
  readonly hasFooter: boolean;
  /** `aside` at the right end of the header, `line` below it. */
  readonly brief: { readonly aside?: Message; readonly line?: Message };
}

export const headerHeight = 27;
export const lineHeight = 17;
export const footerHeight = 26;
export const sidePadding = 7;
const bottomPadding = 7;
const pillHeight = 28;

/** Pictures by layer, in canvas units: maps in a grid of four with histogram and gradient meter, or one row of maps, or units. */
const slots: { readonly [N in LayerName]?: Size } = {
  Input: { width: 72, height: 88 },
  Conv2D: { width: 130, height: 158 },
  Conv2DTranspose: { width: 130, height: 158 },
  DepthwiseConv2D: { width: 130, height: 158 },
  SeparableConv2D: { width: 130, height: 158 },
  MaxPooling2D: { width: 130, height: 31 },
  AveragePooling2D: { width: 130, height: 31 },
  UpSampling2D: { width: 130, height: 31 },
  Dense: { width: 130, height: 118 },
  BatchNormalization: { width: 130, height: 58 },
  LayerNormalization: { width: 130, height: 58 },
  /** Four heads side by side, histogram and meter. */
  MultiHeadAttention: { width: 130, height: 90 },
};
/** The network's answer: one bar per value, histogram and meter. */
const answerSlot = (values: number): Size => ({ width: 130, height: Math.max(72, 12 * values + 58) });
const mostBars = 12;
/** What each unit answers in the plane: up to four pictures side by side, else two rows of five; histogram and meter. */
const planeSlot = (units: number): Size => ({ width: 130, height: 57 + ({ 1: 62, 2: 62, 3: 42, 4: 32 }[units] ?? 52) });
/** A few values below one another, and what they are; high enough for wires to leave at the header. */
const valuesSlot = (values: number): Size => ({ width: 72, height: Math.min(88, Math.max(68, 26 + 19 * values)) });

export interface CardFacts {
  readonly isEnd: boolean;
  readonly isShowingMiniatures: boolean;
  readonly inputCount: number;
  readonly locale: Locale;
  /** Values of one example that leave the layer, when known. */
  readonly outputValues?: number;
  /** The examples are points of the plane, so that units are shown as pictures of it. */
  readonly isPlane?: boolean;
}

/** What a layer answers, without histogram and meter; too little to show where there is none. */
export function pictureOf(node: LayerNode): Size | undefined {
  const slot = node.className === "Input" ? undefined : slots[node.className];
  const height = (slot?.height ?? 0) - (hasWeights(node) ? 56 : 0);
  return slot && height > 14 ? { width: slot.width, height } : undefined;
}

function slotOf(node: LayerNode, { isEnd, outputValues = Infinity, isPlane }: CardFacts): Size | undefined {
  if (node.className === "Input" && node.config.shape.length === 1) return valuesSlot(outputValues);
  if (node.className !== "Dense") return slots[node.className];
  if (isPlane) return planeSlot(outputValues);
  return isEnd && outputValues <= mostBars ? answerSlot(outputValues) : slots.Dense;
}

/** Whether the layer has something to learn, by its declaration. */
export function hasWeights(node: LayerNode): boolean {
  return Object.keys(layerOf(node.className).fields).some((key) => key.endsWith("Initializer"));
}

export function cardShape(node: LayerNode, facts: CardFacts): CardShape {
  const layer = layerOf(node.className);
  const slot = facts.isShowingMiniatures ? slotOf(node, facts) : undefined;
  const hasFooter = hasWeights(node);
  const isPill = !slot && !hasFooter;
  const { count, line } = layer.brief(node.config);
  // One thing to say stands in the header; an input with its picture says its shape on the wire.
  const aside = count ?? (hasFooter || (slot && node.className === "Input") ? undefined : line);
  const below = aside === line || (slot && node.className === "Input") ? undefined : line;
  const words = [layer.title, aside].map((part, i) => (part ? textWidth(say(part, facts.locale), i === 0 ? 12 : 11) : -12));
  const header = words.reduce((sum, width) => sum + width + 12, 14 + 6 - 12);
  const brief = { ...(aside ? { aside } : {}), ...(below ? { line: below } : {}) };
  if (isPill) {
    const ports = layer.input.arity === "many" ? Math.max(2, facts.inputCount) : 1;
    return { isPill, brief, hasFooter, width: Math.max(132, even(header + 26)), height: Math.max(pillHeight, 16 * ports) };
  }
  const width = Math.max((slot?.width ?? 0) + 2 * sidePadding, hasFooter ? 144 : 0, even(header + 2 * sidePadding));
  const height = headerHeight + (below ? lineHeight : 0) + (slot?.height ?? 0) + (hasFooter ? footerHeight : bottomPadding);
  return { isPill, brief, ...(slot ? { slot } : {}), hasFooter, width, height };
}

export const even = (width: number) => 2 * Math.ceil(width / 2);

/** Where the layer stands in a block: see `blocksOf`. */
export function blockRole(node: LayerNode): BlockRole {
  const { category, input } = layerOf(node.className);
  // A half of a Transformer block: normalised first, then attention or feed-forward.
  if (node.className === "LayerNormalization" || node.className === "RMSNormalization") return "leads";
  if (node.className === "MultiHeadAttention" || node.className === "FeedForward") return "starts";
  if (input.arity === 0 || category === "core" || category === "recurrent" || category === "convolution") return "starts";
  return category === "reshaping" || input.arity === "many" ? "leads" : "follows";
}

/** Rough, on the wide side; full-width signs are twice as wide. */
export function textWidth(words: string, size: number): number {
  let width = 0;
  for (const sign of words) width += (sign.codePointAt(0) ?? 0) > 0x2e80 ? 1 : /[A-ZMW%]/.test(sign) ? 0.68 : /[iljt.,:· ]/.test(sign) ? 0.36 : 0.56;
  return width * size;
}

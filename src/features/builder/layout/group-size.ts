/** How large the card of a closed group is, and what it shows: one picture and one meter for all of its parts. */
import { say, type Locale, type Message, type Text } from "@/base/text";
import type { LayerNode } from "@/network/document";
import {
  even,
  footerHeight,
  hasWeights,
  headerHeight,
  lineHeight,
  pictureOf,
  sidePadding,
  textWidth,
  type CardShape,
} from "@/features/builder/layout/card-size";

/** The button that opens it, at the end of the header. */
const buttonWidth = 26;
const meterHeight = 17;
/** Heads of attention side by side. */
const headsHeight = 49;
const slotGap = 6;

/** The part whose picture stands for the group: attention where there is any, else the last that has one. `parts` in computing order. */
export function shownPart(parts: readonly LayerNode[]): LayerNode | undefined {
  return parts.findLast(({ className }) => className === "MultiHeadAttention") ?? parts.findLast(pictureOf);
}

export function groupShape(
  title: Text,
  line: Message,
  parts: readonly LayerNode[],
  facts: { readonly isShowingMiniatures: boolean; readonly locale: Locale },
): CardShape {
  const shown = facts.isShowingMiniatures ? shownPart(parts) : undefined;
  const picture = shown && pictureOf(shown);
  const isAttention = shown?.className === "MultiHeadAttention";
  const words = Math.max(textWidth(say(title, facts.locale), 12) + 20 + buttonWidth, textWidth(say(line, facts.locale), 11));
  const width = Math.max(144, (picture?.width ?? 0) + 2 * sidePadding, even(words + 2 * sidePadding));
  const meter = facts.isShowingMiniatures && parts.some(hasWeights) ? meterHeight : 0;
  const height = (picture ? (isAttention ? headsHeight : picture.height) : 0) + meter;
  return {
    isPill: false,
    hasFooter: true,
    brief: { line },
    ...(height > 0 ? { slot: { width: isAttention ? width - 2 * sidePadding : (picture?.width ?? 130), height } } : {}),
    width,
    height: headerHeight + lineHeight + (height > 0 ? height + slotGap : 0) + footerHeight,
  };
}

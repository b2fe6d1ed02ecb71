/** Words and tables as Markdown. */
import type { Text, Values } from "@/base/text";

/** Says words of the card, in the language of whoever saves it. */
export type CardSay = (text: Text, values?: Values) => string;

/** A name that somebody typed, as plain words. */
export function markdownText(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\\`*_[\]<>|#]/g, String.raw`\$&`);
}

/** `textColumns`: so many columns at the left hold words; the others hold figures and stand at the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], textColumns = head.length): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, i) => (i < textColumns ? "---" : "---:"))), ...rows.map(line)].join("\n");
}

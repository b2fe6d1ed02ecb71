/** Words in every language we speak. A text without its translation does not compile. */
export const locales = ["en", "zh"] as const;
export type Locale = (typeof locales)[number];
export type Text = { readonly [L in Locale]: string };
export type Values = Readonly<Record<string, string | number | Text>>;

/**
 * A text with the figures to put in: `{name}` in the text is replaced by `values.name`.
 * `{units} {units|unit|units}` says the first word after exactly one, the second after any other count; Chinese needs no such choice.
 */
export interface Message {
  readonly text: Text;
  readonly values?: Values;
}

export function message(text: Text, values?: Values): Message {
  return values ? { text, values } : { text };
}

/** The words of a text or message in one language, with its figures filled in. */
export function say(what: Text | Message, locale: Locale): string {
  if (!("text" in what)) return what[locale];
  const { text, values } = what;
  const words = text[locale];
  return words.replace(/\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g, (hole, name: string, one: string | undefined, other: string | undefined, at: number) => {
    const value = values?.[name];
    if (value === undefined) return hole;
    if (one !== undefined && other !== undefined) return value === 1 || value === "1" ? one : other;
    const filled = typeof value === "object" ? value[locale] : String(value);
    return locale === "zh" ? spaced(words.slice(0, at), filled, words.slice(at + hole.length)) : filled;
  });
}

/** Chinese keeps a space from Latin words and figures; whether what is filled in is one, only its value says: 插入 LSTM, but 插入全连接. */
function spaced(before: string, filled: string, after: string): string {
  const gapBefore = /\p{Script=Han}$/u.test(before) && /^[\p{Script=Latin}\p{Script=Greek}\p{N}]/u.test(filled) ? " " : "";
  const gapAfter = /[\p{Script=Latin}\p{Script=Greek}\p{N}]$/u.test(filled) && /^\p{Script=Han}/u.test(after) ? " " : "";
  return gapBefore + filled + gapAfter;
}

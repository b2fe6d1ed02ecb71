/** The language of the page, and `useSay`, which turns texts into words. */
import { createContext, useCallback, useContext } from "react";
import { say, type Locale, type Message, type Text, type Values } from "@/base/text";

const LocaleContext = createContext<Locale>("en");
export const LocaleProvider = LocaleContext.Provider;

export function useLocale(): Locale {
  return useContext(LocaleContext);
}

export type Say = (what: Text | Message, values?: Values) => string;

/** `say(text)`, `say(text, { count: 3 })` or `say(message)` in the page's language. */
export function useSay(): Say {
  const locale = useLocale();
  return useCallback((what, values) => say(values && !("text" in what) ? { text: what, values } : what, locale), [locale]);
}

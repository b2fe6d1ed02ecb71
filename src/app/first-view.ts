/** Language and theme of this browser: what was chosen here before, else what the browser asks for. */
import type { Locale } from "@/base/text";

interface FirstView {
  readonly locale: Locale;
  readonly theme: "light" | "dark";
}

/** Where the view store keeps what was chosen (`store/view-store.ts` reads and checks the rest of it). */
const storageKey = "layerlab.view";

/** What a first visit starts with. */
export function usualView(): FirstView {
  return {
    locale: navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en",
    theme: matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
  };
}

export function firstView(): FirstView {
  const usual = usualView();
  try {
    const saved = JSON.parse(browserStorage()?.getItem(storageKey) ?? "{}") as Partial<Record<keyof FirstView, unknown>> | null;
    return {
      locale: saved?.locale === "en" || saved?.locale === "zh" ? saved.locale : usual.locale,
      theme: saved?.theme === "light" || saved?.theme === "dark" ? saved.theme : usual.theme,
    };
  } catch {
    return usual;
  }
}

/** localStorage, where the browser allows it. */
export function browserStorage(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}

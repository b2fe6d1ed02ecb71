/** A keyboard shortcut as this machine writes it: `Mod+Z` is ⌘Z on a Mac and Ctrl+Z elsewhere. */
const isMac = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.platform);
const macSigns: Readonly<Record<string, string>> = { Mod: "⌘", Shift: "⇧", Alt: "⌥", Ctrl: "⌃", Enter: "↵", Backspace: "⌫" };
const otherSigns: Readonly<Record<string, string>> = { Mod: "Ctrl", Enter: "↵" };

export function formatShortcut(keys: string): string {
  const parts = keys
    .split("+")
    .filter(Boolean)
    .map((key) => (isMac ? macSigns : otherSigns)[key] ?? key);
  return parts.join(isMac ? "" : "+");
}

export function Kbd({ keys }: { readonly keys: string }) {
  return <kbd>{formatShortcut(keys)}</kbd>;
}

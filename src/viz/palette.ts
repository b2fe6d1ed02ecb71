/** The design tokens as drawing code needs them, read once per theme from the page's custom properties. */

export interface Palette {
  readonly ink: string;
  readonly ink2: string;
  readonly ink3: string;
  readonly inkFaint: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly panel: string;
  readonly raised: string;
  readonly sunken: string;
  readonly mark: string;
  readonly onMark: string;
  readonly amount: string;
  readonly neg: string;
  readonly pos: string;
  /** Zero is paper, most is ink. */
  readonly sequential: readonly string[];
  /** Negative orange, zero the surface, positive blue. */
  readonly diverging: readonly string[];
  readonly categorical: readonly string[];
  /** The seventh run or class and after. */
  readonly categoryMore: string;
  readonly font: string;
  /** Ticks, and labels, px. */
  readonly microPx: number;
  readonly smallPx: number;
  readonly isDark: boolean;
}

/** `element` is any element below the theme: usually the root. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const series = (prefix: string, names: readonly (string | number)[]) => names.map((name) => token(`${prefix}-${name}`));
  const px = (name: string, fallback: number) => Number.parseFloat(token(name)) || fallback;
  return {
    ink: token("ink"),
    ink2: token("ink-2"),
    ink3: token("ink-3"),
    inkFaint: token("ink-faint"),
    line: token("line"),
    lineStrong: token("line-strong"),
    panel: token("panel"),
    raised: token("raised"),
    sunken: token("sunken"),
    mark: token("mark"),
    onMark: token("on-mark"),
    amount: token("amount"),
    neg: token("neg"),
    pos: token("pos"),
    sequential: series("seq", [0, 1, 2, 3, 4, 5, 6]),
    diverging: series("div", ["n3", "n2", "n1", "0", "p1", "p2", "p3"]),
    categorical: series("cat", [1, 2, 3, 4, 5, 6]),
    categoryMore: token("cat-more"),
    font: token("font") || "sans-serif",
    microPx: px("t-micro", 10),
    smallPx: px("t-small", 11),
    isDark: element.closest('[data-theme="dark"]') !== null,
  };
}

let current: Palette | undefined;
const listeners = new Set<() => void>();
let observer: MutationObserver | undefined;

/** The page's palette; read again only after the theme or the text size changed. */
export function currentPalette(): Palette {
  watchRoot();
  current ??= readPalette(document.documentElement);
  return current;
}

/** Calls back when the theme or the text size changed; returns its undo. */
export function onPaletteChange(listener: () => void): () => void {
  watchRoot();
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function watchRoot(): void {
  if (observer) return;
  observer = new MutationObserver(() => {
    current = undefined;
    for (const listener of listeners) listener();
  });
  observer.observe(document.documentElement, { attributeFilter: ["data-theme", "data-text", "lang"] });
}

/** A formula from LaTeX. KaTeX arrives when the first formula is shown; the LaTeX stands there until then. */
import { useEffect, useState } from "react";

export interface FormulaProps {
  readonly latex: string;
  /** On a line of its own, with full-height fractions and sums. */
  readonly block?: boolean;
}

type Render = (latex: string, block: boolean) => string;
let loading: Promise<Render> | undefined;
let loaded: Render | undefined;

function loadKatex(): Promise<Render> {
  loading ??= Promise.all([import("katex"), import("katex/dist/katex.min.css")]).then(([{ default: katex }]) => {
    loaded = (latex, block) =>
      katex.renderToString(latex, { output: "htmlAndMathml", displayMode: block, trust: false, strict: "ignore", throwOnError: false });
    return loaded;
  });
  return loading;
}

export function Formula({ latex, block = false }: FormulaProps) {
  const [render, setRender] = useState<Render | undefined>(() => loaded);
  useEffect(() => {
    if (render) return;
    let isWanted = true;
    loadKatex().then(
      (ready) => {
        if (isWanted) setRender(() => ready);
      },
      () => undefined, // Offline and not cached: the LaTeX itself stays readable.
    );
    return () => {
      isWanted = false;
    };
  }, [render]);
  const Tag = block ? "div" : "span";
  if (!render) return <Tag className={block ? "formula mono" : "mono"}>{latex}</Tag>;
  // KaTeX escapes what it is given, and with trust off it writes no links, images or styles of the author's.
  return <Tag className={block ? "formula" : undefined} {...(block ? { tabIndex: -1 } : {})} dangerouslySetInnerHTML={{ __html: render(latex, block) }} />;
}

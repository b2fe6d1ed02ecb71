/** Language, theme, text size and title, carried from the stores to the page itself. */
import type { Bench } from "@/store/bench";
import type { ViewState } from "@/store/view-store";

export function keepPageInStep(bench: Bench): () => void {
  const root = document.documentElement;
  const show = (view: ViewState) => {
    root.lang = view.locale === "zh" ? "zh-CN" : "en";
    root.dataset["theme"] = view.theme;
    root.dataset["text"] = view.isTextLarge ? "large" : "usual";
    const panel = getComputedStyle(root).getPropertyValue("--panel").trim();
    if (panel) document.querySelector('meta[name="theme-color"]')?.setAttribute("content", panel);
  };
  const name = (title: string) => {
    document.title = title ? `${title} · Layerlab` : "Layerlab";
  };
  show(bench.view.getState());
  name(bench.document.getState().project.name);
  const stops = [
    bench.view.subscribe((state, before) => {
      // Most of what changes here is a tab or a chosen example: asking for a colour then would work out the styles of the whole page, mid-frame.
      if (state.locale !== before.locale || state.theme !== before.theme || state.isTextLarge !== before.isTextLarge) show(state);
    }),
    bench.document.subscribe((state, before) => {
      if (state.project.name !== before.project.name) name(state.project.name);
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

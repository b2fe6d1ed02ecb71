/** What the network says: the answer, how sure it is, and a bar per class. */
import { answerOf } from "@/analysis/answer";
import { element } from "@/features/standalone/element";
import type { Page } from "@/features/standalone/page";
import { words } from "@/features/standalone/words";
import { brief, percent } from "@/viz/figures";

export interface Verdict {
  readonly root: HTMLElement;
  readonly show: (outputs: ArrayLike<number> | undefined) => void;
}

export function verdictOf({ content, say }: Page): Verdict {
  const width = content.outputShape.reduce((product, size) => product * size, 1);
  const names = content.classNames.length > 0 ? content.classNames.map((name) => say(name)) : Array.from({ length: width }, (_, i) => String(i));
  const best = element("b", { class: names.some((name) => name.length > 2) ? "is-long" : "" });
  const sure = element("span", { class: "quiet" });
  const rows = names.map((name) => {
    const track = element("span", { class: "track" });
    const value = element("span", { class: "figure" }, "–");
    return { root: element("li", {}, element("span", { class: "name", title: name }, name), track, value), track, value };
  });
  const show = (outputs: ArrayLike<number> | undefined) => {
    const answer = outputs && answerOf(outputs, names.length);
    const most = answer && !answer.areProbabilities ? Math.max(...answer.values.map(Math.abs), 1e-9) : 1;
    best.textContent = answer ? (names[answer.best] ?? String(answer.best)) : "";
    sure.textContent = !answer ? say(words.waits) : answer.areProbabilities ? say(words.sure, { share: percent(answer.values[answer.best] ?? 0) }) : "";
    rows.forEach(({ root, track, value }, i) => {
      const own = answer?.values[i];
      root.className = answer?.best === i ? "is-best" : "";
      track.style.setProperty("--share", `${own === undefined ? 0 : Math.max(0.6, (Math.max(0, own) / most) * 100)}%`);
      value.textContent = own === undefined ? "–" : answer?.areProbabilities ? percent(own) : brief(own);
    });
  };
  show(undefined);
  const bars = element("ul", { class: "bars", "aria-label": say(words.perClass) }, ...rows.map(({ root }) => root));
  return { root: element("section", { class: "verdict" }, element("p", { class: "verdict-head", "aria-live": "polite" }, best, sure), bars), show };
}

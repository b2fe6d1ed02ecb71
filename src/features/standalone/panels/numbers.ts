/** Numbers in, numbers out: one of them, or as many as the network takes. */
import { element, oncePerFrame, slider } from "@/features/standalone/element";
import type { Panel } from "@/features/standalone/panels";
import { verdictOf } from "@/features/standalone/verdict";
import { words } from "@/features/standalone/words";
import { brief, fixed } from "@/viz/figures";

export const linePanel: Panel<"line"> = ({ say, ask }) => {
  let x = 0.5;
  const y = element("b", { class: "figure" });
  const show = oncePerFrame(() => {
    y.textContent = fixed(ask(Float32Array.of(x))[0] ?? Number.NaN, 3);
  });
  show();
  const level = slider(
    "x",
    { min: -3, max: 3, step: 0.01, value: x },
    (value) => fixed(value, 2),
    (value) => {
      x = value;
      show();
    },
  );
  return [
    element(
      "div",
      { class: "two" },
      element("div", { class: "given" }, level.root),
      element(
        "section",
        { class: "verdict" },
        element("p", { class: "verdict-head", "aria-live": "polite" }, y, element("span", { class: "quiet" }, say(words.predicted))),
      ),
    ),
  ];
};

const mostShown = 200;

export const numbersPanel: Panel<"numbers"> = (page) => {
  const { content, say, ask, examples } = page;
  const count = content.inputShape.reduce((product, size) => product * size, 1);
  const label = say(words.numbers, { count });
  const given = element("textarea", { rows: "6", "aria-label": label, spellcheck: "false" });
  const problem = element("p", { class: "quiet", role: "status" });
  const isClasses = content.classNames.length > 0;
  const verdict = verdictOf(page);
  const list = element("p", { class: "figure numbers", "aria-live": "polite" });
  const show = oncePerFrame(() => {
    const numbers = Float32Array.from(given.value.split(/[\s,;]+/).filter(Boolean), Number);
    const isRight = numbers.length === count && numbers.every(Number.isFinite);
    problem.textContent = isRight ? "" : say(words.wrongCount, { count, came: numbers.filter(Number.isFinite).length });
    const outputs = isRight ? ask(numbers) : undefined;
    if (isClasses) verdict.show(outputs);
    else list.textContent = outputs ? [...outputs.subarray(0, mostShown)].map(brief).join("  ") : "";
  });
  given.value = [...(examples[0] ?? new Float32Array(count))].map((value) => Number(value.toPrecision(6))).join(", ");
  given.addEventListener("input", show);
  show();
  const answer = isClasses ? verdict.root : element("section", { class: "verdict" }, element("h2", {}, say(words.result)), list);
  return [element("div", { class: "two" }, element("div", { class: "given" }, element("label", {}, label), given, problem), answer)];
};

/** Texts that the network goes on with, or answers, token by token. */
import { createRng } from "@/base/rng";
import { charactersOf, encoderOf } from "@/data/text/corpus-windows";
import { sourceRow } from "@/data/text/pairs";
import { chooseToken } from "@/data/text/sampling";
import { beginId, endId, padId, specialIds, unknownId } from "@/data/text/vocabulary";
import { encodeBeginning } from "@/data/text/whole-texts";
import { button, element, slider } from "@/features/standalone/element";
import type { Page } from "@/features/standalone/page";
import type { Panel } from "@/features/standalone/panels";
import { words } from "@/features/standalone/words";
import { fixed } from "@/viz/figures";

const mostTokens = 300;
/** Of writing before the page has its turn. */
const turnMs = 12;

/** Probabilities of the token at one step of the answer. */
function saidAt(outputs: Float32Array, step: number, width: number): Float32Array {
  return outputs.subarray(step * width, (step + 1) * width);
}

/** A button that starts `next` again and again until it says that it is done, or until it is pressed again; the page lives on between. */
function writer({ say }: Page, label: string, begin: () => () => boolean): HTMLButtonElement {
  let run = 0;
  const pressed = button(label, () => {
    const own = ++run;
    if (pressed.textContent !== label) return void (pressed.textContent = label);
    pressed.textContent = say(words.stop);
    const next = begin();
    const turn = () => {
      const end = performance.now() + turnMs;
      while (own === run) {
        if (!next()) return void (pressed.textContent = label);
        if (performance.now() >= end) return void setTimeout(turn);
      }
    };
    setTimeout(turn);
  });
  return pressed;
}

export const writePanel: Panel<"write"> = (page, { isWhole, lineEnd, tokens, sample }) => {
  const { say, readText, content } = page;
  const [length = 1] = content.outputShape;
  const given = element("textarea", { rows: "3", "aria-label": say(words.beginning) });
  given.value = sample;
  let temperature = 0.8;
  const level = slider(
    say(words.temperature),
    { min: 0, max: 1.5, step: 0.05, value: temperature },
    (value) => fixed(value, 2),
    (value) => {
      temperature = value;
    },
  );
  const written = element("p", { class: "written", dir: "auto", role: "log", "aria-label": say(words.written) });
  let seed = 0;
  const press = writer(page, say(words.writeOn), () => {
    const prompt = isWhole ? encodeBeginning({ tokens }, given.value) : encoderOf({ tokens })(charactersOf(given.value));
    const text = prompt.length > 0 ? [...prompt] : [unknownId];
    const begun = text.length;
    const read = readText(length);
    const rng = createRng(++seed);
    const never = specialIds.filter((id) => !isWhole || id !== endId);
    written.replaceChildren(element("span", { class: "quiet" }, lineEnd ? given.value.replaceAll(lineEnd, `${lineEnd}\n`) : given.value));
    return () => {
      const { id } = chooseToken(read(text), { temperature, topK: 0, topP: 0.95 }, rng, never);
      if (id === endId) return false;
      text.push(id);
      const word = tokens[id] ?? "";
      written.append(word, ...(word === lineEnd ? ["\n"] : []));
      return text.length - begun < mostTokens;
    };
  });
  return [element("div", { class: "one" }, given, element("div", { class: "tools" }, press, level.root), written)];
};

/** Always the likeliest token. */
export const answerPanel: Panel<"answer"> = (page, { pair, tokens, sample }) => {
  const { say, askAboutSource, content } = page;
  const width = content.outputShape.at(-1) ?? 1;
  const given = element("textarea", { rows: "2", "aria-label": say(words.sourceText) });
  given.value = sample;
  const written = element("p", { class: "written is-answer", dir: "auto", role: "log", "aria-label": say(words.written) });
  const joint = pair.tokens.target === "space" ? " " : "";
  const press = writer(page, say(words.answer), () => {
    const row = sourceRow(given.value, pair, { tokens });
    row.fill(padId, pair.steps.source)[pair.steps.source] = beginId;
    const ask = askAboutSource();
    written.replaceChildren();
    let step = 0;
    return () => {
      const { id } = chooseToken(saidAt(ask(row), step, width), { temperature: 0, topK: 0, topP: 1 }, createRng(1), [padId, unknownId, beginId]);
      if (id === endId) return false;
      written.append(step > 0 ? joint : "", tokens[id] ?? "");
      step++;
      if (step === pair.steps.target) return false;
      row[pair.steps.source + step] = id;
      return true;
    };
  });
  return [element("div", { class: "one" }, given, element("div", { class: "tools" }, press), written)];
};

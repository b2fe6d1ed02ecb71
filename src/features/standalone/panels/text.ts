/** A sentence: its tokens as the network gets them, and what it answers. */
import { createTextEncoder } from "@/data/text/text-encoder";
import { unknownId } from "@/data/text/vocabulary";
import { element, oncePerFrame } from "@/features/standalone/element";
import type { Panel } from "@/features/standalone/panels";
import { verdictOf } from "@/features/standalone/verdict";
import { words } from "@/features/standalone/words";

export const textPanel: Panel<"text"> = (page, { pipeline, tokens, sample }) => {
  const { say, ask } = page;
  const encoder = createTextEncoder(pipeline, { tokens });
  const verdict = verdictOf(page);
  const given = element("textarea", { rows: "4", "aria-label": say(words.text), placeholder: say(words.typeHere) });
  const list = element("p", { class: "tokens", dir: "auto", "aria-label": say(words.tokens) });
  given.value = sample;
  const show = oncePerFrame(() => {
    const { tokens: read, ids, row } = encoder.encode(given.value);
    // What lies beyond the length is cut off.
    list.replaceChildren(
      ...read
        .slice(0, pipeline.length)
        .flatMap((token, i) => [element("span", ids[i] === unknownId ? { class: "is-unknown" } : {}, token === " " ? "␣" : token.replace("▁", "")), " "]),
    );
    verdict.show(ask(row));
  });
  given.addEventListener("input", show);
  show();
  const told = element("p", { class: "quiet small" }, say(words.tokens));
  return [element("div", { class: "two" }, element("div", { class: "given" }, given, told, list), verdict.root)];
};

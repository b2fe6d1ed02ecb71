/** A picture: drawn where its kind is drawn, or taken from the examples; named, or freed of noise. */
import { centerDigit } from "@/data/center-digit";
import { noisy } from "@/data/noisy";
import { gridSide, inkGrid } from "@/data/strokes";
import { element, oncePerFrame, slider } from "@/features/standalone/element";
import { drawPad } from "@/features/standalone/pad";
import type { Page } from "@/features/standalone/page";
import type { Panel } from "@/features/standalone/panels";
import { exampleRow, pictureOf } from "@/features/standalone/pictures";
import { verdictOf } from "@/features/standalone/verdict";
import { words } from "@/features/standalone/words";
import { fixed } from "@/viz/figures";

const noiseSeed = 7;

export const imagePanel: Panel<"image"> = (page, { isDrawn, noise }) => {
  const answer = noise === undefined ? named(page) : restored(page, noise);
  let picture: Float32Array | undefined;
  const ask = oncePerFrame(() => answer.ask(picture));
  const pad = isDrawn
    ? drawPad(page, (strokes) => {
        // Emptied by taking an example: that one stays.
        if (strokes.length > 0 || !isTaken) picture = centerDigit(inkGrid(strokes), gridSide, gridSide);
        isTaken = false;
        ask();
      })
    : undefined;
  let isTaken = false;
  const take = (example: Float32Array) => {
    isTaken = true;
    picture = example;
    if (pad) pad.clear();
    else ask();
  };
  // Examples of noisy pictures have their noise already.
  const isNoisy = noise !== undefined;
  const examples = page.examples.length > 0 && !isNoisy ? [exampleRow(page, take)] : [];
  if (!pad) {
    picture = page.examples[0];
    ask();
  }
  return [element("div", { class: "two" }, element("div", { class: "given" }, ...(pad ? [pad.root] : []), ...answer.beside), answer.root), ...examples];
};

interface Answer {
  readonly root: HTMLElement;
  readonly beside: readonly HTMLElement[];
  readonly ask: (picture: Float32Array | undefined) => void;
}

function named(page: Page): Answer {
  const verdict = verdictOf(page);
  const seen = pictureOf(page, page.say(words.seen));
  return {
    root: verdict.root,
    beside: [element("figure", { class: "seen" }, seen.root, element("figcaption", { class: "quiet" }, page.say(words.seen)))],
    ask(picture) {
      seen.show(picture);
      verdict.show(picture && page.ask(picture));
    },
  };
}

function restored(page: Page, initialNoise: number): Answer {
  const { say } = page;
  const [before, after] = [pictureOf(page, say(words.noisy)), pictureOf(page, say(words.restored))];
  let noise = initialNoise;
  let clean: Float32Array | undefined;
  const show = () => {
    const given = clean && noisy(clean, noise, noiseSeed);
    before.show(given);
    after.show(given && page.ask(given));
  };
  const again = oncePerFrame(show);
  const level = slider(
    say(words.noise),
    { min: 0, max: 1, step: 0.01, value: noise },
    (value) => fixed(value, 2),
    (value) => {
      noise = value;
      again();
    },
  );
  const figure = (picture: HTMLCanvasElement, label: string) => element("figure", {}, picture, element("figcaption", { class: "quiet" }, label));
  return {
    root: element("section", { class: "pair" }, figure(before.root, say(words.noisy)), figure(after.root, say(words.restored))),
    beside: [level.root],
    ask(picture) {
      clean = picture;
      show();
    },
  };
}

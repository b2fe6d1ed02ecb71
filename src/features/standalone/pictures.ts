/** Pictures of the page: values 0 … 1 as crisp pixels, ink on paper; and a row of examples to take one from. */
import { button, element } from "@/features/standalone/element";
import type { Page } from "@/features/standalone/page";
import { words } from "@/features/standalone/words";
import { imageMap } from "@/viz/pixels";
import { createPixelView } from "@/viz/pixel-view";
import { rampOf } from "@/viz/ramps";

export interface Picture {
  readonly root: HTMLCanvasElement;
  readonly show: (values: Float32Array | undefined) => void;
}

export function pictureOf({ content: { inputShape } }: Page, label: string): Picture {
  const root = element("canvas", { class: "pixels", role: "img", "aria-label": label });
  const view = createPixelView(root);
  const size = inputShape.reduce((product, length) => product * length, 1);
  const blank = new Float32Array(size);
  const show = (values: Float32Array | undefined) => view.update({ map: (palette) => imageMap(values ?? blank, inputShape, rampOf(palette, "ink")) });
  show(undefined);
  return { root, show };
}

const mostExamples = 12;

export function exampleRow(page: Page, onTake: (example: Float32Array) => void): HTMLElement {
  const { examples, say } = page;
  const shown = examples.slice(0, mostExamples).map((example, i) => {
    const label = say(words.example, { number: i + 1 });
    const picture = pictureOf(page, label);
    picture.show(example);
    const taken = button("", () => onTake(example));
    taken.setAttribute("aria-label", label);
    taken.append(picture.root);
    return taken;
  });
  return element("section", { class: "examples" }, element("h2", {}, say(words.examples)), element("div", {}, ...shown));
}

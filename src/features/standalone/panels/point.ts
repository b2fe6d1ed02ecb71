/** A point in the plane: dragged, moved by arrow keys or set by sliders, on what the network says everywhere. */
import { element, oncePerFrame, slider } from "@/features/standalone/element";
import type { Panel } from "@/features/standalone/panels";
import { verdictOf } from "@/features/standalone/verdict";
import { words } from "@/features/standalone/words";
import { fixed } from "@/viz/figures";
import { createPixelView } from "@/viz/pixel-view";
import { pixelMap } from "@/viz/pixels";
import { rampOf } from "@/viz/ramps";

/** Points of the field along each side. */
const side = 56;

export const pointPanel: Panel<"point"> = (page, { bounds: { min, max } }) => {
  const { say, ask } = page;
  const verdict = verdictOf(page);
  const place = { x: 0.4, y: 0.3 };
  const field = element("canvas", { "aria-hidden": "true" });
  const dot = element("span", { class: "dot" });
  const plane = element("div", { class: "plane", role: "application", tabindex: "0" }, field, dot);
  const second = (outputs: Float32Array) => (outputs.length === 1 ? (outputs[0] ?? 0) : (outputs[1] ?? 0));
  const at = (share: number) => min + share * (max - min);
  const values = Float32Array.from({ length: side * side }, (_, i) => {
    const [row, column] = [Math.floor(i / side), i % side];
    return -second(ask(Float32Array.of(at((column + 0.5) / side), at(1 - (row + 0.5) / side))));
  });
  // The first class is blue, the second orange.
  createPixelView(field).update({ map: (palette) => pixelMap(values, side, side, rampOf(palette, "diverging"), [-1.9, 0.9]) });
  const show = oncePerFrame(() => {
    dot.style.left = `${((place.x - min) / (max - min)) * 100}%`;
    dot.style.top = `${((max - place.y) / (max - min)) * 100}%`;
    plane.setAttribute("aria-label", say(words.point, { x: fixed(place.x, 2), y: fixed(place.y, 2) }));
    verdict.show(ask(Float32Array.of(place.x, place.y)));
  });
  const within = (value: number) => Math.min(max, Math.max(min, Math.round(value * 100) / 100));
  const range = { min, max, step: 0.01 };
  const sliders = (["x", "y"] as const).map((axis) => {
    const made = slider(
      axis,
      { ...range, value: place[axis] },
      (value) => fixed(value, 2),
      (value) => {
        place[axis] = value;
        show();
      },
    );
    return { axis, ...made };
  });
  const move = (x: number, y: number) => {
    Object.assign(place, { x: within(x), y: within(y) });
    for (const { axis, set } of sliders) set(place[axis]);
    show();
  };
  const drag = (event: PointerEvent) => {
    if (event.buttons !== 1) return;
    const box = plane.getBoundingClientRect();
    move(at((event.clientX - box.left) / box.width), at(1 - (event.clientY - box.top) / box.height));
  };
  plane.addEventListener("pointerdown", (event) => {
    plane.setPointerCapture(event.pointerId);
    drag(event);
  });
  plane.addEventListener("pointermove", drag);
  plane.addEventListener("keydown", (event) => {
    const by = event.shiftKey ? 0.2 : 0.05;
    const steps: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-by, 0], ArrowRight: [by, 0], ArrowUp: [0, by], ArrowDown: [0, -by] };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    move(place.x + step[0], place.y + step[1]);
  });
  show();
  return [element("div", { class: "two" }, element("div", { class: "given" }, plane, ...sliders.map(({ root }) => root)), verdict.root)];
};

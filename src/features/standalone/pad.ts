/** Paper to draw on with mouse, finger or pen; it keeps strokes, so that the last one can be taken back. */
import { button, element } from "@/features/standalone/element";
import type { Page } from "@/features/standalone/page";
import { words } from "@/features/standalone/words";
import { padWidth, widthFactor, type StrokePoint } from "@/data/strokes";

const svg = "http://www.w3.org/2000/svg";

export interface Pad {
  readonly root: HTMLElement;
  readonly clear: () => void;
}

export function drawPad({ say }: Page, onChange: (strokes: readonly (readonly StrokePoint[])[]) => void): Pad {
  const strokes: StrokePoint[][] = [];
  const picture = document.createElementNS(svg, "svg");
  picture.setAttribute("viewBox", "0 0 1 1");
  const hint = element("span", { class: "hint" }, say(words.drawHere));
  const pad = element("div", { class: "pad", role: "img", "aria-label": say(words.drawing) }, hint);
  pad.append(picture);
  const changed = () => {
    hint.hidden = strokes.length > 0;
    undo.disabled = clear.disabled = strokes.length === 0;
    onChange(strokes);
  };
  const show = (stroke: readonly StrokePoint[]) => {
    const path = document.createElementNS(svg, "path");
    path.setAttribute("d", stroke.map(({ x, y }, i) => `${i === 0 ? "M" : "L"}${x.toFixed(4)},${y.toFixed(4)}`).join("") + (stroke.length === 1 ? "h0" : ""));
    path.setAttribute("stroke-width", String(padWidth * widthFactor(stroke[0]?.pressure ?? 0.5)));
    return path;
  };
  const undo = button(say(words.undo), () => {
    strokes.pop();
    picture.lastChild?.remove();
    changed();
  });
  const empty = () => {
    strokes.length = 0;
    picture.replaceChildren();
    changed();
  };
  const clear = button(say(words.clear), empty);
  let pointer: number | undefined;
  const add = (event: PointerEvent) => {
    const box = pad.getBoundingClientRect();
    strokes.at(-1)?.push({ x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height, pressure: event.pressure || 0.5 });
    picture.lastChild?.remove();
    picture.append(show(strokes.at(-1) ?? []));
    changed();
  };
  pad.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || pointer !== undefined) return;
    pointer = event.pointerId;
    pad.setPointerCapture(pointer);
    strokes.push([]);
    picture.append(show([]));
    add(event);
  });
  pad.addEventListener("pointermove", (event) => {
    if (event.pointerId === pointer) for (const each of event.getCoalescedEvents?.() ?? [event]) add(each);
  });
  for (const end of ["pointerup", "pointercancel"] as const)
    pad.addEventListener(end, (event) => {
      if (event.pointerId === pointer) pointer = undefined;
    });
  undo.disabled = clear.disabled = true;
  return { root: element("div", { class: "drawing" }, pad, element("p", { class: "tools" }, undo, clear)), clear: empty };
}

/** Elements of the page, written down as they nest. */

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

export function button(label: string, onPress: () => void): HTMLButtonElement {
  const made = element("button", { type: "button" }, label);
  made.addEventListener("click", onPress);
  return made;
}

/** A labelled slider; `format` says its value. */
export function slider(
  label: string,
  { min, max, step, value }: Readonly<Record<"min" | "max" | "step" | "value", number>>,
  format: (value: number) => string,
  onChange: (value: number) => void,
): { readonly root: HTMLElement; readonly set: (value: number) => void } {
  const input = element("input", { type: "range", min: String(min), max: String(max), step: String(step), "aria-label": label });
  const output = element("output", { class: "figure" });
  const show = () => {
    output.textContent = format(Number(input.value));
    input.setAttribute("aria-valuetext", output.textContent);
  };
  input.value = String(value);
  input.addEventListener("input", () => {
    show();
    onChange(Number(input.value));
  });
  show();
  const set = (next: number) => {
    input.value = String(next);
    show();
  };
  return { root: element("label", { class: "slider" }, element("span", {}, label), input, output), set };
}

/** Runs `work` once at the next frame, however often it is asked for before. */
export function oncePerFrame(work: () => void): () => void {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      work();
    });
  };
}

/** The few words that a card says about a layer's settings. */
import type { Message } from "@/base/text";
import { activationTitle, type ActivationName } from "@/network/activations";

export function filtersCount(filters: number): Message {
  return { text: { en: "{filters} {filters|filter|filters}", zh: "{filters} 个滤波器" }, values: { filters } };
}

/** `3×3 · ÷2 · ReLU`: the window, the stride where it is not 1, the activation where there is one. */
export function windowLine(size: readonly [number, number], strides: readonly [number, number], activation: ActivationName = "linear"): Message {
  const isStrided = strides[0] !== 1 || strides[1] !== 1;
  const stride = strides[0] === strides[1] ? String(strides[0]) : strides.join("×");
  const parts = [size.join("×"), ...(isStrided ? ["{stride}"] : []), ...(activation === "linear" ? [] : ["{activation}"])];
  const text = parts.join(" · ");
  return {
    text: { en: text.replace("{stride}", `stride ${stride}`), zh: text.replace("{stride}", `步幅 ${stride}`) },
    values: { activation: activationTitle(activation) },
  };
}

export function activationLine(activation: ActivationName): Message {
  return { text: { en: "{activation}", zh: "{activation}" }, values: { activation: activationTitle(activation) } };
}

/** One figure as it stands: `0.5`, `7×7×64`. */
export function figureLine(figure: string | number): Message {
  return { text: { en: "{figure}", zh: "{figure}" }, values: { figure } };
}

/** `window 3 · stride 2 · ReLU`: the same for windows over steps. */
export function stepsLine(size: number, stride: number, activation: ActivationName = "linear"): Message {
  const [en, zh] = stride === 1 ? ["", ""] : [` · stride ${stride}`, ` · 步幅 ${stride}`];
  const end = activation === "linear" ? "" : " · {activation}";
  return { text: { en: `window ${size}${en}${end}`, zh: `窗口 ${size}${zh}${end}` }, values: { activation: activationTitle(activation) } };
}

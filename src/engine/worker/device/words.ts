/** Why a device was chosen or passed over, in plain words. */
import { message, say, type Locale, type Message } from "@/base/text";
import { backendTitle } from "@/engine/backend-title";
import type { BackendName } from "@/engine/protocol";

export const reasons = {
  chosenByYou: message({ en: "You chose it.", zh: "由你选定。" }),
  chosenByYouSoftware: message({
    en: "You chose it. It is a processor posing as a graphics card, so WASM would be faster.",
    zh: "由你选定。它是由处理器模拟的显卡，WASM 会更快。",
  }),
  preferenceFailed: (backend: BackendName, why: Message): Message =>
    message(
      {
        en: "{backend}, which you chose, cannot be used here ({why}), so the best of the rest was taken.",
        zh: "你选定的 {backend} 在这里无法使用（{why}），因此采用了其余中最好的。",
      },
      { backend: backendTitle[backend], why: { en: plain(why, "en"), zh: plain(why, "zh") } },
    ),
  fastestGpu: message({ en: "A graphics card was found, and it works.", zh: "找到了可用的显卡。" }),
  noGpu: message({ en: "No usable graphics card was found; WASM is the fastest way on the processor.", zh: "没有找到可用的显卡；WASM 是处理器上最快的方式。" }),
  lostGpu: (backend: BackendName): Message =>
    message(
      {
        en: "The graphics card was lost several times with {backend}; WASM is the fastest way on the processor.",
        zh: "显卡在 {backend} 下多次丢失；WASM 是处理器上最快的方式。",
      },
      { backend: backendTitle[backend] },
    ),
  onlyOne: message({ en: "Nothing faster works in this browser.", zh: "此浏览器中没有更快的方式可用。" }),
  wonRace: (own: number, other: BackendName, others: number): Message =>
    message(
      { en: "Fastest on this network: {own} steps per second, {other} {others}.", zh: "对此网络最快：每秒 {own} 步，而 {other} 为 {others} 步。" },
      { own: figure(own), other: backendTitle[other], others: figure(others) },
    ),
  lostRace: (own: number): Message =>
    message({ en: "Works, but slower on this network: {own} steps per second.", zh: "可用，但对此网络较慢：每秒 {own} 步。" }, { own: figure(own) }),
  software: message({ en: "Only a processor posing as a graphics card: slower than WASM.", zh: "只有处理器模拟的显卡，比 WASM 慢。" }),
  notNeeded: message({ en: "Not tried, because a better one works.", zh: "未尝试，因为已有更好的可用。" }),
  notChosen: message({ en: "Not tried, because you chose another.", zh: "未尝试，因为你选了别的。" }),
  avoided: message({ en: "Not used: it was lost several times.", zh: "未使用：它已多次丢失。" }),
  wrongNumbers: message({ en: "Its arithmetic failed the test: results differ from the known ones.", zh: "它的计算未通过检验：结果与已知值不符。" }),
};

function figure(stepsPerSecond: number): string {
  return stepsPerSecond >= 10 ? String(Math.round(stepsPerSecond)) : stepsPerSecond.toFixed(1);
}
/** Fits into brackets: without the full stop. */
function plain(what: Message, locale: Locale): string {
  return say(what, locale).replace(/[.。]$/, "");
}

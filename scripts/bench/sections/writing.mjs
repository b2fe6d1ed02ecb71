/** How fast a network writes a text: beside its own training, by the clock, and while nothing trains. */
import { launchBrowser } from "../../launch-browser.mjs";
import { serveBench } from "../build-pages.mjs";
import { rounded } from "../statistics.mjs";
import { tableOf, wholeNumber } from "../tables.mjs";

export const words = ["writing"];
export const name = "writing";

/** `gpt-shakespeare` with twice its blocks: 0.8 million parameters. */
const order = { blocks: 4, tokens: 400 };

/** `{ tokens, parameters, stepsPerSecond, beside: [{ ms, firstAfterMs, longestTurnMs, stepsPerSecond }], alone: [{ ms, firstAfterMs }] }` */
export async function measure({ quick, say }) {
  const server = await serveBench({ say });
  const browser = await launchBrowser({ backend: "wasm" });
  try {
    say("writing");
    const page = await browser.newPage();
    await page.goto(server.url);
    await page.waitForFunction(() => "writing" in window);
    const figures = await page.evaluate(async (what) => (await window.writing()).watchWriting(what), { ...order, texts: quick ? 2 : 5 });
    return { tokens: order.tokens, ...figures };
  } finally {
    await browser.close();
    await server.close();
  }
}

export function table({ tokens, parameters, stepsPerSecond, beside, alone }) {
  const columns = [
    ["training", ({ isBeside }) => (isBeside ? "goes on" : "stands still")],
    ["tokens/s", ({ ms }) => String(rounded((1000 * tokens) / ms))],
    ["first piece after, ms", ({ firstAfterMs }) => wholeNumber(firstAfterMs)],
    ["longest turn, ms", ({ longestTurnMs }) => longestTurnMs.toFixed(1)],
    ["steps/s", ({ isBeside, stepsPerSecond: own }) => (isBeside ? own.toFixed(2) : "–")],
  ];
  const rows = [...beside.map((text) => ({ ...text, isBeside: true })), ...alone.map((text) => ({ ...text, isBeside: false }))];
  const head = `Writing: ${wholeNumber(parameters)} parameters on wasm, ${tokens} tokens a text; training by itself does ${stepsPerSecond.toFixed(2)} steps/s`;
  return `${head}\n\n${tableOf(columns, rows)}`;
}

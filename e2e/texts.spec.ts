/** Texts: a spam filter trained on real messages, asked about typed ones, in any script and by any way of typing. */
import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { expect, test } from "./guarded-page";
import { waitForKeptEnd } from "./kept";
import { openPage, openTemplate, stepOf, trainButton, trainToTheEnd, waitForEnd } from "./workbench";

const tryIt = (page: Page) => page.getByRole("region", { name: /^(Try it|试一试)$/ });
const typed = (page: Page) => tryIt(page).getByRole("textbox", { name: "Your text" });
const answers = (page: Page) => tryIt(page).getByRole("list", { name: "Answer per class" }).getByRole("listitem");
const tokens = (page: Page) => tryIt(page).getByRole("list", { name: "Tokens" });
const sure = /9\d|100/;

test("the spam filter learns, answers a typed message, and answers the same after a reload", async ({ page }) => {
  await openTemplate(page, "text-lstm", { epochs: 2, backend: "wasm" });
  await trainToTheEnd(page);
  const figures = await page.evaluate(() => window.layerlab.evaluate("test"));
  expect(figures?.perClass?.find(({ label }) => label === "spam")?.f1).toBeGreaterThan(0.8);

  await typed(page).fill("URGENT! You have won a FREE prize. Call 09061701461 to claim xyzzy");
  await expect(answers(page).nth(1)).toContainText(sure);
  await expect(tokens(page).getByRole("listitem").filter({ hasText: "xyzzy" })).toContainText("unknown");
  // A message with one telling word: hidden, it takes most of the answer with it.
  await typed(page).fill("hello claim");
  await expect(
    tokens(page)
      .getByRole("listitem")
      .filter({ hasText: /less sure/ }),
  ).not.toHaveCount(0);
  await tryIt(page).getByRole("radio", { name: "gradient" }).click();
  await expect(
    tokens(page)
      .getByRole("listitem")
      .filter({ hasText: /(adds|takes) \d/ }),
  ).not.toHaveCount(0);
  await expect(tryIt(page)).toContainText(/All tokens together: −?\d/);
  await typed(page).fill("ok, see you at home for dinner");
  await expect(answers(page).nth(0)).toContainText(sure);

  await page.getByRole("tab", { name: "ROC" }).click();
  const roc = page.getByRole("table", { name: "Area under the curve" });
  await roc.getByRole("button", { name: "spam" }).focus();
  await expect(page.getByRole("img", { name: /spam: AUC (0\.9\d{3}|1\.0000)$/ })).toBeVisible();
  expect(figures?.rocAuc?.macro).toBeGreaterThan(0.9);
  await expectAccessible(page);

  await page.getByRole("tab", { name: "Layers" }).click();
  await page
    .getByRole("region", { name: "Layers" })
    .getByRole("button", { name: /^Embedding/ })
    .click();
  const token = page.getByRole("textbox", { name: "A token" });
  await token.fill("xyzzy");
  await expect(page.getByText("Not in the vocabulary.")).toBeVisible();
  await token.fill("free");
  await expect(page.getByRole("list", { name: "Nearest to “free”" }).getByRole("listitem")).toHaveCount(10);
  await expectAccessible(page);

  const before = await answers(page).allInnerTexts();
  await waitForKeptEnd(page);
  await page.reload();
  await typed(page).fill("ok, see you at home for dinner");
  await expect.poll(() => answers(page).allInnerTexts()).toEqual(before);
});

test("a file opened elsewhere brings its vocabulary along, and answers alike", async ({ page, browser, baseURL }) => {
  await openTemplate(page, "text-lstm", { epochs: 1, examples: 800, backend: "wasm" });
  await trainToTheEnd(page);
  const message = "Free entry! Text WIN to 80086 now";
  await expect(answers(page).filter({ hasText: /\d %/ })).toHaveCount(2);
  const ofSample = await answers(page).allInnerTexts();
  await typed(page).fill(message);
  await expect.poll(() => answers(page).allInnerTexts()).not.toEqual(ofSample);
  const saved = Buffer.from(await page.evaluate(() => window.layerlab.save()), "base64");

  const elsewhere = await browser.newContext({ ...(baseURL ? { baseURL } : {}), locale: "en-GB", serviceWorkers: "block" });
  const other = await elsewhere.newPage();
  await openPage(other);
  await other.getByLabel("Open a file").setInputFiles({ name: "spam.layerlab", mimeType: "application/octet-stream", buffer: saved });
  await typed(other).fill(message);
  await expect(answers(other).filter({ hasText: /\d %/ })).toHaveCount(2);
  await expect(async () => expect(await answers(other).allInnerTexts()).toEqual(await answers(page).allInnerTexts())).toPass({ timeout: 30_000 });
  await elsewhere.close();
});

test("nothing, other scripts, emoji and a very long line are all answered", async ({ page }) => {
  await openTemplate(page, "text-lstm", { epochs: 1, examples: 500, backend: "wasm" });
  const figures = answers(page).filter({ hasText: /\d %/ });
  for (const text of ["", "你好，世界", "مرحبا بالعالم", "👩‍👩‍👧 🎉", "free ".repeat(20_000)]) {
    await typed(page).fill(text);
    await expect(figures).toHaveCount(2);
  }
  await expect(tokens(page)).toContainText("and 19,880 more");
  await typed(page).fill("");
  await expect(tryIt(page)).toContainText("No tokens.");
});

test("a network that guesses next characters writes while it trains, and the same again from the same seed", async ({ page }) => {
  await openTemplate(page, "one-sentence", { epochs: 10_000, backend: "wasm" });
  const beginning = tryIt(page).getByRole("textbox", { name: "Beginning" });
  const written = tryIt(page).getByRole("log", { name: "What the network wrote" });
  const write = tryIt(page).getByRole("button", { name: "Write on" });
  await trainButton(page).click();
  await beginning.fill("I love");
  // Streamed: some is there before the end, which the page itself has to look for; and training goes on.
  const whenSome = written.evaluate(async (log) => {
    while (log.textContent.length <= 20) await new Promise(requestAnimationFrame);
    return log.getAttribute("aria-busy");
  });
  await write.click();
  expect(await whenSome).toBe("true");
  const step = await stepOf(page);
  await expect.poll(() => stepOf(page)).toBeGreaterThan(step);
  await page.getByRole("group", { name: "Training" }).getByRole("button", { name: "Stop" }).click();
  await waitForEnd(page);

  await expect(write).toBeVisible();
  const writtenBehind = async (text: string) => {
    await beginning.fill(text);
    await write.click();
    await expect(written).toHaveAttribute("aria-busy", "false", { timeout: 60_000 });
    return await written.innerText();
  };
  // Of no known character but one, in other scripts: it starts from what it does not know, and says so.
  const texts = [await writtenBehind("你好 👩‍👩‍👧 مرحبا"), await writtenBehind("你好 👩‍👩‍👧 مرحبا")];
  await expect(tryIt(page)).toContainText("8 of 10 characters are unknown to the network.");
  expect(texts[0]!.length).toBeGreaterThan(400);
  expect(texts[1]).toBe(texts[0]);
  await expect(written.locator("span[title*='%']").first()).toHaveAttribute("title", /\d+ %.*\d+ %/);

  // What is written from left to right stays so behind a beginning from right to left, and stands behind its own beginning while another is typed.
  expect(await writtenBehind("مرحبا")).toMatch(/^مرحبا/);
  await expect(written).toHaveCSS("direction", "ltr");
  await beginning.fill("");
  await expect(written).toContainText("مرحبا");
  await expect(write).toBeDisabled();
  // Of a long line the end is shown, and the text comes at once.
  const long = await writtenBehind("I love ".repeat(15_000));
  expect(long).toMatch(/^…/);
  expect(long.length).toBeLessThan(1000);
});

test("what an input method is still composing is not asked about", async ({ page }) => {
  await openTemplate(page, "text-lstm", { epochs: 1, examples: 500, backend: "wasm" });
  await typed(page).fill("");
  await typed(page).focus();
  const client = await page.context().newCDPSession(page);
  await client.send("Input.imeSetComposition", { text: "ni hao", selectionStart: 6, selectionEnd: 6 });
  await expect(typed(page)).toHaveValue("ni hao");
  await expect(tryIt(page)).toContainText("No tokens.");
  await client.send("Input.insertText", { text: "你好" });
  await expect(typed(page)).toHaveValue("你好");
  await expect(tokens(page).getByRole("listitem")).toHaveCount(2);
});

test("the pipeline is shown on a sentence of one's own, and the page stays accessible", async ({ page }) => {
  await openTemplate(page, "text-lstm", { epochs: 1, examples: 500, backend: "wasm" });
  const data = page.getByRole("complementary", { name: "Data" });
  await data.getByRole("textbox", { name: "Your sentence" }).fill("Don't miss it, BOB!");
  await expect(data).toContainText("don't miss it bob");
  await expect(data.getByRole("img", { name: /Tokens per text/ })).toBeVisible();
  await expectAccessible(page);
});

test("texts of one's own are pasted, judged line by line, and trained on", async ({ page }) => {
  await openTemplate(page, "text-lstm", { epochs: 1, examples: 500, backend: "wasm" });
  await page.getByRole("button", { name: "Change the data" }).click();
  await page.getByRole("menuitem", { name: "Your own texts…" }).click();
  const dialog = page.getByRole("dialog", { name: "Your own texts" });
  const lines = Array.from({ length: 40 }, (_, i) => (i % 2 ? `sunny,"what a bright, warm day ${i}"` : `rainy,clouds and rain again ${i}`));
  await dialog.getByRole("textbox", { name: "Texts" }).fill(["weather,text", ...lines, "rainy,", ",nothing"].join("\n"));
  await expect(dialog).toContainText("40 texts in 2 classes: rainy, sunny");
  await expect(dialog).toContainText("Line 42: no text.");
  await expect(dialog).toContainText("Line 43: no class.");
  await expectAccessible(page);
  // 好，你好 and 坏，再见 with line ends, as GBK writes them.
  const gbk = Buffer.concat(Array.from({ length: 6 }, () => Buffer.from("bac32cc4e3bac30abbb52cd4d9bcfb0a", "hex")));
  await dialog.getByLabel("From a file").first().setInputFiles({ name: "chinese.csv", mimeType: "text/csv", buffer: gbk });
  await expect(dialog).toContainText("12 texts in 2 classes: 好, 坏");
  await dialog.getByRole("textbox", { name: "Texts" }).fill(["weather,text", ...lines].join("\n"));
  await dialog.getByRole("button", { name: "Use these texts" }).click();
  await expect(page.getByRole("complementary", { name: "Data" })).toContainText("40 texts");
  await trainToTheEnd(page);
  await typed(page).fill("clouds and rain");
  await expect(answers(page).filter({ hasText: "rainy" })).toContainText(/\d %/);
});

test("sums are learned, shown with what was expected, and asked for in Try it", async ({ page }) => {
  await openTemplate(page, "seq2seq-lstm", { epochs: 2, examples: 1000, backend: "wasm" });
  await trainToTheEnd(page);
  await page.getByRole("tab", { name: "Answers" }).click();
  const shown = page.getByRole("table", { name: "Answers" }).getByRole("row");
  await expect(shown.nth(1)).toContainText(/^\d+\+\d+\s*\d+\s*[✓✗]/);
  await tryIt(page).getByRole("textbox", { name: "Source" }).fill("27+98");
  await tryIt(page).getByRole("button", { name: "Answer" }).click();
  await expect(tryIt(page).getByRole("log", { name: "What the network wrote" })).toHaveText(/^\d+$/);
  await expectAccessible(page);
});

test("a forecast is drawn beside what was measured, and continued in Try it", async ({ page }) => {
  await openTemplate(page, "forecast-gru", { epochs: 6, backend: "wasm" });
  await trainToTheEnd(page);
  await page.getByRole("tab", { name: "Forecast" }).click();
  const plot = page.getByRole("slider", { name: /^Forecast of the test part/ });
  await plot.press("ArrowRight");
  await expect(plot).toHaveAttribute("aria-valuetext", /measured \d+\.\d\d ppm.*forecast \d+\.\d\d ppm/i);
  await expect(page.getByRole("table", { name: "Mean absolute error" }).getByRole("row", { name: /^The network/ })).toContainText(/\d ppm/);
  await expect(tryIt(page).getByRole("img", { name: /the forecast from/ })).toBeVisible();
  await expect(tryIt(page).getByRole("status")).toContainText(/off by \d.* ppm on average over 24 steps/);
  await tryIt(page).getByRole("button", { name: "Forecast: table and files" }).click();
  await page.getByRole("menuitem", { name: "Show as a table" }).click();
  await expect(page.getByRole("dialog").getByRole("row")).toHaveCount(25);
  await page.keyboard.press("Escape");
  await expectAccessible(page);
});

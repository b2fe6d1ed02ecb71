/** The page opens from any static host, in both languages, on any screen, and nothing on it is hard to reach. */
import { expectAccessible } from "./accessible";
import { expect, test } from "./guarded-page";
import { openPage, openTemplate, trainButton, trainToTheEnd } from "./workbench";

test("the built page opens below a sub-path with a network ready to train", async ({ page }) => {
  await openPage(page);
  await expect(page).toHaveTitle(/Layerlab/);
  await expect(page.getByRole("textbox", { name: "Project name" })).toHaveValue("MNIST MLP");
  await expect(page.getByRole("button", { name: "Device: WebAssembly" })).toBeVisible();
  await expectAccessible(page);
});

test("the tour stands in nobody's way, at any of its stops, on any screen", async ({ page }) => {
  const bubble = page.getByRole("complementary", { name: "First steps" });
  const lookEverywhere = async (words: RegExp) => {
    await expectAccessible(page);
    for (const size of [
      { width: 1920, height: 1080 },
      { width: 390, height: 844 },
    ]) {
      await page.setViewportSize(size);
      await expect(bubble).toContainText(words);
      await expect(bubble).toBeInViewport({ ratio: 1 });
      await expect.poll(() => bubble.evaluate(cardsBehind)).toEqual([]);
      await expectAccessible(page, ["target-size"]);
    }
    await page.setViewportSize({ width: 1366, height: 768 });
  };
  await openTemplate(page, "mnist-mlp", { examples: 2000, epochs: 10_000, backend: "wasm" });
  await lookEverywhere(/Press Train/);
  await trainButton(page).click();
  await expect(page.getByRole("grid", { name: /Confusion matrix/ })).toBeVisible();
  // A run that waits is at the same stop, and leaves the processor to the looking.
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  await lookEverywhere(/The loss falls/);
  await page.getByRole("button", { name: "Stop training" }).click();
  await lookEverywhere(/Try it/);
  await bubble.getByRole("button", { name: "Got it" }).click();
  await expect(bubble).toHaveCount(0);
});

/** Names of the cards that a bubble stands on. */
function cardsBehind(bubble: Element): readonly string[] {
  const { left, right, top, bottom } = bubble.getBoundingClientRect();
  const cards = [...document.querySelectorAll(".react-flow__node")].filter((card) => {
    const box = card.getBoundingClientRect();
    return box.left < right && box.right > left && box.top < bottom && box.bottom > top;
  });
  return cards.map((card) => card.textContent);
}

test("language and theme change everything at once and are remembered", async ({ page }) => {
  await openPage(page);
  await page.getByRole("button", { name: "Dark theme" }).click();
  await page.getByRole("button", { name: "简体中文" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(trainButton(page)).toBeVisible();
  await expectAccessible(page);
  // A contrast theme of the system takes surfaces away: which of several is chosen shows all the same.
  await page.emulateMedia({ forcedColors: "active" });
  const colours = page.getByRole("radio").evaluateAll((all) => all.map((one) => `${one.ariaChecked} ${getComputedStyle(one).backgroundColor}`));
  expect(new Set(await colours).size).toBe(2);
  await page.emulateMedia({ forcedColors: "none" });
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("a trained network leaves nothing inaccessible, in both themes", async ({ page }) => {
  await openTemplate(page, "spirals", { epochs: 2 });
  await trainToTheEnd(page);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Dark theme" }).click();
  await expectAccessible(page);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test("the parts are tabs, Train stays in reach, and nothing is wider than the screen", async ({ page }) => {
    await openPage(page);
    for (const name of ["Data", "Network", "Train", "Evaluate", "Try it"]) {
      const tab = page.getByRole("tab", { name, exact: true });
      await tab.click();
      await expect(tab).toHaveAttribute("aria-selected", "true");
      // A narrow phone, or a laptop at four times the size, too.
      for (const width of [320, 390]) {
        await page.setViewportSize({ width, height: 844 });
        // What measures itself follows with the next frame.
        await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      }
      await expectAccessible(page);
    }
    await expect(trainButton(page)).toBeInViewport();
  });
});

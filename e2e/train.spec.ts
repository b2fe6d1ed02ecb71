/** Training for real, on WebAssembly: as a person does it, with real data. */
import { expect, test } from "./guarded-page";
import { stillBox } from "./still";
import { openEndless, openPage, openTemplate, statusOf, stepOf, trainButton, trainToTheEnd, waitForEnd } from "./workbench";

test("Two spirals, opened from the gallery, trains to its figure", async ({ page }) => {
  await openPage(page);
  await page.getByRole("button", { name: "Templates" }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Templates" })).toBeFocused();
  await page.keyboard.press("Enter");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /Two spirals/ })
    .click();
  await expect(page.getByRole("textbox", { name: "Project name" })).toHaveValue("Two spirals");
  await trainToTheEnd(page);
  const test_ = await page.evaluate(() => window.layerlab.evaluate("test"));
  expect(test_?.accuracy).toBeGreaterThanOrEqual(0.97);
});

test("the line finds the slope and offset it was drawn with", async ({ page }) => {
  await openTemplate(page, "line", { backend: "wasm" });
  await trainToTheEnd(page);
  const figures = await page.evaluate(() => window.layerlab.evaluate("train"));
  expect(figures?.loss).toBeLessThan(0.1);
});

test("MNIST learns from a thousand digits: curves, confusion matrix and the answer to a drawing", async ({ page }) => {
  await openTemplate(page, "mnist-mlp", { examples: 2000, epochs: 3, backend: "wasm" });
  await trainToTheEnd(page);
  const figures = await page.evaluate(() => window.layerlab.evaluate("test"));
  expect(figures?.accuracy).toBeGreaterThan(0.8);
  await expect(page.getByRole("grid", { name: /Confusion matrix/ })).toBeVisible();

  // While training an evaluation comes every moment: it may say and draw other figures, but not make the page lay out a hundred cells.
  const changes = await page.locator(".matrix-board").evaluateHandle((board) => {
    const seen = { said: 0, laidOut: 0 };
    new MutationObserver((records) => {
      for (const { type, attributeName } of records)
        if (type !== "attributes") seen.laidOut++;
        else if (attributeName === "aria-label") seen.said++;
    }).observe(board, { subtree: true, childList: true, characterData: true, attributes: true });
    return seen;
  });
  await page.getByRole("radiogroup", { name: "Judged on" }).getByRole("radio", { name: "Test set" }).click();
  await expect.poll(() => changes.evaluate(({ said }) => said)).toBeGreaterThan(10);
  expect(await changes.evaluate(({ laidOut }) => laidOut)).toBe(0);

  const tryIt = page.getByRole("region", { name: "Try it" });
  const pad = tryIt.getByRole("img", { name: /Drawing area/ });
  const box = await stillBox(pad);
  await page.mouse.move(box.x + box.width / 2, box.y + 0.15 * box.height);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + 0.85 * box.height, { steps: 12 });
  await page.mouse.up();
  // A straight stroke is a 1 for any network that has learnt something.
  await expect(page.getByRole("list", { name: "Answer per class" }).getByRole("listitem").nth(1)).toContainText(/[5-9]\d|100/);

  // Wiped off with another finger in the midst of a stroke, nothing comes back.
  await page.mouse.down();
  await page.mouse.move(box.x + 0.2 * box.width, box.y + box.height / 2);
  await tryIt.getByRole("button", { name: "Clear" }).evaluate((button: HTMLElement) => button.click());
  await page.mouse.move(box.x + 0.2 * box.width, box.y + 0.2 * box.height);
  await page.mouse.up();
  await expect(pad).toContainText("Draw a digit here");

  // The next example is one more press away: the button stays under the finger while it looks for one.
  await tryIt.getByRole("radio", { name: "Test set" }).click();
  const another = tryIt.getByRole("button", { name: "Another", exact: true });
  await another.focus();
  await page.keyboard.press("Enter");
  await expect(tryIt).toContainText(/test example (?!1\D)\d+/);
  await expect(another).toBeFocused();
});

test("a run can be paused, stepped, resumed and stopped", async ({ page }) => {
  await openEndless(page);
  await trainButton(page).click();
  await expect.poll(() => stepOf(page)).toBeGreaterThan(5);
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  await expect.poll(() => statusOf(page)).toBe("paused");
  const paused = await stepOf(page);
  await page.getByRole("button", { name: "Step", exact: true }).click();
  await expect.poll(() => stepOf(page)).toBe(paused + 1);
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await expect.poll(() => stepOf(page)).toBeGreaterThan(paused + 5);
  await page.getByRole("button", { name: "Stop training" }).click();
  await waitForEnd(page);
  await expect(trainButton(page)).toBeEnabled();
});

test("the same seed and backend give the same figures", async ({ page }) => {
  await openTemplate(page, "circles", { epochs: 5, seed: 3, backend: "wasm" });
  const run = async () => {
    await page.evaluate(() => window.layerlab.open("circles", { epochs: 5, seed: 3, backend: "wasm" }));
    await page.evaluate(() => window.layerlab.train());
    return page.evaluate(() => window.layerlab.evaluate("validation"));
  };
  const first = await run();
  expect(first?.loss).toBeGreaterThan(0);
  expect(await run()).toEqual(first);
});

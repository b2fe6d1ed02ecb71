/** Settings, files and the keyboard, as a person uses them. */
import { readFile } from "node:fs/promises";
import { expect, test } from "./guarded-page";
import { openPage, openTemplate } from "./workbench";

test("a number out of range stays as typed, is explained, and is not applied", async ({ page }) => {
  await openPage(page);
  const epochs = page.getByRole("spinbutton", { name: "Epochs" });
  await epochs.fill("0");
  await epochs.blur();
  await expect(page.getByText("Between 1 and 10000, so this is not applied.")).toBeVisible();
  await expect(epochs).toHaveValue("0");
  await expect(epochs).toHaveAttribute("aria-invalid", "true");
  await expect(epochs).toHaveAttribute("aria-valuenow", "10");
  await expect(page.getByRole("button", { name: "Undo", exact: true })).toHaveAttribute("aria-disabled", "true");
  await epochs.fill("12");
  await expect(epochs).toHaveAttribute("aria-valuenow", "12");
});

test("typing in one field is one step of undo, and undo brings back the field, which Tab reaches without a stop at its help", async ({ page }) => {
  await openPage(page);
  const epochs = page.getByRole("spinbutton", { name: "Epochs" });
  await page.getByRole("spinbutton", { name: "Batch size" }).focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(epochs).toBeFocused();
  await expect(epochs).toHaveAccessibleDescription("How many times the run goes through all training examples.");
  const help = page.getByRole("region", { name: "Explanation" });
  await page.keyboard.press("F1");
  await expect(help).toContainText("Epochs");
  await page.keyboard.press("Escape");
  await expect(help).toHaveCount(0);
  await expect(epochs).toBeFocused();
  await epochs.fill("2");
  await epochs.fill("25");
  await epochs.press("Enter");
  await expect(epochs).toHaveValue("25");
  const undo = page.getByRole("button", { name: "Undo", exact: true });
  await undo.click();
  await expect(epochs).toHaveValue("10");
  await expect(undo).toHaveAttribute("aria-disabled", "true");
});

test("arrows step a rate by 1, 2, 5, and a schedule is drawn before it runs and can be had as figures", async ({ page }) => {
  await openPage(page);
  const rate = page.getByRole("spinbutton", { name: "Learning rate" });
  await rate.fill("0.001");
  await rate.press("ArrowUp");
  await expect(rate).toHaveValue("0.002");
  await rate.press("ArrowUp");
  await expect(rate).toHaveValue("0.005");
  await page.getByRole("combobox", { name: "Schedule" }).selectOption("exponential");
  await expect(page.getByRole("img", { name: /^Learning rate from 0\.005 to .* over 10 epochs$/ })).toBeVisible();
  await page.getByRole("button", { name: "Learning rate: table and files" }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: "Save all figures as CSV" }).click()]);
  const rows = (await readFile(await download.path(), "utf8")).trim().split("\r\n");
  expect([download.suggestedFilename(), rows[0], rows[1]]).toEqual(["learning-rate.csv", "epoch,learning_rate", "0,0.005"]);
  expect(rows.at(-1)).toMatch(/^10,0\.00/);
});

test("F6 walks the regions of the page, and a divider is moved by keys and remembered", async ({ page }) => {
  await openPage(page);
  const region = () => page.evaluate(() => document.activeElement?.getAttribute("data-region"));
  const seen: (string | null | undefined)[] = [];
  for (let i = 0; i < 6; i++) {
    await page.keyboard.press("F6");
    seen.push(await region());
  }
  expect(seen).toEqual(["top", "data", "network", "inspector", "dock", "try"]);
  const divider = page.getByRole("separator", { name: "Width of the settings" });
  await divider.focus();
  await page.keyboard.press("ArrowLeft");
  await expect(divider).toHaveAttribute("aria-valuenow", "296");
  await page.reload();
  await expect(divider).toHaveAttribute("aria-valuenow", "296");
});

test("a saved file opens again as the same project, and a file of another kind is refused by name", async ({ page }) => {
  await openTemplate(page, "spirals");
  const name = page.getByRole("textbox", { name: "Project name" });
  await name.fill("Sunday run");
  await name.press("Enter");
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Control+s")]);
  expect(download.suggestedFilename()).toBe("Sunday run.layerlab");
  const saved = { name: "again.layerlab", mimeType: "application/zip", buffer: await readFile(await download.path()) };

  await openTemplate(page, "line");
  const input = page.locator('input[type="file"][accept^=".layerlab"]');
  await input.setInputFiles(saved);
  await expect(name).toHaveValue("Sunday run");

  await input.setInputFiles({ name: "notes.layerlab", mimeType: "text/plain", buffer: Buffer.from("no network in here") });
  await expect(page.getByRole("dialog", { name: "“notes.layerlab” was not opened" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(name).toHaveValue("Sunday run");
});

test("a template replaces the project and one Undo brings it back", async ({ page }) => {
  await openPage(page);
  await page.getByRole("button", { name: "Templates", exact: true }).click();
  await page
    .getByRole("dialog", { name: "Start from a template" })
    .getByRole("button", { name: /^Two moons/ })
    .click();
  const name = page.getByRole("textbox", { name: "Project name" });
  await expect(name).toHaveValue("Two moons");
  await page.keyboard.press("Control+z");
  await expect(name).toHaveValue("MNIST MLP");
});

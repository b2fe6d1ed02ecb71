/** Nothing is lost: work comes back after a reload, and goes into a file and out of it unchanged. */
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, test } from "./guarded-page";
import { keptText, waitForKeptEnd } from "./kept";
import { openPage, openTemplate, trainToTheEnd } from "./workbench";

const figuresOf = (page: Page) => page.evaluate(() => window.layerlab.evaluate("test"));
/** Undefined while the engine is still getting ready. */
const figuresSoon = (page: Page) => figuresOf(page).catch(() => undefined);

test("project, weights and figures come back after a reload", async ({ page }) => {
  await openTemplate(page, "circles", { epochs: 10, backend: "wasm" });
  await trainToTheEnd(page);
  const before = await figuresOf(page);
  await page.getByRole("textbox", { name: "Project name" }).fill("My rings");
  await page.keyboard.press("Enter");
  await expect.poll(() => keptText(page)).toContain("My rings");
  await waitForKeptEnd(page);
  await page.reload();
  await page.waitForFunction(() => "layerlab" in window);
  await expect(page.getByRole("textbox", { name: "Project name" })).toHaveValue("My rings");
  await page.getByRole("tab", { name: "Overview" }).click();
  await expect(page.getByRole("grid", { name: /Confusion matrix/ })).toBeVisible();
  await expect.poll(() => figuresSoon(page)).toEqual(before);
});

test("the line's table and its path over the loss surface come back after a reload, to be read and saved", async ({ page }) => {
  await openTemplate(page, "line", { epochs: 120, backend: "wasm" });
  await trainToTheEnd(page);
  await page.getByRole("tab", { name: "Line", exact: true }).click();
  const table = page.getByRole("table", { name: "Mean squared error" });
  await expect(table.getByRole("row")).toHaveCount(5);
  await expect(table).toHaveText(/120/);
  await waitForKeptEnd(page);
  const before = await table.innerText();
  await page.reload();
  await page.waitForFunction(() => "layerlab" in window);
  await page.getByRole("tab", { name: "Line", exact: true }).click();
  await expect.poll(() => table.innerText()).toBe(before);

  const surface = page.getByRole("slider", { name: /^The loss surface/ });
  await surface.focus();
  await page.keyboard.press("ArrowRight");
  await expect(surface).toHaveAttribute("aria-valuetext", /^w .*, b .*, loss /);
  const menu = page.getByRole("button", { name: "The loss surface: table and files" });
  const save = async (item: string) => {
    await menu.click();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: item }).click()]);
    return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
  };
  const csv = await save("Save all figures as CSV");
  expect(csv.name).toBe("loss-surface-path.csv");
  expect(csv.text.trim().split("\r\n")).toHaveLength(121);
  expect((await save("Save as SVG")).text).toContain("w, slope");
});

test("a file holds project and weights, and opens to the same figures", async ({ page }) => {
  await openTemplate(page, "xor", { epochs: 10, backend: "wasm" });
  await trainToTheEnd(page);
  const before = await figuresOf(page);
  const file = await saveFile(page);
  expect(file.name).toBe("Exclusive or.layerlab");

  await page.evaluate(() => window.layerlab.open("line"));
  await openFile(page, file.name, file.bytes);
  await expect(page.getByRole("textbox", { name: "Project name" })).toHaveValue("Exclusive or");
  await expect.poll(() => figuresSoon(page)).toEqual(before);
});

test("a damaged or foreign file gets a named message and changes nothing", async ({ page }) => {
  await openPage(page);
  await openFile(page, "photo.layerlab", Buffer.from("<!doctype html><title>Not found</title>"));
  await expect(page.getByRole("dialog", { name: /photo\.layerlab.* was not opened/ })).toBeVisible();
  await page.keyboard.press("Escape");

  const { bytes } = await saveFile(page);
  await openFile(page, "half.layerlab", bytes.subarray(0, bytes.length / 2));
  await expect(page.getByRole("dialog", { name: /half\.layerlab.* was not opened/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("textbox", { name: "Project name" })).toHaveValue("MNIST MLP");
});

async function saveFile(page: Page): Promise<{ name: string; bytes: Buffer }> {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "File", exact: true }).click();
  await page.getByRole("menuitem", { name: "Save to a file" }).click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

async function openFile(page: Page, name: string, bytes: Buffer): Promise<void> {
  await page.getByLabel("Open a file").setInputFiles({ name, mimeType: "application/octet-stream", buffer: bytes });
}

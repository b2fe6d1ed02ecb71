/** The workbench as a test handles it: by what a person sees, and by `window.layerlab` where a person would have to wait. */
import type { Page } from "@playwright/test";
import type { Automation, AutomationOptions } from "../src/app/automation";
import { expect } from "./guarded-page";

declare global {
  interface Window {
    readonly layerlab: Automation;
  }
}

/** Opens the page and waits until device, data and network are ready. */
export async function openPage(page: Page): Promise<void> {
  await page.goto("./");
  await page.waitForFunction(() => "layerlab" in window);
  await expect(trainButton(page)).toBeEnabled();
}

/** Opens a template made small, so that a test takes seconds. */
export async function openTemplate(page: Page, id: string, options: AutomationOptions = {}): Promise<void> {
  await openPage(page);
  await page.evaluate(([template, chosen]) => window.layerlab.open(template, chosen), [id, options] as const);
}

/** Opens a template whose run outlasts every test, however fast the machine. */
export async function openEndless(page: Page): Promise<void> {
  await openTemplate(page, "mnist-mlp", { examples: 2000, epochs: 10_000, backend: "wasm" });
}

/** In both languages; the legend of the curves has buttons of the same name. */
export const trainButton = (page: Page) => page.getByRole("group", { name: /^(Training|训练)$/ }).getByRole("button", { name: /^(Train|训练)$/ });

/** Presses Train and waits for the end of the run. */
export async function trainToTheEnd(page: Page): Promise<void> {
  await trainButton(page).click();
  await waitForEnd(page);
}

export async function waitForEnd(page: Page): Promise<void> {
  await expect.poll(() => statusOf(page), { timeout: 120_000 }).toBe("ended");
}

export const statusOf = (page: Page) => page.evaluate(() => window.layerlab.progress().status);
export const stepOf = (page: Page) => page.evaluate(() => window.layerlab.progress().step);

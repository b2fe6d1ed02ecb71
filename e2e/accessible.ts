/** Asserts that axe finds nothing on the page as it is now. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect } from "./guarded-page";
import { standStill } from "./still";

/** `rules` asks for these alone, where only they can have changed. What fades in, or slides over a neighbour on its way, is looked at when it has arrived. */
export async function expectAccessible(page: Page, rules?: readonly string[]): Promise<void> {
  await page.evaluate(() => {
    const going = document.getAnimations().filter(({ effect, playState }) => playState === "running" && effect?.getComputedTiming().endTime !== Infinity);
    return Promise.allSettled(going.map(({ finished }) => finished));
  });
  await standStill(page.getByRole("article"));
  const axe = new AxeBuilder({ page });
  const asked = rules ? axe.withRules([...rules]) : axe.withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]);
  const { violations } = await asked.analyze();
  const found = violations.map(({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map((node) => node.target.join(" ")).join("\n  ")}`);
  expect(found).toEqual([]);
}

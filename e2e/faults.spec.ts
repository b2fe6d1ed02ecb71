/** What goes wrong without anybody's fault: a crashed page, a browser that cannot save, a second tab. */
import { expect, test } from "./guarded-page";
import { keptText } from "./kept";
import { openPage, openTemplate, stepOf, trainButton } from "./workbench";

test("after a crash in the middle of a run the project is back and the run can go on", async ({ page, context }) => {
  await openTemplate(page, "moons", { epochs: 2000, backend: "wasm" });
  await trainButton(page).click();
  await expect.poll(() => keptText(page), { timeout: 30_000 }).toMatch(/^run\//m);
  const cdp = await context.newCDPSession(page);
  const crashed = page.waitForEvent("crash");
  // A crashed page never answers.
  void cdp.send("Page.crash").catch(() => undefined);
  await crashed;
  await page.close();

  const next = await context.newPage();
  await openPage(next);
  await expect(next.getByRole("textbox", { name: "Project name" })).toHaveValue("Two moons");
  const goOn = next.getByRole("button", { name: /^Go on from step/ }).first();
  await expect(goOn).toBeVisible();
  const step = Number((await goOn.innerText()).replace(/\D/g, ""));
  expect(step).toBeGreaterThan(0);
  await goOn.click();
  await expect.poll(() => stepOf(next)).toBeGreaterThan(step);
});

test("a browser that cannot save says so for good, and everything else works", async ({ page }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("Not allowed here.", "SecurityError");
    };
  });
  await openPage(page);
  await expect(page.getByText("Not saved: use a file")).toBeVisible();
  await page.evaluate(() => window.layerlab.open("circles", { epochs: 2, backend: "wasm" }));
  const run = await page.evaluate(() => window.layerlab.train());
  expect(run.epochs).toBe(2);
  await expect(page.getByText("Not saved: use a file")).toBeVisible();
});

test("a full disk is said, work goes on, and saving is tried again by itself", async ({ page, context, baseURL }) => {
  const { origin } = new URL(baseURL ?? "");
  const cdp = await context.newCDPSession(page);
  // Before the first write: Chromium looks at the quota when a database grows.
  await cdp.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1000 });
  await openPage(page);
  await page.getByRole("textbox", { name: "Project name" }).fill("No room");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Storage is full")).toBeVisible();
  await expect(trainButton(page)).toBeEnabled();
  await cdp.send("Storage.overrideQuotaForOrigin", { origin });
  await expect(page.getByText("Saved in this browser")).toBeVisible({ timeout: 30_000 });
  expect(await keptText(page)).toContain("No room");
});

test("a second tab of the same project does not write over the first", async ({ page, context }) => {
  await openTemplate(page, "circles", { backend: "wasm" });
  await expect(page.getByText("Saved in this browser")).toBeVisible();
  const second = await context.newPage();
  await openPage(second);
  await expect(second.getByText("Open in another tab")).toBeVisible();
});

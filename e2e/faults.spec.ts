/** What goes wrong without anybody's fault: a dead worker, a crashed page, a browser that cannot save, a second tab. */
import { expect, test } from "./guarded-page";
import { keptText } from "./kept";
import { openEndless, openPage, openTemplate, statusOf, stepOf, trainButton } from "./workbench";

for (const [fault, strike] of [
  ["dies", () => self.close()],
  [
    "hangs",
    () => {
      // Not in the debugger's own task: a browser waits for that before it ends a worker by force.
      setTimeout(() => {
        for (;;);
      });
    },
  ],
] as const)
  test(`a worker that ${fault} is replaced, and the run goes on from its last checkpoint and says so`, async ({ page }) => {
    await openEndless(page);
    await trainButton(page).click();
    await expect.poll(() => keptText(page)).toMatch(/^run\//m);
    const [worker] = page.workers();
    // One that is gone never answers.
    void worker?.evaluate(strike).catch(() => undefined);
    const notice = page.getByText(/^Training goes on from step [\d,]+\.$/).first();
    await expect(notice).toBeVisible({ timeout: 90_000 });
    expect(await statusOf(page)).toBe("running");
    const from = Number((await notice.innerText()).replace(/\D/g, ""));
    expect(from).toBeGreaterThan(0);
    await expect.poll(() => stepOf(page)).toBeGreaterThan(from);
    // A thread in an endless loop takes a moment to be stopped from outside.
    await expect.poll(() => page.workers().length).toBe(1);
  });

test("a page that nobody sees draws nothing, and trains on as fast", async ({ page }) => {
  await openEndless(page);
  await trainButton(page).click();
  await expect.poll(() => stepOf(page)).toBeGreaterThan(50);
  const drawings = await page.evaluateHandle(() => {
    const counter = { count: 0 };
    // Every drawing begins with a clean sheet.
    const clear = Object.getOwnPropertyDescriptor(CanvasRenderingContext2D.prototype, "clearRect")?.value as (...area: unknown[]) => void;
    Object.defineProperty(CanvasRenderingContext2D.prototype, "clearRect", {
      value(this: CanvasRenderingContext2D, ...area: unknown[]) {
        counter.count++;
        Reflect.apply(clear, this, area);
      },
    });
    return counter;
  });
  const drawn = () => drawings.evaluate(({ count }) => count);
  /** Over some hundred steps, timed by the test's own clock. */
  const speed = async () => {
    const look = async () => ({ step: await stepOf(page), ms: Date.now() });
    const before = await look();
    await expect.poll(() => stepOf(page), { timeout: 60_000 }).toBeGreaterThan(before.step + 300);
    const after = await look();
    return (after.step - before.step) / (after.ms - before.ms);
  };
  const seen = await speed();
  expect(await drawn()).toBeGreaterThan(0);
  // Playwright keeps its pages visible; this is what a hidden one is told, and it gets no frames.
  await page.evaluate(async () => {
    const frame = window.requestAnimationFrame.bind(window);
    Object.defineProperty(document, "hidden", { get: () => true });
    Object.defineProperty(document, "visibilityState", { get: () => "hidden" });
    window.requestAnimationFrame = () => 0;
    document.dispatchEvent(new Event("visibilitychange"));
    // Frames that were asked for before still come, and are drawn first.
    await new Promise<void>((resolve) => frame(() => frame(() => resolve())));
  });
  const before = await drawn();
  // A page that is held back is slow each time, a busy machine now and then.
  await expect(async () => expect(await speed()).toBeGreaterThan(0.5 * seen)).toPass({ timeout: 60_000 });
  expect(await drawn()).toBe(before);
});

test("after a crash in the middle of a run the project is back and the run can go on", async ({ page, context }) => {
  await openEndless(page);
  await trainButton(page).click();
  await expect.poll(() => keptText(page)).toMatch(/^run\//m);
  const cdp = await context.newCDPSession(page);
  const crashed = page.waitForEvent("crash");
  // A crashed page never answers.
  void cdp.send("Page.crash").catch(() => undefined);
  await crashed;
  await page.close();

  const next = await context.newPage();
  await openPage(next);
  await expect(next.getByRole("textbox", { name: "Project name" })).toHaveValue("MNIST MLP");
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
  await expect(page.getByText("Saved in this browser")).toBeVisible({ timeout: 60_000 });
  expect(await keptText(page)).toContain("No room");
});

test("a second tab of the same project does not write over the first, and saves by itself once that is closed", async ({ page, context }) => {
  await openTemplate(page, "circles", { backend: "wasm" });
  await expect(page.getByText("Saved in this browser")).toBeVisible();
  const second = await context.newPage();
  await openPage(second);
  await expect(second.getByText("Open in another tab")).toBeVisible();
  await page.close();
  await expect(second.getByText("Saved in this browser")).toBeVisible();
});

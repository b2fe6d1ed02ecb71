/** Building a network on the canvas: by mouse, by touch, and by keyboard alone. */
import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { expect, test } from "./guarded-page";
import { standStill, stillBox } from "./still";
import { openPage, openTemplate, trainButton } from "./workbench";

const card = (page: Page, name: string) => page.getByRole("article", { name: new RegExp(`, ${name}(,|，|$)`) });
const cards = (page: Page) => page.getByRole("article", { name: /, (input|dense)/ });
const chosen = (page: Page) => page.getByRole("article", { name: /chosen$/ });
const undo = (page: Page) => page.getByRole("button", { name: "Undo", exact: true });
/** The network as a screen reader has it. */
const inWords = (page: Page) => page.getByRole("list", { name: "The layers in order" });
const list = (page: Page) => page.getByRole("dialog", { name: "Add a layer" });

/** A chain input, dense_1, dense_2, dense_3; whoever builds has met the first steps, which else point across the canvas. */
async function openChain(page: Page): Promise<void> {
  await openTemplate(page, "spirals");
  await skipTour(page);
}
async function skipTour(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Skip the tour" }).click();
  // The room that it leaves goes to the canvas, and the cards slide: a click would meet what was there before.
  await standStill(page.getByRole("article"));
}

test("a layer is added after the chosen one by two keys, and undo takes it back", async ({ page }) => {
  await openChain(page);
  await card(page, "dense_1").click();
  await page.keyboard.press("a");
  await page.keyboard.press("Escape");
  await expect(card(page, "dense_1")).toBeFocused();
  await page.keyboard.press("a");
  await list(page).getByRole("combobox").fill("batch");
  await page.keyboard.press("Enter");
  await expect(card(page, "batch_normalization")).toBeFocused();
  await expect(inWords(page)).toContainText("batch_normalization, gives (None, 32), 128 parameters; from dense_1");
  await page.keyboard.press("Control+z");
  await expect(card(page, "batch_normalization")).toHaveCount(0);
  await page.keyboard.press("Control+Shift+z");
  await expect(card(page, "batch_normalization")).toBeVisible();
});

test("arrows follow the wires, Delete heals the chain, the focus stays, Enter opens the settings", async ({ page }) => {
  await openChain(page);
  await card(page, "input").click();
  await page.keyboard.press("ArrowRight");
  await expect(card(page, "dense_1")).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(card(page, "dense_2")).toBeFocused();
  await page.keyboard.press("Delete");
  await expect(card(page, "dense_2")).toHaveCount(0);
  await expect(card(page, "dense_3")).toBeFocused();
  await expect(inWords(page)).toContainText(/dense_3[^;]*; from dense_1/);
  await expect(trainButton(page)).not.toHaveAttribute("aria-disabled", "true");
  await page.keyboard.press("Enter");
  await expect(page.locator('[data-region="inspector"]')).toBeFocused();
});

test("what does not fit is said on the wire, and one button there mends it", async ({ page }) => {
  await openPage(page);
  await skipTour(page);
  await card(page, "flatten").click();
  await page.keyboard.press("Delete");
  const canvas = page.getByRole("main", { name: "Network" });
  await expect(canvas.getByRole("heading", { name: "Dense needs a flat list of features" })).toBeVisible();
  await expect(canvas.getByText(/sends 28×28×1\.$/).first()).toBeVisible();
  await expect(trainButton(page)).toHaveAttribute("aria-disabled", "true");
  await expectAccessible(page);
  await canvas.getByRole("button", { name: "Insert Flatten → 784" }).click();
  await expect(card(page, "flatten")).toBeVisible();
  await expect(trainButton(page)).not.toHaveAttribute("aria-disabled", "true");
});

test("the plus on a wire inserts there, and the menu of a card takes its wire away", async ({ page }) => {
  await openChain(page);
  await page.getByRole("button", { name: "Insert a layer between Input and Dense" }).focus();
  await page.keyboard.press("Enter");
  await list(page).getByRole("combobox").fill("dropout");
  await page.keyboard.press("Enter");
  await expect(inWords(page)).toContainText(/dropout[^;]*; from input/);
  await expect(inWords(page)).toContainText(/dense_1[^;]*; from dropout/);
  await card(page, "input").click({ button: "right" });
  await page.getByRole("menuitem", { name: "Disconnect Input from Dropout" }).click();
  await expect(page.getByRole("button", { name: "Insert a layer between Input and Dropout" })).toHaveCount(0);
});

test("a wire can be drawn by keys alone, and one that is impossible says why", async ({ page }) => {
  await openChain(page);
  await card(page, "dense_1").click();
  await page.keyboard.press("c");
  await expect(page.getByText("Connecting Dense: click where to, or arrows and Enter. Escape stops.").first()).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect(card(page, "dense_3")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(inWords(page)).toContainText(/dense_3[^;]*; from dense_1/);
  await page.keyboard.press("c");
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Input takes no wire: the data comes in there" })).toBeVisible();
});

test("a wire is pulled from the port of one card onto another", async ({ page }) => {
  await openChain(page);
  const from = await stillBox(card(page, "dense_1"));
  const to = await stillBox(card(page, "dense_3"));
  // The port at the right end of the header.
  const zoom = from.width / (await card(page, "dense_1").evaluate((element: HTMLElement) => element.offsetWidth));
  await page.mouse.move(from.x + from.width, from.y + 14 * zoom);
  await page.mouse.down();
  await page.mouse.move(to.x - 60, to.y + 60, { steps: 4 });
  await page.mouse.move(to.x + to.width / 2, to.y + 60, { steps: 4 });
  await page.mouse.up();
  await expect(inWords(page)).toContainText(/dense_3[^;]*; from dense_1/);
});

test("a drag is one step of undo, and arranging puts the card back", async ({ page }) => {
  await openChain(page);
  const before = await stillBox(card(page, "dense_2"));
  await page.mouse.move(before.x + before.width / 2, before.y + 40);
  await page.mouse.down();
  await page.mouse.move(before.x - 20, before.y + 80, { steps: 6 });
  await page.mouse.move(before.x - 60, before.y + 120, { steps: 3 });
  await page.mouse.up();
  await expect.poll(async () => (await stillBox(card(page, "dense_2"))).y).toBeGreaterThan(before.y + 40);
  await expect(undo(page)).not.toHaveAttribute("aria-disabled", "true");
  await page.getByRole("button", { name: "Arrange the network" }).click();
  await expect.poll(async () => (await stillBox(card(page, "dense_2"))).x).toBeCloseTo(before.x, 0);
  await undo(page).click();
  await expect.poll(async () => (await stillBox(card(page, "dense_2"))).y).toBeGreaterThan(before.y + 40);
  await undo(page).click();
  await expect.poll(async () => (await stillBox(card(page, "dense_2"))).y).toBeCloseTo(before.y, 0);
});

test("layers are chosen together, copied, pasted and deleted as a group", async ({ page }) => {
  await openChain(page);
  await card(page, "dense_1").click();
  await card(page, "dense_2").click({ modifiers: ["Shift"] });
  // Placed by hand: the copies must find room of their own.
  await page.keyboard.press("Alt+ArrowDown");
  await page.keyboard.press("Control+c");
  await page.keyboard.press("Control+v");
  await expect(cards(page)).toHaveCount(6);
  await expect(chosen(page)).toHaveCount(2);
  const boxes = await Promise.all((await cards(page).all()).map(stillBox));
  const covered = boxes.filter((a) => boxes.some((b) => a !== b && a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height));
  expect(covered).toEqual([]);
  await page.keyboard.press("Delete");
  await expect(cards(page)).toHaveCount(4);
  await page.keyboard.press("Control+a");
  await expect(chosen(page)).toHaveCount(4);
  await card(page, "dense_2").click({ position: { x: 30, y: 12 } });
  await expect(chosen(page)).toHaveCount(1);
});

test("what a lasso has chosen has a menu, and more is chosen one by one by mouse and keys", async ({ page }) => {
  await openChain(page);
  const first = await stillBox(card(page, "dense_1"));
  await page.keyboard.down("Shift");
  await page.mouse.move(first.x - 8, first.y - 8);
  await page.mouse.down();
  await page.mouse.move(first.x + first.width / 2, first.y + first.height / 2, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.up("Shift");
  await expect(chosen(page)).toHaveCount(1);
  await card(page, "dense_1").click({ button: "right" });
  await page.getByRole("menuitem", { name: "Choose several layers…" }).click();
  await card(page, "dense_3").click({ position: { x: 30, y: 12 } });
  await expect(page.getByText(/^2 chosen\. Click each/).last()).toBeVisible();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Space");
  await expect(chosen(page)).toHaveCount(3);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Done" })).toHaveCount(0);
  await expect(chosen(page)).toHaveCount(3);
});

test("chosen layers become one card that opens and closes by mouse and keys, and is deleted and taken apart as one", async ({ page }) => {
  const group = page.getByRole("article", { name: /^Group,/ });
  await openChain(page);
  await card(page, "dense_1").click();
  await card(page, "dense_2").click({ modifiers: ["Shift"] });
  await page.keyboard.press("Control+g");
  await expect(group).toBeFocused();
  await expect(group).toHaveAccessibleName(/^Group, 2 layers, gives \(None, 32\), [\d,]+ parameters, chosen$/);
  await expect(cards(page)).toHaveCount(2);
  await expect(page.getByRole("button", { name: "Insert a layer between Input and Group" })).toHaveCount(1);
  await expectAccessible(page);
  await group.dblclick({ position: { x: 40, y: 60 } });
  await expect(card(page, "dense_1")).toBeFocused();
  await expect(page.getByRole("group", { name: "Group", exact: true })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Close Group" }).first().click();
  await expect(group).toBeFocused();
  await page.keyboard.press("Space");
  await expect(card(page, "dense_1")).toBeFocused();
  await page.keyboard.press("g");
  await expect(group).toBeFocused();
  await page.keyboard.press("Delete");
  await expect(inWords(page)).toContainText(/dense_3[^;]*; from input/);
  await undo(page).click();
  await group.click({ position: { x: 40, y: 60 } });
  await page.keyboard.press("Control+Shift+g");
  await expect(cards(page)).toHaveCount(4);
});

test("the palette finds layers and commands in both languages, and remembers what was used", async ({ page }) => {
  await openChain(page);
  await card(page, "dense_1").click();
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Layers and commands" });
  await expect(palette).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(card(page, "dense_1")).toBeFocused();
  await page.keyboard.press("Shift+F10");
  await page.keyboard.press("Escape");
  await expect(card(page, "dense_1")).toBeFocused();
  await page.keyboard.press("Control+k");
  await palette.getByRole("combobox").fill("随机失活");
  await expect(palette.getByRole("option").first()).toContainText("Dropout");
  await palette.getByRole("combobox").fill("qqqq");
  await expect(palette.getByRole("option", { name: /Nothing is called that/ })).toBeVisible();
  await expectAccessible(page);
  await palette.getByRole("combobox").fill("arrange");
  await page.keyboard.press("Enter");
  await expect(palette).toHaveCount(0);
  await page.keyboard.press("Control+k");
  await expect(palette.getByRole("option").first()).toContainText("Arrange the network");
  await expectAccessible(page);
});

test("a skip connection says so, and its merge names its wires in order", async ({ page }) => {
  await openTemplate(page, "mnist-mlp-functional");
  await expect(page.getByTitle(/^Skip connection from Dense to Add, carries \(None, 128\)$/)).toBeVisible();
  await expect(inWords(page)).toContainText(/Add, add[^;]*; from \w+, \w+/);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("a long press opens the menu of the card, and a tap in it acts", async ({ page }) => {
    await openChain(page);
    await page.getByRole("tab", { name: "Network" }).tap();
    const box = await stillBox(card(page, "dense_2"));
    const session = await page.context().newCDPSession(page);
    await session.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [{ x: box.x + box.width / 2, y: box.y + 40 }] });
    await expect(page.getByRole("menuitem", { name: "Duplicate" })).toBeVisible();
    await session.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    await page.getByRole("menuitem", { name: "Duplicate" }).tap();
    await expect(cards(page)).toHaveCount(5);
    await page.getByRole("button", { name: "Close", exact: true }).tap();
    const { x, y, width, height } = await stillBox(card(page, "dense_1"));
    const fingers = (apart: number) => [-apart, apart].map((by, id) => ({ x: x + width / 2, y: y + height / 2 + by, id }));
    const send = (type: "touchStart" | "touchMove" | "touchEnd", touchPoints: ReturnType<typeof fingers>) =>
      session.send("Input.dispatchTouchEvent", { type, touchPoints });
    await send("touchStart", fingers(10).slice(0, 1));
    await send("touchStart", fingers(10));
    for (const apart of [12, 15]) await send("touchMove", fingers(apart));
    await send("touchEnd", []);
    await expect.poll(async () => (await stillBox(card(page, "dense_1"))).width / width).toBeCloseTo(1.5, 1);
  });
});

test("the code follows the canvas, an edited text changes the network, and what cannot be read is said", async ({ page }) => {
  await openChain(page);
  await page.getByRole("tab", { name: "Code" }).click();
  const lines = page.locator(".code-editor .view-line");
  await expect(lines.first()).toContainText("made with Layerlab");
  await expectAccessible(page);
  await card(page, "dense_2").click();
  await expect(page.locator(".code-editor .code-chosen")).toHaveCount(1);
  await lines.filter({ hasText: /Dense\((1|2|3),/ }).click();
  await expect(card(page, "dense_3")).toHaveClass(/is-selected/);
  const type = async (text: string) => {
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText(`import keras\nmodel = keras.Sequential([keras.Input((2,)), ${text}])`);
  };
  await type('keras.layers.Dense(7, "tanh"), keras.layers.Dense(1, "sigmoid")');
  await expect(inWords(page)).toContainText("gives (None, 7), 21 parameters; from input");
  await type("keras.layers.Dens(7)");
  await expect(page.getByText("The layer Dens is not known here. Is Dense meant?")).toBeVisible();
  await expect(page.locator(".code-editor .squiggly-error")).toHaveCount(1);
  await expect(inWords(page)).toContainText("gives (None, 7)");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("tab", { name: "Keras" })).toBeFocused();
  await undo(page).click();
  await expect(inWords(page)).toContainText("dense_3");
  await expect(page.locator(".code-editor .squiggly-error")).toHaveCount(0);
});

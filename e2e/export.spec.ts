/** Taking a model away: files for other programs, made in the page. That those programs open them is `npm run test:interop`'s to see. */
import { readFile, rename } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { expectAccessible } from "./accessible";
import { expect, test } from "./guarded-page";
import { stillBox } from "./still";
import { openTemplate, trainToTheEnd } from "./workbench";

test("a trained network is saved for each program, read back with the same answers, and comes back from Keras and TensorFlow.js", async ({ page }) => {
  await openTemplate(page, "circles", { epochs: 2, backend: "wasm" });
  await trainToTheEnd(page);
  await page.getByRole("button", { name: "File", exact: true }).click();
  await expectAccessible(page);
  await page.getByRole("menuitem", { name: /Take it with you/ }).click();
  const dialog = page.getByRole("dialog", { name: "Take it with you" });
  await expectAccessible(page);
  const saved = new Map<string, Buffer>();
  const sameAnswers = /^\d+ kB · Read back: max \|Δ\| (0|\d·10⁻[⁵-⁹]) on 32 examples$/;
  for (const [format, name, sign, proof] of [
    // A zip archive begins with PK, an ONNX file with its version.
    ["Layerlab", "Two circles.layerlab", "PK", sameAnswers],
    ["Keras", "Two circles.keras", "PK", sameAnswers],
    ["PyTorch", "Two circles.pytorch.zip", "PK", /verify.py in the zip/],
    ["ONNX", "Two circles.onnx", "\u0008", sameAnswers],
    ["TensorFlow.js", "Two circles.tfjs.zip", "PK", sameAnswers],
    ["Python training project", "Two circles.training.zip", "PK", /verify.py in the zip/],
    ["Model card", "Two circles.card.md", "# Two circles", /^\d+ kB · Saved\.$/],
  ] as const) {
    const download = page.waitForEvent("download");
    await dialog.getByRole("button", { name: `Save for ${format}`, exact: true }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe(name);
    const bytes = await readFile(await file.path());
    expect(bytes.length).toBeGreaterThan(500);
    expect(bytes.toString("latin1", 0, sign.length)).toBe(sign);
    saved.set(name, bytes);
    await expect(
      dialog
        .getByRole("listitem")
        .filter({ hasText: name.slice(name.indexOf(".")) })
        .getByRole("status"),
    ).toHaveText(proof);
  }
  await dialog.getByRole("radio", { name: "float16" }).click();
  const cost = dialog.getByRole("table", { name: "What the weights take and cost" });
  await expect(cost.getByRole("row", { name: /^int8 \d+ B \d+\.\d\d %$/ })).toBeVisible();
  await dialog.getByRole("button", { name: /For each class/ }).click();
  await expect(dialog.getByRole("table", { name: "Accuracy for each class" }).getByRole("row")).toHaveCount(3);
  await expect(dialog.getByRole("button", { name: "Save for Layerlab", exact: true })).toHaveAttribute("aria-disabled", "true");
  const halves = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Save for ONNX", exact: true }).click();
  await halves;
  await expect(dialog.getByRole("listitem").filter({ hasText: ".onnx" }).getByRole("status")).toHaveText(sameAnswers);
  await dialog.getByRole("radio", { name: "float32" }).click();
  await dialog.getByRole("switch", { name: "With proof" }).click();
  const proven = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Save for Keras", exact: true }).click();
  expect((await proven).suggestedFilename()).toBe("Two circles.keras.proof.zip");
  await expect(dialog.getByText("python verify.py").first()).toBeVisible();
  await page.keyboard.press("Escape");
  for (const name of ["Two circles.keras", "Two circles.tfjs.zip"]) {
    await page.getByLabel("Open a file").setInputFiles({ name, mimeType: "application/octet-stream", buffer: saved.get(name)! });
    await expect(page.getByText(`“${name}” is open`)).toBeVisible();
  }
});

test("a page that was saved answers from its file, with no network at all", async ({ page, browser }) => {
  await openTemplate(page, "mnist-mlp", { examples: 500, epochs: 1, backend: "wasm" });
  await trainToTheEnd(page);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("take it with");
  await page.keyboard.press("Enter");
  const download = page.waitForEvent("download");
  await page.getByRole("dialog", { name: "Take it with you" }).getByRole("button", { name: "Save for Web page", exact: true }).click();
  const file = await (await download).path();

  const alone = await browser.newContext({ offline: true, locale: "zh-CN", colorScheme: "dark" });
  const opened = await alone.newPage();
  const complaints: string[] = [];
  opened.on("console", (message) => complaints.push(message.text()));
  opened.on("pageerror", (error) => complaints.push(error.message));
  // Named by its kind only now: Playwright keeps downloads without an ending.
  await rename(file, `${file}.html`);
  await opened.goto(pathToFileURL(`${file}.html`).href);
  await expect(opened.getByRole("heading", { name: "MNIST MLP" })).toBeVisible();
  await expect(opened.getByText("网络在这里给出回答。")).toBeVisible();
  const pad = await stillBox(opened.locator(".pad"));
  await opened.mouse.move(pad.x + pad.width / 2, pad.y + pad.height / 5);
  await opened.mouse.down();
  await opened.mouse.move(pad.x + pad.width / 2, pad.y + (pad.height * 4) / 5, { steps: 8 });
  await opened.mouse.up();
  await expect(opened.locator(".bars .is-best")).toHaveCount(1);
  await expect(opened.getByText(/把握 \d+\.\d %/)).toBeVisible();
  await expect(opened.getByText(/^与 Layerlab 中的回答一致/)).toBeVisible();
  await expectAccessible(opened);
  expect(complaints).toEqual([]);
  await alone.close();
});

test("what a format cannot hold is said before anybody saves, and what else it takes to open the others", async ({ page }) => {
  await openTemplate(page, "seq2seq-phonemes", { backend: "wasm" });
  await page.getByRole("button", { name: "Skip the tour" }).click();
  await page.getByRole("article", { name: /, embedding_1(,|$)/ }).click();
  await page.keyboard.press("a");
  await page.getByRole("dialog", { name: "Add a layer" }).getByRole("combobox").fill("rms norm");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("article", { name: /, rms_normalization(,|$)/ })).toBeFocused();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("take it with");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Take it with you" });
  await expect(dialog.getByText(/It cannot hold rms_normalization: In Keras it forgets which steps are padding/)).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Save for Keras weights", exact: true })).toHaveAttribute("aria-disabled", "true");
  // Two Inputs, and attention, which TensorFlow.js has not.
  await expect(dialog.getByText("registerLayers(tf);")).toContainText("model.predict([source, target]);");
});

test("a project travels as a link, opens beside what was there, starts nothing, and the way back is kept", async ({ page }) => {
  const fileMenu = async (item: string) => {
    await page.getByRole("button", { name: "File", exact: true }).click();
    await page.getByRole("menuitem", { name: item }).click();
  };
  const name = page.getByRole("textbox", { name: "Project name" });
  await openTemplate(page, "circles", { epochs: 2, backend: "wasm" });
  await fileMenu("Share as a link…");
  const share = page.getByRole("dialog", { name: "Share as a link" });
  await expect(share.getByRole("img", { name: "QR code of the link" })).toBeVisible();
  await expectAccessible(page);
  const link = await share.getByRole("textbox", { name: "Link" }).inputValue();
  await page.keyboard.press("Escape");

  await page.evaluate(() => window.layerlab.open("moons", { epochs: 3, backend: "wasm" }));
  await expect(name).toHaveValue("Two moons");
  await page.goto(link);
  await expect(name).toHaveValue("Two circles");
  await expect(page).not.toHaveURL(/#/);
  expect(await page.evaluate(() => window.layerlab.progress())).toMatchObject({ step: 0, epochs: 2 });

  await page.goto(link.slice(0, -30));
  const refused = page.getByRole("dialog", { name: /was not opened/ });
  await expect(refused.getByText(/cut off or changed on the way/)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(name).toHaveValue("Two circles");

  await fileMenu("Recent projects…");
  await expectAccessible(page);
  await page.getByRole("dialog", { name: "Recent projects" }).getByRole("button", { name: "Open Two moons" }).click();
  await expect(name).toHaveValue("Two moons");
});

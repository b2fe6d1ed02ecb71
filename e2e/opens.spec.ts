import { expect, test } from "./guarded-page";

test("the built page opens below a sub-path and says its name", async ({ page }) => {
  await page.goto("./");
  await expect(page).toHaveTitle(/Layerlab/);
  await expect(page.getByRole("heading", { name: "Layerlab" })).toBeVisible();
});

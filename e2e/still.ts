/** Waiting for what moves: cards slide to their places, and the view follows what the room allows. */
import { expect, type Locator } from "@playwright/test";

/** Until nothing of it has moved for four frames; what is going to move begins within two. Frames, not milliseconds: a busy machine draws few. */
export const standStill = (things: Locator): Promise<void> =>
  things.evaluateAll(async (elements) => {
    let before = "";
    for (let same = 0; same < 4;) {
      await new Promise(requestAnimationFrame);
      const now = JSON.stringify(elements.map((element) => element.getBoundingClientRect()));
      same = now === before ? same + 1 : 0;
      before = now;
    }
  });

/** Where a thing is, for the mouse: a click of Playwright's waits by itself, single moves do not. */
export async function stillBox(thing: Locator) {
  await expect(thing).toBeVisible();
  await standStill(thing);
  const box = await thing.boundingBox();
  if (!box) throw new Error("There is nothing to be seen.");
  return box;
}

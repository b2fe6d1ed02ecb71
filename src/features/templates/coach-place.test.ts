/** The bubble of the first visit stands inside the window, beside its target, and clear of the tools of the canvas. */
import { expect, test } from "vitest";
import { placeBeside } from "@/features/templates/coach-place";

const page = { width: 1366, height: 768 };
const anywhere = { left: 0, right: page.width };

test("below what is in the upper half, above what is in the lower", () => {
  expect(placeBeside({ left: 401, right: 509, top: 8, bottom: 40 }, 500, page, anywhere)).toEqual({ left: 401, y: 51, arrow: 44, isBelow: true });
  expect(placeBeside({ left: 0, right: 1082, top: 513, bottom: 768 }, 500, page, anywhere)).toEqual({ left: 12, y: 266, arrow: 32, isBelow: false });
});

test("it moves aside for what it may not cover, and its point stays on the target", () => {
  const place = placeBeside({ left: 401, right: 509, top: 8, bottom: 40 }, 600, page, { left: 212, right: 874 });
  expect(place.left).toBe(274);
  expect(place.left + place.arrow + 6).toBe(451);
});

test("where there is too little room it keeps to the left edge, inside the window", () => {
  expect(placeBeside({ left: 300, right: 380, top: 8, bottom: 40 }, 600, page, { left: 52, right: 500 }).left).toBe(52);
  const last = placeBeside({ left: 312, right: 390, top: 782, bottom: 844 }, 366, { width: 390, height: 844 }, { left: 0, right: 390 });
  expect(last.left).toBe(12);
  expect(last.left + last.arrow + 12).toBeLessThanOrEqual(12 + 366 - 14);
});

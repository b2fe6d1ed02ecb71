import { describe, expect, test } from "vitest";
import { overlaps, type Box } from "@/features/builder/layout/geometry";
import { noticeSpot } from "@/features/builder/layout/notice-spot";

const view: Box = { x: 0, y: 0, width: 878, height: 420 };
const size = { width: 400, height: 80 };

describe("a notice", () => {
  test("stands on free canvas where there is some, and off its own mark", () => {
    const cards = [
      { x: 20, y: 0, width: 144, height: 250 },
      { x: 220, y: 0, width: 144, height: 250 },
    ];
    const anchor = { x: 192, y: 120 };
    const box = { ...noticeSpot(anchor, size, cards, view), ...size };
    expect(cards.some((card) => overlaps(card, box))).toBe(false);
    expect(overlaps(box, { ...anchor, width: 1, height: 1 })).toBe(false);
  });

  test("is whole in view, even where its mark is at the edge", () => {
    for (const anchor of [
      { x: 0, y: 0 },
      { x: 878, y: 420 },
    ]) {
      const spot = noticeSpot(anchor, size, [], view);
      expect(spot.x).toBeGreaterThanOrEqual(0);
      expect(spot.x + size.width).toBeLessThanOrEqual(878);
      expect(spot.y + size.height).toBeLessThanOrEqual(420);
    }
  });

  test("keeps near: the far end of an empty canvas is no better than beside the mark", () => {
    const spot = noticeSpot({ x: 439, y: 100 }, size, [], view);
    expect(Math.abs(spot.x + size.width / 2 - 439)).toBeLessThan(60);
    expect(Math.abs(spot.y - 100)).toBeLessThan(120);
  });
});

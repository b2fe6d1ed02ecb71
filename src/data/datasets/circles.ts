/** One ring inside another. */
import { definePoints } from "@/data/datasets/define-points";

export const circles = definePoints({
  id: "circles",
  title: { en: "Two circles", zh: "同心圆" },
  summary: { en: "A small ring inside a large one: the boundary has to close on itself.", zh: "小环套在大环里：分界线必须首尾相接。" },
  count: 300,
  noise: 0.06,
  place(label, rng) {
    const radius = label === 0 ? 0.4 : 0.9;
    const angle = 2 * Math.PI * rng.next();
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  },
});

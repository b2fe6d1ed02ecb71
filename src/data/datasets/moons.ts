/** Two half circles that reach into each other. */
import { definePoints } from "@/data/datasets/define-points";

export const moons = definePoints({
  id: "moons",
  title: { en: "Two moons", zh: "双月" },
  summary: { en: "Two half circles that reach into each other: an S-shaped boundary is enough.", zh: "两个互相嵌入的半圆：一条 S 形边界就够了。" },
  count: 300,
  noise: 0.06,
  place(label, rng) {
    const angle = Math.PI * rng.next();
    // Unit half circles, the second turned over and moved by (1, ½); then the pair is centred and made to fit [−1, 1].
    const x = label === 0 ? Math.cos(angle) : 1 - Math.cos(angle);
    const y = label === 0 ? Math.sin(angle) : 0.5 - Math.sin(angle);
    return [(x - 0.5) / 1.5, (y - 0.25) / 1.5];
  },
});

/** Two interleaved spirals: the classic set that no straight line separates. */
import { definePoints } from "@/data/datasets/define-points";

const turns = 1.75;

export const spirals = definePoints({
  id: "spirals",
  title: { en: "Two spirals", zh: "双螺旋" },
  summary: {
    en: "Two arms wound into each other. A network needs hidden layers to tell them apart.",
    zh: "互相缠绕的两条旋臂。网络要有隐藏层才能把它们分开。",
  },
  count: 400,
  noise: 0.03,
  place(label, rng) {
    // Uniform along the radius; the second arm is the first, half a turn further.
    const radius = rng.next();
    const angle = 2 * Math.PI * turns * radius + label * Math.PI;
    return [radius * Math.sin(angle), radius * Math.cos(angle)];
  },
});

/** Exclusive or: opposite quarters of a square belong together. */
import { definePoints } from "@/data/datasets/define-points";

/** Quarters keep this distance from the axes, so that without noise they can be told apart. */
const gap = 0.05;

export const xor = definePoints({
  id: "xor",
  title: { en: "Exclusive or", zh: "异或" },
  summary: {
    en: "Opposite quarters share a class. A single layer gets only half of them right: the reason hidden layers were needed.",
    zh: "对角的两块同属一类。单层网络只能对一半，这正是需要隐藏层的原因。",
  },
  count: 300,
  noise: 0.03,
  place(label, rng) {
    const side = () => gap + (1 - gap) * rng.next();
    const x = (rng.next() < 0.5 ? -1 : 1) * side();
    const y = (x > 0 === (label === 0) ? 1 : -1) * side();
    return [x, y];
  },
});

/** Two-dimensional sets of two classes: each is only a rule that places one point. */
import type { Text } from "@/base/text";
import { createRng, type Rng } from "@/base/rng";
import { datasetConfig } from "@/data/dataset-config";
import type { DatasetDefinition } from "@/data/define-dataset";
import { countField, noiseField } from "@/data/datasets/point-fields";

/** Coordinates lie in about [−1, 1]; plots leave room for noise. */
export const pointBounds = { min: -1.4, max: 1.4 } as const;

interface PointSet {
  readonly id: string;
  readonly title: Text;
  readonly summary: Text;
  readonly count: number;
  readonly noise: number;
  /** Where point number `index` of `count` in class `label` stands, before noise. */
  readonly place: (label: 0 | 1, rng: Rng) => readonly [x: number, y: number];
}

export const twoClassNames: readonly Text[] = [
  { en: "first", zh: "第一类" },
  { en: "second", zh: "第二类" },
];

export function definePoints({ id, title, summary, count, noise, place }: PointSet): DatasetDefinition {
  const fields = { count: countField(count), noise: noiseField(noise) };
  return {
    id,
    title,
    summary,
    source: { name: "Layerlab", licence: { en: "Generated; free to use", zh: "程序生成，可自由使用" } },
    kind: "point2d",
    task: "classification",
    inputShape: [2],
    targetShape: [],
    classNames: twoClassNames,
    fields,
    bounds: pointBounds,
    load(config, seed) {
      const { count: points, noise: spread } = datasetConfig({ fields }, config);
      const rng = createRng(seed);
      const inputs = new Float32Array(2 * points);
      const targets = new Uint8Array(points);
      for (let i = 0; i < points; i++) {
        // Taking turns keeps the classes equal, give or take one.
        const label = i % 2 === 0 ? 0 : 1;
        const [x, y] = place(label, rng);
        inputs[2 * i] = withinPlot(x + spread * rng.normal());
        inputs[2 * i + 1] = withinPlot(y + spread * rng.normal());
        targets[i] = label;
      }
      return Promise.resolve({ inputs, targets, count: points, testCount: 0 });
    },
  };
}

/** Noise has no limit, a plot has: the rare stray point stands at its edge. */
function withinPlot(value: number): number {
  return Math.min(Math.max(value, pointBounds.min), pointBounds.max);
}

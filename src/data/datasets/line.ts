/** Points on a straight line, with noise: what linear regression was made for. */
import { createRng } from "@/base/rng";
import { datasetConfig } from "@/data/dataset-config";
import type { DatasetDefinition } from "@/data/define-dataset";
import { countField, noiseField } from "@/data/datasets/point-fields";
import { float } from "@/network/fields";

const fields = {
  w: float({
    label: { en: "Slope w", zh: "斜率 w" },
    help: { en: "The true slope. Training should find it.", zh: "真实的斜率，训练应当找到它。" },
    initial: 2,
    min: -5,
    max: 5,
  }),
  b: float({
    label: { en: "Intercept b", zh: "截距 b" },
    help: { en: "Where the true line crosses x = 0.", zh: "真实直线在 x = 0 处的高度。" },
    initial: 1,
    min: -5,
    max: 5,
  }),
  noise: noiseField(0.05),
  count: countField(100),
};

export const line: DatasetDefinition = {
  id: "line",
  title: { en: "A line with noise", zh: "带噪声的直线" },
  summary: { en: "Points on y = w·x + b with x between −1 and 1. Two numbers are to be found.", zh: "y = w·x + b 上的点，x 在 −1 到 1 之间。只需找出两个数。" },
  source: { name: "Layerlab", licence: { en: "Generated; free to use", zh: "程序生成，可自由使用" } },
  kind: "pair",
  task: "regression",
  inputShape: [1],
  targetShape: [1],
  fields,
  load(config, seed) {
    const { w, b, noise, count } = datasetConfig({ fields }, config);
    const rng = createRng(seed);
    const inputs = new Float32Array(count);
    const targets = new Float32Array(count);
    for (let i = 0; i < count; i++) {
      const x = 2 * rng.next() - 1;
      inputs[i] = x;
      targets[i] = w * x + b + noise * rng.normal();
    }
    return Promise.resolve({ inputs, targets, count, testCount: 0 });
  },
};

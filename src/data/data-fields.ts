/** The shares and strengths among the data settings, described as every other setting is: the schema's limits, the form's words. */
import { float } from "@/network/fields";
import { trainingFields } from "@/network/training-fields";

export const splitFields = {
  subset: float({
    label: { en: "Part used", zh: "使用比例" },
    help: {
      en: "How much of the training side is used at all. Less is faster, and shows how much the amount of data matters. Test stays whole.",
      zh: "训练部分总共使用多少。用得少更快，也能看出数据量有多重要。测试部分保持完整。",
    },
    initial: 1,
    // A single example of the largest set is more.
    min: 1e-6,
    max: 1,
  }),
  validationSplit: float({
    label: { en: "For validation", zh: "用于验证" },
    help: { en: "Share of what is used that is held back from training.", zh: "从所用样本中留出、不参与训练的比例。" },
    initial: 0.1,
    min: 0,
    max: 0.9,
  }),
  testSplit: float({
    label: { en: "For test", zh: "用于测试" },
    help: { en: "Share set aside first of all. These data have no official test part.", zh: "最先留出的比例。这些数据没有官方的测试部分。" },
    initial: 0,
    min: 0,
    max: 0.9,
  }),
  seed: {
    ...trainingFields.seed,
    help: {
      en: "Decides which example goes where, and draws generated points. The same seed gives the same split.",
      zh: "决定每个样本归入哪部分，也用于生成点。同一种子得到同一划分。",
    },
  },
};

export const augmentationFields = {
  shift: float({
    label: { en: "Shift", zh: "平移" },
    help: { en: "Up to this share of the side, in any direction.", zh: "沿任意方向，最多为边长的这一比例。" },
    initial: 0.1,
    min: 0,
    max: 1,
  }),
  rotate: float({
    label: { en: "Turn", zh: "旋转" },
    help: { en: "Up to this angle, either way.", zh: "向两侧最多旋转这一角度。" },
    initial: 10,
    min: 0,
    max: 180,
  }),
  scale: float({
    label: { en: "Resize", zh: "缩放" },
    help: { en: "Larger or smaller by up to this share.", zh: "最多放大或缩小这一比例。" },
    initial: 0.1,
    min: 0,
    max: 0.95,
  }),
  noise: float({
    label: { en: "Noise", zh: "噪声" },
    help: { en: "Standard deviation of noise on each pixel, where the range is 0 … 1.", zh: "每个像素上噪声的标准差，像素范围为 0 … 1。" },
    initial: 0,
    min: 0,
    max: 1,
  }),
};

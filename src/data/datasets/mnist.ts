/** MNIST: 70,000 handwritten digits, the set that everyone begins with. */
import type { DatasetDefinition } from "@/data/define-dataset";
import { imageSide, readImages } from "@/data/datasets/read-images";

export const mnistCounts = { train: 60_000, test: 10_000 } as const;

export const mnistSource = {
  name: "MNIST",
  url: "https://yann.lecun.org/exdb/mnist/",
  licence: { en: "CC BY-SA 3.0, Yann LeCun and Corinna Cortes; derived from NIST data", zh: "CC BY-SA 3.0，Yann LeCun 与 Corinna Cortes；源自 NIST 数据" },
  citation: "Y. LeCun, L. Bottou, Y. Bengio, P. Haffner. Gradient-based learning applied to document recognition. Proceedings of the IEEE 86(11), 1998.",
} as const;

export const mnist: DatasetDefinition = {
  id: "mnist",
  title: { en: "MNIST digits", zh: "MNIST 手写数字" },
  summary: {
    en: "Digits written by 500 American clerks and pupils, centred in 28×28 grey pixels. The test part is the official one.",
    zh: "美国职员与学生手写的数字，居中于 28×28 的灰度图。测试部分是官方划分。",
  },
  source: mnistSource,
  kind: "image",
  task: "classification",
  inputShape: [imageSide, imageSide, 1],
  targetShape: [],
  classNames: Array.from({ length: 10 }, (_, digit) => ({ en: String(digit), zh: String(digit) })),
  fields: {},
  expectedCounts: mnistCounts,
  isAugmentable: true,
  isFixed: true,
  load: (_config, _seed, context) => readImages("mnist", mnistCounts, context),
};

/** Fashion-MNIST: clothes in the format of MNIST, and harder. */
import type { DatasetDefinition } from "@/data/define-dataset";
import { imageSide, readImages } from "@/data/datasets/read-images";

const counts = { train: 60_000, test: 10_000 } as const;

export const fashionMnist: DatasetDefinition = {
  id: "fashion-mnist",
  title: { en: "Fashion-MNIST clothes", zh: "Fashion-MNIST 服饰" },
  summary: {
    en: "Photos of clothes in 28×28 grey pixels: as small as MNIST, but harder. The test part is drawn by a fixed seed, 1,000 of each kind.",
    zh: "28×28 灰度的服饰照片：与 MNIST 一样小，但更难。测试部分按固定种子抽取，每类 1,000 张。",
  },
  source: {
    name: "Fashion-MNIST",
    url: "https://github.com/zalandoresearch/fashion-mnist",
    licence: { en: "MIT, Zalando SE", zh: "MIT，Zalando SE" },
    citation: "H. Xiao, K. Rasul, R. Vollgraf. Fashion-MNIST: a novel image dataset for benchmarking machine learning algorithms. arXiv:1708.07747, 2017.",
  },
  kind: "image",
  task: "classification",
  inputShape: [imageSide, imageSide, 1],
  targetShape: [],
  classNames: [
    { en: "T-shirt", zh: "T 恤" },
    { en: "Trousers", zh: "裤子" },
    { en: "Pullover", zh: "套头衫" },
    { en: "Dress", zh: "连衣裙" },
    { en: "Coat", zh: "外套" },
    { en: "Sandal", zh: "凉鞋" },
    { en: "Shirt", zh: "衬衫" },
    { en: "Sneaker", zh: "运动鞋" },
    { en: "Bag", zh: "包" },
    { en: "Ankle boot", zh: "短靴" },
  ],
  fields: {},
  expectedCounts: counts,
  isAugmentable: true,
  isFixed: true,
  load: (_config, _seed, context) => readImages("fashion-mnist", counts, context),
};

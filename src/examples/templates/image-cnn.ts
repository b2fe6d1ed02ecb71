/** Two blocks of convolution and pooling, then a dense layer: for digits and, with more dropout, for clothes. */
import { sequence } from "@/examples/build-network";
import { adam, defineTemplate } from "@/examples/define-template";
import { initialSchedule } from "@/network/schedules";

export const mnistCnn = defineTemplate({
  id: "mnist-cnn",
  title: { en: "MNIST CNN", zh: "MNIST 卷积网络" },
  what: {
    en: "Small filters slide over the digit and find edges, pooling keeps the strongest, and a second round finds parts of digits.",
    zh: "小滤波器在数字上滑动寻找边缘，池化保留最强的响应，第二轮再找出数字的局部。",
  },
  watch: {
    en: "The feature maps: in the first layer strokes of one direction light up, in the second one corners and loops.",
    zh: "看特征图：第一层中某个方向的笔画会亮起，第二层中则是拐角和圆圈。",
  },
  tryNext: {
    en: "Halve the filters or take out the second block, and compare the confusion matrices: which digits suffer?",
    zh: "把滤波器减半，或去掉第二块，再比较混淆矩阵：哪些数字变差了？",
  },
  network: sequence(
    [28, 28, 1],
    [
      ["Conv2D", { filters: 32, kernelSize: [3, 3], activation: "relu" }],
      ["MaxPooling2D"],
      ["Conv2D", { filters: 64, kernelSize: [3, 3], activation: "relu" }],
      ["MaxPooling2D"],
      ["Flatten"],
      ["Dense", { units: 128, activation: "relu" }],
      ["Dropout", { rate: 0.3 }],
      ["Dense", { units: 10, activation: "softmax" }],
    ],
  ),
  data: { datasetId: "mnist" },
  training: { optimizer: adam(0.001), schedule: initialSchedule("cosine"), batchSize: 64, epochs: 10 },
  target: { metric: "testAccuracy", value: 0.99, afterEpochs: 10 },
});

export const fashionCnn = defineTemplate({
  id: "fashion-cnn",
  title: { en: "Fashion-MNIST CNN", zh: "Fashion-MNIST 卷积网络" },
  what: {
    en: "The same kind of network looks at clothes, where shirts, pullovers and coats differ only in details.",
    zh: "同类网络来识别服饰，其中衬衫、套头衫和外套只在细节上不同。",
  },
  watch: {
    en: "The confusion matrix: trousers and bags are easy, and most mistakes lie among the things worn above the waist.",
    zh: "看混淆矩阵：裤子和包很容易，大多数错误出在上衣之间。",
  },
  tryNext: {
    en: "Turn on augmentation with mirroring, which suits clothes but would ruin digits, and train for longer.",
    zh: "打开带镜像的数据增强（适合服饰，却会毁掉数字），并训练更久。",
  },
  network: sequence(
    [28, 28, 1],
    [
      ["Conv2D", { filters: 32, kernelSize: [3, 3], padding: "same", activation: "relu" }],
      ["MaxPooling2D"],
      ["Conv2D", { filters: 64, kernelSize: [3, 3], padding: "same", activation: "relu" }],
      ["MaxPooling2D"],
      ["Dropout", { rate: 0.25 }],
      ["Flatten"],
      ["Dense", { units: 128, activation: "relu" }],
      ["Dropout", { rate: 0.4 }],
      ["Dense", { units: 10, activation: "softmax" }],
    ],
  ),
  data: { datasetId: "fashion-mnist" },
  training: { optimizer: adam(0.001), schedule: initialSchedule("cosine"), batchSize: 64, epochs: 10 },
  target: { metric: "testAccuracy", value: 0.91, afterEpochs: 10 },
});

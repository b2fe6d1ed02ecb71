/** Settings that many layers share, each described once. */
import { activationNames } from "@/network/activations";
import { bool, choice, regularizer } from "@/network/fields";
import { initializerNames, type InitializerName } from "@/network/initializers";
import type { ActivationName } from "@/network/activations";

export const activationField = (initial: ActivationName) =>
  choice(activationNames, {
    label: { en: "Activation", zh: "激活函数" },
    help: {
      en: "The function applied to every output. Without one, stacked layers stay a single linear map.",
      zh: "对每个输出应用的函数。没有它，多层叠加仍只是一个线性映射。",
    },
    initial,
    kerasDefault: "linear",
  });

export const useBiasField = bool({
  label: { en: "Bias", zh: "偏置" },
  help: { en: "Adds one learned offset to each output.", zh: "给每个输出加一个可学习的偏移。" },
  initial: true,
  kerasDefault: true,
});

export const kernelInitializerField = (initial: InitializerName = "glorotUniform") =>
  choice(initializerNames, {
    label: { en: "Kernel starts as", zh: "权重初始化" },
    help: {
      en: "How the weights are drawn before training. Glorot suits tanh and softmax, He suits ReLU.",
      zh: "训练前权重的抽取方式。Glorot 适合 tanh 和 softmax，He 适合 ReLU。",
    },
    initial,
    kerasDefault: "glorotUniform",
    group: "initializers",
  });

export const biasInitializerField = choice(initializerNames, {
  label: { en: "Bias starts as", zh: "偏置初始化" },
  help: { en: "Zero is the usual start: the kernel already breaks the symmetry.", zh: "通常从零开始：权重已经打破了对称。" },
  initial: "zeros",
  kerasDefault: "zeros",
  group: "initializers",
});

export const kernelRegularizerField = regularizer({
  label: { en: "Kernel penalty", zh: "权重惩罚" },
  help: {
    en: "Adds L1·Σ|w| + L2·Σw² to the loss, which keeps weights small. L1 pushes them to exactly zero.",
    zh: "在损失上加 L1·Σ|w| + L2·Σw²，使权重变小；L1 会把权重推到恰好为零。",
  },
  initial: { l1: 0, l2: 0 },
  kerasDefault: { l1: 0, l2: 0 },
  group: "regularization",
});

export const biasRegularizerField = regularizer({
  label: { en: "Bias penalty", zh: "偏置惩罚" },
  help: { en: "The same penalty on the biases; seldom needed.", zh: "对偏置的同样惩罚，很少需要。" },
  initial: { l1: 0, l2: 0 },
  kerasDefault: { l1: 0, l2: 0 },
  group: "regularization",
});

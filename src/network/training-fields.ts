/** The settings of a run besides optimizer, loss and schedule, described as every other setting is. */
import { bool, choice, float, int } from "@/network/fields";

export const maxSeed = 4_294_967_295;

export const trainingFields = {
  seed: int({
    label: { en: "Seed", zh: "随机种子" },
    help: {
      en: "Initial weights, shuffling, dropout and augmentation all follow from it: the same seed gives the same curve.",
      zh: "初始权重、打乱、失活与增强都由它决定：同一种子得到同一条曲线。",
    },
    initial: 1,
    min: 0,
    max: maxSeed,
  }),
  batchSize: int({
    label: { en: "Batch size", zh: "批大小" },
    help: {
      en: "Examples per step. Small batches are noisy and learn in many small steps; large ones are steady and fast per example.",
      zh: "每步的样本数。小批量噪声大、步数多；大批量稳定，单个样本更快。",
    },
    initial: 64,
    min: 1,
    max: 65_536,
  }),
  epochs: int({
    label: { en: "Epochs", zh: "轮数" },
    help: { en: "How many times the run goes through all training examples.", zh: "把全部训练样本过多少遍。" },
    initial: 10,
    min: 1,
    max: 10_000,
  }),
};

export const gradientClipFields = {
  kind: choice(["none", "norm", "weightNorm", "value"], {
    label: { en: "Clip gradients", zh: "梯度裁剪" },
    help: {
      en: "Cuts gradients that are too large, which keeps a run from blowing up: all by their common length, each weight's by its own, or value by value. Named as in Keras.",
      zh: "截断过大的梯度，防止训练发散：按全部梯度的总长度，按每个权重各自的长度，或逐值截断。名称同 Keras。",
    },
    initial: "none",
    optionLabels: {
      none: { en: "Off", zh: "关" },
      norm: { en: "global_clipnorm", zh: "global_clipnorm" },
      weightNorm: { en: "clipnorm", zh: "clipnorm" },
      value: { en: "clipvalue", zh: "clipvalue" },
    },
  }),
  limit: float({
    label: { en: "Limit", zh: "上限" },
    help: { en: "The largest length, or the largest size of one value.", zh: "允许的最大长度，或单个值的最大幅度。" },
    initial: 1,
    min: 1e-6,
    max: 1e6,
    scale: "log",
    when: ({ kind }) => kind !== "none",
  }),
};

export const earlyStoppingFields = {
  enabled: bool({
    label: { en: "Early stopping", zh: "提前停止" },
    help: { en: "Ends the run when the validation figure has stopped getting better.", zh: "验证指标不再变好时结束训练。" },
    initial: false,
  }),
  monitor: choice(["valLoss", "valAccuracy"], {
    label: { en: "Watches", zh: "监控" },
    help: { en: "The figure that must get better.", zh: "需要变好的指标。" },
    initial: "valLoss",
    optionLabels: { valLoss: { en: "Validation loss", zh: "验证损失" }, valAccuracy: { en: "Validation accuracy", zh: "验证准确率" } },
  }),
  patience: int({
    label: { en: "Patience", zh: "耐心" },
    help: { en: "Epochs without progress before the run ends.", zh: "没有进步多少轮后结束。" },
    unit: { en: "epochs", zh: "轮" },
    initial: 3,
    min: 1,
    max: 1000,
  }),
  minDelta: float({
    label: { en: "Least progress", zh: "最小进步" },
    help: { en: "Smaller gains do not count as progress.", zh: "小于它的提升不算进步。" },
    initial: 0,
    min: 0,
    max: 1000,
  }),
  restoreBest: bool({
    label: { en: "Keep the best", zh: "保留最好" },
    help: { en: "Goes back to the weights of the best epoch at the end.", zh: "结束时恢复最好一轮的权重。" },
    initial: true,
  }),
};

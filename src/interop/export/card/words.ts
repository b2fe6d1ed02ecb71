/** What a model card says. */
import type { Split } from "@/data/define-dataset";
import type { Normalization } from "@/data/data-settings";
import type { Text } from "@/base/text";
import type { SavedEnd } from "@/interop/layerlab/content";

const ends: Readonly<Record<SavedEnd["reason"], Text>> = {
  completed: { en: "after the last epoch", zh: "完成最后一轮" },
  stopped: { en: "stopped by hand", zh: "手动停止" },
  earlyStopped: { en: "early, as validation no longer improved", zh: "验证不再改进，提前停止" },
  failed: { en: "broken off by an error", zh: "因错误中断" },
};
const splits: Readonly<Record<Split, Text>> = {
  train: { en: "Training examples", zh: "训练样本" },
  validation: { en: "Validation", zh: "验证集" },
  test: { en: "Test", zh: "测试集" },
};
const scalings: Readonly<Record<Normalization | "tokens", Text>> = {
  none: { en: "as they are", zh: "保持原样" },
  unit: { en: "to 0 … 1", zh: "缩放到 0 … 1" },
  standard: { en: "to mean 0 and deviation 1 of the training examples", zh: "按训练样本标准化为均值 0、标准差 1" },
  tokens: { en: "numbers of tokens", zh: "词元编号" },
};

export const words = {
  ends,
  splits,
  scalings,
  intro: {
    en: "Trained in a browser tab with Layerlab. This card was made from the run on {date}; nothing in it was written by hand.",
    zh: "在浏览器标签页中用 Layerlab 训练。此卡片于 {date} 由训练记录自动生成，没有手写内容。",
  },
  data: { en: "Data", zh: "数据" },
  network: { en: "Network", zh: "网络" },
  training: { en: "Training", zh: "训练" },
  figures: { en: "Figures", zh: "指标" },
  limits: { en: "Limits", zh: "局限" },
  loading: { en: "How to load it", zh: "如何加载" },
  loadingHow: {
    en: "Saved from Layerlab for another program, it opens with the lines below. What comes in is scaled as said under Data.",
    zh: "从 Layerlab 保存为其他程序的格式后，用下列代码打开。输入按“数据”一节所述缩放。",
  },
  setting: { en: "Setting", zh: "项目" },
  value: { en: "Value", zh: "值" },
  dataset: { en: "Dataset", zh: "数据集" },
  source: { en: "Source", zh: "来源" },
  licence: { en: "Licence", zh: "许可" },
  citation: { en: "Citation", zh: "引用" },
  split: { en: "Split", zh: "划分" },
  counts: { en: "{train} train, {validation} validation, {test} test", zh: "训练 {train}，验证 {validation}，测试 {test}" },
  splitSeed: { en: "Seed of the split", zh: "划分种子" },
  scaling: { en: "Scaled", zh: "缩放" },
  augmentation: { en: "Varied while training", zh: "训练时增强" },
  vocabulary: { en: "Tokens known", zh: "词表大小" },
  parameters: { en: "{count} parameters.", zh: "共 {count} 个参数。" },
  layer: { en: "Layer", zh: "层" },
  kind: { en: "Kind", zh: "类型" },
  shape: { en: "Shape that leaves", zh: "输出形状" },
  params: { en: "Parameters", zh: "参数" },
  loss: { en: "Loss", zh: "损失" },
  optimizer: { en: "Optimizer", zh: "优化器" },
  schedule: { en: "Learning rate", zh: "学习率计划" },
  batchSize: { en: "Batch size", zh: "批大小" },
  fullBatch: { en: "all examples", zh: "全部样本" },
  epochs: { en: "Epochs, done / set", zh: "轮数（完成 / 设定）" },
  steps: { en: "Steps", zh: "步数" },
  seed: { en: "Seed", zh: "随机种子" },
  time: { en: "Time", zh: "用时" },
  clip: { en: "Gradients clipped", zh: "梯度裁剪" },
  end: { en: "It ended", zh: "结束方式" },
  noFigures: { en: "Not evaluated.", zh: "尚未评估。" },
  testWaits: {
    en: "The {count} test examples were not asked. To have their figures here, press “Evaluate on the test set” under Evaluate, and save this card again.",
    zh: "尚未在 {count} 个测试样本上评估。若要在此列出其指标，请在“评估”中按“在测试集上评估”，再重新保存此卡片。",
  },
  hasNoTest: { en: "No examples were set aside for a test.", zh: "没有留出测试样本。" },
  onAll: { en: "On all {count} examples.", zh: "全部 {count} 个样本。" },
  onSample: { en: "On {count} of its examples.", zh: "其中 {count} 个样本。" },
  figure: { en: "Figure", zh: "指标" },
  accuracy: { en: "Accuracy", zh: "准确率" },
  meanAbsoluteError: { en: "Mean absolute error", zh: "平均绝对误差" },
  exactMatch: { en: "Right to the last token", zh: "完全匹配" },
  class: { en: "Class", zh: "类别" },
  precision: { en: "Precision", zh: "精确率" },
  recall: { en: "Recall", zh: "召回率" },
  support: { en: "Examples", zh: "样本数" },
  macro: { en: "mean", zh: "宏平均" },
  weighted: { en: "weighted mean", zh: "加权平均" },
  matrix: { en: "Rows are the truth, columns the answer:", zh: "行为真实类别，列为回答：" },
  truth: { en: "truth", zh: "真实" },
  onlyLikeThese: {
    en: "The figures hold for examples like those it was trained on. Of others nothing is known.",
    zh: "指标只对与训练数据相似的样本成立，对其他样本一无所知。",
  },
  noTest: {
    en: "No figure here is of test examples. Validation may have guided the choice of settings, so its figures can be too good.",
    zh: "这里没有测试集的指标。验证集可能参与了设置的选择，其指标可能偏高。",
  },
  sampled: { en: "Some figures come from a part of their split and are uncertain by as much.", zh: "部分指标只取自划分的一部分，因而有相应的不确定性。" },
  subset: { en: "Only {share} of the training examples were used.", zh: "只使用了 {share} 的训练样本。" },
  weak: { en: "Weak classes, F1 below 80 %: {classes}.", zh: "较弱的类别（F1 低于 80 %）：{classes}。" },
  alwaysAnswers: {
    en: "It always names one of its classes, also where none is right; its shares are not chances that were checked.",
    zh: "它总会给出某个类别，即使都不对；其份额不是经过校准的概率。",
  },
  unknownTokens: { en: "Tokens outside its vocabulary all look the same to it.", zh: "词表之外的词元在它看来都一样。" },
} as const;

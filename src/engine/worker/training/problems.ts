/** Why a run cannot start or go on. */
import { ProblemError } from "@/base/problem";
import { message, type Text } from "@/base/text";

export const diverged = (step: number, detail: Text) =>
  new ProblemError({
    code: "training.diverged",
    what: message({ en: "Training blew up at step {step}: {detail}.", zh: "训练在第 {step} 步发散：{detail}。" }, { step: step + 1, detail }),
    remedy: message({
      en: "Lower the learning rate, or clip the gradients. The last good weights are kept.",
      zh: "请降低学习率，或裁剪梯度。最后一份正常的权重已保留。",
    }),
  });

export const noModel = () =>
  new ProblemError({
    code: "engine.noModel",
    what: message({ en: "The network has not been built yet.", zh: "网络尚未构建。" }),
    remedy: message({ en: "Wait until the data and the network are ready.", zh: "请等待数据和网络准备就绪。" }),
  });

export const noData = () =>
  new ProblemError({
    code: "engine.noData",
    what: message({ en: "No dataset is loaded yet.", zh: "尚未加载数据集。" }),
    remedy: message({ en: "Wait until the data are ready.", zh: "请等待数据准备就绪。" }),
  });

export const noTexts = () =>
  new ProblemError({
    code: "engine.noTexts",
    what: message({ en: "These data are not texts.", zh: "这些数据不是文本。" }),
  });

export const noRun = () =>
  new ProblemError({
    code: "training.noRun",
    what: message({ en: "There is no such training run any more.", zh: "该训练已不存在。" }),
  });

export const runGoingOn = () =>
  new ProblemError({
    code: "training.busy",
    what: message({ en: "A training run is going on.", zh: "正在训练。" }),
    remedy: message({ en: "Stop it first.", zh: "请先停止训练。" }),
  });

export const noClasses = () =>
  new ProblemError({
    code: "engine.noClasses",
    what: message({ en: "This network does not tell classes apart, so there is no ROC curve.", zh: "这个网络不做分类，因此没有 ROC 曲线。" }),
    remedy: message({ en: "Choose data with classes.", zh: "请选用带类别的数据。" }),
  });

export const noEmbedding = () =>
  new ProblemError({
    code: "engine.noEmbedding",
    what: message({ en: "This network has no Embedding, so tokens have no gradient.", zh: "这个网络没有 Embedding 层，因此词元没有梯度。" }),
    remedy: message({ en: "Put an Embedding behind the input.", zh: "请在输入之后放一个 Embedding 层。" }),
  });

export const noNextToken = () =>
  new ProblemError({
    code: "engine.noNextToken",
    what: message({ en: "This network does not guess next tokens, so it cannot write.", zh: "这个网络不预测下一个词元，因此不能写作。" }),
    remedy: message({ en: "Choose running text as data, for example Shakespeare.", zh: "请选用连续文本作为数据，例如莎士比亚。" }),
  });

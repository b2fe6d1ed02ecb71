/** Networks that read: SMS spam by an LSTM as in the textbook and by a GRU, film reviews by an LSTM from both ends. */
import { sequence } from "@/examples/build-network";
import { adam, defineTemplate } from "@/examples/define-template";
import { textData } from "@/examples/text-data";
import { initialSchedule } from "@/network/schedules";

const pipeline = { length: 48, vocabularySize: 4000 };

export const textLstm = defineTemplate({
  id: "text-lstm",
  title: { en: "Spam filter, LSTM", zh: "垃圾短信过滤（LSTM）" },
  what: {
    en: "Each word becomes 32 learned numbers, an LSTM reads them one after the other, and what it remembers at the end decides: spam or fine.",
    zh: "每个词变成 32 个可学习的数，LSTM 逐个读过去，读完时记住的内容决定它是垃圾短信还是正常短信。",
  },
  watch: {
    en: "It calls everything fine at first, since seven of eight messages are; recall of spam under Per class tells when it begins to understand.",
    zh: "起初它把一切都判为正常，因为八条里有七条正常；看“每类指标”中垃圾类的召回率何时开始上升。",
  },
  tryNext: {
    en: "Type a message of your own and change it word by word until the answer turns over.",
    zh: "输入你自己的短信，逐词修改，直到答案翻转。",
  },
  network: sequence(
    [pipeline.length],
    [
      ["Embedding", { inputDim: pipeline.vocabularySize, outputDim: 32 }],
      ["LSTM", { units: 32 }],
      ["Dropout", { rate: 0.3 }],
      ["Dense", { units: 2, activation: "softmax" }],
    ],
  ),
  data: textData("sms-spam", pipeline),
  training: { optimizer: adam(0.005), schedule: initialSchedule("cosine"), batchSize: 32, epochs: 6 },
  target: { metric: "testAccuracy", value: 0.983, afterEpochs: 6 },
});

export const textGru = defineTemplate({
  id: "text-gru",
  title: { en: "Spam filter, GRU", zh: "垃圾短信过滤（GRU）" },
  what: {
    en: "The same task with a GRU: two gates instead of three and no separate cell, so a quarter fewer weights than an LSTM of its size.",
    zh: "同样的任务换成 GRU：两个门代替三个门，没有单独的细胞状态，权重比同样大小的 LSTM 少四分之一。",
  },
  watch: {
    en: "Compare its curve with that of the LSTM: on messages this short the smaller layer learns at least as fast.",
    zh: "与 LSTM 的曲线比较：对这么短的短信，较小的层学得至少一样快。",
  },
  tryNext: {
    en: "Put SimpleRNN in its place, which has no gates at all, and see how much of a long message it still remembers.",
    zh: "换成完全没有门的 SimpleRNN，看看读完长短信后它还记得多少。",
  },
  network: sequence(
    [pipeline.length],
    [
      ["Embedding", { inputDim: pipeline.vocabularySize, outputDim: 32 }],
      ["GRU", { units: 32 }],
      ["Dropout", { rate: 0.3 }],
      ["Dense", { units: 2, activation: "softmax" }],
    ],
  ),
  data: textData("sms-spam", pipeline),
  training: { optimizer: adam(0.004), schedule: initialSchedule("cosine"), batchSize: 32, epochs: 6 },
  target: { metric: "testAccuracy", value: 0.983, afterEpochs: 6 },
});

const reviews = { length: 120, vocabularySize: 10_000 };

export const textBilstm = defineTemplate({
  id: "text-bilstm",
  title: { en: "Film reviews, both ways", zh: "影评情感（双向 LSTM）" },
  what: {
    en: "Two LSTMs read a review, one from each end, and the average of all that they noted on the way decides: good or bad.",
    zh: "两个 LSTM 从两端读影评，沿途记下的一切取平均，决定它是好评还是差评。",
  },
  watch: {
    en: "Training accuracy runs ahead of validation within two passes: 8,000 reviews are few for 300,000 numbers of words.",
    zh: "两遍之内训练准确率就超过验证：8,000 条影评对 30 万个词向量参数来说太少。",
  },
  tryNext: {
    en: "Type “not bad at all” and then “bad”, and see whether it has understood the not.",
    zh: "先输入 “not bad at all”，再输入 “bad”，看它是否理解了 not。",
  },
  network: sequence(
    [reviews.length],
    [
      ["Embedding", { inputDim: reviews.vocabularySize, outputDim: 32 }],
      ["Dropout", { rate: 0.5 }],
      ["Bidirectional", { units: 24, returnSequences: true }],
      ["GlobalAveragePooling1D"],
      ["Dropout", { rate: 0.4 }],
      ["Dense", { units: 2, activation: "softmax" }],
    ],
  ),
  data: textData("imdb-short", reviews),
  training: { optimizer: adam(0.003), schedule: initialSchedule("cosine"), batchSize: 32, epochs: 3 },
  target: { metric: "testAccuracy", value: 0.88, afterEpochs: 3 },
});

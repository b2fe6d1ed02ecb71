/** SMS spam by windows of three words: a convolution over time, as Kim (2014) classified sentences. */
import { sequence } from "@/examples/build-network";
import { adam, defineTemplate } from "@/examples/define-template";
import { textData } from "@/examples/text-data";
import { initialSchedule } from "@/network/schedules";

const pipeline = { length: 48, vocabularySize: 4000 };

export const textCnn = defineTemplate({
  id: "text-cnn",
  title: { en: "Spam filter, CNN", zh: "垃圾短信过滤（CNN）" },
  what: {
    en: "Filters, 32 of them, look at three words at a time, and for each only the place where it fits best counts, wherever in the message that is.",
    zh: "32 个滤波器每次看三个词，每个滤波器只保留最吻合的那一处，无论它在短信的什么位置。",
  },
  watch: {
    en: "It needs a fraction of the LSTM's time for each pass, because all windows are looked at at once.",
    zh: "每一遍所需时间只是 LSTM 的一小部分，因为所有窗口是同时计算的。",
  },
  tryNext: {
    en: "Set the window to one word, and the network knows which words there are, but not which stand together.",
    zh: "把窗口设为一个词，网络就只知道有哪些词，不知道哪些词连在一起。",
  },
  network: sequence(
    [pipeline.length],
    [
      ["Embedding", { inputDim: pipeline.vocabularySize, outputDim: 32 }],
      ["Conv1D", { filters: 32, kernelSize: 3, activation: "relu" }],
      ["GlobalMaxPooling1D"],
      ["Dropout", { rate: 0.3 }],
      ["Dense", { units: 2, activation: "softmax" }],
    ],
  ),
  data: textData("sms-spam", pipeline),
  training: { optimizer: adam(0.003), schedule: initialSchedule("cosine"), batchSize: 32, epochs: 6 },
  target: { metric: "testAccuracy", value: 0.983, afterEpochs: 6 },
});

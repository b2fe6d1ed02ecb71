/** Names letter by letter, read from both ends: which team did this athlete compete for? */
import { sequence } from "@/examples/build-network";
import { adam, defineTemplate } from "@/examples/define-template";
import { textData } from "@/examples/text-data";
import { initialSchedule } from "@/network/schedules";

const letters = { length: 32, vocabularySize: 40 };

export const textNames = defineTemplate({
  id: "text-names",
  title: { en: "Whose team? Names", zh: "姓名与队伍" },
  what: {
    en: "A GRU from both ends reads the letters of a name, and the strongest that it notices anywhere says which of twelve teams the athlete competed for.",
    zh: "双向 GRU 逐个字母读姓名，在任何位置注意到的最强特征说明该运动员代表十二支队伍中的哪一支。",
  },
  watch: {
    en: "Names that follow rules of their own, Korean, Chinese and Polish ones, come first; the United States, where names come from everywhere, stay the hardest.",
    zh: "自有规则的姓名（韩国、中国、波兰）最先学会；美国的姓名来自世界各地，一直最难。",
  },
  tryNext: {
    en: "Type names and change single letters in Try it, and look which letters speak for the answer; of a person's origin it tells nothing.",
    zh: "在“试一试”里输入姓名并改动个别字母，看哪些字母支持答案；它说明不了一个人的出身。",
  },
  network: sequence(
    [letters.length],
    [
      ["Embedding", { inputDim: letters.vocabularySize, outputDim: 32 }],
      ["Dropout", { rate: 0.2 }],
      ["Bidirectional", { layer: "GRU", units: 64, returnSequences: true }],
      ["GlobalMaxPooling1D"],
      ["Dropout", { rate: 0.5 }],
      ["Dense", { units: 12, activation: "softmax" }],
    ],
  ),
  data: textData("athlete-names", letters),
  training: { optimizer: adam(0.004), schedule: initialSchedule("cosine"), batchSize: 32, epochs: 15 },
  target: { metric: "testAccuracy", value: 0.74, afterEpochs: 15 },
});

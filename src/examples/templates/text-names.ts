/** Names by groups of letters: which team did this athlete compete for? */
import { buildNetwork } from "@/examples/build-network";
import { adam, defineTemplate } from "@/examples/define-template";
import { textData } from "@/examples/text-data";
import { initialSchedule } from "@/network/schedules";

const letters = { length: 32, vocabularySize: 40 };

/** Filters over two to five letters side by side (Kim 2014); of each only the place where it fits best counts. */
function network() {
  const build = buildNetwork();
  const table = build.add(["Embedding", { inputDim: letters.vocabularySize, outputDim: 32 }], build.add(["Input", { shape: [letters.length] }]));
  const seen = build.add(["Dropout", { rate: 0.1 }], table);
  const noticed = [2, 3, 4, 5].map((kernelSize) =>
    build.add(["GlobalMaxPooling1D"], build.add(["Conv1D", { filters: 96, kernelSize, padding: "same", activation: "relu" }], seen)),
  );
  const together = build.add(["Dropout", { rate: 0.5 }], build.add(["Concatenate"], ...noticed));
  build.add(["Dense", { units: 12, activation: "softmax" }], together);
  return build.network();
}

export const textNames = defineTemplate({
  id: "text-names",
  title: { en: "Whose team? Names", zh: "姓名与队伍" },
  what: {
    en: "Filters look at two to five letters of a name at a time, and those that fit somewhere say which of twelve teams the athlete competed for.",
    zh: "滤波器每次看姓名中的二到五个字母，在某处吻合的滤波器说明该运动员代表十二支队伍中的哪一支。",
  },
  watch: {
    en: "Names that follow rules of their own, Korean, Chinese and Polish ones, come first; the United States, where names come from everywhere, stay the hardest.",
    zh: "自有规则的姓名（韩国、中国、波兰）最先学会；美国的姓名来自世界各地，一直最难。",
  },
  tryNext: {
    en: "Type names and change single letters in Try it, and look which letters speak for the answer; of a person's origin it tells nothing.",
    zh: "在“试一试”里输入姓名并改动个别字母，看哪些字母支持答案；它说明不了一个人的出身。",
  },
  network: network(),
  data: textData("athlete-names", letters),
  training: { optimizer: adam(0.003), schedule: initialSchedule("cosine"), batchSize: 32, epochs: 15 },
  target: { metric: "testAccuracy", value: 0.68, afterEpochs: 15 },
});

/** SMS Spam Collection: text messages, of which one in eight is spam. */
import { defineTexts } from "@/data/datasets/define-texts";

export const smsSpam = defineTexts({
  id: "sms-spam",
  title: { en: "SMS spam", zh: "垃圾短信" },
  summary: {
    en: "English text messages from around 2005, each once; one in eight is spam. A fifth of each class is kept for test by a fixed seed.",
    zh: "2005 年前后的英文短信，每条只保留一次；八条中有一条是垃圾短信。每类的五分之一按固定种子留作测试。",
  },
  source: {
    name: "SMS Spam Collection",
    url: "https://archive.ics.uci.edu/dataset/228/sms+spam+collection",
    licence: {
      en: "None stated in the package it is taken from; a public collection whose authors ask to be cited",
      zh: "所取软件包未注明许可；这是公开的语料，作者要求引用",
    },
    citation:
      "T. A. Almeida, J. M. Gómez Hidalgo, A. Yamakami. Contributions to the study of SMS spam filtering: new collection and results. ACM DocEng, 2011.",
  },
  classNames: [
    { en: "fine", zh: "正常" },
    { en: "spam", zh: "垃圾" },
  ],
  counts: { train: 4128, test: 1031 },
  sampleText: "Congratulations! You have won a £1000 prize. Call 09061701461 now to claim it.",
  pipeline: { length: 48, vocabularySize: 4000, minCount: 2 },
});

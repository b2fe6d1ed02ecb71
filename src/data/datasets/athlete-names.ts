/** Names of athletes, and the team that each competed for: what do letters tell? */
import { defineTexts } from "@/data/datasets/define-texts";

export const athleteNames = defineTexts({
  id: "athlete-names",
  title: { en: "Athletes' names", zh: "运动员姓名" },
  summary: {
    en: "4,262 people who took part in the Olympic Games of 2016, by the team that they competed for: twelve large teams of different languages. A team is no origin: people move, and names with them. A fifth of each team is kept for test by a fixed seed.",
    zh: "4,262 位参加 2016 年奥运会的运动员的姓名，类别是所代表的队伍：语言各异的十二支大队。队伍不等于出身：人会迁徙，姓名随之而去。每队的五分之一按固定种子留作测试。",
  },
  source: {
    name: "Olympic Games data, Rio 2016 (M. Riggott, from the IOC)",
    url: "https://www.flother.is/2017/olympic-games-data/",
    licence: {
      en: "None stated for the list; the package it is taken from is under the ISC licence",
      zh: "名单未注明许可；所取软件包采用 ISC 许可",
    },
    citation: "M. Riggott. Olympic Games data, Rio 2016. flother.is, 2017.",
  },
  classNames: [
    { en: "United States", zh: "美国" },
    { en: "Brazil", zh: "巴西" },
    { en: "Germany", zh: "德国" },
    { en: "France", zh: "法国" },
    { en: "China", zh: "中国" },
    { en: "Japan", zh: "日本" },
    { en: "Spain", zh: "西班牙" },
    { en: "Italy", zh: "意大利" },
    { en: "Russia", zh: "俄罗斯" },
    { en: "Netherlands", zh: "荷兰" },
    { en: "Poland", zh: "波兰" },
    { en: "South Korea", zh: "韩国" },
  ],
  counts: { train: 3410, test: 852 },
  sampleText: "Guillermo Rodriguez",
  pipeline: { tokenizer: "character", length: 32, vocabularySize: 40, minCount: 2, stripPunctuation: false },
});

/** Words that are everywhere and say little by themselves. */

const english =
  "a about above after again against all am an and any are as at be because been before being below between both but by can could did do does doing down during each few for from further had has have having he her here hers herself him himself his how i if in into is it its itself just me more most my myself no nor not now of off on once only or other our ours ourselves out over own same she should so some such than that the their theirs them themselves then there these they this those through to too under until up very was we were what when where which while who whom why will with would you your yours yourself yourselves";

/** Single characters, as the pipeline reads Chinese. */
const chinese = "的 了 和 是 在 也 就 都 而 及 与 或 之 其 此 这 那 于 以 为 着 把 被 让 吗 呢 吧 啊 呀 哦 嘛 我 你 他 她 它 们";

export const stopWords: Readonly<Record<"none" | "en" | "zh", ReadonlySet<string>>> = {
  none: new Set(),
  en: new Set(english.split(" ")),
  zh: new Set(chinese.split(" ")),
};

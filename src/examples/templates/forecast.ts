/** Series: a GRU reads the past and says how far the next value lies from the last. */
import { sequence } from "@/examples/build-network";
import { adam, defineTemplate } from "@/examples/define-template";
import { datasetConfig } from "@/data/dataset-config";
import type { DataSettings } from "@/data/data-settings";
import { datasetOf } from "@/data/datasets";
import { initialSchedule } from "@/network/schedules";

/** As the set starts; the end of time is for test, and of what is left the newest for validation. */
function seriesData(datasetId: string): Pick<DataSettings, "datasetId"> & Partial<DataSettings> {
  return { datasetId, config: datasetConfig(datasetOf(datasetId), {}), normalization: "standard", validationSplit: 0.1, testSplit: 0.2 };
}

function network(datasetId: string, units: number) {
  return sequence(datasetOf(datasetId).inputShape, [
    ["GRU", { units }],
    ["Dense", { units: 1, activation: "linear" }],
  ]);
}

export const forecastGru = defineTemplate({
  id: "forecast-gru",
  title: { en: "Forecast: CO₂", zh: "预测：CO₂" },
  what: {
    en: "A GRU reads two years of carbon dioxide above Hawaii, month by month, and says how far the next month will lie from the last.",
    zh: "GRU 逐月读入夏威夷上空两年的二氧化碳浓度，说出下个月与上个月相差多少。",
  },
  watch: {
    en: "First it learns the season, then the rise; the Forecast tab tells when it is better than saying that nothing changes.",
    zh: "它先学会季节，再学会上升趋势；“预测”标签页会显示它何时胜过“什么都不变”的猜测。",
  },
  tryNext: {
    en: "In Try it let it go on from its own answers for five years, and see whether the rise holds.",
    zh: "在“试一试”里让它用自己的回答往后推五年，看上升趋势能否保持。",
  },
  network: network("mauna-loa-co2", 32),
  data: seriesData("mauna-loa-co2"),
  training: { optimizer: adam(0.01), schedule: initialSchedule("cosine"), loss: "meanSquaredError", batchSize: 32, epochs: 40 },
  // Saying that nothing changes is off by 1.23 ppm, and saying last year's value by 2.35.
  target: { metric: "testLoss", value: 0.4, afterEpochs: 40 },
});

export const forecastWeather = defineTemplate({
  id: "forecast-weather",
  title: { en: "Forecast: weather", zh: "预测：天气" },
  what: {
    en: "From the highs of the last thirty days a GRU says how much warmer or colder tomorrow will be.",
    zh: "GRU 根据过去三十天的最高气温，说出明天会暖多少或冷多少。",
  },
  watch: {
    en: "The weather keeps most of its secrets: the network beats “the same as today” by little, and no size of network changes that.",
    zh: "天气的大部分无法预知：网络只比“与今天相同”略好，换多大的网络也改变不了。",
  },
  tryNext: {
    en: "Ask for seven steps ahead in the Data panel and see how soon it falls back on the season.",
    zh: "在数据面板里要求提前七步，看它多快就只能依靠季节。",
  },
  network: network("seattle-weather", 32),
  data: seriesData("seattle-weather"),
  training: { optimizer: adam(0.005), schedule: initialSchedule("cosine"), loss: "meanSquaredError", batchSize: 32, epochs: 15 },
  target: { metric: "testLoss", value: 8.5, afterEpochs: 15 },
});

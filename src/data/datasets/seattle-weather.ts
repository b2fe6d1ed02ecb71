/** The warmest hour of each day in Seattle, four years long: how warm will tomorrow be? */
import { defineSeries } from "@/data/datasets/define-series";

export const seattleWeather = defineSeries({
  id: "seattle-weather",
  title: { en: "Seattle weather", zh: "西雅图气温" },
  summary: {
    en: "The daily high in Seattle from 2012 to 2015, in °C. From the days before, told from the last of them, the next is to be forecast; the last fifth of the time is kept for test.",
    zh: "2012 至 2015 年西雅图每日最高气温（°C）。根据此前若干天（以其中最后一天为基准）预测下一天；时间上最后五分之一留作测试。",
  },
  source: {
    name: "NOAA, NCDC Climate Data Online",
    url: "https://www.ncdc.noaa.gov/cdo-web/",
    licence: {
      en: "Records of the US government, in the public domain; the package they are taken from is under the ISC licence",
      zh: "美国政府记录，属公有领域；所取软件包采用 ISC 许可",
    },
    citation: "NOAA National Centers for Environmental Information. Climate Data Online, daily records of Seattle, 2012–2015.",
  },
  facts: { quantity: { en: "Daily high", zh: "日最高气温" }, unit: "°C", step: "day", first: "2012-01-01", count: 1461 },
  length: 30,
});

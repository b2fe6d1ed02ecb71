/** Carbon dioxide above Mauna Loa, month by month: a rise, and a season on it. */
import { defineSeries } from "@/data/datasets/define-series";

export const maunaLoaCo2 = defineSeries({
  id: "mauna-loa-co2",
  title: { en: "CO₂ at Mauna Loa", zh: "莫纳罗亚山 CO₂" },
  summary: {
    en: "Carbon dioxide in the air above Hawaii from May 1964 to April 2020, monthly means in parts per million; earlier years have gaps. From the months before, told from the last of them, the next is to be forecast; the last fifth of the time is kept for test.",
    zh: "1964 年 5 月至 2020 年 4 月夏威夷上空二氧化碳的月均浓度（百万分率）；更早的年份有缺测。根据此前若干个月（以其中最后一个月为基准）预测下一个月；时间上最后五分之一留作测试。",
  },
  source: {
    name: "Scripps CO₂ Program",
    url: "https://scrippsco2.ucsd.edu/data/atmospheric_co2/primary_mlo_co2_record.html",
    licence: {
      en: "CC BY 4.0, Scripps CO₂ Program; the package they are taken from is under the BSD 3-clause licence",
      zh: "CC BY 4.0，Scripps CO₂ Program；所取软件包采用 BSD 三条款许可",
    },
    citation:
      "C. D. Keeling, S. C. Piper, R. B. Bacastow, M. Wahlen, T. P. Whorf, M. Heimann, H. A. Meijer. Exchanges of atmospheric CO2 and 13CO2 with the terrestrial biosphere and oceans from 1978 to 2000. SIO Reference Series 01-06, 2001.",
  },
  facts: { quantity: { en: "CO₂", zh: "CO₂" }, unit: "ppm", step: "month", first: "1964-05-01", count: 672 },
  length: 24,
});

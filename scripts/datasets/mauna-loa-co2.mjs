/** Monthly means of carbon dioxide above Mauna Loa, from the month after the record's last gap. */
import { csvRows, monthNumber, packSeries } from "./series.mjs";

const firstWithoutGap = "1964-05-01";

export const maunaLoaCo2 = {
  id: "mauna-loa-co2",
  recipe: 1,
  isLarge: true,
  package: {
    name: "vega-datasets",
    version: "3.2.1",
    integrity: "sha512-lTSwZA6yq6qSU2YZm+6bqILiIvTPPxn4itir7jPGFmHIdPvUfQ9pCzzcrklYywMJgLUbaIeSkZQdiJd6wBxPug==",
  },
  source: "npm package vega-datasets 3.2.1, co2-concentration.csv, from the Scripps CO2 Program; May 1964 to April 2020, since earlier years have gaps",
  licence: "CC BY 4.0, Scripps CO2 Program; the package is under the BSD 3-clause licence",
  citation:
    "C. D. Keeling, S. C. Piper, R. B. Bacastow, M. Wahlen, T. P. Whorf, M. Heimann, H. A. Meijer. Exchanges of atmospheric CO2 and 13CO2 with the terrestrial biosphere and oceans from 1978 to 2000. SIO Reference Series 01-06, 2001.",
  split: "by time",
  wanted: (path) => path === "data/co2-concentration.csv",

  decode(files) {
    const rows = csvRows(files.get("data/co2-concentration.csv")).filter(({ Date: date }) => date >= firstWithoutGap);
    return packSeries(
      rows.map(({ Date: date, CO2: value }) => ({ date, value: Number(value) })),
      monthNumber,
    );
  },
};

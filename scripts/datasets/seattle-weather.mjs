/** Daily highs of Seattle, 2012 to 2015. */
import { csvRows, dayNumber, packSeries } from "./series.mjs";

export const seattleWeather = {
  id: "seattle-weather",
  recipe: 1,
  package: {
    name: "@observablehq/sample-datasets",
    version: "1.0.1",
    integrity: "sha512-2gc2wteMytPgDalqUPdLHEFInNb8J3vI17oniIYS89B1iwuO4EPXNWgzpfryyB4CH35CpXL0BgHfVeI+qICWwA==",
  },
  source: "npm package @observablehq/sample-datasets 1.0.1, weather.csv, from NOAA's Climate Data Online; the daily highs of Seattle",
  licence: "records of the US government, in the public domain; the package is under the ISC licence",
  citation: "NOAA National Centers for Environmental Information. Climate Data Online, daily records of Seattle, 2012-2015.",
  split: "by time",
  wanted: (path) => path === "weather.csv",

  decode(files) {
    const rows = csvRows(files.get("weather.csv")).filter(({ location }) => location === "Seattle");
    return packSeries(
      rows.map(({ date, temp_max: high }) => ({ date, value: Number(high) })),
      dayNumber,
    );
  },
};

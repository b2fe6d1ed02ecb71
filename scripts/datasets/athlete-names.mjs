/**
 * Names of athletes at the Olympic Games of 2016 and the team that each competed for: the twelve largest teams of which no two write their
 * names in the same language, as the United States, Great Britain and Australia do.
 */
import { csvRows } from "./series.mjs";
import { distinct, split } from "./texts.mjs";

/** In the order of the page's class names. */
export const teams = ["USA", "BRA", "GER", "FRA", "CHN", "JPN", "ESP", "ITA", "RUS", "NED", "POL", "KOR"];

export const athleteNames = {
  id: "athlete-names",
  recipe: 1,
  package: {
    name: "@observablehq/sample-datasets",
    version: "1.0.1",
    integrity: "sha512-2gc2wteMytPgDalqUPdLHEFInNb8J3vI17oniIYS89B1iwuO4EPXNWgzpfryyB4CH35CpXL0BgHfVeI+qICWwA==",
  },
  source:
    "npm package @observablehq/sample-datasets 1.0.1, olympians.csv, compiled by M. Riggott from the IOC's lists of 2016; twelve teams, each name once, a fifth of each team for test by a fixed seed",
  licence: "the package is under the ISC licence; none is stated for the list",
  citation: "M. Riggott. Olympic Games data, Rio 2016. flother.is, 2017.",
  split: "seeded",
  wanted: (path) => path === "olympians.csv",

  decode(files) {
    const examples = csvRows(files.get("olympians.csv")).flatMap(({ name, nationality }) => {
      const label = teams.indexOf(nationality);
      return label < 0 ? [] : [{ label, text: name }];
    });
    return split(distinct(examples), { testShare: 0.2, seed: 20160805 });
  },
};

import { expect, test } from "vitest";
import { say } from "@/base/text";
import { printJson } from "@/interop/code/json/print-json";
import { readJson } from "@/interop/code/json/read-json";
import { setConfig } from "@/network/edit";
import { initialProject } from "@/project/initial-project";

const project = initialProject("p1");
const { text } = printJson(project);

test("an edited setting changes it, and what is not said is as in a fresh layer", () => {
  const hidden = project.network.nodes.find(({ name }) => name === "dense")!;
  const { source } = readJson(text.replace('"units": 128', '"units": 5').replace('"epochs": 10', '"epochs": 3'), project);
  expect(source!.network).toEqual(setConfig(project.network, hidden.id, { units: 5 }));
  expect(source!.training).toEqual({ ...project.training, epochs: 3 });
});

test.each([
  [(json: string) => json.replace('"Flatten"', '"Flaten"'), '"Flaten"', "The layer Flaten is not known here. Is Flatten meant?"],
  [(json: string) => json.replace('"units": 128', '"units": 1.5'), "1.5", "units of Dense takes a whole number from 1 to 4096."],
  [(json: string) => json.replace('"units": 128', '"size": 128'), "128", "Dense has no setting size. It knows units,"],
  [(json: string) => json.replace('["flatten"]', '["flat"]'), '"flat"', "There is no other layer called flat."],
  [(json: string) => json.replace('"epochs": 10', '"epochs": 0'), "{", "Epochs cannot be 0; the nearest is 1."],
  [(json: string) => json.slice(0, 40), '"', "JSON cannot be read here"],
  [() => "[1]", "[", 'Expected an object with "layers"'],
])("%s is said where it stands", (change, where, what) => {
  const changed = change(text);
  const { source, problems } = readJson(changed, project);
  const [problem] = problems;
  expect(source).toBeUndefined();
  expect(say(problem!.what, "en")).toContain(what);
  expect(changed.slice(problem!.from, problem!.to).slice(0, where.length)).toBe(where);
});

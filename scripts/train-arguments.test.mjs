import { expect, test } from "vitest";
import { readTrainArguments } from "./train-arguments.mjs";

const read = (...args) => readTrainArguments(args, ["line", "mnist-mlp"]);
const refused = (...args) => {
  try {
    read(...args);
  } catch (error) {
    return { line: error.message, exitCode: error.exitCode };
  }
  throw new Error(`${args.join(" ")} was taken.`);
};

test("every option is understood, and what is not said stays the template's own", () => {
  const all = read("mnist-mlp", "--epochs", "3", "--examples", "500", "--backend", "wasm", "--seed", "0", "--out", "x.layerlab", "--json");
  expect(all).toEqual({ template: "mnist-mlp", options: { epochs: 3, examples: 500, backend: "wasm", seed: 0 }, out: "x.layerlab", json: true });
  expect(read("line")).toEqual({ template: "line", options: {}, out: undefined, json: false });
});

test.each([
  [[], /^Which template\? Templates: line, mnist-mlp\./],
  [["nope"], /^There is no template "nope"\. Templates: line/],
  [["line", "spirals"], /^One template at a time; came 2\./],
  [["line", "--epochs", "0"], /^--epochs must be a whole number from 1 up; came "0"\./],
  [["line", "--epochs", "1e3"], /came "1e3"/],
  [["line", "--examples", "1.5"], /^--examples must be a whole number/],
  [["line", "--seed", "4294967296"], /^--seed must be a whole number from 0 up/],
  [["line", "--seed", "-1"], /^--seed needs a value, and it must not begin with a dash\./],
  [["line", "--seed=-1"], /^--seed must be a whole number from 0 up; came "-1"\./],
  [["line", "--backend", "gpu"], /^--backend must be one of webgpu, webgl, wasm, cpu; came "gpu"\./],
  [["line", "--out"], /^Option '--out <value>' argument missing\./],
  [["line", "--out="], /^--out needs the name of a file\./],
  [["line", "--wat"], /^Unknown option '--wat'\./],
  [["line", "--json=yes"], /--json/],
])("%j is refused in one line, with exit code 2", (args, expected) => {
  const { line, exitCode } = refused(...args);
  expect(line).toMatch(expected);
  expect(line).not.toContain("\n");
  expect(exitCode).toBe(2);
});

test("help is no mistake", () => {
  expect(read("--help").help).toMatch(/^Usage: .*\nTemplates: line, mnist-mlp\.$/);
  expect(read("-h").help).toContain("--json");
});

import { describe, expect, test } from "vitest";
import { gpuBenchCommand, readBenchArguments } from "./arguments.mjs";

describe("the arguments of the bench", () => {
  test("nothing said means everything, three rounds, tables", () => {
    expect(readBenchArguments([])).toEqual({ only: [], rounds: 3, quick: false, plots: false, json: false });
  });

  test("the words of --only may be parted by blanks or commas", () => {
    expect(readBenchArguments(["--only", "CNN wasm"]).only).toEqual(["cnn", "wasm"]);
    expect(readBenchArguments(["--only", "cnn,wasm"]).only).toEqual(["cnn", "wasm"]);
  });

  test("a quick run has one round, unless more are asked for", () => {
    expect(readBenchArguments(["--quick"]).rounds).toBe(1);
    expect(readBenchArguments(["--quick", "--rounds", "5"]).rounds).toBe(5);
  });

  test("the bundle for GPUs has no docs to write plots into", () => {
    expect(() => readBenchArguments(["--plots"], gpuBenchCommand)).toThrow(
      expect.objectContaining({ exitCode: 2, message: expect.stringContaining("./run.sh") }),
    );
    expect(readBenchArguments(["--json"], gpuBenchCommand)).toEqual({ only: [], rounds: 3, quick: false, json: true });
  });

  test.each([["--rounds", "0"], ["--rounds", "3.5"], ["--rounds", "many"], ["--only", ""], ["--fast"], ["wasm"], ["--rounds"]])(
    "%s %s is one line with the usage, and exit code 2",
    (...args) => {
      const read = () => readBenchArguments(args.filter((arg) => arg !== undefined));
      expect(read).toThrow(expect.objectContaining({ exitCode: 2, message: expect.stringMatching(/^[^\n]+ Usage: npm run --silent bench[^\n]+$/) }));
    },
  );
});

import { beforeAll, describe, expect, test } from "vitest";
import * as h5wasm from "h5wasm";
import { ProblemError, type Problem } from "@/base/problem";
import { say } from "@/base/text";
import { openModelFile } from "@/interop/import/import-file";
import { badFiles } from "@/interop/import/testing/bad-files";
import { initialProject } from "@/project/initial-project";
import { createDocumentStore } from "@/store/document-store";
import { openFile } from "@/store/files";
import { createRunStore } from "@/store/run-store";
import type { Session } from "@/store/session";

interface Found {
  readonly title: string;
  readonly expected: string;
  readonly problem: Problem | undefined;
  /** Of the processor, whatever else the machine does. */
  readonly ms: number;
  readonly changed: boolean;
}

/** The same thing went wrong, and the same is to be done: they may say the same. */
const alike: readonly (readonly string[])[] = [
  ["Keras: a list where the model should be", "Keras: a number where the model should be"],
  ["Keras: NaN weights", "Keras: infinite weights", "TensorFlow.js: NaN weights"],
  ["Keras: weights that are a web page", "Keras: empty weights"],
  ["a pickle", "a pickle in a zip, as torch.save writes"],
  ["a Word document", "Keras: a zip in a zip"],
  ["our own file, cut", "a zip without its directory"],
  ["Keras: without weights", "Keras: its weights and another's configuration"],
  ["safetensors: a tensor larger than its bytes", "npz: an array cut off"],
  ["Keras: three inputs", "ONNX: three inputs"],
  ["ONNX: cut in the middle", "ONNX: a length that lies"],
];
const faultOf = (title: string) => alike.find((titles) => titles.includes(title))?.[0] ?? title;

describe("files that cannot be opened", () => {
  const found: Found[] = [];
  let leftBehind: readonly string[];
  beforeAll(async () => {
    const document = createDocumentStore(initialProject("p1", "My net"));
    const restored: unknown[] = [];
    const session = { checkpoint: () => Promise.resolve(undefined), restore: (run: unknown) => Promise.resolve(void restored.push(run)) } as unknown as Session;
    const page = { document, run: createRunStore(), session };
    const [before, run] = [document.getState(), page.run.getState()];
    const { FS } = await h5wasm.ready;
    const empty = FS.readdir("/");
    for (const { title, code, name, bytes } of await badFiles()) {
      const file = { name, bytes: await bytes() };
      const began = process.cpuUsage();
      const error: unknown = await openFile(page, [file], "fresh", openModelFile).then(
        () => undefined,
        (caught: unknown) => caught,
      );
      const { user, system } = process.cpuUsage(began);
      const ms = (user + system) / 1000;
      const changed = document.getState() !== before || page.run.getState() !== run || restored.length > 0;
      found.push({ title, expected: code, problem: error instanceof ProblemError ? error.problem : undefined, ms, changed });
    }
    leftBehind = FS.readdir("/").filter((name: string) => !empty.includes(name));
  }, 60_000);

  test("there are more than a hundred of them, no two alike", () => {
    expect(found.length).toBeGreaterThan(100);
    expect(new Set(found.map(({ title }) => title)).size).toBe(found.length);
  });

  test("each has its own name", () => {
    expect(found.map(({ title, problem }) => [title, problem?.code])).toEqual(found.map(({ title, expected }) => [title, expected]));
  });

  test("and its own words, in both languages, where something else is to be done", () => {
    for (const language of ["en", "zh"] as const) {
      const titles = new Map<string, Set<string>>();
      for (const { title, problem } of found) {
        const words = problem ? say(problem.what, language) : "";
        titles.set(words, (titles.get(words) ?? new Set<string>()).add(faultOf(title)));
      }
      expect([...titles].filter(([, faults]) => faults.size > 1).map(([words, faults]) => [words, ...faults])).toEqual([]);
    }
    expect(found.filter(({ problem }) => problem?.what.text.en === problem?.what.text.zh || !problem?.remedy)).toEqual([]);
  });

  test("each is told within two seconds of work", () => {
    expect(found.filter(({ ms }) => ms >= 2000).map(({ title, ms }) => [title, ms])).toEqual([]);
  });

  test("nothing is changed, nothing is left behind", () => {
    expect(found.filter(({ changed }) => changed).map(({ title }) => title)).toEqual([]);
    expect(leftBehind).toEqual([]);
    expect(Object.prototype).not.toHaveProperty("x");
  });
});

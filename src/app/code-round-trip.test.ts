import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { templates } from "@/examples";
import { codeLanguages } from "@/interop/code/languages";
import { printTorch } from "@/interop/code/pytorch/print-torch";
import { readTorch } from "@/interop/code/pytorch/read-torch";
import { anyDag } from "@/network/testing/arbitraries";
import { initialProject } from "@/project/initial-project";

const project = initialProject("p1");

/** PyTorch has no words for some settings, and a network without a way to its end is no module: its templates are asked below. */
const languages = codeLanguages.flatMap(({ id, print, read }) => (read && id !== "pytorch" ? [{ id, print, read }] : []));

describe.each(languages)("$id, printed and read again", ({ print, read }) => {
  test.each(templates.map((template) => [template.id, template] as const))("%s comes back as the very same project", (_id, template) => {
    const source = { ...template, name: "t" };
    const { source: back, problems } = read(print(source).text, source);
    expect(problems).toEqual([]);
    expect(back).toBe(source);
  });

  test("the lines of each layer are the lines that were printed", () => {
    for (const template of templates) {
      const source = { ...template, name: "t" };
      const { text, lines } = print(source);
      expect(read(text, source).lines).toEqual(lines);
    }
  });

  test("any network comes back as the very same", () => {
    fc.assert(
      fc.property(anyDag, (network) => {
        const source = { ...project, network };
        const text = print(source).text;
        const { source: back, problems } = read(text, source);
        expect([problems, text]).toEqual([[], text]);
        expect(back).toBe(source);
        // Read where nothing is yet, it says the same.
        const fresh = read(text, { ...source, network: { nodes: [], edges: [] } });
        expect(print(fresh.source!).text).toBe(text);
      }),
      { seed: 1, numRuns: 30 },
    );
  });
});

test.each(templates.map((template) => [template.id, template] as const))(
  "%s comes back from PyTorch as the very same project, what has no word there included",
  (_id, template) => {
    const source = { ...template, name: "t" };
    const { source: back, problems } = readTorch(printTorch(source).text, source);
    expect(problems).toEqual([]);
    expect(back).toBe(source);
  },
);

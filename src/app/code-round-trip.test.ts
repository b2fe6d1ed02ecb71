import fc from "@/base/testing/fast-check";
import { describe, expect, test } from "vitest";
import { templates } from "@/examples";
import { codeLanguages } from "@/interop/code/languages";
import { printTorch } from "@/interop/code/pytorch/print-torch";
import { readTorch } from "@/interop/code/pytorch/read-torch";
import { addLayer, connect, setConfig } from "@/network/edit";
import { anyDag } from "@/network/testing/arbitraries";
import { anyRunnable } from "@/network/testing/runnable-networks";
import { initialProject } from "@/project/initial-project";

const project = initialProject("p1");

const languages = codeLanguages.flatMap(({ id, print, read }) => (read ? [{ id, print, read }] : []));

describe.each(languages)("$id, printed and read again", ({ print, read }) => {
  test.each(templates.map((template) => [template.id, template] as const))("%s comes back as the very same project", (_id, template) => {
    const source = { ...template, name: "t" };
    const { source: back, problems } = read(print(source).text, source);
    expect(problems).toEqual([]);
    expect(back).toBe(source);
  });

  test("any network that can run comes back as the very same: every kind of layer, branches, merges, two inputs, names, groups", () => {
    fc.assert(
      fc.property(anyRunnable, (network) => {
        const source = { ...project, network };
        const { source: back, problems } = read(print(source).text, source);
        expect(problems).toEqual([]);
        expect(back).toBe(source);
      }),
      { numRuns: 30 },
    );
  });
});

/** PyTorch says a layer in two places, and a network without a way to its end is no module. */
describe.each(languages.filter(({ id }) => id !== "pytorch"))("$id, which says all there is", ({ print, read }) => {
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
      { numRuns: 30 },
    );
  });
});

test("a layer that leads nowhere is not said in PyTorch, and stays", () => {
  const input = project.network.nodes[0]!;
  const flatten = addLayer(project.network, "Flatten", { position: { x: 1, y: 2 } });
  const loose = addLayer(connect(flatten.network, input.id, flatten.id), "Dropout");
  const network = connect(loose.network, flatten.id, loose.id);
  const source = { ...project, network: { ...network, nodes: network.nodes.toReversed() } };
  const { text } = printTorch(source);
  expect(readTorch(text, source).source).toBe(source);
  const changed = readTorch(text.replace("nn.Linear(784, 128)", "nn.Linear(784, 12)"), source).source!.network;
  expect(changed).toEqual(setConfig(source.network, source.network.nodes.find(({ name }) => name === "dense")!.id, { units: 12 }));
});

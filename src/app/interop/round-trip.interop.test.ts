import { describe, expect, test } from "vitest";
import { interopCases } from "@/app/interop/cases";
import { createRng, seedFromName } from "@/base/rng";
import { exportFormats } from "@/interop/export";
import { trainedModel } from "@/interop/export/trained-model";
import { openModelFile } from "@/interop/import/import-file";
import { matchingWeights } from "@/interop/import/matching-weights";
import type { NamedTensor } from "@/interop/layerlab/content";
import type { NetworkDocument } from "@/network/document";
import { weightsOf } from "@/network/summary";

/**
 * Layers by name, and wires between names: what is left of a document without positions and ids. Whose vectors a table started with is
 * said by no program: its weights are those that came of them.
 */
function known({ nodes, edges }: NetworkDocument) {
  const names = new Map(nodes.map(({ id, name }) => [id, name]));
  return {
    layers: Object.fromEntries(
      nodes.map(({ name, className, config }) => [name, { className, config: "pretrained" in config ? { ...config, pretrained: "none" } : config }]),
    ),
    wires: edges.map(({ source, target, targetPort }) => `${names.get(source)} -> ${names.get(target)} ${targetPort}`).toSorted(),
  };
}

function drawnWeights(network: NetworkDocument): readonly NamedTensor[] {
  return network.nodes.flatMap((node) =>
    weightsOf(network, node).map(({ name, shape }) => {
      const rng = createRng(seedFromName(1, `${node.name}/${name}`));
      const length = shape.reduce((product, size) => product * size, 1);
      return { name: `${node.name}/${name}`, shape, data: Float32Array.from({ length }, () => rng.normal()) };
    }),
  );
}

describe("what leaves comes back as the same network, with the same weights", () => {
  const formats = exportFormats.filter(({ readBack }) => readBack === "import");
  test.each(formats.map((format) => [format.id, format] as const))("%s", async (_, format) => {
    const wrong: unknown[] = [];
    for (const { id, network } of interopCases.filter((one) => !one.network.nodes.some((node) => format.cannotHold(node, one.network)))) {
      const weights = drawnWeights(network);
      try {
        const bytes = await format.write(trainedModel(id, network, weights, { classNames: [] }), 0);
        const opened = await openModelFile([{ name: `model${format.ending}`, bytes }]);
        if (opened.kind === "project") throw new Error("a project");
        // Weights alone are for the network that is there already.
        const came = opened.kind === "model" ? opened.model : { network, weights: matchingWeights(network, opened) };
        expect(known(came.network)).toEqual(known(network));
        const byName = new Map(came.weights.map((tensor) => [tensor.name, tensor]));
        expect([...byName.keys()].toSorted()).toEqual(weights.map(({ name }) => name).toSorted());
        for (const { name, data } of weights) expect([name, byName.get(name)!.data.every((value, i) => value === data[i])]).toEqual([name, true]);
      } catch (error) {
        wrong.push([id, String(error).slice(0, 1500)]);
      }
    }
    expect(wrong).toEqual([]);
  });
});

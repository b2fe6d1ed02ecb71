import { unzipSync, strFromU8 } from "fflate";
import { expect, test } from "vitest";
import { exportFormats, modelFormats } from "@/interop/export";
import { inputArrays } from "@/interop/export/model-inputs";
import { trainedModel } from "@/interop/export/trained-model";
import type { NetworkDocument } from "@/network/document";
import { addLayer, connect } from "@/network/edit";
import { planOf } from "@/network/plan";

/** The target is added first: the order of Inputs is that of their parts. */
function translator(): NetworkDocument {
  const target = addLayer({ nodes: [], edges: [] }, "Input", { config: { shape: [2], part: "target" } });
  const source = addLayer(target.network, "Input", { config: { shape: [3], part: "source" } });
  const joined = addLayer(source.network, "Concatenate");
  return [target.id, source.id].reduce((network, id) => connect(network, id, joined.id), joined.network);
}

test("rows of two parts become an array for each Input: the source from their front, the target from their end", () => {
  // The last source column before the target is of neither: the data's sources are longer.
  expect(inputArrays(planOf(translator()), 2, Float32Array.of(1, 2, 3, 0, 8, 9, 4, 5, 6, 0, 6, 7))).toEqual([
    { name: "source", shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) },
    { name: "target", shape: [2, 2], data: Float32Array.of(8, 9, 6, 7) },
  ]);
});

test("every format takes the source before the target, and says so", async () => {
  const network = translator();
  const golden = { count: 1, inputs: inputArrays(planOf(network), 1, Float32Array.of(1, 2, 3, 8, 9)), outputs: Float32Array.of(8, 9, 1, 2, 3) };
  const partsOf = async (id: string) => {
    const format = exportFormats.find((one) => one.id === id)!;
    return unzipSync(await format.write(trainedModel("t", network, [], { classNames: [], golden }), 0));
  };
  const [python, keras] = [await partsOf("pytorch"), await partsOf("keras")];
  expect(strFromU8(python["model.py"]!)).toContain("def forward(self, source, target):");
  expect(strFromU8(python["verify.py"]!)).toContain('for name in ["source", "target"]');
  const named = (part: "source" | "target") => network.nodes.find((node) => node.className === "Input" && node.config.part === part)!.name;
  expect(JSON.parse(strFromU8(keras["config.json"]!))).toHaveProperty("config.input_layers", [
    [named("source"), 0, 0],
    [named("target"), 0, 0],
  ]);
  const said = modelFormats.flatMap(({ usage }) => usage?.(network) ?? []);
  expect(said.length).toBeGreaterThan(3);
  expect(said.filter((lines) => !lines.includes("source") || lines.indexOf("source") > lines.indexOf("target"))).toEqual([]);
});

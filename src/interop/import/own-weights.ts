/** Values of a file as the weights of a network: as many as every layer declares, of its shapes, all of them numbers. */
import { importProblem, type RawTensor } from "@/interop/import/imported-model";
import type { NamedTensor } from "@/interop/layerlab/content";
import { refuseNonFinite } from "@/interop/layerlab/encode";
import type { LayerNode, NetworkDocument } from "@/network/document";
import { weightsOf } from "@/network/summary";

/** `given`: a layer's values in the order in which it declares them. */
export function ownWeights(network: NetworkDocument, given: (node: LayerNode) => readonly RawTensor[]): readonly NamedTensor[] {
  const weights = network.nodes.flatMap((node) => {
    const declared = weightsOf(network, node);
    const own = declared.length === 0 ? [] : given(node);
    if (own.length !== declared.length) throw misfit(node.name, list(declared), list(own));
    return declared.map(({ name, shape }, i): NamedTensor => {
      const { shape: came, data } = own[i] ?? { shape: [], data: new Float32Array() };
      if (came.join() !== shape.join()) throw misfit(`${node.name}/${name}`, `[${shape.join(", ")}]`, `[${came.join(", ")}]`);
      return { name: `${node.name}/${name}`, shape, data };
    });
  });
  refuseNonFinite(weights);
  return weights;
}

const list = (tensors: readonly Pick<RawTensor, "shape">[]) => tensors.map(({ shape }) => `[${shape.join(", ")}]`).join(" ") || "–";

function misfit(name: string, expected: string, came: string) {
  return importProblem(
    "wrongWeights",
    { en: "The weights {name} do not fit: expected {expected}, came {came}.", zh: "权重 {name} 不符：应为 {expected}，实为 {came}。" },
    { name, expected: expected.slice(0, 160), came: came.slice(0, 160) },
  );
}

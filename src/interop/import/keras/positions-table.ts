/** The layer that adds positions, as a file of Keras says it: the input times ones, plus a table. */
import { importProblem, type RawTensor } from "@/interop/import/imported-model";
import { sineWaves } from "@/interop/export/positions";
import type { LayerNode } from "@/network/document";

/** More than rounding of sines in single precision. */
const tolerance = 1e-5;

/** The table where it is learned; nothing where it is sine waves, as the values must show. */
export function tableOf(name: string, node: LayerNode, [factors, table]: readonly RawTensor[]): readonly RawTensor[] {
  const [steps = 0, features = 0] = table?.shape ?? [];
  if (!factors || !table || node.className !== "PositionalEncoding" || !factors.data.every((factor) => factor === 1)) throw notPositions(name);
  if (node.config.kind === "learned") return [table];
  const waves = sineWaves(steps, features);
  if (!table.data.every((value, i) => Math.abs(value - (waves[i] ?? 0)) <= tolerance)) throw notPositions(name);
  return [];
}

function notPositions(name: string) {
  return importProblem(
    "notPositions",
    {
      en: "{name} (EinsumDense) multiplies by more than ones, or adds what are no sine waves. Of its kind only positions are read.",
      zh: "{name}（EinsumDense）所乘不全为 1，或所加并非正弦波。此类层中只读取位置编码。",
    },
    { name: name.slice(0, 64) },
  );
}

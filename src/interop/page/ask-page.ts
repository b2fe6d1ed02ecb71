/** A page that was written, asked by the program that it carries: the same one, here. */
import { strFromU8 } from "fflate";
import { exampleRows } from "@/interop/export/model-inputs";
import type { Golden } from "@/interop/export/trained-model";
import { floatsOfText } from "@/interop/page/floats";
import type { PageContent } from "@/interop/page/page-content";
import { createAsk } from "@/interop/page/run-network";

/** Answers to the first examples, as long as `goesOn` says so, at least one; it is called between them. */
export async function askPage(bytes: Uint8Array, { inputs, count }: Pick<Golden, "inputs" | "count">, goesOn: () => Promise<boolean>): Promise<Float32Array> {
  const content = JSON.parse(/id="content">(.*?)<\/script>/s.exec(strFromU8(bytes))?.[1] ?? "") as PageContent;
  const ask = createAsk({ nodes: content.nodes, weights: floatsOfText(content.weights) });
  const rows = exampleRows(inputs, count);
  const size = rows.length / Math.max(1, count);
  const answers: Float32Array[] = [];
  do answers.push(ask(rows.slice(answers.length * size, (answers.length + 1) * size)).data);
  while (answers.length < count && (await goesOn()));
  const width = answers[0]?.length ?? 0;
  const all = new Float32Array(answers.length * width);
  answers.forEach((answer, i) => all.set(answer, i * width));
  return all;
}

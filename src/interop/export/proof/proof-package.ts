/** One zip with a file and what proves it: golden inputs and outputs, the preprocessing, the labels, and a script that checks them. */
import { strToU8, unzipSync, zipSync, type Zippable } from "fflate";
import type { ExportFormat } from "@/interop/export/export-format";
import { modelInputs } from "@/interop/export/model-inputs";
import { writeNpy } from "@/interop/export/proof/npy";
import { scriptName, verifyLines, verifyScript, type Verification } from "@/interop/export/proof/verify-script";
import { textFiles, textKindOf } from "@/interop/export/texts/text-files";
import { notes, type TrainedModel } from "@/interop/export/trained-model";

/** The golden examples and the script; nothing where no examples are known. */
export function proofFiles(model: TrainedModel, verification: Verification): Readonly<Record<string, Uint8Array>> {
  const { plan, golden } = model;
  if (!golden) return {};
  const { count, inputs, outputs } = golden;
  const outputShape = [count, ...plan.output.outputShape.slice(1).map((size) => size ?? 1)];
  return {
    ...Object.fromEntries(inputs.map(({ name, shape, data }) => [`golden/${name}.npy`, writeNpy(shape, data)])),
    "golden/outputs.npy": writeNpy(outputShape, outputs),
    [scriptName(verification)]: strToU8(verifyScript(verification, modelInputs(plan))),
    ...verification.files?.(model),
  };
}

type Named = Pick<ExportFormat, "title" | "ending">;

/** The file as its format writes it, named `model` or unpacked where it is a zip of several, and its proof. */
export function proofPackage(format: Named, verification: Verification, model: TrainedModel, bytes: Uint8Array): Uint8Array {
  const files: Zippable = format.ending.endsWith(".zip") ? unzipSync(bytes) : { [`model${format.ending}`]: bytes };
  return zipSync(
    { ...files, ...proofFiles(model, verification), ...notes(model), ...textFiles(model.origin), "README.md": strToU8(readme(format, verification, model)) },
    { mtime: new Date(1980, 0, 1) },
  );
}

function readme({ title, ending }: Named, verification: Verification, { name, preprocessing, classNames, plan, origin }: TrainedModel): string {
  const script = scriptName(verification);
  return `# ${name}

A network for ${title.en}, made with Layerlab${ending.endsWith(".zip") ? "" : `, in \`model${ending}\``}.

\`golden/\` holds examples that it was asked in Layerlab, already preprocessed (${modelInputs(plan)
    .map((input) => `\`${input.name}.npy\``)
    .join(", ")}), and its answers (\`outputs.npy\`).
\`${script}\` asks them anew, prints the largest difference, and ends with 1 where it is too large:

${verifyLines(verification)
  .map((line) => `    ${line}`)
  .join("\n")}
${preprocessing ? "\n`preprocessing.json`: what comes in is (value - shift) * scale per channel, pixels 0 to 1 before it; of texts, how they become numbers.\n" : ""}${
    textKindOf(origin) ? "\n`texts.py`: the pipeline of texts, in Python's standard library; `vocabulary.json`: the tokens by their numbers.\n" : ""
  }${classNames.length > 0 ? "\n`labels.json`: what the outputs stand for, in their order, in English and Chinese.\n" : ""}`;
}

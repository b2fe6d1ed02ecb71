/** How texts become a network's numbers, as a program that leaves with it: `texts.py`, and in `texts.json` what it is told. */
import { strToU8 } from "fflate";
import { datasetConfig } from "@/data/dataset-config";
import { findDatasetFor } from "@/data/datasets";
import type { DatasetDefinition, PairText } from "@/data/define-dataset";
import { stopWords } from "@/data/text/stop-words";
import { textFields, type TextPipeline } from "@/data/text/text-fields";
import { characterClasses, type CharacterClasses } from "@/interop/export/texts/character-classes";
import textsProgram from "@/interop/export/texts/texts.py?raw";
import type { Origin } from "@/interop/export/trained-model";

/** What a network does with texts: judges each, goes on with them from windows or from their beginnings, or answers them. */
export type TextKind =
  | ({ readonly kind: "classes"; readonly classes: readonly (readonly [string, string])[]; readonly stopWords: readonly string[] } & Omit<
      TextPipeline,
      "stopWords"
    >)
  | { readonly kind: "windows"; readonly length: number; readonly stride: number; readonly vocabularySize: number }
  | { readonly kind: "whole"; readonly length: number; readonly vocabularySize: number }
  | ({ readonly kind: "pairs"; readonly vocabularySize: number } & Pick<PairText, "tokens" | "steps">);

export type TextSettings = TextKind & { readonly characters: CharacterClasses };

/** Undefined where the network reads no texts, or what its numbers stand for is not known. */
export function textKindOf(origin: Origin | undefined): TextKind | undefined {
  const dataset = origin && findDatasetFor(origin.project.data);
  if (!origin?.vocabulary || dataset?.kind !== "text") return undefined;
  return kindOf(dataset, origin);
}

function kindOf({ pair, task, writing, classNames = [], inputShape, vocabularySize = 0, fields }: DatasetDefinition, { project }: Origin): TextKind {
  const { config } = project.data;
  if (pair) return { kind: "pairs", vocabularySize, tokens: pair.tokens, steps: pair.steps };
  const [length = 1] = inputShape;
  if (task !== "nextToken") {
    const pipeline = datasetConfig({ fields: textFields }, datasetConfig({ fields }, config));
    return { kind: "classes", ...pipeline, stopWords: [...stopWords[pipeline.stopWords]], classes: classNames.map(({ en, zh }) => [en, zh]) };
  }
  if (writing?.isWhole) return { kind: "whole", length, vocabularySize };
  const { stride } = datasetConfig({ fields }, config);
  return { kind: "windows", length, stride: typeof stride === "number" ? stride : 1, vocabularySize };
}

/** To stand beside `vocabulary.json`; nothing for networks without texts. */
export function textFiles(origin: Origin | undefined): Readonly<Record<string, Uint8Array>> {
  const kind = textKindOf(origin);
  if (!kind) return {};
  const settings: TextSettings = { ...kind, characters: characterClasses() };
  return { "texts.py": strToU8(textsProgram), "texts.json": strToU8(JSON.stringify(settings)) };
}

/** What a model card says of the data: where they come from, under which licence, and how they were split and scaled. */
import { findDatasetFor } from "@/data/datasets";
import { markdownText, table, type CardSay } from "@/interop/export/card/markdown";
import { words } from "@/interop/export/card/words";
import type { TrainedModel } from "@/interop/export/trained-model";

export function dataSection({ origin }: TrainedModel, tell: CardSay): readonly string[] {
  const dataset = origin && findDatasetFor(origin.project.data);
  if (!dataset) return [];
  const { project, counts, vocabulary } = origin;
  const { normalization, augmentation, seed } = project.data;
  const { name, url, licence, citation } = dataset.source;
  const rows: (readonly [string, string])[] = [
    [tell(words.dataset), markdownText(tell(dataset.title))],
    [tell(words.source), url === undefined ? markdownText(name) : `[${markdownText(name)}](${url})`],
    [tell(words.licence), markdownText(tell(licence))],
    ...(citation === undefined ? [] : [[tell(words.citation), markdownText(citation)] as const]),
    [tell(words.split), tell(words.counts, { train: counts.train, validation: counts.validation, test: counts.test })],
    [tell(words.splitSeed), String(seed)],
    [tell(words.scaling), tell(words.scalings[dataset.kind === "text" ? "tokens" : normalization])],
    ...(dataset.isAugmentable && augmentation.enabled ? [[tell(words.augmentation), augmented(augmentation)] as const] : []),
    ...(vocabulary ? [[tell(words.vocabulary), String(vocabulary.tokens.length)] as const] : []),
  ];
  return [`## ${tell(words.data)}`, tell(dataset.summary), table([tell(words.setting), tell(words.value)], rows)];
}

function augmented({ enabled: _on, ...changes }: object & { readonly enabled: boolean }): string {
  return Object.entries(changes)
    .filter(([, value]) => value !== 0 && value !== false)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(", ");
}

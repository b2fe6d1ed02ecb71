/** All templates, in the order of the gallery: from the first line to images that answer with images, and texts. */
import { say, type Locale } from "@/base/text";
import { ProblemError } from "@/base/problem";
import { projectVersion, type ProjectDocument } from "@/project/project";
import type { Template } from "@/examples/define-template";
import { denoise } from "@/examples/templates/denoise";
import { fashionCnn, mnistCnn } from "@/examples/templates/image-cnn";
import { oneSentence } from "@/examples/templates/one-sentence";
import { forecastGru, forecastWeather } from "@/examples/templates/forecast";
import { gptShakespeare } from "@/examples/templates/gpt-shakespeare";
import { gptTang } from "@/examples/templates/gpt-tang";
import { line } from "@/examples/templates/line";
import { mnistMlp, mnistMlpFunctional } from "@/examples/templates/mnist-mlp";
import { circles, moons, xor } from "@/examples/templates/plane-sets";
import { seq2seqCouplets, seq2seqDates, seq2seqLstm, seq2seqPhonemes } from "@/examples/templates/seq2seq";
import { spirals } from "@/examples/templates/spirals";
import { textCnn } from "@/examples/templates/text-cnn";
import { textBilstm, textGru, textLstm } from "@/examples/templates/text-recurrent";
import { textNames } from "@/examples/templates/text-names";
import { textTransformer, textTransformerZh } from "@/examples/templates/text-transformer";

export type { Template } from "@/examples/define-template";

export const templates: readonly Template[] = [
  line,
  spirals,
  circles,
  xor,
  moons,
  mnistMlp,
  mnistMlpFunctional,
  mnistCnn,
  fashionCnn,
  denoise,
  textLstm,
  textGru,
  textCnn,
  textBilstm,
  textTransformer,
  textTransformerZh,
  textNames,
  oneSentence,
  gptShakespeare,
  gptTang,
  forecastGru,
  forecastWeather,
  seq2seqDates,
  seq2seqLstm,
  seq2seqPhonemes,
  seq2seqCouplets,
];

/**
 * What a newcomer meets. The MLP, because it passes over all digits within seconds on any device, even without a GPU:
 * the first thing Train does must be to learn visibly. The CNN, 25 times the work per image, is one click away.
 */
export const firstTemplateId = mnistMlp.id;

export function findTemplate(id: string): Template | undefined {
  return templates.find((template) => template.id === id);
}

/** A new project from a template. `projectId` comes from outside: no dice are thrown here. */
export function projectFromTemplate(templateId: string, projectId: string, locale: Locale = "en"): ProjectDocument {
  const template = findTemplate(templateId);
  if (!template)
    throw new ProblemError({
      code: "template.unknown",
      what: {
        text: { en: "There is no template “{id}”. Known: {known}.", zh: "没有名为“{id}”的模板。已有：{known}。" },
        values: { id: templateId, known: templates.map(({ id }) => id).join(", ") },
      },
    });
  const { title, network, data, training } = template;
  return { version: projectVersion, id: projectId, name: say(title, locale), templateId, network, data, training, notes: "" };
}

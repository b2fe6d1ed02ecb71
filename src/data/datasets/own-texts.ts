/** Texts of one's own: what they are lies in the project, so the set is made from it. */
import { ProblemError } from "@/base/problem";
import { message } from "@/base/text";
import type { DatasetDefinition } from "@/data/define-dataset";
import { defineTexts } from "@/data/datasets/define-texts";
import type { OwnTexts } from "@/data/text/own-texts";

export const ownTextsId = "own-texts";

const { expectedCounts: _none, ...declared } = defineTexts({
  id: ownTextsId,
  title: { en: "Your own texts", zh: "你自己的文本" },
  summary: {
    en: "Texts that you brought. They stay in this browser and in the files that you save.",
    zh: "你带来的文本。它们只保存在此浏览器以及你保存的文件中。",
  },
  source: { name: "You", licence: { en: "Yours", zh: "归你所有" } },
  classNames: [
    { en: "first", zh: "第一类" },
    { en: "second", zh: "第二类" },
  ],
  counts: { train: 0, test: 0 },
  sampleText: "",
  pipeline: {},
});

/** While a project has none. */
export const ownTexts: DatasetDefinition = { ...declared, sizeFor: () => ({ count: 0, testCount: 0 }), load: () => Promise.reject(noTextsYet()) };

const known = new WeakMap<OwnTexts, DatasetDefinition>();

/** One object for the same texts. */
export function definitionOfOwn(own: OwnTexts): DatasetDefinition {
  const { name, classNames, texts, labels } = own;
  const definition = known.get(own) ?? {
    ...declared,
    ...(name === "" ? {} : { title: { en: name, zh: name } }),
    classNames: classNames.map((className) => ({ en: className, zh: className })),
    sampleText: texts[0] ?? "",
    sizeFor: () => ({ count: texts.length, testCount: 0 }),
    load: () => Promise.resolve({ inputs: new Float32Array(), targets: Uint8Array.from(labels), texts, count: texts.length, testCount: 0 }),
  };
  known.set(own, definition);
  return definition;
}

function noTextsYet(): ProblemError {
  return new ProblemError({
    code: "data.noOwnTexts",
    what: message({ en: "This project asks for texts of your own, and has none.", zh: "此项目需要你自己的文本，但其中没有。" }),
    remedy: message({ en: "Bring some, or choose other data, in the Data panel.", zh: "请在数据面板中导入文本，或另选数据。" }),
  });
}

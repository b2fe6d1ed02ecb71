/** Couplets of Tang poems: the lower line answers the upper one, word for word. */
import { definePairFiles } from "@/data/datasets/define-pairs";

export const tangCouplets = definePairFiles({
  id: "tang-couplets",
  title: { en: "Couplets of Tang poems", zh: "唐诗对联" },
  summary: {
    en: "The middle couplets of regulated verse from the Complete Tang Poems, five or seven characters a line: what stands in the upper line is answered in the lower one, noun by noun and colour by colour.",
    zh: "《全唐诗》律诗的颔联与颈联，五言或七言：下句逐字对上句，名词对名词，颜色对颜色。",
  },
  source: {
    name: "chinese-poetry",
    url: "https://github.com/chinese-poetry/chinese-poetry",
    licence: { en: "MIT; the poems are in the public domain", zh: "MIT；诗作属公有领域" },
    citation: "chinese-poetry: the most comprehensive database of Chinese poetry, github.com/chinese-poetry/chinese-poetry.",
  },
  pair: { tokens: { source: "character", target: "character" }, steps: { source: 7, target: 8 }, bleu: "char" },
  // The most frequent characters, 95 of a hundred. Sums over 2,000 values and more are split up by TensorFlow.js on WebGPU and added in
  // any order, and a recorded step could not prove itself.
  vocabularySize: 1996,
  counts: { train: 40_839, test: 2000 },
  sampleText: "明月松间照",
});

/** BLEU against sacreBLEU on the same texts (scripts/goldens/bleu.py). */
import { expect, test } from "vitest";
import { bleuTokens, corpusBleu, type BleuTokenizer } from "@/analysis/bleu";
import golden from "@/analysis/bleu.golden.json";

test.each(golden.cases)("$name", ({ tokenizer, said, expected, bleu }) => {
  expect(Math.abs(corpusBleu(said, expected, tokenizer as BleuTokenizer) - bleu)).toBeLessThan(1e-6);
});

test("13a cuts punctuation off, but not within numbers", () => {
  expect(bleuTokens('It costs $3,500.75, "about" 10% (1998-99).', "13a")).toEqual('It costs $ 3,500.75 , " about " 10 % ( 1998 - 99 ) .'.split(" "));
});

import { expect, test } from "vitest";
import { findTemplate } from "@/examples";
import { acrossLayers, meanOfHeads } from "@/features/try-it/across";

test("attention that looks across is found, attention of a sequence to itself is not", () => {
  const across = (id: string) => acrossLayers(findTemplate(id)!.network).length;
  expect(["seq2seq-dates", "seq2seq-phonemes", "seq2seq-lstm", "text-transformer"].map(across)).toEqual([1, 2, 0, 0]);
});

test("a look is the mean over all heads", () => {
  const looks = meanOfHeads({ shape: [2, 3, 2], data: Float32Array.of(1, 0, 0, 0.5, 0, 0.5, 0.25, 0.75, 0.5, 0.25, 0.25, 0) });
  expect([looks(0, 0), looks(0, 1), looks(1, 0), looks(1, 2)]).toEqual([0.5, 0.25, 0.5, 0.125]);
});

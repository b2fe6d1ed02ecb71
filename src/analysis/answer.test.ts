import { expect, test } from "vitest";
import { answerOf } from "@/analysis/answer";

test("softmax outputs are probabilities and the greatest is the answer", () => {
  expect(answerOf([0.1, 0.7, 0.2], 3)).toEqual({ values: [0.1, 0.7, 0.2], areProbabilities: true, best: 1 });
});
test("one sigmoid unit answers for two classes", () => {
  expect(answerOf([0.25], 2)).toEqual({ values: [0.75, 0.25], areProbabilities: true, best: 0 });
});
test("scores that are no probabilities are not called so", () => {
  expect(answerOf([-2, 5, 1], 3)).toMatchObject({ areProbabilities: false, best: 1 });
  expect(answerOf([0.9, 0.9], 2).areProbabilities).toBe(false);
});

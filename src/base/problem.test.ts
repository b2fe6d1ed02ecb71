import { expect, test } from "vitest";
import { ProblemError, problemOf } from "@/base/problem";
import { say } from "@/base/text";

test("a problem keeps its code and words when thrown and caught", () => {
  const problem = {
    code: "file.truncated",
    what: { text: { en: "{came} of {expected} bytes", zh: "{came}/{expected} 字节" }, values: { came: 5, expected: 9 } },
  };
  const error = new ProblemError(problem);
  expect(problemOf(error)).toBe(problem);
  expect(error.message).toBe("file.truncated: 5 of 9 bytes");
});

test("an unknown error becomes a problem with its own words and its stack as detail", () => {
  const problem = problemOf(new TypeError("x is not a function"));
  expect(problem.code).toBe("unexpected");
  expect(say(problem.what, "en")).toContain("x is not a function");
  expect(problem.detail).toContain("TypeError");
});

test("things thrown that are no errors are still said", () => {
  expect(say(problemOf("plain words").what, "zh")).toContain("plain words");
});

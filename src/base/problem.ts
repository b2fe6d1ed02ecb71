/** Errors that a person can meet: what was expected, what came, what to do, in their language. */
import { say, type Message } from "@/base/text";

/** Plain data, so that it crosses the worker border unchanged. */
export interface Problem {
  /** Stable name for tests and diagnostics, `area.cause`: `file.truncated`, `device.lost`. */
  readonly code: string;
  /** What happened, or what was expected and what came. */
  readonly what: Message;
  /** What to do about it. */
  readonly remedy?: Message;
  /** For diagnostics only, never shown as the explanation. */
  readonly detail?: string;
}

export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly problem: Problem;
  constructor(problem: Problem, options?: ErrorOptions) {
    super(`${problem.code}: ${say(problem.what, "en")}`, options);
    this.problem = problem;
  }
}

/** Any thrown thing as a problem; unknown ones keep their own words as the detail. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const words = error instanceof Error ? error.message : String(error);
  return {
    code: "unexpected",
    what: {
      text: { en: "Something unforeseen happened: {words}", zh: "发生了意料之外的情况：{words}" },
      values: { words },
    },
    detail,
  };
}

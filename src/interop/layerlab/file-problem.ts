/** Names and words for files that cannot be opened. Whatever the cause, nothing was changed. */
import { ProblemError } from "@/base/problem";
import { message, type Text, type Values } from "@/base/text";

const remedy = message({
  en: "Open another file, or save it once more where it came from. Nothing was changed.",
  zh: "请打开其他文件，或在来源处重新保存一次。没有改动任何内容。",
});

export function fileProblem(cause: string, what: Text, values?: Values, error?: unknown): ProblemError {
  return new ProblemError(
    {
      code: `file.${cause}`,
      what: message(what, values),
      remedy,
      ...(error === undefined ? {} : { detail: error instanceof Error ? error.message : JSON.stringify(error) }),
    },
    error === undefined ? undefined : { cause: error },
  );
}

/** `932480` -> `932,480` */
export function figure(count: number): string {
  return count.toLocaleString("en-US");
}

export function badPart(part: string, why: string): ProblemError {
  return new ProblemError({
    code: "file.badPart",
    what: message({ en: "The part {part} of this file is not what it should be: {why}.", zh: "此文件的 {part} 部分内容不正确：{why}。" }, { part, why }),
    remedy,
  });
}

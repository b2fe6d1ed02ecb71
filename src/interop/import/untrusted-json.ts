/** JSON out of a stranger's file, with the part that it is in named when it is none. */
import { strFromU8 } from "fflate";
import { ProblemError } from "@/base/problem";
import type { Text } from "@/base/text";
import { importProblem } from "@/interop/import/imported-model";
import { checkUntrusted, maxDepth, parseJson } from "@/project/untrusted";

/** By the code that the same fault has in a project. */
const faults: Readonly<Record<string, readonly [cause: string, what: Text] | undefined>> = {
  "project.notJson": [
    "notJson",
    {
      en: "{part} in this file is not valid JSON: it was cut off or changed. Fetch the file once more.",
      zh: "此文件中的 {part} 不是有效的 JSON：被截断或改动过。请重新获取文件。",
    },
  ],
  "project.tooDeep": [
    "jsonTooDeep",
    {
      en: "{part} in this file is nested more than {limit} levels deep, which the description of no model is.",
      zh: "此文件中的 {part} 嵌套超过 {limit} 层，不是任何模型的描述。",
    },
  ],
  "project.tooLong": [
    "jsonTooLong",
    {
      en: "{part} in this file is longer than 2,000,000 characters, which the description of no model is.",
      zh: "此文件中的 {part} 超过 2,000,000 个字符，不是任何模型的描述。",
    },
  ],
  "project.forbiddenKey": [
    "forbiddenKey",
    {
      en: "{part} in this file has an entry named {key}, which is not allowed: somebody may have meant harm.",
      zh: "此文件中的 {part} 含有不允许的名称 {key}：可能有人蓄意为之。",
    },
  ],
};

export function jsonOf(text: Uint8Array | string, part: string): unknown {
  try {
    const value = parseJson(typeof text === "string" ? text : strFromU8(text));
    checkUntrusted(value);
    return value;
  } catch (error) {
    const fault = error instanceof ProblemError ? faults[error.problem.code] : undefined;
    if (!fault || !(error instanceof ProblemError)) throw error;
    const [cause, what] = fault;
    const { key = "" } = error.problem.what.values ?? {};
    throw importProblem(cause, what, { part: part.slice(0, 80), limit: maxDepth, key: typeof key === "object" ? key.en : key });
  }
}

/** Looks over a value from outside before anything walks it: how deep it is, and whether it names what no object may. */
import { ProblemError } from "@/base/problem";
import { message } from "@/base/text";

export const maxDepth = 32;
/** Far above any real project; a longer text is no project of ours. */
export const maxTextLength = 2_000_000;
const forbiddenKeys: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

const remedy = message({ en: "Open another file. Nothing was changed.", zh: "请打开其他文件。没有改动任何内容。" });

export function tooDeep(): ProblemError {
  return new ProblemError({
    code: "project.tooDeep",
    what: message(
      { en: "This project is nested more than {limit} levels deep, which none of ours is.", zh: "此项目嵌套超过 {limit} 层，不是本应用的项目。" },
      { limit: maxDepth },
    ),
    remedy,
  });
}

export function checkUntrusted(value: unknown, depth = 0): void {
  if (typeof value !== "object" || value === null) return;
  if (depth > maxDepth) throw tooDeep();
  for (const key of Object.keys(value)) {
    if (!Array.isArray(value) && forbiddenKeys.has(key))
      throw new ProblemError({
        code: "project.forbiddenKey",
        what: message({ en: "This project has a setting named {key}, which is not allowed.", zh: "此项目含有不允许的设置名 {key}。" }, { key }),
        remedy,
      });
    checkUntrusted((value as Record<string, unknown>)[key], depth + 1);
  }
}

/** JSON as a value; depth is measured on the text, because the parser itself would run out of stack. */
export function parseJson(text: string): unknown {
  if (text.length > maxTextLength)
    throw new ProblemError({
      code: "project.tooLong",
      what: message(
        { en: "This project is longer than {limit} characters, which none of ours is.", zh: "此项目超过 {limit} 个字符，不是本应用的项目。" },
        { limit: "2,000,000" },
      ),
      remedy,
    });
  if (textDepth(text) > maxDepth + 1) throw tooDeep();
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ProblemError(
      {
        code: "project.notJson",
        what: message({ en: "This is not a project: its text is not valid JSON.", zh: "这不是项目：其文本不是有效的 JSON。" }),
        remedy,
        detail: String(cause),
      },
      { cause },
    );
  }
}

function textDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (inString) {
      if (character === "\\") i++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === "{" || character === "[") deepest = Math.max(deepest, ++depth);
    else if (character === "}" || character === "]") depth--;
  }
  return deepest;
}

/** Brings projects of earlier versions up to date. Fixtures of every released version must open for ever. */
import { ProblemError } from "@/base/problem";
import { message } from "@/base/text";
import { projectVersion } from "@/project/project";

/** Turns a project of one version into one of the next; what it returns is checked by the schema in the end. */
export type Migration = (project: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;

/** The first brings version 1 to 2, and so on: one less than there are versions. */
const migrations: readonly Migration[] = [
  // 2: layers may stand in groups; where nothing is said of any, there are none.
  (project) => project,
];

/** The chain and its last version are arguments so that it can be tested before there is an old version. */
export function migrate(
  project: Readonly<Record<string, unknown>>,
  chain: readonly Migration[] = migrations,
  current: number = projectVersion,
): Readonly<Record<string, unknown>> {
  const version = project["version"];
  if (typeof version !== "number" || !Number.isInteger(version) || version < 1)
    throw new ProblemError({
      code: "project.noVersion",
      what: message({ en: "This is not a Layerlab project: it does not say its version.", zh: "这不是 Layerlab 项目：没有标明版本。" }),
      remedy: message({ en: "Open a file that was saved here. Nothing was changed.", zh: "请打开在此保存的文件。没有改动任何内容。" }),
    });
  if (version > current) throw newerVersion(version, current);
  return chain.slice(version - 1).reduce<Readonly<Record<string, unknown>>>((old, step, i) => ({ ...step(old), version: version + i + 1 }), project);
}

export function newerVersion(version: number, current: number): ProblemError {
  return new ProblemError({
    code: "project.newerVersion",
    what: message(
      {
        en: "This was made with a newer version of Layerlab (format {version}; this page knows {current}).",
        zh: "这是用更新版本的 Layerlab 制作的（格式 {version}，本页支持到 {current}）。",
      },
      { version, current },
    ),
    remedy: message({
      en: "Reload the page to get the newest version, then open it again. Nothing was changed.",
      zh: "重新加载页面以获取最新版本，再打开它。没有改动任何内容。",
    }),
  });
}

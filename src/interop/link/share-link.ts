/** A project as the end of an address, `#layerlab=1.…`: network, data choice and settings, deflated. Weights and own data stay behind. */
import { deflateSync, Inflate, strFromU8, strToU8 } from "fflate";
import { ProblemError } from "@/base/problem";
import { message, type Message } from "@/base/text";
import { fromBase64Url, toBase64Url } from "@/interop/link/base64-url";
import { readProject, type ReadProject } from "@/project/parse-project";
import type { ProjectDocument } from "@/project/project";
import { parseJson } from "@/project/untrusted";

/** Characters that chats and mails still take whole as one address. */
export const linkLimit = 8000;
/** What is read may be longer, as other pages may write it; a project far beyond it is none of ours. */
const readLimit = 64_000;
const inflatedLimit = 1_000_000;
/** Small, because one bite may inflate a thousandfold before the cap is looked at. */
const biteBytes = 1024;
const linkVersion = 1;

const remedy = message({ en: "Ask for the link again, or for a file. Nothing was changed.", zh: "请重新索取链接或文件。没有改动任何内容。" });
const refuse = (code: string, what: Message, cause?: unknown) => new ProblemError({ code, what, remedy }, { cause });

/** The part of an address after `#`; may be longer than `linkLimit`. */
export function writeShareLink(project: ProjectDocument): string {
  const { id: _ofThisBrowser, notes, data, ...rest } = project;
  const { own: _tooLong, ...choice } = data;
  const text = JSON.stringify({ ...rest, data: choice, ...(notes ? { notes } : {}) });
  return `layerlab=${linkVersion}.${toBase64Url(deflateSync(strToU8(text), { level: 9 }))}`;
}

/** Why a project cannot be a link; undefined where it can. */
export function linkObstacle(project: ProjectDocument): Message | undefined {
  if (project.data.own)
    return message({
      en: "Its texts are your own, and a link does not carry data. A file does.",
      zh: "所用文本是你自己的，链接不携带数据；文件可以。",
    });
  const { length } = writeShareLink(project);
  return length <= linkLimit
    ? undefined
    : message(
        {
          en: "As a link it would have {length} characters, and {limit} is the most that travels safely. A file holds it.",
          zh: "做成链接会有 {length} 个字符，而能可靠传递的最多为 {limit} 个。请用文件。",
        },
        { length: length.toLocaleString("en"), limit: linkLimit.toLocaleString("en") },
      );
}

/** The project of an address, under the given id. It passes the same door as a file. Throws a `ProblemError`. */
export function readShareLink(fragment: string, id: string): ReadProject {
  const [, version, body] = /^#?layerlab=(\d{1,6})\.([\w-]*)$/.exec(fragment.slice(0, readLimit + 1)) ?? [];
  if (fragment.length > readLimit)
    throw refuse(
      "link.tooLong",
      message(
        { en: "This link has {length} characters; {limit} is the most that is read.", zh: "此链接有 {length} 个字符，最多读取 {limit} 个。" },
        { length: fragment.length.toLocaleString("en"), limit: readLimit.toLocaleString("en") },
      ),
    );
  if (version === undefined || body === undefined) throw damaged();
  if (Number(version) > linkVersion)
    throw refuse(
      "link.newer",
      message(
        {
          en: "This link was made by a newer version of Layerlab (link version {version}; {known} is known here).",
          zh: "此链接由更新版本的 Layerlab 生成（链接版本 {version}，这里认识到 {known}）。",
        },
        { version, known: linkVersion },
      ),
    );
  const value = parseJson(inflated(body));
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw damaged();
  // The id is the reader's own, whatever the link says.
  return readProject({ notes: "", ...value, id });
}

function inflated(body: string): string {
  const bytes = fromBase64Url(body);
  if (!bytes || bytes.length === 0) throw damaged();
  const chunks: Uint8Array[] = [];
  let size = 0;
  let isWhole = false;
  try {
    const inflate = new Inflate((chunk, isLast) => {
      size += chunk.length;
      if (size > inflatedLimit)
        throw refuse(
          "link.inflatesTooFar",
          message({ en: "This link unpacks to far more than a project. It was not opened.", zh: "此链接解开后远大于一个项目，没有打开。" }),
        );
      chunks.push(chunk.slice());
      isWhole = isLast;
    });
    for (let at = 0; at < bytes.length; at += biteBytes) inflate.push(bytes.subarray(at, at + biteBytes), at + biteBytes >= bytes.length);
    if (!isWhole) throw damaged();
    const all = new Uint8Array(size);
    let at = 0;
    for (const chunk of chunks) {
      all.set(chunk, at);
      at += chunk.length;
    }
    return strFromU8(all);
  } catch (error) {
    throw error instanceof ProblemError ? error : damaged(error);
  }
}

const damaged = (cause?: unknown) =>
  refuse(
    "link.damaged",
    message({
      en: "This link is damaged: it was probably cut off or changed on the way.",
      zh: "此链接已损坏：可能在传递途中被截断或改动。",
    }),
    cause,
  );

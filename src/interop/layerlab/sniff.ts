/** What a file really is, by its first bytes: a web page or a picture with the wrong name deserves its own words. */
import type { ProblemError } from "@/base/problem";
import type { Text } from "@/base/text";
import { fileProblem } from "@/interop/layerlab/file-problem";

const latin = (bytes: Uint8Array) => String.fromCharCode(...bytes);

interface Kind {
  readonly cause: string;
  readonly matches: (start: string) => boolean;
  readonly what: Text;
}
const kinds: readonly Kind[] = [
  {
    cause: "html",
    matches: (start) => /^\s*<(!doctype\s+html|html|head|body)\b/i.test(start),
    what: {
      en: "This is a web page, not a Layerlab file. The download probably gave an error page or asked to sign in.",
      zh: "这是网页，不是 Layerlab 文件。下载到的可能是错误页或登录页。",
    },
  },
  {
    cause: "gitLfs",
    matches: (start) => start.startsWith("version https://git-lfs"),
    what: {
      en: "This is a Git LFS pointer: a note of where the file is, not the file. Fetch it with “git lfs pull”.",
      zh: "这是 Git LFS 指针：只说明文件在哪里，并非文件本身。请用 “git lfs pull” 获取。",
    },
  },
  {
    cause: "picture",
    matches: (start) => start.startsWith("\u0089PNG") || start.startsWith("\u00ff\u00d8\u00ff") || start.startsWith("GIF8") || /^RIFF.{4}WEBP/s.test(start),
    what: { en: "This is a picture, not a Layerlab file.", zh: "这是图片，不是 Layerlab 文件。" },
  },
  { cause: "pdf", matches: (start) => start.startsWith("%PDF"), what: { en: "This is a PDF, not a Layerlab file.", zh: "这是 PDF，不是 Layerlab 文件。" } },
  {
    cause: "hdf5",
    matches: (start) => start.startsWith("\u0089HDF\r\n"),
    what: {
      en: "This is an HDF5 file, as Keras 2 saves models. Only Layerlab files can be opened.",
      zh: "这是 HDF5 文件（Keras 2 的模型格式）。只能打开 Layerlab 文件。",
    },
  },
  {
    cause: "gzip",
    matches: (start) => start.startsWith("\u001f\u008b"),
    what: { en: "This is a gzip file, not a Layerlab file. Unpack it first.", zh: "这是 gzip 压缩文件，不是 Layerlab 文件。请先解压。" },
  },
  {
    cause: "json",
    matches: (start) => /^(\u00ef\u00bb\u00bf)?\s*[{[]/.test(start),
    what: { en: "This is a JSON text, not a Layerlab file.", zh: "这是 JSON 文本，不是 Layerlab 文件。" },
  },
];
const isZip = (start: string) => start.startsWith("PK\u0003\u0004") || start.startsWith("PK\u0005\u0006");

/** Why these bytes are no zip; undefined when they begin like one. */
export function notAZip(bytes: Uint8Array): ProblemError | undefined {
  if (bytes.length === 0) return fileProblem("empty", { en: "This file is empty.", zh: "这是空文件。" });
  const start = latin(bytes.subarray(0, 256));
  if (isZip(start)) return undefined;
  const kind = kinds.find(({ matches }) => matches(start));
  return kind
    ? fileProblem(kind.cause, kind.what)
    : fileProblem("notZip", {
        en: "This is not a Layerlab file: those are zip archives, and this is something else.",
        zh: "这不是 Layerlab 文件：它应是 zip 压缩包，而这是别的东西。",
      });
}

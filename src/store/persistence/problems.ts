/** Why nothing is kept, or something kept cannot be opened. */
import type { Problem } from "@/base/problem";
import { message } from "@/base/text";

export function full(): Problem {
  return {
    code: "keep.full",
    what: message({ en: "The browser has no space left for this page. Your work is in memory only.", zh: "浏览器已没有空间保存本页。你的工作只在内存中。" }),
    remedy: message({
      en: "Save it to a file, or free some space; saving is tried again every 10 seconds.",
      zh: "请保存到文件或释放空间；每 10 秒会再试一次。",
    }),
  };
}

export function gone(): Problem {
  return {
    code: "keep.gone",
    what: message({ en: "This project is not kept any more.", zh: "此项目已不再保存。" }),
    remedy: message({ en: "Another tab may have let it go. Open one of the others.", zh: "可能已被其他标签页清理，请打开另一个项目。" }),
  };
}

export function unavailable(error: unknown): Problem {
  if (error instanceof Error && error.name === "VersionError")
    return {
      code: "keep.newerPage",
      what: message({ en: "A newer version of this page has taken over what the browser keeps.", zh: "本页的更新版本已接管浏览器中的保存内容。" }),
      remedy: message({ en: "Save to a file, then reload this page.", zh: "请先保存到文件，再重新加载本页。" }),
    };
  return {
    code: "keep.unavailable",
    what: message({
      en: "This browser keeps nothing for this page, as private windows do. Your work is in memory only.",
      zh: "此浏览器不为本页保存内容（如隐私窗口）。你的工作只在内存中。",
    }),
    remedy: message({ en: "Save it to a file before you close the page.", zh: "关闭页面前请保存到文件。" }),
    ...(error instanceof Error ? { detail: `${error.name}: ${error.message}` } : {}),
  };
}

/** A stranger's file is read in a worker of its own, which goes when it is done, or when it takes too long. */
import { ProblemError, type Problem } from "@/base/problem";
import { message } from "@/base/text";
import type { GivenFile, OpenedFile } from "@/interop/import/import-file";

export type FileAnswer = { readonly opened: OpenedFile } | { readonly problem: Problem };

/** The largest honest file takes a few seconds. */
const deadlineMs = 30_000;

export function readInWorker(files: readonly GivenFile[]): Promise<OpenedFile> {
  const worker = new Worker(new URL("./read-file-worker.ts", import.meta.url), { type: "module" });
  return new Promise<OpenedFile>((resolve, reject) => {
    const timer = setTimeout(() => reject(gaveUp("import.tooSlow")), deadlineMs);
    const done = (settle: () => void) => {
      clearTimeout(timer);
      settle();
    };
    worker.onmessage = ({ data }: MessageEvent<FileAnswer>) => done(() => ("opened" in data ? resolve(data.opened) : reject(new ProblemError(data.problem))));
    worker.onerror = (event) => {
      event.preventDefault();
      done(() => reject(gaveUp("import.workerDied")));
    };
    worker.postMessage(
      files,
      files.map(({ bytes }) => bytes.buffer as ArrayBuffer),
    );
  }).finally(() => worker.terminate());
}

function gaveUp(code: string): ProblemError {
  return new ProblemError({
    code,
    what: message(
      code === "import.tooSlow"
        ? { en: "Reading this file takes longer than {seconds} seconds; it was given up.", zh: "读取此文件超过 {seconds} 秒，已放弃。" }
        : { en: "Reading this file broke off: it needs more memory than there is, or it is damaged.", zh: "读取此文件时中断：内存不足，或文件已损坏。" },
      { seconds: deadlineMs / 1000 },
    ),
    remedy: message({ en: "Open another file. Nothing was changed.", zh: "请打开其他文件。没有改动任何内容。" }),
  });
}

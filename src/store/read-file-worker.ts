/** The worker that reads one file, answers, and is gone. */
import { problemOf } from "@/base/problem";
import { openModelFile, type GivenFile } from "@/interop/import/import-file";
import { sha256 } from "@/interop/sha256";
import type { FileAnswer } from "@/store/read-in-worker";

addEventListener("message", ({ data: files }: MessageEvent<readonly GivenFile[]>) => {
  void openModelFile(files, digest)
    .then((opened): FileAnswer => ({ opened }))
    .catch((error: unknown): FileAnswer => ({ problem: problemOf(error) }))
    .then((answer) => postMessage(answer));
});

/** The browser's own is many times faster; only secure contexts have it. */
async function digest(bytes: Uint8Array): Promise<string> {
  if (!("subtle" in crypto)) return sha256(bytes);
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", Uint8Array.from(bytes)));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

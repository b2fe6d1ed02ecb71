/** ONNX Runtime itself, in WebAssembly: asked what a file answers. It comes when it is first needed, and is kept from then on. */
import { ProblemError } from "@/base/problem";
import type { NamedTensor } from "@/interop/layerlab/content";
import { message, type Message } from "@/base/text";

export interface OnnxQuestion {
  readonly bytes: Uint8Array;
  /** By the graph's names for them. */
  readonly inputs: readonly NamedTensor[];
}
export type OnnxAnswer = { readonly outputs: Float32Array } | { readonly isMissing: true } | { readonly refusal: string };

/** Loading fourteen megabytes over a slow line is a part of it. */
const deadlineMs = 120_000;

export function askOnnx(question: OnnxQuestion): Promise<Float32Array> {
  const worker = new Worker(new URL("./onnx-worker.ts", import.meta.url), { type: "module" });
  return new Promise<Float32Array>((resolve, reject) => {
    const timer = setTimeout(() => reject(gaveUp("tooSlow", { en: "it took longer than two minutes", zh: "用时超过两分钟" })), deadlineMs);
    const done = (settle: () => void) => {
      clearTimeout(timer);
      settle();
    };
    worker.onmessage = ({ data }: MessageEvent<OnnxAnswer>) =>
      done(() => {
        if ("outputs" in data) resolve(data.outputs);
        else reject("refusal" in data ? gaveUp("refused", { en: data.refusal, zh: data.refusal }) : missing());
      });
    worker.onerror = (event) => {
      event.preventDefault();
      done(() => reject(missing()));
    };
    worker.postMessage(question);
  }).finally(() => worker.terminate());
}

function missing(): ProblemError {
  return new ProblemError({
    code: "readBack.notLoaded",
    what: message({
      en: "The check needs ONNX Runtime, 14 MB that this page loads once and could not reach. With a connection, save again.",
      zh: "检查需要 ONNX Runtime（14 MB），本页只需加载一次，但现在无法取得。连上网络后请再保存一次。",
    }),
  });
}

function gaveUp(cause: string, why: Message["text"]): ProblemError {
  return new ProblemError({
    code: `readBack.${cause}`,
    what: message(
      { en: "ONNX Runtime did not answer: {why}.", zh: "ONNX Runtime 没有回答：{why}。" },
      { why: { en: why.en.slice(0, 200), zh: why.zh.slice(0, 200) } },
    ),
  });
}

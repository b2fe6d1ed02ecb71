/** The worker that asks ONNX Runtime what a network answers, and is gone. Nobody else loads that program. */
import * as ort from "onnxruntime-web/wasm";
import wasmUrl from "onnxruntime-web/ort-wasm-simd-threaded.wasm?url";
import type { OnnxAnswer, OnnxQuestion } from "@/store/read-back/ask-onnx";

addEventListener("message", ({ data }: MessageEvent<OnnxQuestion>) => {
  void answer(data)
    .catch((error: unknown): OnnxAnswer => ({ refusal: error instanceof Error ? error.message : String(error) }))
    .then((found) => postMessage(found));
});

async function answer({ bytes, inputs }: OnnxQuestion): Promise<OnnxAnswer> {
  const program = await fetch(wasmUrl).catch(() => undefined);
  if (!program?.ok) return { isMissing: true };
  ort.env.wasm.wasmBinary = await program.arrayBuffer();
  ort.env.wasm.numThreads = 1;
  const session = await ort.InferenceSession.create(bytes, { executionProviders: ["wasm"] });
  const found = await session.run(Object.fromEntries(inputs.map(({ name, shape, data: values }) => [name, new ort.Tensor("float32", values, shape)])));
  const output = found[session.outputNames[0] ?? ""];
  const values: unknown = output && (await output.getData());
  if (!(values instanceof Float32Array)) throw new Error(`its output is ${output?.type ?? "missing"}`);
  return { outputs: values };
}

/** A saved file is opened again and asked what the network was asked: the proof that it is the same one. */
import { ProblemError } from "@/base/problem";
import { message } from "@/base/text";
import type { OtherNetwork } from "@/engine/protocol";
import { compareAnswers, type Comparison } from "@/interop/compare-answers";
import type { Reader } from "@/interop/export/export-format";
import type { Golden, TrainedModel } from "@/interop/export/trained-model";
import { matchingWeights } from "@/interop/import/matching-weights";
import { askPage } from "@/interop/page/ask-page";
import type { OpenedFile } from "@/interop/import/import-file";
import type { NetworkDocument } from "@/network/document";
import { planOf } from "@/network/plan";
import type { Bench } from "@/store/bench";
import type { ReadFiles } from "@/store/files";
import { exampleInputs } from "@/store/export-model";
import type { askOnnx } from "@/store/read-back/ask-onnx";

/** What opens files; in the page both are workers that are thrown away. */
export interface Readers {
  readonly readFiles: ReadFiles;
  readonly askOnnx: typeof askOnnx;
}

const longestMs = 1500;

/** Throws a `ProblemError` where the file could not be asked. */
export async function readBack(
  { document, run, session }: Pick<Bench, "document" | "run" | "session">,
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
  by: Reader,
  { golden, plan }: TrainedModel,
  readers: Readers,
): Promise<Comparison> {
  const { data } = run.getState();
  if (!golden || !data) throw notAsked();
  if (by === "onnxRuntime") return compare(golden, await readers.askOnnx({ bytes, inputs: golden.inputs }));
  if (by === "page") return comparedOf(golden, await askPage(bytes, golden, untilLate()));
  const { network } = run.getState().pinned?.project ?? document.getState().project;
  const other = networkIn(await readers.readFiles([{ name, bytes: bytes.slice() }]), network);
  const { inputShape } = planOf(other.network);
  if (inputShape.join() !== plan.inputShape.join()) throw anotherShape(plan.inputShape, inputShape);
  const { inputs } = await exampleInputs(session, data);
  return compare(golden, (await session.predict({ inputs, other })).outputs);
}

/** Plain JavaScript takes its time over large networks, and shares the page's thread. */
function untilLate(): () => Promise<boolean> {
  const end = performance.now() + longestMs;
  return async () => {
    await new Promise((resolve) => setTimeout(resolve));
    return performance.now() < end;
  };
}

/** Of the examples that were asked. */
function comparedOf({ count, outputs }: Golden, answers: Float32Array): Comparison {
  const expected = outputs.subarray(0, answers.length);
  return compareAnswers(expected, answers, Math.round((expected.length / outputs.length) * count));
}

const compare = ({ count, outputs }: Golden, answers: Float32Array) => compareAnswers(outputs, answers, count);

/** Weights alone are for the network that they were taken from. */
function networkIn(file: OpenedFile, network: NetworkDocument): OtherNetwork {
  if (file.kind === "model") return file.model;
  if (file.kind === "weights") return { network, weights: matchingWeights(network, file) };
  const run = file.content.run;
  if (!run) throw notAsked();
  return { network: run.project.network, weights: run.checkpoint.weights };
}

function notAsked(): ProblemError {
  return new ProblemError({
    code: "readBack.notAsked",
    what: message({ en: "It holds no trained weights, so there is nothing to compare.", zh: "文件中没有训练好的权重，无从比较。" }),
  });
}

function anotherShape(expected: readonly unknown[], came: readonly unknown[]): ProblemError {
  const list = (shape: readonly unknown[]) => `[${shape.slice(1).join(", ")}]`;
  return new ProblemError({
    code: "readBack.anotherShape",
    what: message(
      { en: "What was read back takes inputs of {came}; expected {expected}.", zh: "读回的网络接受的输入为 {came}，应为 {expected}。" },
      { came: list(came), expected: list(expected) },
    ),
  });
}

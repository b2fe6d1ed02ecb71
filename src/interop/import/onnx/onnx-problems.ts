/** What can be wrong with an ONNX file as a whole, each with its own words. */
import type { ProblemError } from "@/base/problem";
import { importProblem } from "@/interop/import/imported-model";

export const damagedOnnx = (where: string): ProblemError =>
  importProblem(
    "damagedOnnx",
    { en: "This ONNX file is damaged or cut off: {where} reaches beyond its end.", zh: "此 ONNX 文件已损坏或被截断：{where} 超出了文件末尾。" },
    { where },
  );

export const wrongOnnx = (where: string): ProblemError =>
  importProblem(
    "wrongOnnx",
    { en: "This ONNX file does not hold what it should at {where}.", zh: "此 ONNX 文件在 {where} 处内容不正确。" },
    { where: where.slice(0, 80) },
  );

export const tooMuchOnnx = (what: string, limit: number): ProblemError =>
  importProblem(
    "tooManyEntries",
    { en: "This ONNX file holds more than {limit} {what}.", zh: "此 ONNX 文件的 {what} 超过 {limit} 个。" },
    { what, limit: limit.toLocaleString("en-US") },
  );

export const externalData = (location: string): ProblemError =>
  importProblem(
    "externalData",
    {
      en: "The weights of this ONNX file lie in another file, {location}. Save the model in one file.",
      zh: "此 ONNX 文件的权重在另一个文件 {location} 中。请把模型存成单个文件。",
    },
    { location: location.slice(0, 80) || "?" },
  );

export const unknownOpset = (version: number, oldest: number, newest: number): ProblemError =>
  importProblem(
    version > newest ? "newerOnnx" : "olderOnnx",
    {
      en: "This ONNX file uses the operators of version {version} (opset); {oldest} to {newest} are read.",
      zh: "此 ONNX 文件使用第 {version} 版算子（opset）；可读取第 {oldest} 至 {newest} 版。",
    },
    { version, oldest, newest },
  );

/** What can be wrong with an ONNX file as a whole, each with its own words. */
import type { ProblemError } from "@/base/problem";
import type { Text } from "@/base/text";
import { importProblem } from "@/interop/import/imported-model";

export const damagedOnnx = (where: string): ProblemError =>
  importProblem(
    "damagedOnnx",
    { en: "This ONNX file is damaged or cut off: {where} reaches beyond its end.", zh: "此 ONNX 文件已损坏或被截断：{where} 超出了文件末尾。" },
    { where },
  );

export const wrongOnnx = (where: string, expected: Text, came: Text | string | number): ProblemError =>
  importProblem(
    "wrongOnnx",
    {
      en: "This ONNX file does not hold what it should at {where}: expected {expected}, came {came}.",
      zh: "此 ONNX 文件在 {where} 处内容不正确：应为{expected}，实为 {came}。",
    },
    { where: where.slice(0, 80), expected, came },
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
      en: "The weights of this ONNX file lie in another file, {location}, which did not come with it. Choose both together, put both in a zip, or save the model in one file (external_data=False).",
      zh: "此 ONNX 文件的权重在另一个文件 {location} 中，但没有一起提供。请同时选择两个文件，或放入同一个 zip，或把模型存成单个文件（external_data=False）。",
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

/** The file beside the model is there, but not all of it, or it is another's. */
export const shortExternalData = (location: string, name: string, { from, expected, came }: { from: number; expected: number; came: number }): ProblemError =>
  importProblem(
    "shortExternalData",
    {
      en: "{name} should be {expected} bytes at place {from} of {location}, which has {came} bytes: it is cut off, or that of another model. Choose the pair that was saved together.",
      zh: "{name} 应为 {location} 中第 {from} 字节起的 {expected} 字节，而该文件有 {came} 字节：文件被截断，或属于另一个模型。请选择一起保存的文件。",
    },
    { location: location.slice(0, 80) || "?", name: name.slice(0, 80) || "?", from, expected, came },
  );

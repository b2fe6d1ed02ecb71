/** Parts into content: hashes first, then every part by its schema, then weights against the network they belong to. */
import { strFromU8 } from "fflate";
import * as v from "valibot";
import { formatVersion, partNames, type LayerlabContent, type LayerlabRun, type NamedTensor, type PartName, type Parts } from "@/interop/layerlab/content";
import { refuseNonFinite, type Digest } from "@/interop/layerlab/encode";
import { badPart, figure, fileProblem } from "@/interop/layerlab/file-problem";
import { labelsSchema, manifestSchema, metricsSchema, preprocessingSchema, runSchema, vocabularySchema } from "@/interop/layerlab/part-schemas";
import { readTensors } from "@/interop/layerlab/safetensors";
import { sha256 } from "@/interop/sha256";
import { findDatasetFor } from "@/data/datasets";
import { specialTokens, type Vocabulary } from "@/data/text/vocabulary";
import { weightsOf } from "@/network/summary";
import { newerVersion } from "@/project/migrations";
import { parseProject, readProject } from "@/project/parse-project";
import type { ProjectDocument } from "@/project/project";
import { checkUntrusted, parseJson } from "@/project/untrusted";

export async function decodeParts(parts: Parts, digest: Digest = sha256): Promise<LayerlabContent> {
  await checkManifest(parts, digest);
  const preprocessing = parts.has("preprocessing.json") ? readJson(parts, "preprocessing.json", preprocessingSchema) : undefined;
  const { project, mended } = readProject(jsonOf(parts, "project.json"));
  return {
    project,
    ...(mended.length > 0 ? { mended } : {}),
    metrics: readJson(parts, "metrics.json", metricsSchema),
    classNames: readJson(parts, "labels.json", labelsSchema),
    ...(preprocessing ? { preprocessing } : {}),
    ...(parts.has("run.json") ? { run: readRun(parts) } : {}),
  };
}

/** Every part is there, as long as it was and with the same hash; and none besides. */
async function checkManifest(parts: Parts, digest: Digest): Promise<void> {
  if (!parts.has("manifest.json"))
    throw fileProblem("foreignZip", {
      en: "This is a zip archive, but not a Layerlab file: it has no manifest.",
      zh: "这是 zip 压缩包，但不是 Layerlab 文件：没有清单。",
    });
  const value = jsonOf(parts, "manifest.json");
  const claimed = value as { readonly format?: unknown; readonly version?: unknown } | null;
  // Before anything else is judged: a newer version may say the rest in other ways.
  if (claimed?.format === "layerlab" && typeof claimed.version === "number" && claimed.version > formatVersion)
    throw newerVersion(claimed.version, formatVersion);
  const result = v.safeParse(manifestSchema, value, { abortEarly: true });
  if (!result.success) throw badPart("manifest.json", v.getDotPath(result.issues[0]) ?? "manifest.json");
  const listed = new Map(result.output.parts.map((part) => [part.name as string, part]));
  for (const name of parts.keys())
    if (name !== "manifest.json" && !listed.has(name))
      throw fileProblem(
        "unknownPart",
        { en: "This file holds a part that its manifest does not list: {name}.", zh: "此文件含有清单中没有的部分：{name}。" },
        { name: name.slice(0, 80) },
      );
  for (const [name, { bytes, sha256: hash }] of listed) {
    const part = parts.get(name);
    if (!part) throw fileProblem("missingPart", { en: "This file lacks its part {name}.", zh: "此文件缺少 {name} 部分。" }, { name });
    if (part.length !== bytes)
      throw fileProblem(
        "wrongLength",
        { en: "The part {name} should be {expected} bytes; {received} came.", zh: "{name} 部分应为 {expected} 字节，实为 {received} 字节。" },
        { name, expected: figure(bytes), received: figure(part.length) },
      );
    if ((await digest(part)) !== hash)
      throw fileProblem(
        "wrongHash",
        { en: "The part {name} was changed or damaged since it was saved: its hash is another.", zh: "{name} 部分在保存后被更改或损坏：校验值不符。" },
        { name },
      );
  }
  const needed: readonly PartName[] = ["project.json", "labels.json", "metrics.json"];
  const ofRun: readonly PartName[] = ["weights.safetensors", "optimizer.safetensors", "curves.safetensors"];
  for (const name of [...needed, ...(listed.has("run.json") ? ofRun : [])])
    if (!listed.has(name)) throw fileProblem("missingPart", { en: "This file lacks its part {name}.", zh: "此文件缺少 {name} 部分。" }, { name });
  if (listed.size > partNames.length) throw badPart("manifest.json", "parts");
}

function jsonOf(parts: Parts, name: PartName): unknown {
  const value = parseJson(strFromU8(parts.get(name) ?? new Uint8Array()));
  checkUntrusted(value);
  return value;
}

function readJson<S extends v.GenericSchema>(parts: Parts, name: PartName, schema: S): v.InferOutput<S> {
  const result = v.safeParse(schema, jsonOf(parts, name), { abortEarly: true });
  if (!result.success) throw badPart(name, v.getDotPath(result.issues[0]) ?? result.issues[0].message);
  return result.output;
}

function readRun(parts: Parts): LayerlabRun {
  const { runId, step, learningRate, elapsedMs, epochSoFar, best, firstStep, epochs, end, project: unchecked } = readJson(parts, "run.json", runSchema);
  const project = parseProject(unchecked);
  const tensors = (name: PartName) => readTensors(name, parts.get(name) ?? new Uint8Array());
  const weights = tensors("weights.safetensors");
  const optimizer = tensors("optimizer.safetensors");
  const bestWeights = parts.has("best.safetensors") ? tensors("best.safetensors") : undefined;
  checkWeights("weights.safetensors", weights, project);
  checkSlots(optimizer, weights);
  if (bestWeights) checkWeights("best.safetensors", bestWeights, project);
  const vocabulary = parts.has("vocabulary.json") ? readVocabulary(parts, project) : undefined;
  return {
    checkpoint: {
      runId,
      step,
      weights,
      optimizer,
      ...(learningRate === undefined ? {} : { learningRate }),
      ...(elapsedMs === undefined ? {} : { elapsedMs }),
      ...(epochSoFar ? { epochSoFar } : {}),
      ...(best ? { best: { ...best, ...(bestWeights ? { weights: bestWeights } : {}) } } : {}),
    },
    project,
    epochs,
    curves: { firstStep, ...readCurves(parts) },
    ...(vocabulary ? { vocabulary } : {}),
    ...(end ? { end } : {}),
  };
}

/** At most as many tokens as the project's data may have, the special ones first, none twice. */
function readVocabulary(parts: Parts, { data }: ProjectDocument): Vocabulary {
  const { tokens, counts } = readJson(parts, "vocabulary.json", vocabularySchema);
  const most = findDatasetFor(data)?.vocabularySize ?? 0;
  const isOurs = specialTokens.every((token, id) => tokens[id] === token) && new Set(tokens).size === tokens.length && counts.length === tokens.length;
  if (!isOurs || tokens.length > most) throw badPart("vocabulary.json", "tokens");
  return { tokens, counts };
}

function readCurves(parts: Parts): Omit<LayerlabRun["curves"], "firstStep"> {
  const columns = new Map(readTensors("curves.safetensors", parts.get("curves.safetensors") ?? new Uint8Array()).map(({ name, data }) => [name, data]));
  const loss = columns.get("loss");
  const learningRate = columns.get("learningRate");
  const accuracy = columns.get("accuracy");
  // A matrix whose rows are the steps; `readTensors` has seen that its shape and its length agree.
  const weights = columns.get("weights");
  if (weights && weights.length % Math.max(1, loss?.length ?? 0) !== 0) throw badPart("curves.safetensors", "weights");
  if (!loss || learningRate?.length !== loss.length || (accuracy && accuracy.length !== loss.length)) throw badPart("curves.safetensors", "columns");
  return { loss, learningRate, ...(accuracy ? { accuracy } : {}), ...(weights ? { weights } : {}) };
}

/** Exactly the weights that the project's network has, each of its shape, all of them numbers. */
function checkWeights(part: PartName, tensors: readonly NamedTensor[], project: ProjectDocument): void {
  const { network } = project;
  const expected = new Map(
    network.nodes.flatMap((node) => weightsOf(network, node).map(({ name, shape }): [string, string] => [`${node.name}/${name}`, shape.join()])),
  );
  const stranger = tensors.find(({ name, shape }) => expected.get(name) !== shape.join());
  if (stranger || tensors.length !== expected.size)
    throw fileProblem(
      "wrongWeights",
      { en: "The weights in this file ({part}) do not belong to its network: {name}.", zh: "此文件中的权重（{part}）不属于其网络：{name}。" },
      { part, name: stranger?.name ?? `${tensors.length} ≠ ${expected.size}` },
    );
  refuseNonFinite(tensors);
}

/** Each slot belongs to a weight and has its shape. */
function checkSlots(slots: readonly NamedTensor[], weights: readonly NamedTensor[]): void {
  const shapes = new Map(weights.map(({ name, shape }) => [name, shape.join()]));
  const stranger = slots.find(({ name, shape }) => shapes.get(name.split(":")[0] ?? "") !== shape.join());
  if (stranger) throw badPart("optimizer.safetensors", stranger.name);
  refuseNonFinite(slots);
}

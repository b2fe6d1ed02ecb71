/** Turns data packages into compressed shards and a manifest under `public/datasets/<id>/`. Quick when they are there. */
import { createHash } from "node:crypto";
import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { alice } from "./alice.mjs";
import { athleteNames } from "./athlete-names.mjs";
import { cmudict } from "./cmudict.mjs";
import { fashionMnist } from "./fashion-mnist.mjs";
import { glove } from "./glove.mjs";
import { imdbShort } from "./imdb-short.mjs";
import { maunaLoaCo2 } from "./mauna-loa-co2.mjs";
import { mnist } from "./mnist.mjs";
import { packageArchive } from "./package-archive.mjs";
import { reuters } from "./reuters.mjs";
import { seattleWeather } from "./seattle-weather.mjs";
import { shakespeare } from "./shakespeare.mjs";
import { smsSpam } from "./sms-spam.mjs";
import { tangCouplets } from "./tang-couplets.mjs";
import { tangPoetsSet } from "./tang-poets.mjs";
import { tangVerse } from "./tang-verse.mjs";
import { readTgz } from "./tar.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const defaultTarget = join(root, "public/datasets");
const defaultCache = join(root, ".cache/packages");
/** Examples per shard: a download then shows its progress, and a broken one repeats little. */
const shardExamples = 10_000;

/** `isLarge`: fetched when they are first asked for and for a whole build, but not for the tests. */
export const datasets = [
  mnist,
  fashionMnist,
  smsSpam,
  reuters,
  imdbShort,
  tangPoetsSet,
  athleteNames,
  shakespeare,
  alice,
  tangVerse,
  seattleWeather,
  maunaLoaCo2,
  cmudict,
  tangCouplets,
  glove,
];

/** Prepares the named sets; `say` gets one line per set that had to be made. */
export async function prepareDatasets(ids, { say = () => {}, targetDir = defaultTarget, cacheDir = defaultCache } = {}) {
  for (const id of ids) {
    const dataset = datasets.find((d) => d.id === id);
    if (!dataset) throw new Error(`There is no dataset "${id}"; known: ${datasets.map((d) => d.id).join(", ")}.`);
    if (await isPrepared(dataset, targetDir)) continue;
    const started = performance.now();
    const packageFiles = async ({ package: spec, wanted }) => readTgz(await packageArchive(spec, cacheDir), wanted);
    const helper = dataset.helper && (await packageFiles(dataset.helper));
    const { count } = await write(dataset, dataset.decode(await packageFiles(dataset), helper), targetDir);
    const counted = Object.values(count).map((one) => one.toLocaleString("en"));
    const what = count.words ? "words" : count.values ? "values" : "examples";
    say(`${id}: ${counted.join(" + ")} ${what} prepared in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  }
}

/** True when the manifest is of this recipe and every file has its stated size. Contents are checked by whoever reads them. */
async function isPrepared(dataset, targetDir) {
  const folder = join(targetDir, dataset.id);
  try {
    const manifest = JSON.parse(await readFile(join(folder, "manifest.json"), "utf8"));
    if (manifest.recipe !== dataset.recipe || manifest.integrity !== dataset.package.integrity) return false;
    const sizes = await Promise.all(Object.entries(manifest.files).map(async ([name, file]) => (await stat(join(folder, name))).size === file.compressedBytes));
    return sizes.length > 0 && sizes.every(Boolean);
  } catch {
    return false;
  }
}

/** Writes beside the target and swaps at the end, so that a broken-off run leaves nothing half done. */
async function write(dataset, parts, targetDir) {
  const folder = join(targetDir, dataset.id);
  const incoming = `${folder}.incoming-${process.pid}`;
  await rm(incoming, { recursive: true, force: true });
  await mkdir(incoming, { recursive: true });
  const entries = filesOf(parts);
  const files = await Promise.all(
    entries.map(async ([name, bytes]) => {
      const compressed = await promisify(gzip)(bytes, { level: 9 });
      await writeFile(join(incoming, name), compressed);
      return [name, { bytes: bytes.length, compressedBytes: compressed.length, sha256: createHash("sha256").update(bytes).digest("hex") }];
    }),
  );
  const count = countOf(parts);
  const { id, recipe, source, licence, citation, split } = dataset;
  const manifest = {
    version: 1,
    id,
    recipe,
    count,
    split,
    source,
    licence,
    citation,
    integrity: dataset.package.integrity,
    files: Object.fromEntries(files),
  };
  await writeFile(join(incoming, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  await rm(folder, { recursive: true, force: true });
  await rename(incoming, folder);
  return manifest;
}

function filesOf(parts) {
  if (parts.words) return Object.entries(parts.words.files);
  return parts.series ? [["series.f32.gz", new Uint8Array(parts.series.buffer)]] : exampleFiles(parts);
}

function countOf({ words, series, train, test }) {
  if (words) return { words: words.count };
  return series ? { values: series.length } : { train: train.labels.length, test: test.labels.length };
}

function exampleFiles(parts) {
  return Object.entries(parts).flatMap(([part, { images, texts, labels }]) => [
    ...(images ? imageShards(part, images, labels.length) : [[`${part}-texts.json.gz`, Buffer.from(JSON.stringify(texts))]]),
    [`${part}-labels.u8.gz`, labels],
  ]);
}

function imageShards(part, images, count) {
  const bytesPerImage = images.length / count;
  return Array.from({ length: Math.ceil(count / shardExamples) }, (_, shard) => {
    const from = shard * shardExamples;
    return [`${part}-images-${shard}.u8.gz`, images.subarray(from * bytesPerImage, (from + shardExamples) * bytesPerImage)];
  });
}

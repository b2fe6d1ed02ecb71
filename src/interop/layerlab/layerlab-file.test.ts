import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from "fflate";
import fc from "@/base/testing/fast-check";
import { describe, expect, test } from "vitest";
import { ProblemError, type Problem } from "@/base/problem";
import { say } from "@/base/text";
import { formatVersion, limits, type LayerlabContent, type LayerlabRun } from "@/interop/layerlab/content";
import { decodeParts } from "@/interop/layerlab/decode";
import { encodeParts } from "@/interop/layerlab/encode";
import { openLayerlab, saveLayerlab } from "@/interop/layerlab/layerlab-file";
import { writeTensors } from "@/interop/layerlab/safetensors";
import { anyContent, smallProject, tensorsOf } from "@/interop/layerlab/testing/arbitrary-content";
import { sha256 } from "@/interop/sha256";
import { maxParams } from "@/network/limits";
import { optimizerNames, optimizerOf } from "@/network/optimizers";

const project = smallProject();
const run: LayerlabRun = {
  checkpoint: { runId: "run-1-x", step: 12, weights: tensorsOf(project, (i) => i / 7), optimizer: tensorsOf(project, (i) => -i, ":velocity") },
  project,
  epochs: [{ epoch: 1, step: 12, loss: 0.5, accuracy: 0.8 }],
  curves: { firstStep: 0, loss: Float32Array.of(2, 1), learningRate: Float32Array.of(0.1, 0.1) },
  end: { reason: "completed" },
};
const content: LayerlabContent = {
  project,
  run,
  metrics: [{ split: "test", isSample: false, examples: 10_000, loss: 0.07, accuracy: 0.98 }],
  classNames: [{ en: "zero", zh: "零" }],
};
const good = await saveLayerlab(content, "0.1.0");

async function problemOf(bytes: Uint8Array): Promise<Problem | undefined> {
  try {
    await openLayerlab(bytes);
    return undefined;
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
}

describe("saved and opened", () => {
  test("any content comes back as it was", async () => {
    await fc.assert(
      fc.asyncProperty(anyContent, async (any) => {
        expect(await openLayerlab(await saveLayerlab(any, "0.1.0"))).toEqual(any);
      }),
      { numRuns: 40 },
    );
  });

  test("the largest network fits into a file, whatever its optimizer keeps", () => {
    const slots = Math.max(...optimizerNames.map((name) => optimizerOf(name).slots.length));
    // Weights, slots and the best weights; a tenth is left for curves and words.
    expect(1.1 * 4 * maxParams * (1 + slots + 1)).toBeLessThan(Math.min(limits.fileBytes, limits.contentBytes));
  });

  test("the same content gives the same bytes", async () => {
    expect(await saveLayerlab(content, "0.1.0")).toEqual(good);
  });

  test("weights are plain safetensors: a length, a JSON header, raw little-endian values", () => {
    const bytes = unzipSync(good)["weights.safetensors"] as Uint8Array;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const headerBytes = Number(view.getBigUint64(0, true));
    const header = JSON.parse(strFromU8(bytes.subarray(8, 8 + headerBytes))) as Record<
      string,
      { dtype: string; shape: number[]; data_offsets: [number, number] }
    >;
    expect(Object.keys(header)).toEqual(["dense/kernel", "dense/bias", "dense_1/kernel", "dense_1/bias"]);
    const kernel = header["dense/kernel"];
    expect(kernel).toMatchObject({ dtype: "F32", shape: [6, 3] });
    expect((8 + headerBytes) % 8).toBe(0);
    expect(view.getFloat32(8 + headerBytes + 4 * 5, true)).toBe(Math.fround(5 / 7));
  });

  test("weights that are no numbers are not saved", async () => {
    const broken = { ...run, checkpoint: { ...run.checkpoint, weights: tensorsOf(project, () => Number.NaN) } };
    await expect(saveLayerlab({ ...content, run: broken }, "0.1.0")).rejects.toMatchObject({ problem: { code: "file.notFinite" } });
  });
});

type Entries = Record<string, Uint8Array>;
/** The good file with its parts changed, and the manifest made to fit unless told otherwise. */
function changed(change: (parts: Entries) => void, options: { readonly fitManifest?: boolean } = { fitManifest: true }): Uint8Array {
  const parts: Entries = { ...unzipSync(good) };
  change(parts);
  const manifest = parts["manifest.json"];
  if (options.fitManifest && manifest) {
    const value = JSON.parse(strFromU8(manifest)) as { parts: unknown };
    value.parts = Object.entries(parts)
      .filter(([name]) => name !== "manifest.json")
      .map(([name, bytes]) => ({ name, bytes: bytes.length, sha256: sha256(bytes) }));
    parts["manifest.json"] = strToU8(JSON.stringify(value));
  }
  return zipSync(parts);
}
/** One JSON part changed in place. */
const json = (name: string, change: (value: Record<string, unknown>) => void) =>
  changed((parts) => {
    const value = JSON.parse(strFromU8(parts[name] as Uint8Array)) as Record<string, unknown>;
    change(value);
    parts[name] = strToU8(JSON.stringify(value));
  });
const manifestWith = (change: (value: Record<string, unknown>) => void) =>
  changed(
    (parts) => {
      const value = JSON.parse(strFromU8(parts["manifest.json"] as Uint8Array)) as Record<string, unknown>;
      change(value);
      parts["manifest.json"] = strToU8(JSON.stringify(value));
    },
    { fitManifest: false },
  );
const set = (name: string, bytes: Uint8Array) => changed((parts) => void (parts[name] = bytes));
const latin = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
function flipped(name: string): Uint8Array {
  return changed(
    (parts) => {
      const bytes = (parts[name] as Uint8Array).slice();
      bytes[bytes.length - 3] = (bytes[bytes.length - 3] as number) ^ 1;
      parts[name] = bytes;
    },
    { fitManifest: false },
  );
}
const deflated = (name: string, bytes: Uint8Array): Zippable => ({ [name]: [bytes, { level: 9 }] });
const safetensors = (header: unknown, dataBytes: number) => {
  const text = strToU8(JSON.stringify(header));
  const bytes = new Uint8Array(8 + text.length + dataBytes);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 8);
  return bytes;
};

describe("bad files, each by its own name", () => {
  const corpus: readonly (readonly [title: string, code: string, bytes: () => Uint8Array])[] = [
    ["an empty file", "file.empty", () => new Uint8Array()],
    ["a web page", "file.html", () => strToU8("\n<!DOCTYPE html><html><body>Sign in</body></html>")],
    ["a web page without a doctype", "file.html", () => strToU8("<html lang=en>")],
    ["a Git LFS pointer", "file.gitLfs", () => strToU8("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 123\n")],
    ["a PNG", "file.picture", () => latin("\u0089PNG\r\n\u001a\n0000")],
    ["a JPEG", "file.picture", () => latin("\u00ff\u00d8\u00ff\u00e0JFIF")],
    ["a PDF", "file.pdf", () => strToU8("%PDF-1.7")],
    ["an HDF5 model", "file.hdf5", () => latin("\u0089HDF\r\n\u001a\n")],
    ["a gzip", "file.gzip", () => latin("\u001f\u008b\b")],
    ["a JSON text", "file.json", () => strToU8('{"version":1}')],
    ["plain words", "file.notZip", () => strToU8("hello")],
    ["a single byte", "file.notZip", () => new Uint8Array(1)],
    ["a file that is far too large", "file.tooLarge", () => new Uint8Array(limits.fileBytes + 1)],
    ["a file cut in the middle", "file.truncated", () => good.slice(0, good.length >> 1)],
    ["a file without its last bytes", "file.truncated", () => good.slice(0, -30)],
    ["another zip", "file.foreignZip", () => zipSync({ "word/document.xml": strToU8("<w/>") })],
    ["a zip without anything", "file.foreignZip", () => zipSync({})],
    ["a Keras model file", "file.foreignZip", () => zipSync({ "metadata.json": strToU8("{}"), "config.json": strToU8("{}") })],
    [
      "a zip of a hundred parts",
      "file.tooManyParts",
      () => zipSync(Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`${i}.txt`, new Uint8Array(1)]))),
    ],
    ["a bomb of zeros", "file.inflatesTooFar", () => zipSync(deflated("manifest.json", new Uint8Array(6_000_000)))],
    ["a damaged deflate stream", "file.damaged", () => damagedStream()],
    ["a manifest that is no JSON", "project.notJson", () => changed((parts) => void (parts["manifest.json"] = strToU8("{")), {})],
    ["a manifest of another format", "file.badPart", () => manifestWith((value) => void (value["format"] = "other"))],
    ["a manifest with a strange key", "file.badPart", () => manifestWith((value) => void (value["stranger"] = 1))],
    ["a newer format", "project.newerVersion", () => manifestWith((value) => void (value["version"] = formatVersion + 1))],
    [
      "a newer format with parts not known here",
      "project.newerVersion",
      () => manifestWith((value) => Object.assign(value, { version: 9, parts: "elsewhere" })),
    ],
    ["a newer project in a format known here", "project.newerVersion", () => json("project.json", (value) => void (value["version"] = 99))],
    ["a part that is not listed", "file.unknownPart", () => changed((parts) => void (parts["extra.json"] = strToU8("1")), {})],
    ["a part with a path for a name", "file.unknownPart", () => changed((parts) => void (parts["../../evil.json"] = strToU8("1")), {})],
    ["a listed part that we do not know", "file.badPart", () => set("extra.json", strToU8("1"))],
    ["a missing part", "file.missingPart", () => changed((parts) => void delete parts["weights.safetensors"], {})],
    ["a run without weights", "file.missingPart", () => changed((parts) => void delete parts["weights.safetensors"])],
    ["a part of another length", "file.wrongLength", () => changed((parts) => void (parts["labels.json"] = strToU8("[]")), {})],
    ["a flipped bit in the weights", "file.wrongHash", () => flipped("weights.safetensors")],
    ["a flipped bit in the project", "file.wrongHash", () => flipped("project.json")],
    ["NaN weights", "file.notFinite", () => set("weights.safetensors", writeTensors(tensorsOf(project, (i) => (i === 2 ? Number.NaN : 0))))],
    ["infinite optimizer state", "file.notFinite", () => set("optimizer.safetensors", writeTensors(tensorsOf(project, () => Infinity, ":velocity")))],
    ["weights of another network", "file.wrongWeights", () => set("weights.safetensors", writeTensors(tensorsOf(smallProject(4), () => 0)))],
    ["weights of one layer only", "file.wrongWeights", () => set("weights.safetensors", writeTensors(tensorsOf(project, () => 0).slice(0, 2)))],
    ["slots of weights that are not there", "file.badPart", () => set("optimizer.safetensors", writeTensors(tensorsOf(smallProject(4), () => 0, ":velocity")))],
    ["weights without a header", "file.badPart", () => set("weights.safetensors", new Uint8Array(4))],
    ["weights with a header longer than the part", "file.badPart", () => set("weights.safetensors", Uint8Array.from([255, 255, 0, 0, 0, 0, 0, 0, 1]))],
    [
      "tensors of strings",
      "file.badPart",
      () => set("weights.safetensors", safetensors({ "dense/kernel": { dtype: "STR", shape: [3e8], data_offsets: [0, 0] } }, 0)),
    ],
    [
      "a tensor with a negative size",
      "file.badPart",
      () => set("weights.safetensors", safetensors({ "dense/kernel": { dtype: "F32", shape: [-1], data_offsets: [0, 4] } }, 4)),
    ],
    [
      "a tensor larger than its bytes",
      "file.badPart",
      () => set("weights.safetensors", safetensors({ "dense/kernel": { dtype: "F32", shape: [3e8], data_offsets: [0, 1.2e9] } }, 4)),
    ],
    [
      "tensors that overlap",
      "file.badPart",
      () =>
        set(
          "weights.safetensors",
          safetensors({ a: { dtype: "F32", shape: [1], data_offsets: [0, 4] }, b: { dtype: "F32", shape: [1], data_offsets: [0, 4] } }, 4),
        ),
    ],
    ["a tensor named like the prototype", "file.badPart", () => set("weights.safetensors", prototypeTensor())],
    [
      "curves of unequal length",
      "file.badPart",
      () =>
        set(
          "curves.safetensors",
          writeTensors([
            { name: "loss", shape: [2], data: new Float32Array(2) },
            { name: "learningRate", shape: [1], data: new Float32Array(1) },
          ]),
        ),
    ],
    [
      "a path of weights with half a row",
      "file.badPart",
      () =>
        set(
          "curves.safetensors",
          writeTensors([
            { name: "loss", shape: [2], data: new Float32Array(2) },
            { name: "learningRate", shape: [2], data: new Float32Array(2) },
            { name: "weights", shape: [3, 1], data: new Float32Array(3) },
          ]),
        ),
    ],
    ["a run at a negative step", "file.badPart", () => json("run.json", (value) => void (value["step"] = -1))],
    ["a run with a strange end", "file.badPart", () => json("run.json", (value) => void (value["end"] = { reason: "magic" }))],
    ["labels that are numbers", "file.badPart", () => set("labels.json", strToU8("[1,2]"))],
    ["metrics in words", "file.badPart", () => set("metrics.json", strToU8('[{"split":"test","isSample":false,"examples":1,"loss":"low"}]'))],
    [
      "a project with an unknown layer",
      "project.unknownLayer",
      () => set("project.json", strToU8(JSON.stringify(project).replace('"className":"Flatten"', '"className":"Lambda"'))),
    ],
    [
      "a project that reaches for the prototype",
      "project.forbiddenKey",
      () => set("project.json", strToU8(JSON.stringify(project).replace('{"version"', '{"__proto__":{"x":1},"version"'))),
    ],
    ["a project nested without end", "project.tooDeep", () => set("project.json", strToU8("[".repeat(50_000)))],
  ];
  test.each(corpus)("%s: %s", async (_title, code, bytes) => {
    const problem = await problemOf(bytes());
    expect(problem?.code).toBe(code);
    expect(problem?.remedy).toBeDefined();
    expect(problem && say(problem.what, "zh")).toMatch(/\p{Script=Han}/u);
    expect(problem && say(problem.what, "en")).not.toMatch(/[{}]/);
  });

  function damagedStream(): Uint8Array {
    const bytes = zipSync(deflated("manifest.json", strToU8("x".repeat(100))));
    // Inside the deflate data, behind the local header of 30 bytes and the name: an impossible block type.
    bytes[30 + "manifest.json".length] = 0b111;
    return bytes;
  }
  function prototypeTensor(): Uint8Array {
    const header = '{"__proto__":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}';
    const bytes = new Uint8Array(8 + header.length + 4);
    new DataView(bytes.buffer).setUint32(0, header.length, true);
    bytes.set(strToU8(header), 8);
    return bytes;
  }

  test("any damage to any byte either changes nothing that matters or is noticed", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const bytes = good.slice();
        bytes[at] = (bytes[at] as number) ^ flip;
        const opened = (await problemOf(bytes)) ? content : await openLayerlab(bytes);
        expect(opened).toEqual(content);
      }),
      { numRuns: 60 },
    );
  });

  test("any cut is noticed", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 5), async (length) => {
        expect(await problemOf(good.slice(0, length))).toBeDefined();
      }),
      { numRuns: 60 },
    );
  });
});

test("another way of hashing may be given, as long as it is SHA-256", async () => {
  const native = async (bytes: Uint8Array) => Buffer.from(await crypto.subtle.digest("SHA-256", bytes as BufferSource)).toString("hex");
  expect(await openLayerlab(await saveLayerlab(content, "0.1.0", native), native)).toEqual(content);
  expect([...(await encodeParts(content, "0.1.0", native)).values()]).toEqual([...(await encodeParts(content, "0.1.0")).values()]);
});

test("a run of thousands of epochs is written piece by piece, and reads as if it had been written at once", async () => {
  if (!content.run) throw new Error("The content of these tests has a run.");
  const epochs = Array.from({ length: 2500 }, (_, i) => ({ epoch: i + 1, step: 4 * (i + 1), loss: 1 / (i + 1) }));
  let breaths = 0;
  const breathe = () => Promise.resolve(void breaths++);
  const long: LayerlabContent = { ...content, run: { ...content.run, epochs } };
  const parts = await encodeParts(long, "0.1.0", sha256, breathe);
  expect(breaths).toBe(2);
  expect(await decodeParts(parts)).toEqual(long);
});

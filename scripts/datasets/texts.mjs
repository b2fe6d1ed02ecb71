/** What all sets of texts have in common: each text once, and a test part of the same make-up as the rest. */
import { randomNumbers, shuffle } from "./seeded.mjs";

/** The form in which two texts count as the same: case, spaces and line ends aside. */
const sameness = (text) => text.normalize("NFC").toLowerCase().replace(/\s+/g, " ").trim();

/**
 * `[{ text, label, body? }]` → each text once; `body`: the part by which it is known again, where one has several titles. Texts that occur with two labels are left out: one of them must be wrong.
 * Empty texts are left out as well.
 */
export function distinct(examples) {
  const byText = new Map();
  for (const { text, label, body = text } of examples) {
    const key = sameness(body);
    if (key === "") continue;
    const known = byText.get(key);
    if (!known) byText.set(key, { text: text.trim(), label });
    else if (known.label !== label) known.label = undefined;
  }
  return [...byText.values()].filter(({ label }) => label !== undefined);
}

/** Shuffled, with `testShare` of each class for test. */
export function split(examples, { testShare, seed }) {
  const shuffled = [...examples];
  shuffle(shuffled, randomNumbers(seed));
  const size = new Map();
  for (const { label } of shuffled) size.set(label, (size.get(label) ?? 0) + 1);
  const taken = new Map();
  const [train, test] = [[], []];
  for (const example of shuffled) {
    const already = taken.get(example.label) ?? 0;
    const isTest = already < Math.round(size.get(example.label) * testShare);
    if (isTest) taken.set(example.label, already + 1);
    (isTest ? test : train).push(example);
  }
  return { train: pack(train), test: pack(test) };
}

export function pack(examples) {
  return { texts: examples.map(({ text }) => text), labels: Buffer.from(examples.map(({ label }) => label)) };
}

/** Running texts, of each the last tenth for test; the class is the number of the text. */
export function lastPartForTest(texts) {
  const cut = (text) => Math.round(text.length * 0.9);
  const labels = Buffer.from(texts.map((_, i) => i));
  return { train: { texts: texts.map((text) => text.slice(0, cut(text))), labels }, test: { texts: texts.map((text) => text.slice(cut(text))), labels } };
}

/** What lies in the files of a package, one file after the other in the order of their names. */
export function jsonFiles(files) {
  return [...files].toSorted(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, bytes]) => JSON.parse(bytes.toString("utf8")));
}

/** At most so many characters, cut between words where there are any. */
export function beginning(text, longest) {
  if (text.length <= longest) return text;
  const cut = text.slice(0, longest).replace(/[\ud800-\udbff]$/, "");
  const space = cut.lastIndexOf(" ");
  return (space > longest / 2 ? cut.slice(0, space) : cut).trim();
}

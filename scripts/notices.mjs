/** The notices of everything that is shipped: runtime packages with their licence texts, and the data sets. */
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { datasets } from "./datasets/prepare.mjs";
import { root } from "./paths.mjs";

const line = "-".repeat(80);

/** The text of THIRD_PARTY_NOTICES.txt, the same on every machine with the same lockfile. */
export async function noticesText() {
  const { packages } = JSON.parse(await readFile(join(root, "package-lock.json"), "utf8"));
  const shipped = Object.entries(packages)
    .filter(
      ([path, entry]) =>
        path.startsWith("node_modules/") && !entry.dev && !entry.devOptional && !entry.optional && !/node_modules\/@(types|webgpu)\//.test(path),
    )
    .map(([path]) => path);
  const parts = await Promise.all(shipped.map(packageNotice));
  const unique = [...new Map(parts.map((part) => [part.title, part])).values()].toSorted((a, b) => (a.title < b.title ? -1 : 1));
  const data = datasets.map(({ id, source, licence, citation }) => `${id}\n  Source: ${source}\n  Licence: ${licence}\n  Citation: ${citation}`);
  return [
    "Layerlab ships parts of the following packages and data sets. Thank you.",
    `${line}\nDATA SETS\n\n${data.join("\n\n")}`,
    ...unique.map(({ title, licence, text }) => `${line}\n${title}\nLicence: ${licence}\n\n${text}`.trimEnd()),
    `${line}\nApache License 2.0, for the packages under it and for Layerlab itself\n\n${(await readFile(join(root, "LICENSE"), "utf8")).trim()}`,
    "",
  ].join("\n\n");
}

export async function writeNotices(file) {
  await writeFile(file, await noticesText());
}

async function packageNotice(path) {
  const folder = join(root, path);
  const { name, version, license, author } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|notice|copying)(\.|-|$)/i.test(file)).toSorted();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
  const licence = typeof license === "string" ? license : (license?.type ?? "see below");
  const text = texts.map((t) => t.replaceAll("\r\n", "\n").trim()).join("\n\n") || (licence === "MIT" ? mit(author, name) : "");
  return { title: `${name} ${version}`, licence, text };
}

/** A few packages state MIT without bringing its text. */
function mit(author, name) {
  const holder = (typeof author === "string" ? author : author?.name)?.replace(/ *[<(].*$/, "") || `the authors of ${name}`;
  return `Copyright (c) ${holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;
}

import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { interopCases } from "@/app/interop/cases";
import { say } from "@/base/text";
import { templates } from "@/examples";
import { exportFormats } from "@/interop/export";
import type { ExportFormat } from "@/interop/export/export-format";
import { importFormats } from "@/interop/import/import-formats";
import { layerNames } from "@/network/layers";

const page = (name: string) => `../../docs/formats/${name}.md`;
const written = "<!-- Written from the declarations by src/app/format-pages.test.ts: `npx vitest run src/app/format-pages.test.ts -u`. -->";
const lines = (...parts: readonly (string | readonly string[])[]) => `${parts.flat().join("\n")}\n`;

/** Which layers, with which settings, and why; of every network that the tests against the real programs have. */
function obstaclesOf(format: ExportFormat): readonly string[] {
  const found = new Map<string, Set<string>>();
  for (const { network } of interopCases)
    for (const node of network.nodes) {
      const reason = format.cannotHold(node, network);
      if (reason) found.set(say(reason, "en"), (found.get(say(reason, "en")) ?? new Set<string>()).add(node.className));
    }
  return [...found].map(([reason, names]) => `- ${[...names].toSorted().join(", ")}: ${reason}`).toSorted();
}

function exportPage(format: ExportFormat): string {
  const { title, purpose, ending, usage, loses, id } = format;
  const refused = templates.filter(({ network }) => network.nodes.some((node) => format.cannotHold(node, network)));
  const obstacles = obstaclesOf(format);
  const held = layerNames.filter((name) =>
    interopCases.some(({ network }) => network.nodes.some((node) => node.className === name && !format.cannotHold(node, network))),
  );
  const opened = importFormats.find((one) => one.id === id);
  const [first] = templates;
  const how = first && usage ? ["```", usage(first.network).replaceAll("{file}", `network${ending}`), "```"] : ["Open the file."];
  const head = [`# ${say(title, "en")} (\`${ending}\`)`, "", written, "", say(purpose, "en"), ""];
  if (format.holds === "run") return lines(head, ["## What it loses", "", say(loses, "en"), ""], ["## How to open it", "", ...how]);
  return lines(
    head,
    ["## What it holds", "", `${held.length} of ${layerNames.length} kinds of layers: ${held.join(", ")}.`, ""],
    ["## What it cannot hold", ""],
    obstacles.length > 0 ? obstacles : ["Every network of the tests can be held."],
    [
      "",
      `${templates.length - refused.length} of ${templates.length} templates leave in it${refused.length > 0 ? `; not ${refused.map((one) => one.id).join(", ")}` : ""}.`,
      "",
    ],
    ["## What it loses", "", `${say(loses, "en")} The history of the training and the state of the optimizer stay in the \`.layerlab\` file.`, ""],
    ["## How to open it", "", ...how],
    opened ? ["", `Here, as any file: ${say(opened.opens, "en")}`] : [],
  );
}

test.each(exportFormats.map((format) => [format.id, format] as const))("the page of %s says what its declaration says", async (id, format) => {
  await expect(exportPage(format)).toMatchFileSnapshot(page(id));
});

test("what can be opened has a page", async () => {
  const text = lines(
    [
      "# Files that open",
      "",
      written,
      "",
      "A file is told by its content, not by its name. It is read in a worker that is thrown away, never run; a bad one changes nothing.",
      "",
    ],
    importFormats.flatMap(({ title, endings, opens, refuses }) => [
      `## ${say(title, "en")} (${endings.map((ending) => `\`${ending}\``).join(", ")})`,
      "",
      say(opens, "en"),
      "",
      `Refused, with the reason: ${say(refuses, "en")}`,
      "",
    ]),
    ["Formats that networks leave in:", "", ...exportFormats.map(({ id, title, ending }) => `- [${say(title, "en")}](${id}.md) (\`${ending}\`)`)],
  );
  await expect(text).toMatchFileSnapshot(page("README"));
});

test("the dialog for choosing a file lets all of them through", async () => {
  const source = await readFile(new URL("../features/topbar/project-files.tsx", import.meta.url), "utf8");
  const accepted = /accept="([^"]*)"/.exec(source)?.[1]?.split(",") ?? [];
  expect(importFormats.flatMap(({ endings }) => endings).filter((ending) => !accepted.includes(ending))).toEqual([]);
});

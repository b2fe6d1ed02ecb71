/** Copy, cut and paste of layers as text, so that they travel between tabs. What is pasted is parsed like any file. */
import { ProblemError } from "@/base/problem";
import { message } from "@/base/text";
import type { NetworkDocument } from "@/network/document";
import { copyNodes, pasteNodes, removeNodes } from "@/network/edit";
import { readProject, type ReadProject } from "@/project/parse-project";
import type { ProjectDocument } from "@/project/project";
import type { Bench } from "@/store/bench";
import { addCopies, applyNetwork, lacksRoom, layersInWords, networkOf } from "@/store/commands/network-edits";

const marker = "layerlab/layers";

function writeLayers(network: NetworkDocument): string {
  return JSON.stringify({ kind: marker, version: 1, network }, null, 1);
}

/**
 * The layers a text holds; undefined when it is some other text. Throws a `ProblemError` when they are damaged: they are
 * read as the network of the project they would come into, by the same door as files.
 */
function readLayers(text: string, project: ProjectDocument): ReadProject | undefined {
  if (text.length > 1_000_000 || !text.includes(marker)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null || !("kind" in value) || value.kind !== marker || !("network" in value)) return undefined;
  return readProject({ ...project, network: value.network });
}

/** What is chosen, as text; it is also kept here, for browsers that close the clipboard. */
export function copyText(bench: Bench): string | undefined {
  const { selection } = bench.document.getState();
  if (selection.length === 0) return undefined;
  const text = writeLayers(copyNodes(networkOf(bench), selection));
  bench.view.setState({ clipboard: text });
  return text;
}

export function cutText(bench: Bench): string | undefined {
  const text = copyText(bench);
  const network = networkOf(bench);
  const { selection } = bench.document.getState();
  const gone = network.nodes.filter((node) => selection.includes(node.id));
  if (text !== undefined)
    applyNetwork(
      bench,
      message({ en: "Cut {layers}", zh: "剪切{layers}" }, { layers: layersInWords(network, gone) }),
      removeNodes(network, selection, { heal: true }),
      {
        selection: [],
      },
    );
  return text;
}

/** Puts in the layers a text holds. Whether there were any. */
export function pasteText(bench: Bench, text: string): boolean {
  const read = readLayers(text, bench.document.getState().project);
  if (!read || read.project.network.nodes.length === 0) return false;
  const layers = read.project.network;
  const crowd = lacksRoom(networkOf(bench), layers.nodes.length);
  if (crowd) throw new ProblemError({ code: "network.full", what: crowd });
  addCopies(
    bench,
    message({ en: "Paste {layers}", zh: "粘贴{layers}" }, { layers: layersInWords(layers, layers.nodes) }),
    pasteNodes(networkOf(bench), layers),
  );
  if (read.mended.length > 0) bench.document.tellMended(read.mended);
  return true;
}

/** By command instead of by key: asks the browser, and falls back on what was copied here. */
export async function copySelection(bench: Bench): Promise<void> {
  await writeSystem(copyText(bench));
}
export async function cutSelection(bench: Bench): Promise<void> {
  await writeSystem(cutText(bench));
}
export async function pasteFromClipboard(bench: Bench): Promise<void> {
  const text = await readSystem();
  if (text !== undefined && pasteText(bench, text)) return;
  const own = bench.view.getState().clipboard;
  if (own !== undefined) pasteText(bench, own);
}

async function writeSystem(text: string | undefined): Promise<void> {
  if (text === undefined) return;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Forbidden, or no secure page: the copy kept here still pastes.
  }
}
async function readSystem(): Promise<string | undefined> {
  try {
    return await navigator.clipboard.readText();
  } catch {
    return undefined;
  }
}

/** Projects and their runs as they lie in the storage: two slots each, so that a good version is always there. */
import { ProblemError, problemOf, type Problem } from "@/base/problem";
import { message } from "@/base/text";
import type { LayerlabRun } from "@/interop/layerlab/content";
import type { Breathe, Digest } from "@/interop/layerlab/encode";
import { sha256 } from "@/interop/sha256";
import { readProjectText, type ReadProject } from "@/project/parse-project";
import type { ProjectDocument } from "@/project/project";
import type { Mend } from "@/project/within-limits";
import type * as runCodec from "@/store/persistence/run-codec";
import type { KeyValueStorage } from "@/store/persistence/storage";

export type LoadRunCodec = () => Promise<typeof runCodec>;
/** What reading and writing runs needs. */
export interface RunTools {
  readonly codec: LoadRunCodec;
  readonly digest?: Digest | undefined;
  readonly breathe?: Breathe | undefined;
}

type Slot = "a" | "b";
interface Entry {
  readonly savedAt: number;
  readonly slot: Slot;
  readonly runSlot?: Slot;
}
interface KeptProject {
  readonly text: string;
  readonly sha256: string;
}
export interface Kept {
  readonly project: ProjectDocument;
  readonly mended: readonly Mend[];
  readonly savedAt: number;
  readonly run?: LayerlabRun;
  /** What could not be brought back, while something else could. */
  readonly problem?: Problem;
}

const lastKey = "last";
const entryKey = (id: string) => `entry/${id}`;
const projectKey = (id: string, slot: Slot) => `project/${id}/${slot}`;
const runKey = (id: string, slot: Slot) => `run/${id}/${slot}`;
const other = (slot: Slot | undefined): Slot => (slot === "a" ? "b" : "a");
/** Older projects are let go, so that the space stays small. */
const keptProjects = 8;

function isEntry(value: unknown): value is Entry {
  const entry = value as Partial<Entry> | undefined;
  return typeof entry?.savedAt === "number" && (entry.slot === "a" || entry.slot === "b");
}

async function entryOf(storage: KeyValueStorage, id: string): Promise<Entry | undefined> {
  const entry = await storage.read(entryKey(id));
  return isEntry(entry) ? entry : undefined;
}

/** The new version goes into the free slot, and the entry is turned to it in the same transaction. */
export async function keepProject(storage: KeyValueStorage, project: ProjectDocument, savedAt: number): Promise<void> {
  const entry = await entryOf(storage, project.id);
  const slot = other(entry?.slot);
  const text = JSON.stringify(project);
  const kept: KeptProject = { text, sha256: sha256(new TextEncoder().encode(text)) };
  await storage.write(
    new Map<string, unknown>([
      [projectKey(project.id, slot), kept],
      [entryKey(project.id), { ...entry, savedAt, slot }],
      [lastKey, project.id],
    ]),
  );
}

/** Encoded before the transaction: hashing takes time. */
/** False where the project it belongs to is not kept: that is saved first. */
export async function keepRun(
  storage: KeyValueStorage,
  projectId: string,
  run: LayerlabRun,
  app: string,
  { codec, digest, breathe }: RunTools,
): Promise<boolean> {
  const { encodeParts } = await codec();
  const parts = await encodeParts({ project: run.project, run, metrics: [], classNames: [] }, app, digest, breathe);
  const entry = await entryOf(storage, projectId);
  if (!entry) return false;
  const runSlot = other(entry.runSlot);
  await storage.write(
    new Map<string, unknown>([
      [runKey(projectId, runSlot), parts],
      [entryKey(projectId), { ...entry, runSlot }],
    ]),
  );
  return true;
}

export async function dropRun(storage: KeyValueStorage, projectId: string): Promise<void> {
  const entry = await entryOf(storage, projectId);
  if (!entry?.runSlot) return;
  const { runSlot: _dropped, ...rest } = entry;
  await storage.write(
    new Map<string, unknown>([
      [entryKey(projectId), rest],
      [runKey(projectId, "a"), undefined],
      [runKey(projectId, "b"), undefined],
    ]),
  );
}

/** The project that was saved last, by any tab. */
export async function lastKept(storage: KeyValueStorage, tools: RunTools): Promise<Kept | { readonly problem: Problem } | undefined> {
  const id = await storage.read(lastKey);
  return typeof id === "string" ? readKept(storage, id, tools) : undefined;
}

/** The newest version that is whole; the one before it when the newest is damaged. */
export async function readKept(storage: KeyValueStorage, id: string, tools: RunTools): Promise<Kept | { readonly problem: Problem } | undefined> {
  const entry = await entryOf(storage, id);
  if (!entry) return undefined;
  const problems: Problem[] = [];
  const firstWhole = async <T>(slot: Slot, read: (slot: Slot) => Promise<T | undefined>): Promise<T | undefined> => {
    for (const candidate of [slot, other(slot)]) {
      try {
        const value = await read(candidate);
        if (value !== undefined) return value;
      } catch (error) {
        problems.push(problemOf(error));
      }
    }
    return undefined;
  };
  const read = await firstWhole(entry.slot, async (slot) => projectFrom(await storage.read(projectKey(id, slot))));
  const [problem] = problems;
  if (!read) return problem ? { problem } : undefined;
  const run = entry.runSlot && (await firstWhole(entry.runSlot, async (slot) => runFrom(await storage.read(runKey(id, slot)), tools)));
  return { ...read, savedAt: entry.savedAt, ...(run ? { run } : {}), ...(problems[0] ? { problem: problems[0] } : {}) };
}

function projectFrom(value: unknown): ReadProject | undefined {
  if (value === undefined) return undefined;
  const { text, sha256: hash } = value as Partial<KeptProject>;
  if (typeof text !== "string" || sha256(new TextEncoder().encode(text)) !== hash) throw damaged();
  return readProjectText(text);
}

async function runFrom(value: unknown, { codec, digest }: RunTools): Promise<LayerlabRun | undefined> {
  if (value === undefined) return undefined;
  if (!(value instanceof Map) || ![...value.values()].every((part) => part instanceof Uint8Array)) throw damaged();
  const { decodeParts } = await codec();
  return (await decodeParts(value as ReadonlyMap<string, Uint8Array>, digest)).run;
}

const damaged = () =>
  new ProblemError({
    code: "keep.damaged",
    what: message({ en: "What this browser kept last was damaged.", zh: "浏览器上次保存的内容已损坏。" }),
    remedy: message({ en: "The version before it was opened where there was one.", zh: "如有更早的版本，已打开该版本。" }),
  });

/** A project of the list of kept ones. */
export interface KeptSummary {
  readonly id: string;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  readonly layers: number;
  readonly hasRun: boolean;
}

/** Every project that can still be opened, the newest first. */
export async function listKept(storage: KeyValueStorage): Promise<readonly KeptSummary[]> {
  const list = await Promise.all(
    (await keptIds(storage)).map(async (id): Promise<readonly KeptSummary[]> => {
      const entry = await entryOf(storage, id);
      if (!entry) return [];
      try {
        const { project } = projectFrom(await storage.read(projectKey(id, entry.slot))) ?? {};
        const { name, network } = project ?? {};
        return network ? [{ id, name: name ?? "", savedAt: entry.savedAt, layers: network.nodes.length, hasRun: entry.runSlot !== undefined }] : [];
      } catch {
        // Damaged: the one before it may be whole, and opening says which it was.
        return [{ id, name: "", savedAt: entry.savedAt, layers: 0, hasRun: entry.runSlot !== undefined }];
      }
    }),
  );
  return list.flat().sort((a, b) => b.savedAt - a.savedAt);
}

const keptIds = async (storage: KeyValueStorage) => (await storage.keys()).filter((key) => key.startsWith("entry/")).map((key) => key.slice("entry/".length));

/** Lets go of the projects that were saved longest ago. */
export async function pruneKept(storage: KeyValueStorage, keepId: string): Promise<void> {
  const ids = await keptIds(storage);
  const entries = await Promise.all(ids.map(async (id) => ({ id, savedAt: (await entryOf(storage, id))?.savedAt ?? 0 })));
  const old = entries
    .filter(({ id }) => id !== keepId)
    .sort((a, b) => b.savedAt - a.savedAt)
    .slice(keptProjects - 1);
  if (old.length === 0) return;
  const slots: readonly Slot[] = ["a", "b"];
  await storage.write(
    new Map(
      old.flatMap(({ id }) =>
        [entryKey(id), ...slots.flatMap((slot) => [projectKey(id, slot), runKey(id, slot)])].map((key): [string, undefined] => [key, undefined]),
      ),
    ),
  );
}

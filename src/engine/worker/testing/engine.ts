/** The real engine in this process, and runs watched to their end. */
import { readFile } from "node:fs/promises";
import { createInProcessEngine } from "@/engine/in-process";
import type { BackendName, Engine, EngineCalls, EngineEvents, RunEnd, RunPlan } from "@/engine/protocol";
import { createServer } from "@/engine/worker/server";
import type { ProjectDocument } from "@/project/project";

/** Prepared datasets of this checkout. */
const datasetsFolder = new URL("../../../../public/datasets/", import.meta.url);

export function createTestEngine(): Engine {
  return createInProcessEngine((emit) =>
    createServer({
      emit,
      clock: () => performance.now(),
      fetchFile: async (path) => {
        const bytes = await readFile(new URL(path, datasetsFolder)).catch(() => undefined);
        return bytes ? new Response(new Uint8Array(bytes)) : new Response("", { status: 404 });
      },
    }),
  );
}

export async function openOn(engine: Engine, backend: BackendName, project: ProjectDocument): Promise<void> {
  await engine.call("device.open", { preference: backend, avoid: [], project });
  await engine.call("data.load", { data: project.data });
}

export interface WatchedRun {
  readonly plan: RunPlan;
  readonly loss: number[];
  readonly progress: EngineEvents["training.progress"][];
  readonly evaluated: EngineEvents["training.evaluated"][];
  readonly checkpoints: EngineEvents["training.checkpoint"]["checkpoint"][];
  readonly ended: Promise<RunEnd>;
}

/** Starts a run and gathers what it reports. */
export async function watchRun(engine: Engine, params: EngineCalls["training.start"]["params"]): Promise<WatchedRun> {
  const loss: number[] = [];
  const progress: WatchedRun["progress"] = [];
  const evaluated: WatchedRun["evaluated"] = [];
  const checkpoints: WatchedRun["checkpoints"] = [];
  const mine = (runId: string) => runId === params.runId;
  engine.on("training.progress", (event) => {
    if (!mine(event.runId)) return;
    progress.push(event);
    event.loss.forEach((value, i) => (loss[event.firstStep + i] = value));
  });
  engine.on("training.evaluated", (event) => void (mine(event.runId) && evaluated.push(event)));
  engine.on("training.checkpoint", ({ checkpoint }) => void (mine(checkpoint.runId) && checkpoints.push(checkpoint)));
  const ended = new Promise<RunEnd>((resolve) => engine.on("training.ended", (event) => void (mine(event.runId) && resolve(event.end))));
  const plan = await engine.call("training.start", params);
  return { plan, loss, progress, evaluated, checkpoints, ended };
}

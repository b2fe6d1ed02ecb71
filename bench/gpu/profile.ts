/** Where a recorded step spends the device's time: each of its dispatches repeated by itself, as often as it takes to be timed. */
import { say } from "@/base/text";
import { openEngine, projectOf } from "../contenders/layerlab";
import { timeDispatches, watchDispatches, type Dispatch } from "./dispatches";
import type { Files, Workload } from "../workload";

export interface DispatchTime {
  /** What its pipeline is called. */
  readonly label: string;
  readonly workgroups: readonly [number, number, number];
  /** Microseconds, with the waiting between one that writes and the next. */
  readonly us: number;
}
export interface Profile {
  readonly dispatches: readonly DispatchTime[];
  /** Microseconds of all of them in their order, one step after the other. */
  readonly stepUs: number;
  /** Of these, those in which the host was busy handing them over. */
  readonly hostUs: number;
}

const repeats = 300;
const stepsTogether = 20;

export async function profile(workload: Workload, files: Files): Promise<Profile> {
  const log = watchDispatches();
  const engine = await openEngine(workload, files);
  const captured = new Promise<void>((resolve, reject) => {
    engine.on("training.execution", ({ execution }) => (execution.kind === "captured" ? resolve() : reject(new Error(say(execution.reason, "en")))));
    engine.on("training.ended", () => reject(new Error("The run ended before its step was recorded.")));
  });
  await engine.call("training.start", { runId: "profile", project: projectOf(workload) });
  await captured;
  await new Promise((resolve) => setTimeout(resolve, 1000));
  await engine.call("training.pause", { runId: "profile" });
  const device = log.device();
  const steps = lastStep(log.dispatches);
  const dispatches: DispatchTime[] = [];
  for (const one of steps) {
    const { us } = await timeDispatches(
      device,
      Array.from({ length: repeats }, () => one),
    );
    dispatches.push({ label: one.pipeline.label, workgroups: one.workgroups, us: us / repeats });
  }
  const all = await timeDispatches(device, Array.from({ length: stepsTogether }, () => steps).flat());
  return { dispatches, stepUs: all.us / stepsTogether, hostUs: all.hostUs / stepsTogether };
}

/** A step begins where the first pipeline of all comes again. */
function lastStep(dispatches: readonly Dispatch[]): readonly Dispatch[] {
  const last = dispatches.findLastIndex(({ pipeline }) => pipeline.label === "tick");
  const before = dispatches.findLastIndex(({ pipeline }, i) => i < last && pipeline.label === "tick");
  return dispatches.slice(before, last);
}

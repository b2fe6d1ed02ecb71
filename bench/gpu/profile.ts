/** Where a recorded step spends the device's time: each of its dispatches repeated by itself, as often as it takes to be timed. */
import { openEngine, projectOf } from "../contenders/layerlab";
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
}

interface Dispatch {
  readonly pipeline: GPUComputePipeline;
  readonly group: GPUBindGroup;
  readonly workgroups: readonly [number, number, number];
}

const repeats = 300;
const stepsTogether = 20;

export async function profile(workload: Workload, files: Files): Promise<Profile> {
  const log = watchDispatches();
  const engine = await openEngine(workload, files);
  const captured = new Promise<void>((resolve, reject) => {
    engine.on("training.execution", ({ execution }) => (execution.kind === "captured" ? resolve() : reject(new Error("The step could not be recorded."))));
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
    const us = await timeOf(
      device,
      Array.from({ length: repeats }, () => one),
    );
    dispatches.push({ label: one.pipeline.label, workgroups: one.workgroups, us: us / repeats });
  }
  const all = await timeOf(device, Array.from({ length: stepsTogether }, () => steps).flat());
  return { dispatches, stepUs: all / stepsTogether };
}

/** A step begins where the first pipeline of all comes again. */
function lastStep(dispatches: readonly Dispatch[]): readonly Dispatch[] {
  const last = dispatches.findLastIndex(({ pipeline }) => pipeline.label === "tick");
  const before = dispatches.findLastIndex(({ pipeline }, i) => i < last && pipeline.label === "tick");
  return dispatches.slice(before, last);
}

/** Microseconds, the quickest of three times. */
async function timeOf(device: GPUDevice, dispatches: readonly Dispatch[]): Promise<number> {
  let least = Infinity;
  for (let time = 0; time < 4; time++) {
    const started = performance.now();
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    for (const { pipeline, group, workgroups } of dispatches) {
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, group);
      pass.dispatchWorkgroups(...workgroups);
    }
    pass.end();
    device.queue.submit([encoder.finish()]);
    await device.queue.onSubmittedWorkDone();
    // The first one warms up.
    if (time > 0) least = Math.min(least, performance.now() - started);
  }
  return 1000 * least;
}

/** Notes what goes through any compute pass from now on. */
function watchDispatches(): { readonly dispatches: readonly Dispatch[]; readonly device: () => GPUDevice } {
  const dispatches: Dispatch[] = [];
  let device: GPUDevice | undefined;
  let pipeline: GPUComputePipeline;
  let group: GPUBindGroup;
  const pass = GPUComputePassEncoder.prototype;
  before(GPUDevice.prototype, "createCommandEncoder", (self) => (device = self as GPUDevice));
  before(pass, "setPipeline", (_, next) => (pipeline = next as GPUComputePipeline));
  before(pass, "setBindGroup", (_, _index, next) => (group = next as GPUBindGroup));
  before(pass, "dispatchWorkgroups", (_, x, y = 1, z = 1) => {
    dispatches.push({ pipeline, group, workgroups: [x, y, z] as Dispatch["workgroups"] });
  });
  return { dispatches, device: () => device! };
}

function before(prototype: object, name: string, note: (self: unknown, ...args: unknown[]) => void): void {
  const original = Reflect.get(prototype, name) as (...args: unknown[]) => unknown;
  Reflect.set(prototype, name, function (this: unknown, ...args: unknown[]) {
    note(this, ...args);
    return Reflect.apply(original, this, args);
  });
}

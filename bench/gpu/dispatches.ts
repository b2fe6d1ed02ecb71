/** Dispatches as they pass, and how long they take when they are repeated. */

export interface Dispatch {
  readonly pipeline: GPUComputePipeline;
  readonly group: GPUBindGroup;
  readonly workgroups: readonly [number, number, number];
}

/** Microseconds, the quickest of three times, and how many of them this thread was busy with handing the work over. */
export async function timeDispatches(device: GPUDevice, dispatches: readonly Dispatch[]): Promise<{ readonly us: number; readonly hostUs: number }> {
  let least = { us: Infinity, hostUs: Infinity };
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
    const hostUs = 1000 * (performance.now() - started);
    await device.queue.onSubmittedWorkDone();
    const us = 1000 * (performance.now() - started);
    // The first one warms up.
    if (time > 0 && us < least.us) least = { us, hostUs };
  }
  return least;
}

/** Notes what goes through any compute pass from now on. */
export function watchDispatches(): { readonly dispatches: readonly Dispatch[]; readonly device: () => GPUDevice } {
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

/** The page of the benches: measures one contender, the engine's memory, or single kernels. A fresh page for each, so that none finds the kernels of another. */
import { dispatchesSoFar, emptyShaders, installOverheadLimit } from "./overhead";
import type { Trained, Trainer } from "./trainer";
import { filesOfServer } from "./files-of-server";
import type { Files, Workload } from "./workload";

const contenders = {
  layerlab: async (workload: Workload, files: Files) => (await import("./contenders/layerlab")).prepareLayerlab(workload, files),
  "layerlab eager": async (workload: Workload, files: Files) => (await import("./contenders/layerlab-parts")).prepareEager(workload, files),
  "model.fit": async (workload: Workload, files: Files) => (await import("./contenders/model-fit")).prepareStockFit(workload, files),
  "model.fit on our kernels": async (workload: Workload, files: Files) => (await import("./contenders/model-fit")).prepareFitOnOurKernels(workload, files),
  "jax-js": async (workload: Workload, files: Files) => (await import("./contenders/jax-js")).prepareJaxJs(workload, files),
  convnetjs: async (workload: Workload, files: Files) => (await import("./contenders/convnetjs")).prepareConvNetJs(workload, files),
  "brain.js": async (workload: Workload, files: Files) => (await import("./contenders/brain-js")).prepareBrainJs(workload, files),
} as const satisfies Record<string, (workload: Workload, files: Files) => Promise<Trainer>>;

interface Order extends Workload {
  readonly contender: keyof typeof contenders;
  readonly kind: "real" | "overhead";
  readonly warmUpMs: number;
  readonly durationMs: number;
}
interface Measurement extends Trained {
  /** Milliseconds that the main thread computed for one step. */
  readonly threadMsPerStep: number;
  /** Kernels of TensorFlow.js, or in the overhead limit of WebGPU dispatches; of contenders that have any. */
  readonly kernelsPerStep?: number;
}

declare global {
  interface Window {
    /** Milliseconds that this page's main thread has computed so far; the browser knows. */
    readonly threadMs: () => Promise<number>;
  }
}

async function measure({ contender, kind, warmUpMs, durationMs, ...workload }: Order): Promise<Measurement> {
  if (kind === "overhead") installOverheadLimit();
  const trainer = await contenders[contender](workload, filesOfServer);
  if (kind === "overhead") emptyShaders();
  await trainer.train(warmUpMs);
  const kernels = kind === "overhead" && workload.backend === "webgpu" ? dispatchesSoFar : trainer.kernels;
  const before = kernels?.() ?? 0;
  const from = { threadMs: await window.threadMs(), at: performance.now() };
  const trained = await trainer.train(durationMs);
  const elapsedMs = performance.now() - from.at;
  const perMs = kernels && (kernels() - before) / elapsedMs;
  const busyShare = ((await window.threadMs()) - from.threadMs) / elapsedMs;
  const stepMs = trained.durationMs / trained.steps;
  return { ...trained, threadMsPerStep: busyShare * stepMs, ...(perMs === undefined ? {} : { kernelsPerStep: perMs * stepMs }) };
}
Object.assign(window, { measure, memory: () => import("./memory"), kernels: () => import("./kernels"), writing: () => import("./writing") });

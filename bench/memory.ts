/** Does memory stay as it is: over a long run, and over runs started and stopped again and again. */
import * as tf from "@tensorflow/tfjs-core";
import type { Engine } from "@/engine/protocol";
import { openEngine, projectOf } from "./contenders/layerlab";
import { filesOfServer } from "./files-of-server";
import { emptyShaders, installOverheadLimit } from "./overhead";
import type { Workload } from "./workload";

interface MemoryOrder extends Workload {
  readonly kind: "real" | "overhead";
}
/** What is held while the run stands still. */
interface MemoryMark {
  readonly step: number;
  readonly tensors: number;
  /** Of all tensors. */
  readonly tensorBytes: number;
  /** Taken from the device for them: graphics memory, or the WebAssembly heap. */
  readonly deviceBytes: number;
  /** JavaScript's, after a garbage collection. */
  readonly heapBytes: number;
}

/** WebGPU and WebGL call the same by two names. */
interface DeviceMemory {
  readonly numBytesAllocatedInGPU?: number;
  readonly numBytesInGPUAllocated?: number;
}

declare global {
  interface Window {
    /** Collects garbage and measures what is left of JavaScript's heap; the browser knows. */
    readonly heapBytes: () => Promise<number>;
  }
}

async function open({ kind, ...workload }: MemoryOrder): Promise<Engine> {
  if (kind === "overhead") installOverheadLimit();
  const engine = await openEngine(workload, filesOfServer);
  if (kind === "overhead") emptyShaders();
  return engine;
}

/** Marks before the first step, and every `every` steps until `steps`. */
export async function watchLongRun(order: MemoryOrder, steps: number, every: number): Promise<MemoryMark[]> {
  const engine = await open(order);
  const runId = "long";
  let step = 0;
  engine.on("training.progress", ({ firstStep, loss }) => (step = firstStep + loss.length));
  await engine.call("training.start", { runId, project: projectOf(order), paused: true });
  const marks: MemoryMark[] = [await mark(0)];
  while (step < steps) {
    const goal = (Math.floor(step / every) + 1) * every;
    await engine.call("training.resume", { runId });
    await reached(engine, goal);
    await engine.call("training.pause", { runId });
    marks.push(await mark(step));
  }
  await engine.call("training.stop", { runId });
  return marks;
}

/** Tensors after each of so many runs that were started, trained a little, stopped and reset. */
export async function watchRestarts(order: MemoryOrder, times: number): Promise<number[]> {
  const engine = await open(order);
  const project = projectOf(order);
  const tensors: number[] = [];
  for (let i = 0; i < times; i++) {
    const runId = `run-${i}`;
    const trained = reached(engine, 1);
    await engine.call("training.start", { runId, project });
    await trained;
    await engine.call("training.stop", { runId });
    await engine.call("model.build", { project });
    tensors.push(tf.memory().numTensors);
  }
  return tensors;
}

function reached(engine: Engine, goal: number): Promise<void> {
  return new Promise((resolve) => {
    const stop = engine.on("training.progress", ({ firstStep, loss }) => {
      if (firstStep + loss.length < goal) return;
      stop();
      resolve();
    });
  });
}

async function mark(step: number): Promise<MemoryMark> {
  const heapBytes = await window.heapBytes();
  const { numTensors: tensors, numBytes: tensorBytes, ...device } = tf.memory() as tf.MemoryInfo & DeviceMemory;
  const { wasm } = tf.backend() as { readonly wasm?: { readonly asm: { readonly memory: WebAssembly.Memory } } };
  const deviceBytes = device.numBytesAllocatedInGPU ?? device.numBytesInGPUAllocated ?? wasm?.asm.memory.buffer.byteLength ?? 0;
  return { step, tensors, tensorBytes, deviceBytes, heapBytes };
}

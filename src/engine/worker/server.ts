/** The worker's state (device, data, model, run) and the answers to every call. */
import * as tf from "@tensorflow/tfjs-core";
import type { Emit, EngineServer } from "@/engine/wire";
import { createFileReader, type FetchFile } from "@/engine/worker/data/read-files";
import { createWatchedDevice } from "@/engine/worker/device/watched-device";
import { createGate } from "@/engine/worker/gate";
import { createHoldings } from "@/engine/worker/holdings";
import { isHostBackend } from "@/engine/worker/kernels/host-memory";
import { createTurns } from "@/engine/worker/turn";
import { createVectorShelf } from "@/engine/worker/word-vectors";
import { createDesk } from "@/engine/worker/writing/desk";
import type { CallContext } from "@/engine/worker/calls/call-context";
import { dataCalls } from "@/engine/worker/calls/data-calls";
import { modelCalls } from "@/engine/worker/calls/model-calls";
import { trainingCalls } from "@/engine/worker/calls/training-calls";

export interface ServerOptions {
  readonly emit: Emit;
  readonly fetchFile: FetchFile;
  /** Milliseconds that never go back. */
  readonly clock: () => number;
}

const heartbeatMs = 500;

export function createServer({ emit, fetchFile, clock }: ServerOptions): EngineServer {
  const turns = createTurns(clock);
  const setup = createGate();
  const device = createWatchedDevice(emit, clock);
  const readFiles = (signal?: AbortSignal) => createFileReader(fetchFile, (progress) => emit("data.progress", progress), signal);
  const held = createHoldings(readFiles, () => desk.clear());
  const desk = createDesk({
    emit,
    clock,
    breathe: turns.breathe,
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    isTraining: () => held.run?.isTraining ?? false,
    isOneThread: () => isHostBackend(tf.getBackend()),
    step: () => held.run?.step ?? 0,
  });
  const heartbeat = setInterval(() => emit("engine.heartbeat", { step: held.run?.step ?? 0, isTraining: held.run?.isTraining ?? false }), heartbeatMs);
  const placeVectors = createVectorShelf({ read: readFiles() });
  const context: CallContext = { held, setup, gate: createGate(), desk, placeVectors, device, breathe: turns.breathe, emit, clock };

  return {
    handlers: {
      "device.open": (call) =>
        setup.pass(async () => {
          held.idle();
          held.dropModel();
          held.dropSource();
          return await device.open(call);
        }),
      ...dataCalls(context),
      ...modelCalls(context),
      ...trainingCalls(context),
    },
    dispose() {
      clearInterval(heartbeat);
      device.stopWatching();
      const end = () => {
        turns.dispose();
        held.dropModel();
        held.dropSource();
      };
      const { run } = held;
      if (run && !run.hasEnded) void run.stop().then(end);
      else end();
    },
  };
}

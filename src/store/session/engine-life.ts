/** One worker from birth to death: its calls, its heartbeat, and what it holds. */
import type { Problem } from "@/base/problem";
import { message } from "@/base/text";
import type { DataSettings } from "@/data/data-settings";
import type { Vocabulary } from "@/data/text/vocabulary";
import type { BackendName, DeviceReport, Engine, EngineCalls } from "@/engine/protocol";
import type { ProjectDocument } from "@/project/project";
import type { RaceTrack } from "@/store/session/race-again";

/** What the worker is known to hold; grows as calls succeed. */
export interface Holdings {
  device?: { readonly report: DeviceReport; readonly preference: BackendName | "auto"; readonly raced: RaceTrack | undefined };
  data?: DataSettings;
  /** The vocabulary that it was told to use for them. */
  vocabulary?: Vocabulary;
  /** The project whose network is built. */
  model?: ProjectDocument;
}

export interface EngineLife {
  readonly engine: Engine;
  readonly holds: Holdings;
  readonly isAlive: boolean;
  /** Calls that compile, load or build: silence may last longer while one is going on. */
  prepareCall<K extends keyof EngineCalls>(kind: K, params: EngineCalls[K]["params"], signal?: AbortSignal): Promise<EngineCalls[K]["result"]>;
  end(): void;
}

const checkEveryMs = 1000;
/** A worker that says nothing for so long is dead. */
const silenceMs = 10_000;
/** While it loads, builds or compiles: graphics cards compile every kernel when its shapes come for the first time. */
const patientSilenceMs = 60_000;
/** A slow machine is silent through every step; so many of its own longest silences are waited for. */
const patience = 3;

export function startEngineLife(engine: Engine, now: () => number, onDeath: (problem: Problem) => void): EngineLife {
  let isAlive = true;
  let lastSign = now();
  let lastCheck = now();
  let preparing = 0;
  let longestSilence = 0;
  /** From the start of a run to its first evaluation, when every shape has come by. */
  let isCold = false;

  const die = (problem: Problem) => {
    if (!isAlive) return;
    end();
    onDeath(problem);
  };
  const end = () => {
    isAlive = false;
    clearInterval(watch);
    engine.dispose();
  };
  engine.on("engine.heartbeat", () => {
    longestSilence = Math.max(longestSilence, now() - lastSign);
    lastSign = now();
  });
  engine.on("training.evaluated", () => {
    isCold = false;
  });
  engine.on("engine.lost", ({ problem }) => die(problem));

  const watch = setInterval(() => {
    const at = now();
    // The page itself was frozen or throttled: the worker may have been, too, and gets its full time again.
    if (at - lastCheck > 3 * checkEveryMs) lastSign = at;
    lastCheck = at;
    const allowed = preparing > 0 || isCold ? patientSilenceMs : Math.min(Math.max(silenceMs, patience * longestSilence), patientSilenceMs);
    if (at - lastSign > allowed) die(workerSilent(at - lastSign));
  }, checkEveryMs);

  return {
    engine,
    holds: {},
    get isAlive() {
      return isAlive;
    },
    async prepareCall(kind, params, signal) {
      preparing++;
      if (kind === "training.start") isCold = true;
      try {
        return await engine.call(kind, params, signal);
      } finally {
        preparing--;
        lastSign = now();
      }
    },
    end,
  };
}

function workerSilent(ms: number): Problem {
  const seconds = Math.round(ms / 1000);
  return {
    code: "engine.silent",
    what: message({ en: "The training worker has not answered for {seconds} seconds.", zh: "训练线程已有 {seconds} 秒没有响应。" }, { seconds }),
    remedy: message({ en: "It is being replaced; training goes on from its last checkpoint.", zh: "正在更换新的线程，训练会从最近的检查点继续。" }),
  };
}

/** Which device to train on: WebGPU, WebGL, WASM or plain JavaScript; probed, tested, and raced where it is not clear. */
import { ProblemError, problemOf } from "@/base/problem";
import type { Message } from "@/base/text";
import { backendNames, type BackendName, type DeviceCandidate, type DeviceReport } from "@/engine/protocol";
import { openBackend, type OpenedBackend } from "@/engine/worker/backends";
import { measureSpeed } from "@/engine/worker/device/race";
import { passesSelfTest } from "@/engine/worker/device/self-test";
import { reasons } from "@/engine/worker/device/words";
import type { ProjectDocument } from "@/project/project";

export interface OpenedDevice {
  readonly backend: OpenedBackend;
  readonly report: DeviceReport;
}
export interface LadderCall {
  readonly preference: BackendName | "auto";
  readonly avoid: readonly BackendName[];
  readonly project: ProjectDocument;
}
/** What the ladder needs of the machine; tests give their own. */
export interface LadderTools {
  readonly open: (name: BackendName) => Promise<OpenedBackend>;
  readonly passesSelfTest: () => Promise<boolean>;
  /** Steps per second of the backend in use; undefined when the network cannot run. */
  readonly measureSpeed: (project: ProjectDocument) => Promise<number | undefined>;
}

type Candidates = Map<BackendName, DeviceCandidate>;

export function machineTools(clock: () => number): LadderTools {
  return { open: openBackend, passesSelfTest, measureSpeed: (project) => measureSpeed(project, clock) };
}

export async function climb(tools: LadderTools, { preference, avoid, project }: LadderCall): Promise<OpenedDevice> {
  const candidates: Candidates = new Map();
  for (const name of avoid) candidates.set(name, candidate(name, "unusable", reasons.avoided));
  let because: ((usual: Message) => Message) | undefined;

  if (preference !== "auto") {
    const opened = avoid.includes(preference) ? undefined : await tryOut(tools, preference, candidates, true);
    if (opened) return chosen(opened, opened.isSoftware ? reasons.chosenByYouSoftware : reasons.chosenByYou, candidates, undefined, reasons.notChosen);
    const why = candidates.get(preference)?.reason ?? reasons.avoided;
    because = () => reasons.preferenceFailed(preference, why);
  }
  const settle = (opened: OpenedBackend, reason: Message, speed?: number) => chosen(opened, because?.(reason) ?? reason, candidates, speed);

  const lostGpu = avoid.find((name) => name === "webgpu" || name === "webgl");

  // A real graphics card first; a software one is noted and passed over.
  let gpu: OpenedBackend | undefined;
  for (const name of ["webgpu", "webgl"] as const) {
    gpu ??= candidates.has(name) ? undefined : await tryOut(tools, name, candidates, false);
  }
  if (!gpu) {
    for (const name of ["wasm", "cpu", "webgl", "webgpu"] as const) {
      const isOpen = !candidates.has(name) || candidates.get(name)?.isSoftware === true;
      const opened = isOpen ? await tryOut(tools, name, candidates, true) : undefined;
      if (opened) return settle(opened, name === "wasm" ? (lostGpu ? reasons.lostGpu(lostGpu) : reasons.noGpu) : reasons.onlyOne);
    }
    throw new ProblemError({
      code: "device.none",
      what: { text: { en: "No way to compute works in this browser.", zh: "此浏览器中没有任何可用的计算方式。" } },
      remedy: { text: { en: "Use a current Chrome, Edge, Firefox or Safari.", zh: "请使用新版 Chrome、Edge、Firefox 或 Safari。" } },
    });
  }
  // Small networks can be faster on the processor than on a graphics card, where every step costs a trip.
  const gpuSpeed = await tools.measureSpeed(project);
  const wasm = candidates.has("wasm") || gpuSpeed === undefined ? undefined : await tryOut(tools, "wasm", candidates, true);
  const wasmSpeed = wasm && (await tools.measureSpeed(project));
  if (!wasm || gpuSpeed === undefined || wasmSpeed === undefined) {
    const again = wasm ? await tools.open(gpu.name) : gpu;
    return settle(again, reasons.fastestGpu, gpuSpeed);
  }
  const [winner, winnerSpeed, loser, loserSpeed] = wasmSpeed > gpuSpeed ? [wasm, wasmSpeed, gpu, gpuSpeed] : [gpu, gpuSpeed, wasm, wasmSpeed];
  candidates.set(loser.name, { ...candidate(loser.name, "usable", reasons.lostRace(loserSpeed), loser), stepsPerSecond: loserSpeed });
  const opened = winner === wasm ? wasm : await tools.open(winner.name);
  return settle(opened, reasons.wonRace(winnerSpeed, loser.name, loserSpeed), winnerSpeed);
}

/** Opens and tests one; what is wrong with it goes into `candidates`. */
async function tryOut(tools: LadderTools, name: BackendName, candidates: Candidates, takesSoftware: boolean): Promise<OpenedBackend | undefined> {
  try {
    const opened = await tools.open(name);
    if (opened.isSoftware && !takesSoftware) {
      candidates.set(name, candidate(name, "untested", reasons.software, opened));
      return undefined;
    }
    if (await tools.passesSelfTest()) return opened;
    candidates.set(name, candidate(name, "unusable", reasons.wrongNumbers, opened));
  } catch (error) {
    candidates.set(name, candidate(name, "unusable", problemOf(error).what));
  }
  return undefined;
}

function candidate(backend: BackendName, status: DeviceCandidate["status"], reason: Message, opened?: OpenedBackend): DeviceCandidate {
  return { backend, status, reason, adapter: opened?.adapter ?? "", isSoftware: opened?.isSoftware ?? false };
}

function chosen(backend: OpenedBackend, reason: Message, candidates: Candidates, speed?: number, untried: Message = reasons.notNeeded): OpenedDevice {
  candidates.set(backend.name, { ...candidate(backend.name, "chosen", reason, backend), ...(speed === undefined ? {} : { stepsPerSecond: speed }) });
  return {
    backend,
    report: {
      backend: backend.name,
      adapter: backend.adapter,
      reason,
      candidates: backendNames.map((name) => candidates.get(name) ?? candidate(name, "untested", untried)),
    },
  };
}

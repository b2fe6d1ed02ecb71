/** How often a worker was lost, and what follows: how long to wait, and when to give up on its backend. */
import { backendNames, type BackendName } from "@/engine/protocol";

const backOffMs = [250, 1500, 5000] as const;
/** So many losses within so long, and the next backend gets its turn. */
const toleratedLosses = 3;
const memoryMs = 5 * 60_000;

export interface LossRecord {
  /** Notes a loss; true = this backend is avoided from now on. */
  note(backend: BackendName | undefined, at: number): boolean;
  /** How long to wait before the next try. */
  waitMs(at: number): number;
  readonly avoid: readonly BackendName[];
  /** No backend is left to try. */
  readonly isExhausted: boolean;
  /** The user chose a backend: it gets a fresh chance. */
  forgive(): void;
}

export function createLossRecord(): LossRecord {
  let losses: { readonly backend: BackendName | undefined; readonly at: number }[] = [];
  let avoid: BackendName[] = [];
  let isHopeless = false;
  const recent = (at: number) => losses.filter((loss) => at - loss.at <= memoryMs);
  return {
    note(backend, at) {
      losses = [...recent(at), { backend, at }];
      const sameBackend = losses.filter((loss) => loss.backend === backend).length;
      if (sameBackend < toleratedLosses) return false;
      // A worker that dies before it has opened any device will not do better with another one.
      if (backend === undefined) isHopeless = true;
      else avoid = [...new Set([...avoid, backend])];
      losses = losses.filter((loss) => loss.backend !== backend);
      return backend !== undefined;
    },
    waitMs(at) {
      const count = recent(at).length;
      return backOffMs[Math.min(Math.max(count, 1), backOffMs.length) - 1] ?? 0;
    },
    get avoid() {
      return avoid;
    },
    get isExhausted() {
      return isHopeless || backendNames.every((name) => avoid.includes(name));
    },
    forgive() {
      losses = [];
      avoid = [];
      isHopeless = false;
    },
  };
}

/** Which tab may save a project: one at a time, so that the last to close does not win by accident. */

export interface ProjectLock {
  /** True when this tab may save the project from now on. `take` wins it from another tab. */
  acquire(projectId: string, options?: { readonly take?: boolean }): Promise<boolean>;
  release(): void;
  /** Called when another tab has taken over. */
  onLost(listener: () => void): void;
  /** Called when the tab that had the project has closed or let it go: this one, which was refused or lost it, may save it now. */
  onFreed(listener: () => void): void;
}

interface Held {
  readonly projectId: string;
  readonly free: () => void;
}

/** Without Web Locks (old browsers, insecure origins) every tab may save. */
export function createProjectLock(locks: LockManager | undefined): ProjectLock {
  let lost: () => void = () => undefined;
  let freed: () => void = () => undefined;
  let held: Held | undefined;
  let waiting: AbortController | undefined;
  const release = () => {
    waiting?.abort();
    waiting = undefined;
    held?.free();
    held = undefined;
  };

  /** `whenAnswered` hears whether it was granted. */
  function request(manager: LockManager, projectId: string, options: LockOptions, whenAnswered: (isGranted: boolean) => void): void {
    let mine: Held | undefined;
    const answer = (lock: Lock | null) => {
      // Granted in the moment in which it was given up.
      if (options.signal?.aborted) return undefined;
      const holding = lock && new Promise<void>((free) => (held = mine = { projectId, free }));
      whenAnswered(lock !== null);
      return holding;
    };
    manager.request(`layerlab.project.${projectId}`, options, answer).catch(() => {
      if (!mine) return whenAnswered(false);
      // A stolen lock rejects its first holder.
      if (held !== mine) return;
      held = undefined;
      lost();
      waitFor(manager, projectId);
    });
  }

  /** In line for what another tab has. */
  function waitFor(manager: LockManager, projectId: string): void {
    const { signal } = (waiting = new AbortController());
    request(manager, projectId, { signal }, (isGranted) => {
      if (isGranted) freed();
    });
  }

  return {
    async acquire(projectId, { take = false } = {}) {
      if (!locks || held?.projectId === projectId) return true;
      release();
      return new Promise((resolve) => {
        request(locks, projectId, take ? { steal: true } : { ifAvailable: true }, (isGranted) => {
          resolve(isGranted);
          if (!isGranted) waitFor(locks, projectId);
        });
      });
    },
    release,
    onLost: (listener) => void (lost = listener),
    onFreed: (listener) => void (freed = listener),
  };
}

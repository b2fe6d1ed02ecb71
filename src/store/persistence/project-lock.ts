/** Which tab may save a project: one at a time, so that the last to close does not win by accident. */

export interface ProjectLock {
  /** True when this tab may save the project from now on. `take` wins it from another tab. */
  acquire(projectId: string, options?: { readonly take?: boolean }): Promise<boolean>;
  release(): void;
  /** Called when another tab has taken over. */
  onLost(listener: () => void): void;
}

/** Without Web Locks (old browsers, insecure origins) every tab may save. */
export function createProjectLock(locks: LockManager | undefined): ProjectLock {
  let listener: () => void = () => undefined;
  let held: { readonly projectId: string; readonly free: () => void } | undefined;
  const release = () => {
    held?.free();
    held = undefined;
  };
  return {
    async acquire(projectId, { take = false } = {}) {
      if (!locks) return true;
      if (held?.projectId === projectId) return true;
      release();
      return new Promise((resolve) => {
        const hold = (lock: Lock | null) => {
          if (!lock) {
            resolve(false);
            return undefined;
          }
          return new Promise<void>((free) => {
            held = { projectId, free };
            resolve(true);
          });
        };
        const options: LockOptions = take ? { steal: true } : { ifAvailable: true };
        locks.request(`layerlab.project.${projectId}`, options, hold).catch(() => {
          // A stolen lock rejects its first holder.
          if (held?.projectId === projectId) {
            held = undefined;
            listener();
          }
          resolve(false);
        });
      });
    },
    release,
    onLost(next) {
      listener = next;
    },
  };
}

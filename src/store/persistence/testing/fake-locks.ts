/** Web Locks of one browser, as far as the page uses them: a name is held by one, others wait in line, and it can be stolen. */

interface Holder {
  readonly end: (error: DOMException) => void;
}
type Granted = (lock: Lock | null) => unknown;

export function createFakeLocks(): LockManager {
  const holders = new Map<string, Holder>();
  const lines = new Map<string, (() => void)[]>();
  const lineOf = (name: string) => lines.get(name) ?? [];

  /** Held until what `work` answers is settled, or somebody steals it. */
  function grant(name: string, work: Granted): Promise<void> {
    return new Promise((resolve, reject) => {
      const holder: Holder = { end: reject };
      holders.set(name, holder);
      const settled = Promise.resolve(work({ name, mode: "exclusive" }));
      void settled.finally(() => {
        if (holders.get(name) !== holder) return;
        holders.delete(name);
        const [next, ...others] = lineOf(name);
        lines.set(name, others);
        next?.();
        resolve();
      });
    });
  }

  async function request(name: string, { steal, ifAvailable, signal }: LockOptions, work: Granted): Promise<void> {
    if (steal) {
      holders.get(name)?.end(new DOMException("Stolen.", "AbortError"));
      return await grant(name, work);
    }
    if (!holders.has(name)) return await grant(name, work);
    if (ifAvailable) return void work(null);
    await new Promise<void>((resolve, reject) => {
      lines.set(name, [...lineOf(name), resolve]);
      signal?.addEventListener("abort", () => {
        lines.set(
          name,
          lineOf(name).filter((waits) => waits !== resolve),
        );
        reject(new DOMException("Given up.", "AbortError"));
      });
    });
    await grant(name, work);
  }

  return { request, query: () => Promise.resolve({}) } as LockManager;
}

/** A storage that lives as long as the page: for tests, with the faults that real ones have. */
import type { KeyValueStorage } from "@/store/persistence/storage";

export interface MemoryStorage extends KeyValueStorage {
  readonly values: Map<string, unknown>;
  /** Thrown by every write while set. */
  failure: Error | undefined;
}

export function createMemoryStorage(values = new Map<string, unknown>()): MemoryStorage {
  return {
    values,
    failure: undefined,
    read: (key) => Promise.resolve(structuredClone(values.get(key))),
    keys: () => Promise.resolve([...values.keys()]),
    write(changes) {
      if (this.failure) return Promise.reject(this.failure);
      for (const [key, value] of changes) {
        if (value === undefined) values.delete(key);
        else values.set(key, structuredClone(value));
      }
      return Promise.resolve();
    },
    close: () => undefined,
  };
}

/** The little that keeping needs of a database, so that it is tested without one. */

export interface KeyValueStorage {
  read(key: string): Promise<unknown>;
  keys(): Promise<readonly string[]>;
  /** All in one transaction: afterwards everything is there, or nothing changed. `undefined` removes. */
  write(changes: ReadonlyMap<string, unknown>): Promise<void>;
  close(): void;
}

/** Rejects where the browser keeps nothing: private windows, blocked site data. Calls back when it was closed from outside, and may be empty now. */
export type OpenStorage = (onClosed: () => void) => Promise<KeyValueStorage>;

/** Whether the browser refused because its space for this page is used up. */
export function isFull(error: unknown): boolean {
  return error instanceof Error && error.name === "QuotaExceededError";
}

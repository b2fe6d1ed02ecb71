/** What the browser's database holds for us, read from outside the app. */
import { expect, type Page } from "@playwright/test";

/** Keys and values as one text: projects are kept as text, runs under `run/…` with what they say of themselves. */
export const keptText = (page: Page): Promise<string> => page.evaluate(readAll);

/** Until a run is kept with its end: a checkpoint from its middle would come back as one that was broken off. */
export async function waitForKeptEnd(page: Page): Promise<void> {
  await expect.poll(() => keptText(page)).toMatch(/^run\/.*"end":/m);
}

async function readAll(): Promise<string> {
  const answer = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error("The database did not answer."));
    });
  const texts: string[] = [];
  for (const { name } of await indexedDB.databases()) {
    const database = await answer(indexedDB.open(name ?? ""));
    for (const storeName of database.objectStoreNames) {
      const store = database.transaction(storeName).objectStore(storeName);
      const [keys, values] = await Promise.all([answer(store.getAllKeys()), answer(store.getAll())]);
      keys.forEach((key, i) => {
        const name = typeof key === "string" ? key : JSON.stringify(key);
        const value: unknown = values[i];
        const parts = value instanceof Map ? (value as ReadonlyMap<string, Uint8Array<ArrayBuffer>>) : undefined;
        texts.push(`${name} ${parts ? new TextDecoder().decode(parts.get("run.json")) : JSON.stringify(value)}`);
      });
    }
    database.close();
  }
  return texts.join("\n");
}

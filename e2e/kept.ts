/** What the browser's database holds for us, read from outside the app. */
import type { Page } from "@playwright/test";

/** Keys and values as one text: projects are kept as text, runs under `run/…`. */
export const keptText = (page: Page): Promise<string> => page.evaluate(readAll);

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
        texts.push(name.startsWith("run/") ? name : `${name} ${JSON.stringify(values[i])}`);
      });
    }
    database.close();
  }
  return texts.join("\n");
}

/** The browser's own database, IndexedDB. */
import { openDB, type IDBPDatabase } from "idb";
import type { KeyValueStorage } from "@/store/persistence/storage";

const databaseName = "layerlab";
const storeName = "kept";

/** Opens it anew whenever it was closed: by a newer page in another tab, or because site data were cleared. */
export async function openBrowserStorage(onClosed: () => void): Promise<KeyValueStorage> {
  let database: IDBPDatabase | undefined = await connect();

  async function connect(): Promise<IDBPDatabase> {
    const opened = await openDB(databaseName, 1, {
      upgrade: (db) => void db.createObjectStore(storeName),
      // A newer page wants to change the database: let go, or it waits for ever.
      blocking: () => closed(),
      terminated: () => closed(),
    });
    return opened;
  }
  function closed(): void {
    forget();
    onClosed();
  }
  function forget(): void {
    database?.close();
    database = undefined;
  }
  async function withDatabase<T>(work: (db: IDBPDatabase) => Promise<T>): Promise<T> {
    database ??= await connect();
    try {
      return await work(database);
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== "InvalidStateError") throw error;
      // Closed under our hands without a word: once more with a fresh one.
      forget();
      database = await connect();
      return work(database);
    }
  }

  return {
    read: (key) => withDatabase((db) => db.get(storeName, key)),
    keys: () => withDatabase(async (db) => (await db.getAllKeys(storeName)).filter((key) => typeof key === "string")),
    write: (changes) =>
      withDatabase(async (db) => {
        const transaction = db.transaction(storeName, "readwrite", { durability: "relaxed" });
        const requests = [...changes].map(([key, value]) => (value === undefined ? transaction.store.delete(key) : transaction.store.put(value, key)));
        // `done` tells the cause of an aborted transaction; the requests' own errors only follow from it.
        await Promise.all([transaction.done, ...requests.map((request) => Promise.resolve(request).catch(() => undefined))]);
      }),
    close: forget,
  };
}

/**
 * Makes a second visit work without a network. The build puts the list of files in place of `self.__FILES__`.
 * The page's own files are kept per version, large ones as they are used; so are data sets, which survive new versions of the page.
 */
const { version, files, late, dataVersion, datasets } = self.__FILES__;
const pageCache = `layerlab-page-${version}`;
const dataCache = `layerlab-data-${dataVersion}`;
const isOurs = (name) => name.startsWith("layerlab-");
const addressOf = (path) => new URL(path, self.registration.scope).href;

self.addEventListener("install", (event) => {
  // `reload` passes by the browser's own cache, which may hold a file of the last version under the same name.
  event.waitUntil(caches.open(pageCache).then((cache) => cache.addAll(files.map((path) => new Request(addressOf(path), { cache: "reload" })))));
});

self.addEventListener("activate", (event) => {
  const clean = async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => isOurs(name) && name !== pageCache && name !== dataCache).map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(clean());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(self.registration.scope)) return;
  const path = request.url.slice(self.registration.scope.length).split(/[?#]/)[0];
  if (path.startsWith("datasets/")) event.respondWith(fromCacheOrNetwork(request, dataCache, true));
  else event.respondWith(fromCacheOrNetwork(request.mode === "navigate" ? new Request(addressOf("./")) : request, pageCache, late.includes(path)));
});

self.addEventListener("message", (event) => {
  if (event.data?.type === "takeOver") event.waitUntil(self.skipWaiting());
  // On the very first visit the data came before this worker did: keep it for the next one.
  if (event.data?.type === "dataLoaded") event.waitUntil(keepDataset(event.data.datasetId));
});

async function fromCacheOrNetwork(request, name, isKept) {
  const cache = await caches.open(name);
  const kept = await cache.match(request, { ignoreSearch: true });
  if (kept) return kept;
  const response = await fetch(request);
  // A full disk must not keep anybody from working: then it is simply not kept.
  if (isKept && response.status === 200) await cache.put(request, response.clone()).catch(() => undefined);
  return response;
}

async function keepDataset(datasetId) {
  // A set that is made from another one's files is named after it: mnist-denoise.
  const folder = datasets.find((id) => datasetId === id || datasetId.startsWith(`${id}-`));
  if (!folder) return;
  const cache = await caches.open(dataCache);
  const kept = async (name) => {
    const address = addressOf(`datasets/${folder}/${name}`);
    const response = (await cache.match(address)) ?? (await fetch(address, { cache: "force-cache" }));
    if (response.status === 200) await cache.put(address, response.clone());
    return response;
  };
  try {
    const { files: names } = await (await kept("manifest.json")).json();
    for (const name of Object.keys(names)) await kept(name);
  } catch {
    // No network any more, or no room: the next visit will try again.
  }
}

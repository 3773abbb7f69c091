// The service worker: the app opens without network, and a campaign that was opened once stays complete.
//
// Its scope is its own folder, so it works under any path. Each idea has its file under `sw/`; this one
// only wires events to them. It knows documents, pictures and the app's own files, and of a patron only what waits to be sent:
// the ledger is the page's. Whatever goes wrong here ends in an ordinary network request.

// Both markers are filled by the build: what belongs to this version, and its name.
const PRECACHE = /*ATRIUM_PRECACHE*/[];
const VERSION = /*ATRIUM_VERSION*/'';

// The version in the query keeps a cache on the way from mixing parts of two versions.
const PARTS = ['route', 'store', 'shell', 'documents', 'pictures', 'alike', 'sizes', 'campaign', 'keep', 'outbox'];
importScripts(...PARTS.map((part) => `sw/${part}.js?${VERSION}`));

const STRATEGIES = { page: pageFor, asset: assetFor, document: documentFor, picture: pictureFor };

self.addEventListener('install', (event) => event.waitUntil(install()));

self.addEventListener('activate', (event) => event.waitUntil(activate()));

self.addEventListener('fetch', (event) => {
  const strategy = STRATEGIES[kindOf(event.request)];
  // Not answering at all lets the browser do what it would do without us.
  if (strategy) event.respondWith(strategy(event).catch(() => fetch(event.request)));
});

self.addEventListener('message', (event) => {
  const { type } = event.data ?? {};
  const answer = (message) => (event.ports[0] ?? event.source)?.postMessage(message);
  // A new version waits until the person says so; see `shell/` for the notice.
  if (type === 'activate-update') {
    self.registration.active?.postMessage({ type: 'make-way' });
    event.waitUntil(self.skipWaiting());
  }
  if (type === 'make-way') makeWay();
  if (type === 'version') answer({ type: 'version', version: VERSION });
  if (type === 'keep' && Array.isArray(event.data.urls)) event.waitUntil(keep(event.data, answer));
  if (type === 'again') tellAgain(answer);
});

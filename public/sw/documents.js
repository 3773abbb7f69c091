// JSON documents, of this origin or any other: shown at once from the stored copy, then asked for again.

const DOCUMENT_BYTES = 2_000_000;
// An alliance of fifty houses, and what was opened of it.
const DOCUMENT_COUNT = 600;
// Asked for again so soon it is the same. This also stops a page that reloads a document because it changed. Whoever registers
// the worker may say otherwise, as the tests do: `sw.js?settled=0`.
const SETTLED = Number(new URL(self.location).searchParams.get('settled') ?? 5000);
// A server that takes longer to answer does not.
const PATIENCE = 12_000;

/** Stale while revalidate; the network first for a request that insists (`cache: 'no-cache'`). */
async function documentFor(event) {
  const { request } = event;
  const key = keyOf(request.url);
  const stored = await storedDocument(key);
  if (!stored) return freshDocument(event, key);
  if (request.cache === 'no-cache' || request.cache === 'reload') {
    try {
      const response = await ask(key, stored, headersOf(request));
      if (response.status === 304) return (await restamped(key, stored)).response;
      // A member in trouble is no reason to show less than we have.
      if (response.status < 500 && response.status !== 429) {
        event.waitUntil(keepDocument(key, response.clone()));
        return response;
      }
    } catch { /* No answer: the stored copy is one. */ }
    return fromCache(stored);
  }
  if (ageOf(stored) > SETTLED) event.waitUntil(revalidate(key, stored.clone(), headersOf(request)));
  return fromCache(stored);
}

/** The stored copy of a document. A cache that cannot be read is an empty one. */
async function storedDocument(key) {
  try {
    return await (await caches.open(DOCUMENTS)).match(key, BY_ADDRESS);
  } catch {
    return undefined;
  }
}

/** The first time: straight from the network, and a copy aside. */
async function freshDocument(event, key) {
  const response = await network(event.request);
  event.waitUntil(keepDocument(key, response.clone()));
  return response;
}

function headersOf(request) {
  const headers = {};
  for (const name of ['accept', 'accept-language']) {
    if (request.headers.has(name)) headers[name] = request.headers.get(name);
  }
  return headers;
}

/**
 * A conditional request. To our own origin we say `If-None-Match` ourselves. To another one that header would cost
 * a preflight, which a folder of static files does not answer: there the browser's own cache says it for us.
 */
function ask(key, stored, headers) {
  const etag = stored.headers.get('etag');
  const patience = AbortSignal.timeout(PATIENCE);
  const signal = AbortSignal.any?.([patience, leaving]) ?? patience;
  if (etag && new URL(key).origin === SCOPE.origin) {
    return fetch(key, { headers: { ...headers, 'if-none-match': etag }, signal });
  }
  return fetch(key, { headers, cache: 'no-cache', signal });
}

function fromCache(stored) {
  const headers = new Headers(stored.headers);
  headers.set(SOURCE, 'cache');
  return new Response(stored.body, { headers });
}

const underWay = new Map();
// Copies that nobody confirmed, and those that are newer than what a page may have been given; with when they were fetched.
const stale = new Map();
const newer = new Map();

/** Asks again behind the page's back, once at a time for each address, and says when something new came. */
function revalidate(key, stored, headers) {
  if (!underWay.has(key)) {
    underWay.set(key, askAgain(key, stored, headers).finally(() => underWay.delete(key)));
  }
  return underWay.get(key);
}

async function askAgain(key, stored, headers) {
  try {
    const response = await ask(key, stored, headers);
    if (response.status === 304) {
      await restamped(key, stored);
      return void (await confirmed(key));
    }
    if (response.status === 410) return void (await (await caches.open(DOCUMENTS)).delete(key, BY_ADDRESS));
    if (response.status !== 200) throw new TypeError(String(response.status));
    const before = await bodyWithin(stored, DOCUMENT_BYTES);
    const fetched = Date.now();
    const after = await keepDocument(key, response);
    if (!after) throw new TypeError('not a document');
    if (!sameBytes(before, after)) {
      newer.set(key, fetched);
      await tellPages({ type: 'document-updated', url: key, fetched });
    }
    await confirmed(key);
  } catch {
    // The page shows what it has, and says as of when.
    stale.set(key, timeOf(stored));
    await tellPages({ type: 'document-stale', url: key, fetched: timeOf(stored) });
  }
}

/** Its server answers again. */
async function confirmed(key) {
  if (stale.delete(key)) await tellPages({ type: 'document-fresh', url: key });
}

/** For a page that could not listen yet when it was told. */
function tellAgain(answer) {
  for (const [url, fetched] of stale) answer({ type: 'document-stale', url, fetched });
  for (const [url, fetched] of newer) answer({ type: 'document-updated', url, fetched });
}

/** The same copy, fetched now. */
async function restamped(key, stored) {
  const copy = stamped(stored, await bodyWithin(stored, DOCUMENT_BYTES));
  await put(DOCUMENTS, key, copy);
  return { response: copy };
}

/** Stores a document and returns its bytes; null for what is none: an error, a login page in its place, 10 MB, half a file. */
async function keepDocument(key, response) {
  if (!mayKeep(response)) return null;
  try {
    const body = await bodyWithin(response, DOCUMENT_BYTES);
    if (!body) return null;
    JSON.parse(new TextDecoder().decode(body));
    await put(DOCUMENTS, key, stamped(response, body));
    await trimDocuments();
    return body;
  } catch {
    return null;
  }
}

/** Leaves the newest. Every successful question re-stamps a copy, so the oldest is the one longest unused. */
async function trimDocuments() {
  const cache = await caches.open(DOCUMENTS);
  const keys = await cache.keys();
  if (keys.length <= DOCUMENT_COUNT) return;
  const dated = await Promise.all(keys.map(async (key) => [key, ageOf(await cache.match(key, BY_ADDRESS))]));
  dated.sort(([, a], [, b]) => b - a);
  for (const [key] of dated.slice(0, keys.length - DOCUMENT_COUNT)) await cache.delete(key, BY_ADDRESS);
}

function sameBytes(a, b) {
  return a?.byteLength === b.byteLength && a.every((byte, at) => byte === b[at]);
}

// Pictures: from the cache when they are there, within a number, a size and an age; the longest unused go first.

const PICTURE_COUNT = 1200;
const PICTURE_TOTAL = 60 * 1024 * 1024;
const PICTURE_BYTES = 8 * 1024 * 1024;
const PICTURE_AGE = 30 * 24 * 3600 * 1000;
const SAVE_EVERY = 60 * 1000;

async function pictureFor(event) {
  const { request } = event;
  const key = keyOf(request.url);
  const stored = await (await caches.open(PICTURES)).match(key, BY_ADDRESS);
  if (stored && ageOf(stored) < PICTURE_AGE && request.cache !== 'reload') {
    event.waitUntil(used(key, stored));
    return stored;
  }
  try {
    const response = await fetchPicture(request);
    if (mayKeepPicture(response)) event.waitUntil(keepPicture(key, response.clone()));
    return response.ok || response.type === 'opaque' || !stored ? response : stored;
  } catch {
    return stored ?? await likeIt(key) ?? Response.error();
  }
}

// Hosts that do not share their pictures with scripts, asked once in the life of this worker.
const closedHosts = new Set();

/** Asks by CORS even where the page did not: an answer that we may not look into counts for megabytes and is not kept. */
async function fetchPicture(request) {
  const { origin } = new URL(request.url);
  if (request.mode !== 'no-cors' || origin === SCOPE.origin) return fetch(request);
  if (!closedHosts.has(origin)) {
    try {
      const response = await fetch(request.url, { mode: 'cors', credentials: 'omit', referrerPolicy: request.referrerPolicy });
      if (response.ok) return response;
    } catch { /* Closed, or no network; the next request tells which. */ }
  }
  const response = await fetch(request);
  closedHosts.add(origin);
  return response;
}

function mayKeepPicture(response) {
  return mayKeep(response) && /^image\//i.test(response.headers.get('content-type') ?? '');
}

/** Stores a picture; false when it is too large or was cut off. `kept` ones belong to an opened campaign and go last. */
async function keepPicture(key, response, kept = false) {
  try {
    const body = await bodyWithin(response, PICTURE_BYTES);
    if (!body) return false;
    if (!await put(PICTURES, key, stamped(response, body))) {
      // A full disk: better no pictures than a page that cannot keep its documents.
      await forgetPictures();
      return false;
    }
    const ledger = await pictureUse();
    ledger.set(key, { size: body.byteLength, used: Date.now(), kept: kept || (ledger.get(key)?.kept ?? false) });
    await trimPictures(ledger);
    await saveUse(ledger, SAVE_EVERY);
    return true;
  } catch {
    return false;
  }
}

// Size and last use of each stored picture. Kept in one note, since rewriting a picture on each look would wear the disk.
let use;
let savedAt = 0;

function pictureUse() {
  use ??= readUse();
  return use;
}

async function readUse() {
  const cache = await caches.open(PICTURES);
  const noted = new Map(await readNote('pictures') ?? []);
  const ledger = new Map();
  for (const { url } of await cache.keys()) ledger.set(url, noted.get(url) ?? await useOf(cache, url));
  return ledger;
}

async function useOf(cache, url) {
  const stored = await cache.match(url, BY_ADDRESS);
  return { size: sizeOf(stored), used: timeOf(stored) || 0, kept: false };
}

const sizeOf = (stored) => Number(stored?.headers.get('content-length')) || 0;

async function used(key, stored) {
  const ledger = await pictureUse();
  ledger.set(key, { size: sizeOf(stored), kept: false, ...ledger.get(key), used: Date.now() });
  await saveUse(ledger, SAVE_EVERY);
}

/** Writes the note, unless that was done within `pause`: what is lost then is only who was looked at last. */
async function saveUse(ledger, pause = 0) {
  if (Date.now() - savedAt < pause) return;
  savedAt = Date.now();
  await writeNote('pictures', [...ledger]);
}

/** Down to nine tenths once a bound is passed, so that the next picture does not trim again. */
async function trimPictures(ledger) {
  let total = 0;
  for (const { size } of ledger.values()) total += size;
  if (ledger.size <= PICTURE_COUNT && total <= PICTURE_TOTAL) return;
  const cache = await caches.open(PICTURES);
  const order = [...ledger].sort(([, a], [, b]) => a.kept - b.kept || a.used - b.used);
  for (const [key, { size }] of order) {
    if (ledger.size <= PICTURE_COUNT * 0.9 && total <= PICTURE_TOTAL * 0.9) break;
    await cache.delete(key, BY_ADDRESS);
    ledger.delete(key);
    total -= size;
  }
}

async function forgetPictures() {
  use = Promise.resolve(new Map());
  await caches.delete(PICTURES).catch(() => false);
}

// What the strategies share: names of caches, small notes to ourselves, bounded reading, putting on a full disk.

// Several installations may live on one origin; their caches must not meet.
const PREFIX = `atrium${SCOPE.pathname === '/' ? '' : SCOPE.pathname}`;
const SHELL = `${PREFIX}-shell-${VERSION}`;
const DOCUMENTS = `${PREFIX}-documents`;
const PICTURES = `${PREFIX}-pictures`;
const NOTES = `${PREFIX}-notes`;

const FETCHED = 'x-atrium-fetched';
const SOURCE = 'x-atrium-source';
const FROM = 'x-atrium-url';

// Servers say `Vary: Accept-Encoding` or `Origin`, neither of which a worker sees: the address alone is the key.
const BY_ADDRESS = { ignoreVary: true };

// A newer version has been asked for. The browser lets this worker finish what it is at first, for minutes if need be, so what it
// does behind the pages is given up for good: the next one does it when a page asks again.
const way = new AbortController();
const leaving = way.signal;

function makeWay() {
  way.abort();
}

/** The plain request. No answer is an answer here, so that nobody asks a dead line twice. */
const network = (request) => fetch(request).catch(() => Response.error());

const noteKey = (name) => new URL(`.atrium-notes/${name}`, SCOPE).href;

async function readNote(name) {
  const stored = await (await caches.open(NOTES)).match(noteKey(name));
  return stored ? stored.json().catch(() => null) : null;
}

async function writeNote(name, value) {
  await put(NOTES, noteKey(name), new Response(JSON.stringify(value)));
}

/** Stores a response. A full disk costs the pictures, never the caller: it learns whether the thing was kept. */
async function put(name, key, response) {
  for (const last of [false, true]) {
    try {
      await (await caches.open(name)).put(key, response.clone());
      return true;
    } catch {
      if (last || name === PICTURES) break;
      await forgetPictures();
    }
  }
  return false;
}

/** The body, or null when it is larger than `most`. Throws when the line is cut: half a document is none. */
async function bodyWithin(response, most) {
  if (!response.body) return new Uint8Array();
  const reader = response.body.getReader();
  const parts = [];
  let size = 0;
  const stop = () => reader.cancel().catch(() => {});
  leaving.addEventListener('abort', stop);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (leaving.aborted) throw new TypeError('making way');
      if (done) break;
      size += value.byteLength;
      if (size > most) {
        stop();
        return null;
      }
      parts.push(value);
    }
  } finally {
    leaving.removeEventListener('abort', stop);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** A copy for the cache: decoded, with its true length and the time it was fetched, in milliseconds since 1970. */
function stamped(response, body) {
  const headers = new Headers(response.headers);
  headers.delete('content-encoding');
  headers.set('content-length', String(body.byteLength));
  headers.set(FETCHED, String(Date.now()));
  // A stored copy forgets where it was redirected to, and links in a document are relative to that. What a server says
  // there itself is not believed; what we have written says a copy that is stamped anew.
  if (response.type !== 'default') headers.delete(FROM);
  if (response.redirected) headers.set(FROM, response.url);
  return new Response(body, { status: 200, headers });
}

/** When a stored copy was fetched, in milliseconds since 1970. */
const timeOf = (stored) => Number(stored?.headers.get(FETCHED) ?? NaN);

/** How long ago a stored copy was fetched, in milliseconds. */
function ageOf(stored) {
  const age = Date.now() - timeOf(stored);
  // A clock that was set back must not keep a copy fresh for ever.
  return age >= 0 ? age : Infinity;
}

/** A plain 200 that its server does not call private. */
function mayKeep(response) {
  return response.status === 200 && !/no-store|private/i.test(response.headers.get('cache-control') ?? '');
}

/** Runs `work` over `items`, a few at a time. */
async function inTurns(items, width, work) {
  const rest = items.values();
  await Promise.all(Array.from({ length: width }, async () => {
    for (const item of rest) await work(item);
  }));
}

async function tellPages(message) {
  for (const client of await self.clients.matchAll({ type: 'window' })) client.postMessage(message);
}

// Sending what waits when no page is open. The browser wakes the worker for it (Background Sync) where it can; everywhere else a page
// does it when it is opened. Only what goes smoothly is done here: whatever needs a word to a person stays as it is for the page.

const OUTBOX_TAG = 'atrium-outbox';
const OUTBOX_LOCK = 'atrium.outbox';
// Of the database of the page. One that is not there, or has another version, is the page's business.
const OUTBOX_VERSION = 2;
const OUTBOX_BATCH = 500;
const OUTBOX_BYTES = 900_000;
const OUTBOX_PATIENCE = 30_000;

self.addEventListener('sync', (event) => {
  if (event.tag === OUTBOX_TAG) event.waitUntil(sendAll());
});

/** Sends for every member in turn. It fails where something is left that may go later: the browser then wakes us again. */
async function sendAll() {
  const pages = await self.clients.matchAll({ type: 'window' });
  // A page that is looked at sends itself, and says what becomes of it. One behind another, on a phone in a pocket or in a frame may be
  // held still by the browser, and whoever waited for it would wait for ever.
  if (pages.some(({ visibilityState, frameType }) => visibilityState === 'visible' && frameType === 'top-level')) return;
  let left = false;
  await navigator.locks.request(OUTBOX_LOCK, { ifAvailable: true }, async (lock) => {
    // Whoever holds it may be held still with it: the browser wakes us again, and lets go of it when that page is gone.
    if (!lock) {
      left = true;
      return;
    }
    const database = await openOutbox();
    if (!database) return;
    try {
      for (const account of await readAll(database, 'accounts')) {
        if (account.signedOut || waits(account)) continue;
        left = !(await sendFor(database, account)) || left;
      }
    } finally {
      database.close();
    }
  });
  if (left) throw new Error('something waits');
}

/** Whether a member is not to be asked yet. A wait that begins in the future was begun by a clock that has been set right since. */
function waits({ notBefore = '', waitsSince = '' }) {
  return Date.parse(notBefore) > Date.now() && !(Date.parse(waitsSince) > Date.now());
}

/** Sends one member's items in their order. False where it is worth trying again. */
async function sendFor(database, account) {
  const all = (await readAll(database, 'outbox')).filter((item) => item.member === account.member);
  const items = all.filter(({ refused }) => !refused);
  // What was taken ends what was refused of the same thing before.
  const withOlder = (done) => [...done, ...all.filter((old) => old.refused && done.some(({ kind, of, key }) => kind === old.kind && of === old.of && key > old.key))];
  for (let at = 0; at < items.length;) {
    const group = await requestOf(database, account, items, at);
    at += group.items.length;
    if (group.request) {
      const done = await sent(group);
      if (done.after) await note(database, account, done.after);
      if (done === 'later' || done.after) return false;
      if (done === 'ask') return true;
      await forget(database, [...withOlder(done), ...group.gone ?? []]);
    } else {
      await forget(database, group.items);
    }
  }
  return true;
}

/** One request for the item at this place; of entries for as many as go together. Without a request there is nothing to send. */
async function requestOf(database, account, items, at) {
  const item = items[at];
  const { links } = account;
  const to = (link, values = {}) => new URL(link.replace(/\{(\w+)\}/g, (all, name) => (name in values ? encodeURIComponent(values[name]) : all)), account.address).href;
  const put = (address, body) => ({ items: [item], request: { method: 'PUT', address, body: JSON.stringify(body) } });
  if (item.kind === 'gone') return { items: [item], request: { method: 'DELETE', address: to(links.profile, { id: item.of }) } };
  if (item.kind === 'redemption') {
    const { profile, code, on, at: moment } = item.code ?? {};
    return put(to(links.redemption, { id: item.of }), { id: item.of, profile, code, on, at: moment });
  }
  if (item.kind !== 'entry') {
    const record = await read(database, item.kind === 'profile' ? 'profiles' : 'enrolments', item.of);
    if (!record) return { items: [item] };
    if (item.kind === 'profile') return put(to(links.profile, { id: item.of }), record);
    return put(to(links.enrolment, { challenge: record.challenge.id, profile: record.profile }), record);
  }
  const group = [];
  const gone = [];
  const entries = new Map();
  let bytes = 0;
  for (const next of items.slice(at, at + OUTBOX_BATCH)) {
    if (next.kind !== 'entry' || bytes > OUTBOX_BYTES) break;
    group.push(next);
    if (entries.has(next.of)) continue;
    const entry = await read(database, 'entries', next.of);
    if (!entry) {
      gone.push(next);
      continue;
    }
    entries.set(next.of, entry);
    bytes += JSON.stringify(entry).length * 3;
  }
  if (entries.size === 0) return { items: group };
  return { items: group, gone, request: { method: 'PUT', address: to(links.entries), body: JSON.stringify({ entries: [...entries.values()] }) } };
}

/** Which items are done; 'later' for what may go another time, 'ask' for what needs a person. */
async function sent({ items, request: { method, address, body } }) {
  let response;
  let answer;
  try {
    response = await fetch(address, {
      method,
      body,
      credentials: 'include',
      cache: 'no-store',
      headers: { 'accept': 'application/json', 'atrium-client': '1', ...(body && { 'content-type': 'application/json' }) },
      signal: AbortSignal.timeout(OUTBOX_PATIENCE),
    });
    // Read to its end: an answer that is cut off proves nothing.
    answer = await response.text();
  } catch {
    return 'later';
  }
  if (method === 'DELETE' && (response.status === 204 || isGone(response, answer))) return items;
  if (response.status === 429 || response.status === 503) {
    const after = secondsOf(response.headers.get('retry-after'));
    if (after > 0) return { after };
  }
  if (!response.ok) return response.status >= 500 || response.status === 429 ? 'later' : 'ask';
  // Whatever is no answer to this is of something in between: an item may be the only copy.
  if (items[0].kind !== 'entry') return isOf(answer, items[0]) ? items : 'later';
  try {
    const kept = new Set(JSON.parse(answer).results.filter(({ status }) => status === 200 || status === 201).map(({ id }) => small(id)));
    const done = items.filter(({ of }) => kept.has(small(of)));
    return done.length > 0 ? done : 'ask';
  } catch {
    return 'later';
  }
}

const parsed = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
/** An id may come back in other letters than it was sent in. */
const small = (id) => String(id).toLowerCase();
/** Whether the member itself says that it is not there. */
const isGone = ({ status }, answer) => status === 404 && String(parsed(answer)?.type).startsWith('urn:atrium:problem:');
/** Whether an answer is of what was sent, as the page asks too. */
function isOf(answer, { kind, of }) {
  const said = parsed(answer);
  const is = (id, of) => typeof id === 'string' && small(id) === small(of);
  if (kind === 'redemption') return is(said?.entry?.id, of);
  if (kind === 'enrolment') return is(said?.profile, of.split('/').at(-1));
  return kind === 'profile' && is(said?.id, of);
}

/** What Retry-After asks for: so many seconds, or until a date. */
function secondsOf(text) {
  if (text === null) return 0;
  const seconds = /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : Math.max(1, (Date.parse(text) - Date.now()) / 1000);
  return Number.isFinite(seconds) ? Math.min(seconds, 86_400) : 0;
}

/** Writes down that the member asked to wait, as a page does; not where somebody has signed out in the meantime. */
async function note(database, { member }, after) {
  const store = database.transaction('accounts', 'readwrite').objectStore('accounts');
  const account = await outcome(store.get(member));
  if (!account) return;
  const now = Date.now();
  const notBefore = new Date(now + after * 1000 * (1 + 0.1 * Math.random())).toISOString();
  await outcome(store.put({ ...account, notBefore, waitsSince: new Date(now).toISOString(), asked: true, tries: (account.tries ?? 0) + 1 }, member));
}

const outcome = (request) => new Promise((good, bad) => {
  request.onsuccess = () => good(request.result);
  request.onerror = () => bad(request.error);
});

async function openOutbox() {
  if (!(await indexedDB.databases()).some(({ name, version }) => name === 'atrium' && version === OUTBOX_VERSION)) return null;
  const database = await outcome(indexedDB.open('atrium', OUTBOX_VERSION));
  database.onversionchange = () => database.close();
  return database;
}

const readAll = (database, store) => outcome(database.transaction(store).objectStore(store).getAll());
const read = (database, store, key) => outcome(database.transaction(store).objectStore(store).get(key));

/** Forgets items whose things are there. */
function forget(database, items) {
  if (items.length === 0) return undefined;
  const transaction = database.transaction('outbox', 'readwrite');
  for (const { key } of items) transaction.objectStore('outbox').delete(key);
  return new Promise((good, bad) => {
    transaction.oncomplete = good;
    transaction.onabort = () => bad(transaction.error);
  });
}

// "A campaign that was opened once is complete without network": the page names what it has loaded or opened, and all that
// belongs to a campaign among it is fetched too.

const KEEP_MOST = 600;
// A campaign leads to a challenge, this to an exhibit, this to a theme. Whoever goes on is leading us astray.
const KEEP_DEEP = 4;
// What is stored and was asked for so recently need not be asked for again because its campaign was opened.
const KEPT_FRESH = 10 * 60 * 1000;

// One after the other: what two campaigns share is then fetched once.
let keeping = Promise.resolve();

/** Stores documents and pictures by address, a few at a time, and tells the page how far it is. */
function keep(message, answer) {
  keeping = keeping.then(() => keepAll(message, answer)).catch(() => {});
  return keeping;
}

async function keepAll({ urls, width, density }, answer) {
  const screen = { width: bounded(width, 200, 4000, 400), density: bounded(density, 100, 300, 200) };
  const seen = new Set();
  const state = { total: 0, done: 0, failed: 0 };
  // In waves: what was named, then what those documents lead to, and so on.
  let wave = urls.map((address) => [address]);
  for (let deep = 0; deep < KEEP_DEEP && wave.length > 0 && !leaving.aborted; deep += 1) {
    const groups = wave.filter(([address]) => {
      const key = safeKey(address);
      if (!key || seen.has(key) || seen.size >= KEEP_MOST) return false;
      return seen.add(key);
    });
    state.total += groups.length;
    wave = [];
    await inTurns(groups, 4, async ([address, ...others]) => {
      if (leaving.aborted) return;
      const kept = await keepOne(address).catch(() => false);
      state.done += 1;
      if (!kept) state.failed += 1;
      if (kept && others.length > 0) await alike(keyOf(address), others);
      if (kept === 'document') wave.push(...await belonging(keyOf(address), screen));
      answer({ type: 'keep-progress', ...state });
    });
  }
  await saveUse(await pictureUse());
  await saveAlike();
  if (!leaving.aborted) answer({ type: 'kept', ...state });
}

const bounded = (value, least, most, otherwise) => (Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : otherwise);

/** What a stored document leads to, documents first: a page without its pictures is one, pictures without a page are none. */
async function belonging(key, screen) {
  const stored = await storedDocument(key);
  const document = await stored?.json().catch(() => null);
  const base = stored?.headers.get(FROM) ?? key;
  return [...documentsOf(document, base).map((address) => [address]), ...picturesOf(document, base, screen)];
}

function safeKey(address) {
  try {
    const key = keyOf(address);
    return /^https?:/.test(key) ? key : null;
  } catch {
    return null;
  }
}

/** Stores one thing; 'document' or true when it is there. It is asked for as it was spelled, since the browser's own cache goes by that. */
async function keepOne(address) {
  const key = keyOf(address);
  if (LISTED.has(key)) return keepListed(key);
  const document = await storedDocument(key);
  if (document) {
    // With what that means for the page: it is told of news, and of no answer.
    if (ageOf(document) > KEPT_FRESH) await revalidate(key, document, { accept: 'application/json' });
    return 'document';
  }
  const picture = await (await caches.open(PICTURES)).match(key, BY_ADDRESS);
  if (picture && ageOf(picture) < PICTURE_AGE) {
    const ledger = await pictureUse();
    ledger.set(key, { size: sizeOf(picture), used: Date.now(), ...ledger.get(key), kept: true });
    return true;
  }
  const response = await quietly(address);
  if (mayKeepPicture(response)) return keepPicture(key, response, true);
  return await keepDocument(key, response) ? 'document' : Boolean(picture);
}

/** Behind whatever the page itself asks for. It has most likely just loaded the thing: then the browser's cache has it. */
async function quietly(address) {
  const { origin } = new URL(address, SCOPE);
  const options = { credentials: origin === SCOPE.origin ? 'same-origin' : 'omit', priority: 'low', signal: leaving };
  try {
    return await fetch(address, options);
  } catch (error) {
    if (origin === SCOPE.origin || !self.navigator?.onLine || leaving.aborted) throw error;
    // A server that says only to scripts that it shares has left a copy in the browser's cache that does not say so.
    return fetch(address, { ...options, cache: 'reload' });
  }
}

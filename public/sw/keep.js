// "A campaign that was opened once is complete without network": the page names what belongs to it, we fetch the rest.

const KEEP_MOST = 400;

/** Stores documents and pictures by address, a few at a time, and tells the page how far it is. */
async function keep(urls, answer) {
  const keys = [...new Set(urls.map(safeKey))].filter(Boolean).slice(0, KEEP_MOST);
  const state = { total: keys.length, done: 0, failed: 0 };
  await inTurns(keys, 4, async (key) => {
    const kept = await keepOne(key).catch(() => false);
    state.done += 1;
    if (!kept) state.failed += 1;
    answer({ type: 'keep-progress', ...state });
  });
  await saveUse(await pictureUse());
  answer({ type: 'kept', ...state });
}

function safeKey(address) {
  try {
    const key = keyOf(address);
    return /^https?:/.test(key) ? key : null;
  } catch {
    return null;
  }
}

async function keepOne(key) {
  if (LISTED.has(key)) return true;
  const document = await storedDocument(key);
  if (document && ageOf(document) < SETTLED) return true;
  const picture = await (await caches.open(PICTURES)).match(key, BY_ADDRESS);
  if (picture && ageOf(picture) < PICTURE_AGE) {
    const ledger = await pictureUse();
    ledger.set(key, { size: sizeOf(picture), used: Date.now(), ...ledger.get(key), kept: true });
    return true;
  }
  // The page has most likely just loaded it: the browser's own cache answers without the line.
  const response = await fetch(key, { credentials: new URL(key).origin === SCOPE.origin ? 'same-origin' : 'omit' });
  if (mayKeepPicture(response)) return keepPicture(key, response, true);
  if (await keepDocument(key, response)) return true;
  // No answer now, but something is stored: that is kept.
  return Boolean(document);
}

// From a database of version 1, which the app made before there was an outbox: whole afterwards, also where the upgrade is held up or
// does not fit on the disk.

import { APP, assert, journey } from './harness.mjs';
import { MINUTES, documentOf, join, ledgerOf, rowsAre, standingIs, tap, words } from './patron.mjs';

const PROFILE = '01935700-0000-7000-8000-000000000001';
const LEDGER = (() => {
  const { starts, id } = documentOf(MINUTES.document);
  const challenge = { member: 'city-library', id };
  const entry = (last, more) => ({
    id: `01935700-0000-7000-8000-00000000001${last}`, challenge, profile: PROFILE, occurredOn: starts, zone: 'Europe/Lisbon',
    recordedAt: `${starts}T12:00:00.000Z`, amount: { amount: 20, unit: 'minutes' }, ...more,
  });
  return {
    profiles: [{ id: PROFILE, nickname: 'Ana', createdAt: `${starts}T10:00:00.000Z` }],
    enrolments: [{ challenge, profile: PROFILE, on: starts, at: `${starts}T10:00:00.000Z` }],
    entries: [entry(1), entry(2, { note: 'é"\\' }), entry(3, { voidedAt: `${starts}T13:00:00.000Z` })],
  };
})();

/** Makes the database as version 1 made it, on a page of the same origin that is not the app; `hold` keeps it open. */
async function versionOne(page, { hold = false, deaf = false } = {}) {
  // It names its icon: for a page that names none the browser guesses one, at a moment of its own, and the house has none there.
  const there = new URL('version-one', APP).href;
  const body = '<!doctype html><html lang="en"><title>Version 1</title><link rel="icon" href="data:,">';
  await page.route(there, (route) => route.fulfill({ contentType: 'text/html', body }));
  await page.goto(there);
  await page.evaluate(async ({ ledger, hold, deaf }) => {
    const request = indexedDB.open('atrium', 1);
    request.onupgradeneeded = () => { for (const name of ['profiles', 'enrolments', 'entries']) request.result.createObjectStore(name); };
    await new Promise((good, bad) => { request.onsuccess = good; request.onerror = () => bad(request.error); });
    const database = request.result;
    const transaction = database.transaction(Object.keys(ledger), 'readwrite');
    for (const it of ledger.profiles) transaction.objectStore('profiles').put(it, it.id);
    for (const it of ledger.enrolments) transaction.objectStore('enrolments').put(it, `${it.challenge.member}/${it.challenge.id}/${it.profile}`);
    for (const it of ledger.entries) transaction.objectStore('entries').put(it, it.id);
    await new Promise((good) => { transaction.oncomplete = good; });
    // The app of version 1 steps aside when it is asked to; a page that is frozen cannot.
    if (hold && !deaf) database.onversionchange = () => database.close();
    if (hold) globalThis.held = database;
    else database.close();
  }, { ledger: LEDGER, hold, deaf });
}

journey('a ledger of version 1 is whole after the upgrade, and goes on', {}, async ({ page, open }) => {
  await versionOne(page);
  await open(MINUTES.path);
  await standingIs(page, '40 of');
  assert.deepEqual(await ledgerOf(page), LEDGER);
  await tap(page, MINUTES);
  await rowsAre(page, 3);
  assert.equal((await ledgerOf(page)).entries.length, 4);
});

journey('another tab of version 1 steps aside', {}, async ({ page, context, open }) => {
  await versionOne(await context.newPage(), { hold: true });
  await open(MINUTES.path);
  await standingIs(page, '40 of');
  assert.deepEqual(await ledgerOf(page), LEDGER);
});

journey('another tab that does not step aside is named, and closing it is all there is to do', {}, async ({ page, context, open }) => {
  const frozen = await context.newPage();
  await versionOne(frozen, { hold: true, deaf: true });
  await open('');
  await page.getByText(words('notice.other-tab')).waitFor();
  await open(MINUTES.path);
  await page.getByText(words('notice.other-tab')).waitFor();
  await frozen.close();
  await standingIs(page, '40 of');
  await page.getByText(words('notice.other-tab')).waitFor({ state: 'detached' });
  assert.deepEqual(await ledgerOf(page), LEDGER);
});

journey('an upgrade that does not fit on the disk leaves the ledger as it is, and it can be used', {}, async ({ page, open }) => {
  await versionOne(page);
  // What a full disk does to an upgrade: its transaction is aborted, by the real database.
  await page.addInitScript(() => {
    const make = IDBDatabase.prototype.createObjectStore;
    IDBDatabase.prototype.createObjectStore = function (name, ...rest) {
      const store = make.call(this, name, ...rest);
      if (name === 'outbox') store.transaction.abort();
      return store;
    };
  });
  await open(MINUTES.path);
  await standingIs(page, '40 of');
  assert.deepEqual(await ledgerOf(page), LEDGER);
  await tap(page, MINUTES);
  await standingIs(page, '60 of');
  assert.equal((await ledgerOf(page)).entries.length, 4);
  const version = await page.evaluate(async () => (await indexedDB.databases()).find(({ name }) => name === 'atrium').version);
  assert.equal(version, 1);
});

journey('a first visit makes the stores of the outbox, and nothing is in them', {}, async ({ page, open }) => {
  await open(MINUTES.path);
  await join(page);
  const counts = await page.evaluate(async () => {
    const done = (request) => new Promise((good, bad) => { request.onsuccess = () => good(request.result); request.onerror = () => bad(request.error); });
    const database = await done(indexedDB.open('atrium'));
    const all = {};
    for (const name of ['accounts', 'outbox', 'standings']) all[name] = await done(database.transaction(name).objectStore(name).count());
    database.close();
    return all;
  });
  assert.deepEqual(counts, { accounts: 0, outbox: 0, standings: 0 });
});

// What a patron with an account does, and what the device then keeps of the post.

import { MINUTES, HOUSE } from './house.mjs';
import { button, join, words } from './patron.mjs';
import { settled } from './browser.mjs';
import { until } from './until.mjs';

/** Every store of the database, by its name. */
export function kept(page) {
  return page.evaluate(async () => {
    const done = (request) => new Promise((good, bad) => { request.onsuccess = () => good(request.result); request.onerror = () => bad(request.error); });
    const database = await done(indexedDB.open('atrium'));
    const stores = {};
    for (const name of database.objectStoreNames) stores[name] = await done(database.transaction(name).objectStore(name).getAll());
    database.close();
    return stores;
  });
}

/** Waits until so much is on its way, refused ones apart. */
export const waiting = (page, count) => until(page, async (count) => {
  const done = (request) => new Promise((good, bad) => { request.onsuccess = () => good(request.result); request.onerror = () => bad(request.error); });
  const database = await done(indexedDB.open('atrium'));
  if (!database.objectStoreNames.contains('outbox')) { database.close(); return false; }
  const items = await done(database.transaction('outbox').objectStore('outbox').getAll());
  database.close();
  return items.filter(({ refused }) => !refused).length === count;
}, count);

/** Makes an account on the page of the member, and goes past the recovery sheet. */
export async function makeAccount(page, open, house = HOUSE) {
  await open(`account/${house.id}`);
  await button(page, 'account.make').click();
  const key = (await page.locator('.sheet__letters').innerText()).trim();
  await page.getByLabel(words('sheet.have')).check();
  await button(page, 'sheet.on').click();
  await page.getByRole('heading', { name: words('account.title', { name: house.name }) }).waitFor();
  return key;
}

/** A device that takes part and has an account; all of it is there. */
export async function connected(page, open, name = 'Ana') {
  await open(MINUTES.path);
  await join(page, name);
  const key = await makeAccount(page, open);
  await waiting(page, 0);
  await open(MINUTES.path);
  return key;
}

/** The phrase that the account's page shows for another device. */
export async function phraseOf(page, open, house = HOUSE) {
  await open(`account/${house.id}`);
  await button(page, 'another.show').click();
  return (await page.locator('.phrase__digits').innerText()).trim();
}

/** Joins an account by its phrase. */
export async function joinBy(page, open, phrase, house = HOUSE) {
  await open(`account/${house.id}`);
  await page.getByLabel(words('account.phrase')).fill(phrase);
  await button(page, 'account.join').click();
  await page.getByText(words('account.connected', { name: house.name })).waitFor();
  await settled(page);
}

/** The member has counted, and says so. */
export const counted = (page) => page.getByText(words('standing.counted', { name: HOUSE.name })).waitFor();

/** Entries are sent. */
export const ENTRIES = /PUT .*\/entries$/;
/** Everything the member has of the patron. */
export const there = async (page, house = HOUSE) => page.evaluate(async (member) => {
  const done = (request) => new Promise((good, bad) => { request.onsuccess = () => good(request.result); request.onerror = () => bad(request.error); });
  const database = await done(indexedDB.open('atrium'));
  const account = await done(database.transaction('accounts').objectStore('accounts').get(member));
  database.close();
  return (await fetch(new URL(account.links.export, account.address), { credentials: 'include' })).json();
}, house.id);
/** The names of entries, in one order. */
export const ids = (entries) => entries.map(({ id }) => id).toSorted();
/** Asks to try at once, as coming back to the page does. */
export const comeBack = (page) => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
/** The wait after a failure is over. */
export const waitIsOver = (page) => page.evaluate(async () => {
  const done = (request) => new Promise((good, bad) => { request.onsuccess = () => good(request.result); request.onerror = () => bad(request.error); });
  const database = await done(indexedDB.open('atrium'));
  const store = database.transaction('accounts', 'readwrite').objectStore('accounts');
  for (const account of await done(store.getAll())) {
    if (account.notBefore) account.notBefore = new Date(0).toISOString();
    await done(store.put(account, account.member));
  }
  database.close();
});
/** The first account of the device. */
export const account = async (page) => (await kept(page)).accounts[0];

/** What a page that is not the app's does with the database before the next change of the app's that names these stores, and once. */
export const before = (page, stores, work) => page.evaluate(`(() => {
  const transaction = IDBDatabase.prototype.transaction;
  const names = (of) => [of].flat().map(String).toSorted().join();
  IDBDatabase.prototype.transaction = function (of, mode, ...rest) {
    if (mode === 'readwrite' && names([...of]) === ${JSON.stringify(stores.toSorted().join())}) {
      IDBDatabase.prototype.transaction = transaction;
      (${work})(this);
    }
    return transaction.call(this, of, mode, ...rest);
  };
})()`);

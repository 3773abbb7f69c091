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
export async function makeAccount(page, open) {
  await open(`account/${HOUSE.id}`);
  await button(page, 'account.make').click();
  const key = (await page.locator('.sheet__letters').innerText()).trim();
  await page.getByLabel(words('sheet.have')).check();
  await button(page, 'sheet.on').click();
  await page.getByRole('heading', { name: words('account.title', { name: HOUSE.name }) }).waitFor();
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
export async function phraseOf(page, open) {
  await open(`account/${HOUSE.id}`);
  await button(page, 'another.show').click();
  return (await page.locator('.phrase__digits').innerText()).trim();
}

/** Joins an account by its phrase. */
export async function joinBy(page, open, phrase) {
  await open(`account/${HOUSE.id}`);
  await page.getByLabel(words('account.phrase')).fill(phrase);
  await button(page, 'account.join').click();
  await page.getByText(words('account.connected', { name: HOUSE.name })).waitFor();
  await settled(page);
}

/** The member has counted, and says so. */
export const counted = (page) => page.getByText(words('standing.counted', { name: HOUSE.name })).waitFor();

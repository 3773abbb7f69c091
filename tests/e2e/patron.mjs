// What a patron does, by the words a person reads, and what the device then keeps.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DIST } from './browser.mjs';

const catalogues = new Map();

/** A text of the interface, as the built catalogue has it. */
export function words(key, values = {}, lang = 'en') {
  // What home does not say stands in a catalogue of its own.
  const read = (name) => JSON.parse(readFileSync(path.join(DIST, 'locales', `${name}.json`), 'utf8'));
  if (!catalogues.has(lang)) catalogues.set(lang, { ...read(lang), ...read(`log.${lang}`) });
  const text = catalogues.get(lang)[key];
  if (text === undefined) throw new Error(`${lang} has no text ${key}`);
  return text.replace(/\{\{(\w+)\}\}/g, (_, name) => values[name] ?? `{{${name}}}`);
}

/** A document of the demo alliance as it was built: its days depend on the day of the build. */
export const documentOf = (below) => JSON.parse(readFileSync(path.join(DIST, 'demo', below), 'utf8'));

/** Two challenges that run whenever the demo was built, and one that is over. */
export const MINUTES = { path: 'challenge/city-library/twenty-minutes', document: 'city-library/challenges/twenty-minutes.json', usual: '20 minutes' };
export const NIGHTS = { path: 'challenge/planetarium/ten-nights', document: 'planetarium/challenges/ten-nights.json', usual: '15 minutes' };
export const OVER = { path: 'challenge/maritime-museum/thousand-pages', document: 'maritime-museum/challenges/thousand-pages.json', usual: '25 pages' };

export const button = (page, key, values) => page.getByRole('button', { name: words(key, values), exact: true });

/** Takes part for the first time on this device. */
export async function join(page, name) {
  await button(page, 'join.join').click();
  if (name) await page.getByLabel(words('join.nickname')).fill(name);
  await button(page, 'join.start').click();
  await page.getByText(name ? words('join.joined', { name }) : words('join.joined-me')).waitFor();
  await arrivedAtDock(page);
}

/** Whoever joined is brought to the button that matters, in the next frame. */
const arrivedAtDock = (page) => page.waitForFunction(() => document.querySelector('.dock__main') === document.activeElement);


/** One more reader takes part. */
export async function addReader(page, name) {
  await button(page, 'join.add').click();
  await page.getByLabel(words('join.nickname')).fill(name);
  await button(page, 'join.start').click();
  await page.getByText(words('join.joined', { name })).waitFor();
  await arrivedAtDock(page);
}

/** The one button that matters. */
export const tapper = (page, { usual }) => button(page, 'log.usual', { amount: usual });

/** Logs the usual amount by one tap, and waits until it is said to be kept. */
export async function tap(page, challenge) {
  await tapper(page, challenge).click();
  await page.getByText(words('log.kept', { what: challenge.usual })).waitFor();
}

/** How far the readers are, in words: "40 minutes of 1,000 minutes, 4 %". */
export const standings = (page) => page.locator('.standing__words').allInnerTexts();

/** Waits until the first reader's progress begins with these words. */
export const standingIs = (page, start) => page.waitForFunction((start) => document.querySelector('.standing__words')?.textContent.startsWith(start), start);

/** The names of all entries, in one order. */
export const idsOf = (ledger) => ledger.entries.map(({ id }) => id).toSorted();

/** Noon in Lisbon on a day so far from one of a challenge. */
export const noon = (day, after = 0) => new Date(Date.parse(`${day}T12:00:00Z`) + after * 86_400_000);

/** Waits until the history has so many rows. */
export const rowsAre = (page, count) => page.waitForFunction((count) => document.querySelectorAll('.history__row').length === count, count);

/** Everything that is kept, in the order of the keys, from the database itself. */
export function ledgerOf(page) {
  return page.evaluate(async () => {
    const stores = { profiles: [], enrolments: [], entries: [] };
    // Opening a database that is not there would make an empty one.
    if (!(await indexedDB.databases()).some(({ name }) => name === 'atrium')) return stores;
    const done = (request) => new Promise((good, bad) => { request.onsuccess = () => good(request.result); request.onerror = () => bad(request.error); });
    const database = await done(indexedDB.open('atrium'));
    const transaction = database.transaction(Object.keys(stores));
    for (const name of Object.keys(stores)) stores[name] = await done(transaction.objectStore(name).getAll());
    database.close();
    return stores;
  });
}

/** Entries that were not undone. */
export const live = ({ entries }) => entries.filter(({ voidedAt }) => voidedAt === undefined);

/** The table of a CSV file: cells by the names in its first line. */
export function table(text) {
  const lines = [];
  let line = [];
  // A cell: quoted, with quotes doubled inside, or plain up to the next comma or end of line.
  for (const [, quoted, plain, end] of text.replace(/^\ufeff/, '').matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r\n|$)/g)) {
    line.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === ',') continue;
    if (line.length > 1) lines.push(line);
    line = [];
  }
  const [head, ...rows] = lines;
  return rows.map((cells) => Object.fromEntries(head.map((name, at) => [name, cells[at]])));
}

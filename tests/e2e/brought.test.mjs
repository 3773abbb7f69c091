// What a file brings back: names in whatever letters, and readers who were removed.

import { after } from 'node:test';
import { FAILED_REQUEST, assert, journey, settled } from './harness.mjs';
import { MINUTES, openHouse } from './house.mjs';
import { button, rowsAre, standingIs, tap, words } from './patron.mjs';
import { comeBack, connected, counted, ids, kept, there, waitIsOver, waiting } from './post.mjs';

const house = await openHouse(4);
after(house.close);

function at(name, work) {
  const line = house.doors.pop();
  journey(name, { at: line.app, timeout: 180_000 }, (person) => work({ ...person, line }));
}

/** Everything this device keeps, as the file it saves. */
async function fileOf(page) {
  const { profiles, enrolments, entries } = await kept(page);
  return { atrium: '1', type: 'Ledger', exportedAt: new Date().toISOString(), profiles, enrolments, entries };
}

async function bring(page, open, ledger, news) {
  await open('reader');
  await page.getByLabel(words('bring.file')).setInputFiles({ name: 'copy.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(ledger)) });
  await page.getByText(news === 1 ? words('bring.done_one', { count: '1' }) : words('bring.done_other', { count: String(news) })).waitFor();
}

async function remove(page, open, name) {
  await open('reader');
  await page.getByRole('button', { name: words('reader.remove-label', { name }) }).click();
  await page.getByRole('dialog').getByRole('button', { name: words('reader.remove'), exact: true }).click();
  await page.getByText(words('reader.removed', { name })).waitFor();
}

const loud = (id) => id.toUpperCase();
const small = (id) => id.toLowerCase();

at('a file with ids in capitals is sent once, blocks nothing and doubles nothing', async ({ page, open }) => {
  await connected(page, open);
  await tap(page, MINUTES);
  await waiting(page, 0);
  const file = await fileOf(page);
  const capitals = {
    ...file,
    profiles: file.profiles.map((it) => ({ ...it, id: loud(it.id) })),
    enrolments: file.enrolments.map((it) => ({ ...it, profile: loud(it.profile) })),
    entries: file.entries.map((it) => ({ ...it, id: loud(it.id), profile: loud(it.profile) })),
  };
  // The same once more is nothing new, whatever its letters.
  await bring(page, open, capitals, 0);
  await bring(page, open, { ...capitals, entries: capitals.entries.map((it) => ({ ...it, id: loud(it.id.replace(/.$/, (end) => (end === 'A' ? 'B' : 'A'))) })) }, 1);
  await waiting(page, 0);
  await comeBack(page);
  const mine = await kept(page);
  assert.ok(mine.entries.every(({ id, profile }) => id === small(id) && profile === small(profile)));
  assert.equal(mine.entries.length, 2);
  assert.deepEqual(ids((await there(page)).entries), ids(mine.entries));
  // And nothing is in the way of what comes after it.
  await tap(await open(MINUTES.path), MINUTES);
  await waiting(page, 0);
});

at('what an older version kept under capitals gets small names and goes', async ({ page, open }) => {
  await connected(page, open);
  await tap(page, MINUTES);
  await waiting(page, 0);
  await page.evaluate(async () => {
    const done = (request) => new Promise((good, bad) => { request.onsuccess = () => good(request.result); request.onerror = () => bad(request.error); });
    const database = await done(indexedDB.open('atrium'));
    const transaction = database.transaction(['entries', 'outbox'], 'readwrite');
    const [entry] = await done(transaction.objectStore('entries').getAll());
    const id = entry.id.replace(/.$/, (end) => (end === 'a' ? 'b' : 'a')).toUpperCase();
    const { receivedAt, ...fresh } = entry;
    await done(transaction.objectStore('entries').put({ ...fresh, id }, id));
    await done(transaction.objectStore('outbox').put({ key: '2-x', member: 'harbour', kind: 'entry', of: id }, '2-x'));
    database.close();
  });
  await page.reload();
  await settled(page);
  await waiting(page, 0);
  await rowsAre(page, 2);
  const mine = await kept(page);
  assert.deepEqual(mine.entries.map(({ id }) => id), mine.entries.map(({ id }) => small(id)));
  assert.deepEqual(ids((await there(page)).entries), ids(mine.entries));
});

at('who is brought back before the member heard of the removal is not removed', async ({ page, open, expect, line }) => {
  expect(FAILED_REQUEST);
  await connected(page, open);
  await tap(page, MINUTES);
  await waiting(page, 0);
  const file = await fileOf(page);
  line.bad(/DELETE .*profiles/, { drop: 'before' });
  await remove(page, open, 'Ana');
  await waiting(page, 1);
  await bring(page, open, file, 1);
  line.well();
  await waitIsOver(page);
  await comeBack(page);
  await waiting(page, 0);
  assert.deepEqual(line.seen.filter(({ what, status }) => what.startsWith('DELETE') && status), []);
  assert.deepEqual(ids((await there(page)).entries), ids(file.entries));
  assert.deepEqual((await kept(page)).profiles.map(({ id }) => id), file.profiles.map(({ id }) => id));
});

at('who was removed at the member comes back under a new name, with everything, and is there again', async ({ page, open, expect }) => {
  expect(FAILED_REQUEST);
  await connected(page, open);
  await tap(page, MINUTES);
  await tap(page, MINUTES);
  await button(page, 'history.undo', { what: MINUTES.usual }).first().click();
  await rowsAre(page, 1);
  await waiting(page, 0);
  const file = await fileOf(page);
  await remove(page, open, 'Ana');
  await waiting(page, 0);
  assert.deepEqual((await there(page)).entries, []);
  await bring(page, open, file, 2);
  await waiting(page, 0);
  const [mine, theirs] = [await kept(page), await there(page)];
  assert.deepEqual(mine.outbox, []);
  assert.deepEqual([theirs.profiles.length, theirs.profiles[0].nickname, theirs.enrolments.length], [1, 'Ana', 1]);
  assert.notEqual(theirs.profiles[0].id, file.profiles[0].id);
  assert.deepEqual(mine.profiles.map(({ id }) => id), theirs.profiles.map(({ id }) => id));
  assert.deepEqual(ids(theirs.entries), ids(mine.entries));
  assert.equal(mine.entries.length, 2);
  await open(MINUTES.path);
  await counted(page);
  await standingIs(page, '20 of');
});

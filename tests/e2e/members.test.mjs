// Two members that each keep an account of the same patron: what is logged goes to the member that owns the challenge and to nobody else,
// one that is down holds up nothing of the other's, and another device gets the whole ledger from both.

import { after } from 'node:test';
import { assert, controlled, journey, settled } from './harness.mjs';
import { HOUSE, MINUTES, MUSEUM, openHouse } from './house.mjs';
import { button, join, standingIs, tap, words } from './patron.mjs';
import { ENTRIES, comeBack, ids, joinBy, kept, makeAccount, phraseOf, there, waitIsOver, waiting } from './post.mjs';
import { until } from './until.mjs';

const house = await openHouse(2, { museum: true });
after(house.close);
const [first, second] = house.doors;
const THEIRS = { path: `challenge/${MUSEUM.id}/minutes`, usual: MINUTES.usual };
const FAILED = /Failed to load resource|net::ERR_|blocked by CORS|Failed to fetch/;

journey('what is logged goes to the member that owns the challenge, and one that is down holds up nothing of the other', { at: first.app, worker: true, timeout: 180_000 }, async ({ another, page, open, expect }) => {
  expect(FAILED);
  await open(MINUTES.path);
  await join(page, 'Ana');
  await open(THEIRS.path);
  await button(page, 'join.as', { name: 'Ana' }).click();
  await page.getByText(words('join.joined', { name: 'Ana' })).waitFor();
  await makeAccount(page, open);
  await makeAccount(page, open, MUSEUM);
  await waiting(page, 0);
  await controlled(page);

  // The museum is down; the library is not.
  first.museum.bad(/./, { drop: 'before' });
  await open(THEIRS.path);
  await tap(page, THEIRS);
  await open(MINUTES.path);
  await tap(page, MINUTES);
  await standingIs(page, '20 of 300');
  await waiting(page, 1);
  const [item] = (await kept(page)).outbox;
  assert.equal(item.member, MUSEUM.id, 'only what is the museum\'s waits');
  assert.deepEqual((await there(page)).entries.map(({ challenge }) => challenge.member), [HOUSE.id]);

  // It is back.
  first.museum.well();
  await waitIsOver(page);
  await comeBack(page);
  await waiting(page, 0);
  const [library, museum] = [await there(page), await there(page, MUSEUM)];
  for (const [export_, { id }] of [[library, HOUSE], [museum, MUSEUM]]) {
    assert.deepEqual(export_.entries.map(({ challenge }) => challenge.member), [id]);
    assert.deepEqual(export_.enrolments.map(({ challenge }) => challenge.member), [id]);
    assert.deepEqual(export_.profiles.map(({ nickname }) => nickname), ['Ana'], 'the reader is known at both');
  }
  for (const [line, { id }] of [[first, HOUSE], [first.museum, MUSEUM]]) {
    for (const { body } of line.seen.filter(({ what }) => ENTRIES.test(what))) {
      assert.ok(JSON.parse(body).entries.every(({ challenge }) => challenge.member === id), `${id} was sent nothing of another's`);
    }
  }

  // Another device has the whole ledger once it has joined both.
  const two = await another({ at: second.app, worker: true });
  two.expect(FAILED);
  const to = (path) => two.open(new URL(path, second.app).href);
  await joinBy(two.page, to, await phraseOf(page, open));
  await joinBy(two.page, to, await phraseOf(page, open, MUSEUM), MUSEUM);
  const all = ids([...library.entries, ...museum.entries]);
  await until(two.page, async (all) => {
    const done = (request) => new Promise((good, bad) => { request.onsuccess = () => good(request.result); request.onerror = () => bad(request.error); });
    const database = await done(indexedDB.open('atrium'));
    const entries = await done(database.transaction('entries').objectStore('entries').getAll());
    database.close();
    return entries.length === all.length;
  }, all);
  assert.deepEqual(ids((await kept(two.page)).entries), all);
  assert.equal((await kept(two.page)).profiles.length, 1, 'and knows one reader, not two');
  await to('reader');
  await settled(two.page);
});

// What a member's answer may not do: write after everything was deleted, never end, have the last word for ever; and what this page
// cannot read is not therefore gone.

import { after } from 'node:test';
import { FAILED_REQUEST, assert, journey, settled } from './harness.mjs';
import { HOUSE, MINUTES, openHouse } from './house.mjs';
import { button, rowsAre, standingIs, tap, words } from './patron.mjs';
import { account, comeBack, connected, counted, kept, waitIsOver, waiting } from './post.mjs';
import { until } from './until.mjs';

const house = await openHouse(5);
after(house.close);

function at(name, work) {
  const line = house.doors.pop();
  journey(name, { at: line.app, timeout: 180_000 }, (person) => work({ ...person, line }));
}

const CHANGES = /GET .*changes/;
const page500 = (more) => ({ atrium: '1', type: 'Changes', profiles: [], enrolments: [], entries: [], awards: [], gone: [], more: false, next: 'changes?cursor=x', ...more });
const GHOST = '0193570a-0000-7000-8000-00000000000a';
const ghost = (more) => ({ id: GHOST, nickname: 'Ghost', createdAt: '2026-11-01T00:00:00Z', ...more });

at('an answer that comes after everything was deleted writes nothing', async ({ page, open, expect, line }) => {
  expect(FAILED_REQUEST);
  await connected(page, open);
  await open('reader');
  await page.getByRole('heading', { name: 'Ana' }).waitFor();
  await page.waitForLoadState('networkidle');
  let release;
  const before = line.seen.length;
  line.bad(CHANGES, { hold: new Promise((good) => { release = good; }), status: 200, headers: { 'content-type': 'application/json' }, body: page500({ profiles: [ghost()] }) }, 1);
  await comeBack(page);
  while (!line.seen.slice(before).some(({ what }) => CHANGES.test(what))) await page.waitForTimeout(20);
  await page.getByRole('button', { name: words('forget.open') }).click();
  await page.getByLabel(words('forget.sure')).check();
  await page.getByRole('button', { name: words('forget.go') }).click();
  await page.getByText(words('forget.done')).waitFor();
  const come = page.waitForResponse((response) => /changes/.test(response.url()));
  release();
  await come;
  // What is begun after it waits for the same lock, and finds it free only when the answer was dealt with.
  await page.evaluate(() => navigator.locks.request('atrium.outbox', () => {}));
  const { profiles, accounts, outbox, standings } = await kept(page);
  assert.deepEqual([profiles, accounts, outbox, standings], [[], [], [], []]);
});

at('two cursors that lead to each other are noticed', async ({ page, open, expect, line }) => {
  expect(FAILED_REQUEST);
  await connected(page, open);
  await page.waitForLoadState('networkidle');
  const before = line.seen.length;
  const asked = () => line.seen.slice(before).filter(({ what }) => CHANGES.test(what)).length;
  let turn = 0;
  // Another each time it is asked, and never a word of the backend's own, which knows neither cursor.
  const body = { toJSON: () => page500({ more: true, next: `changes?cursor=${turn++ % 2 ? 'a' : 'b'}` }) };
  line.bad(CHANGES, { status: 200, headers: { 'content-type': 'application/json' }, body });
  await comeBack(page);
  while (!((await account(page)).tries > 0)) await page.waitForTimeout(20);
  assert.ok(asked() <= 4, `asked ${asked()} times`);
  await open('reader');
  await page.getByText(words('houses.unreadable').split('.')[0]).waitFor();
});

at('a name changed in the year 9999 is nobody\'s', async ({ page, open, line }) => {
  await connected(page, open);
  const { profiles: [ana] } = await kept(page);
  await page.waitForLoadState('networkidle');
  const before = line.seen.length;
  line.bad(CHANGES, { change: (text) => JSON.stringify({ ...JSON.parse(text), profiles: [{ ...ana, nickname: 'Frozen', changedAt: '9999-12-31T23:59:59Z' }, ghost()] }) }, 1);
  await comeBack(page);
  while (!line.seen.slice(before).some(({ what, status }) => CHANGES.test(what) && status)) await page.waitForTimeout(20);
  while ((await kept(page)).profiles.length < 2) await page.waitForTimeout(20);
  assert.deepEqual((await kept(page)).profiles.map(({ nickname }) => nickname).toSorted(), ['Ana', 'Ghost']);
});

at('a record that this page cannot read keeps its place in the outbox, and what is behind it goes', async ({ page, open }) => {
  await connected(page, open);
  await page.evaluate(async () => {
    const done = (request) => new Promise((good, bad) => { request.onsuccess = () => good(request.result); request.onerror = () => bad(request.error); });
    const database = await done(indexedDB.open('atrium'));
    const transaction = database.transaction(['entries', 'outbox'], 'readwrite');
    const id = '01935700-0000-7000-8000-0000000000ff';
    await done(transaction.objectStore('entries').put({ id, ofALaterVersion: true }, id));
    await done(transaction.objectStore('outbox').put({ key: '2-0', member: 'harbour', kind: 'entry', of: id }, '2-0'));
    // And one whose record is not there at all.
    await done(transaction.objectStore('outbox').put({ key: '2-1', member: 'harbour', kind: 'entry', of: `${id.slice(0, -1)}e` }, '2-1'));
    database.close();
  });
  await page.reload();
  await settled(page);
  await tap(page, MINUTES);
  await waiting(page, 1);
  await counted(page);
  assert.deepEqual((await kept(page)).outbox.map(({ key }) => key), ['2-0']);
});

at('whoever comes back to a challenge took part since their first day', async ({ page, open }) => {
  await connected(page, open);
  await tap(page, MINUTES);
  await waiting(page, 0);
  const first = await page.evaluate(async () => {
    const done = (request) => new Promise((good, bad) => { request.onsuccess = () => good(request.result); request.onerror = () => bad(request.error); });
    const database = await done(indexedDB.open('atrium'));
    const store = database.transaction('enrolments', 'readwrite').objectStore('enrolments');
    const [enrolment] = await done(store.getAll());
    const [key] = await done(store.getAllKeys());
    const on = new Date(Date.parse(enrolment.on) - 5 * 86_400_000).toISOString().slice(0, 10);
    await done(store.put({ ...enrolment, on }, key));
    database.close();
    return on;
  });
  await open('reader');
  await button(page, 'reader.leave-label', { name: 'Ana' }).click();
  await page.getByText(words('reader.left', { name: 'Ana' })).waitFor();
  await open(MINUTES.path);
  await page.getByRole('button', { name: words('join.as', { name: 'Ana' }) }).click();
  await page.getByText(words('join.joined', { name: 'Ana' })).waitFor();
  await waiting(page, 0);
  assert.deepEqual((await kept(page)).enrolments.map(({ on, leftAt }) => [on, leftAt]), [[first, undefined]]);
  await rowsAre(page, 1);
  await standingIs(page, '20 of');
});

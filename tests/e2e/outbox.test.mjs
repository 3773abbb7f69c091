// What waits to be sent, over a real backend on another site and a line that can be made bad: nothing is lost, nothing is doubled, and
// what is not taken is said and hinders nothing.

import { after } from 'node:test';
import { FAILED_REQUEST, assert, axe, controlled, journey, settled } from './harness.mjs';
import { HOUSE, MINUTES, openHouse } from './house.mjs';
import { button, join, ledgerOf, live, rowsAre, standingIs, tap, tapper, words } from './patron.mjs';
import { ENTRIES, account, before, comeBack, connected, counted, ids, joinBy, kept, phraseOf, there, waitIsOver, waiting } from './post.mjs';
import { until } from './until.mjs';

const house = await openHouse(32);
after(house.close);

/** A journey at a front door of its own; `line` is the way to the member. */
function at(name, work, options = {}) {
  const line = house.doors.pop();
  journey(name, { at: line.app, timeout: 180_000, ...options }, (person) => work({ ...person, line }));
}

at('without a network it waits and says so; with one it goes by itself', async ({ page, context, open, expect, line }) => {
  expect(FAILED_REQUEST);
  await connected(page, open);
  await context.setOffline(true);
  await tap(page, MINUTES);
  await page.locator('.history__sign', { hasText: words('sign.waits') }).waitFor();
  await page.getByText(words('standing.estimate', { name: HOUSE.name })).waitFor();
  assert.match(await page.locator('.standing__words').innerText(), /^About 20 of/);
  assert.equal((await kept(page)).outbox.length, 1);
  await context.setOffline(false);
  await waiting(page, 0);
  await counted(page);
  await page.waitForFunction(() => !document.querySelector('.history__sign'));
  assert.match(await page.locator('.standing__words').innerText(), /^20 of/);
  assert.equal((await there(page)).entries.length, 1);
  assert.equal(line.seen.filter(({ what }) => ENTRIES.test(what)).length, 1);
});

for (const [name, effect] of [
  ['the server fails', { status: 500 }],
  ['a proxy answers in its place', { status: 502, body: '<html>' }],
  ['the connection breaks before anything is sent', { drop: 'before' }],
  ['the answer is lost after it was done', { drop: 'after' }],
  ['the answer is cut in its middle', { cut: true }],
  ['the answer says nothing of what was asked', { change: () => '{"results":[]}' }],
]) {
  at(`${name}: it is sent again, and is there once`, async ({ page, open, expect, line }) => {
    expect(FAILED_REQUEST);
    await connected(page, open);
    line.bad(ENTRIES, effect, 2);
    await tap(page, MINUTES);
    await page.getByText('No answer. The next try').waitFor();
    assert.equal((await kept(page)).outbox.length, 1);
    await waiting(page, 0);
    const [mine, theirs] = [await kept(page), await there(page)];
    assert.deepEqual(ids(theirs.entries), ids(mine.entries));
    assert.equal(line.seen.filter(({ what }) => ENTRIES.test(what)).length, 3);
    // And it is noted that all is well again.
    while ((await account(page)).tries !== undefined) await page.waitForTimeout(50);
  });
}

at('too often: it waits as long as the member asks, also after the page is loaded anew', async ({ page, open, expect, line }) => {
  expect(FAILED_REQUEST);
  await connected(page, open);
  line.bad(ENTRIES, { status: 429, headers: { 'retry-after': '120' }, body: { type: 'urn:atrium:problem:rate-limited', title: 'Too often' } }, 1);
  await tap(page, MINUTES);
  await page.getByText('Too often').waitFor();
  const { notBefore } = await account(page);
  const wait = Date.parse(notBefore) - Date.now();
  assert.ok(wait > 100_000 && wait < 140_000, `${wait}`);
  await page.reload();
  await settled(page);
  await comeBack(page);
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await tap(page, MINUTES);
  assert.equal(line.seen.filter(({ what }) => ENTRIES.test(what)).length, 1, 'nobody asked in the meantime');
  await waitIsOver(page);
  await comeBack(page);
  await waiting(page, 0);
  assert.equal((await there(page)).entries.length, 2);
});

for (const [name, retry] of [['in seconds', () => '120'], ['as a date', () => new Date(Date.now() + 120_000).toUTCString()]]) {
  at(`a balancer's page with Retry-After ${name} is kept to, also when the network comes back`, async ({ page, open, expect, line }) => {
    expect(FAILED_REQUEST);
    await connected(page, open);
    line.bad(ENTRIES, { status: 503, headers: { 'retry-after': retry() }, body: '<html>busy</html>' }, 1);
    await tap(page, MINUTES);
    while (!((await account(page)).tries > 0)) await page.waitForTimeout(20);
    const { notBefore, asked } = await account(page);
    const wait = Date.parse(notBefore) - Date.now();
    assert.ok(asked && wait > 100_000 && wait < 140_000, `${wait}`);
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await page.waitForTimeout(500);
    assert.equal(line.seen.filter(({ what }) => ENTRIES.test(what)).length, 1, 'nobody asked in the meantime');
  });
}

at('what is refused says why, hinders nothing behind it, and can be tried again, dropped and taken back', async ({ page, open, expect, line }) => {
  expect(FAILED_REQUEST);
  await connected(page, open);
  // A real refusal: on the way the entry becomes one for a challenge that is not there.
  const elsewhere = (text) => text.replace('"id":"minutes"', '"id":"over"');
  line.bad(ENTRIES, { send: elsewhere }, 1);
  await tap(page, MINUTES);
  const why = words('refused.challenge', { name: HOUSE.name });
  await page.getByText(why).waitFor();
  await tap(page, MINUTES);
  await waiting(page, 0);
  assert.equal((await kept(page)).outbox.filter(({ refused }) => refused).length, 1);
  // On the reader's page: in words, and first.
  await open('reader');
  await page.getByText(words('way.refused_one')).waitFor();
  await page.getByText(why).waitFor();
  assert.deepEqual(await axe(page), []);
  const row = page.locator('.way__row--refused');
  await row.getByRole('button', { name: words('way.drop') }).click();
  await page.getByText(words('way.dropped')).waitFor();
  await until(page, () => !document.querySelector('.way__row'));
  const dropped = await kept(page);
  assert.deepEqual([dropped.outbox.length, live(dropped).length], [0, 1]);
  await button(page, 'log.undo').click();
  await page.getByText(words('way.put-back')).waitFor();
  await waiting(page, 0);
  const back = await kept(page);
  assert.equal(live(back).length, 2);
  // Tried again: the member takes it this time.
  line.bad(ENTRIES, { send: elsewhere }, 1);
  await open(MINUTES.path);
  await tap(page, MINUTES);
  await page.getByText(why).waitFor();
  await page.getByRole('button', { name: `${words('action.try-again')}: ${MINUTES.usual}` }).click();
  await page.getByText(why).waitFor({ state: 'detached' });
  await waiting(page, 0);
  const end = await kept(page);
  assert.deepEqual(ids(live(await there(page))), ids(live(end)));
});

at('an entry that is there with another content is said to differ, and its form opens from "on its way"', async ({ page, open, expect, line }) => {
  expect(FAILED_REQUEST);
  await connected(page, open);
  await tap(page, MINUTES);
  await waiting(page, 0);
  await counted(page);
  // A real 409: this device has another content under the same id.
  await page.evaluate(async () => {
    const done = (request) => new Promise((good, bad) => { request.onsuccess = () => good(request.result); request.onerror = () => bad(request.error); });
    const database = await done(indexedDB.open('atrium'));
    const transaction = database.transaction(['entries', 'outbox'], 'readwrite');
    const [entry] = await done(transaction.objectStore('entries').getAll());
    await done(transaction.objectStore('entries').put({ ...entry, amount: { amount: 30, unit: 'minutes' } }, entry.id));
    await done(transaction.objectStore('outbox').put({ key: '2-x', member: 'harbour', kind: 'entry', of: entry.id }, '2-x'));
    database.close();
  });
  await page.reload();
  await settled(page);
  await page.getByText(words('refused.differs', { name: HOUSE.name })).waitFor();
  await open('reader');
  await page.locator('.way__row--refused').getByRole('link').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(words('log.edit-title')).waitFor();
  assert.equal(await dialog.locator('#log-amount').inputValue(), '30');
  assert.equal(line.seen.filter(({ what }) => ENTRIES.test(what)).length, 2);
});

at('a tab killed between writing and sending, and one killed between sending and the answer, lose and double nothing', async ({ page, context, open, expect, line }) => {
  expect(FAILED_REQUEST);
  await connected(page, open);
  let tab = page;
  for (const effect of [{ drop: 'before' }, { hold: new Promise(() => {}) }, { drop: 'after' }]) {
    line.bad(ENTRIES, effect, 1);
    await tap(tab, MINUTES);
    await until(tab, () => document.querySelector('.history__sign'));
    const crashed = tab.waitForEvent('crash');
    tab.goto('chrome://crash').catch(() => {});
    await crashed;
    line.well();
    tab = await open(MINUTES.path, await context.newPage());
    await waitIsOver(tab);
    await comeBack(tab);
    await waiting(tab, 0);
  }
  await rowsAre(tab, 3);
  assert.deepEqual(ids((await there(tab)).entries), ids((await kept(tab)).entries));
});

at('two tabs send one at a time, and each entry once', async ({ page, context, open, line }) => {
  await connected(page, open);
  const other = await open(MINUTES.path, await context.newPage());
  for (let round = 0; round < 5; round += 1) await Promise.all([page, other].map((tab) => tapper(tab, MINUTES).click()));
  await waiting(page, 0);
  await waiting(other, 0);
  const sent = line.seen.filter(({ what }) => ENTRIES.test(what)).flatMap(({ body }) => JSON.parse(body).entries.map(({ id }) => id));
  assert.deepEqual(sent.toSorted(), ids((await kept(page)).entries), 'nothing was sent twice');
  assert.equal(sent.length, 10);
  for (const tab of [page, other]) await rowsAre(tab, 10);
});

at('what a page of changes brings is whole or is not: a broken one changes nothing, and pulling goes on when it is well', async ({ page, open, another, expect, line }) => {
  expect(FAILED_REQUEST);
  await connected(page, open);
  await tap(page, MINUTES);
  await waiting(page, 0);
  const other = await another();
  other.expect(FAILED_REQUEST);
  const phrase = await phraseOf(page, open);
  const spoiled = [
    (text) => text.slice(0, -20),
    (text) => text.replace('"unit":"minutes"', '"unit":"hours"'),
    (text) => text.replace(/"next":\s*"[^"]*"/, '"next":"https://elsewhere.example/changes"'),
    (text) => text.replace('"Changes"', '"Ledger"'),
    () => '{}',
  ];
  line.bad(/GET .*changes/, { change: (text) => spoiled[0](text) });
  await joinBy(other.page, other.open, phrase);
  for (let at = 0, all = spoiled.length; at < all; at += 1) {
    const before = line.seen.filter(({ what }) => /GET .*changes/.test(what)).length;
    if (at > 0) spoiled.shift();
    await waitIsOver(other.page);
    await comeBack(other.page);
    while (line.seen.filter(({ what }) => /GET .*changes/.test(what)).length === before) await other.page.waitForTimeout(20);
    const { entries, profiles, accounts } = await kept(other.page);
    assert.deepEqual([entries, profiles, accounts[0].next], [[], [], undefined], `spoiled ${at}`);
    while (!((accounts) => accounts[0].tries > 0)((await kept(other.page)).accounts)) await other.page.waitForTimeout(50);
  }
  await other.open('reader');
  await other.page.getByText(words('houses.unreadable').split('.')[0]).waitFor();
  line.well();
  await waitIsOver(other.page);
  await comeBack(other.page);
  while (!((entries) => entries.length)((await kept(other.page)).entries)) await other.page.waitForTimeout(50);
  // When it was received the first device hears a moment after it was taken.
  await waitIsOver(page);
  while (!(await kept(page)).entries.every(({ receivedAt }) => receivedAt)) {
    await comeBack(page);
    await page.waitForTimeout(50);
  }
  assert.deepEqual((await kept(other.page)).entries, (await kept(page)).entries);
});

at('what the member counts takes the place of the estimate, and a difference is explained by entry', async ({ page, open }) => {
  await connected(page, open);
  for (let times = 0; times < 3; times += 1) await tap(page, MINUTES);
  await waiting(page, 0);
  await counted(page);
  // A day counts at most 45 of the 60 minutes.
  await standingIs(page, '45 of');
  await page.getByText(words('credit.per-day', { credited: '5', logged: '20 minutes', most: '45 minutes' })).first().waitFor();
  await page.getByText(words('cap.day', { most: '45 minutes' }), { exact: true }).waitFor();
  await page.getByText('Forty, reached on').waitFor();
  // Undone, the milestone no longer follows.
  for (let times = 0; times < 2; times += 1) {
    await button(page, 'history.undo', { what: MINUTES.usual }).first().click();
    await rowsAre(page, 2 - times);
  }
  await waiting(page, 0);
  await page.getByText('Forty: withdrawn on').waitFor();
  await counted(page);
});

at('a device with older rules than its member says what is counted otherwise, entry by entry', async ({ page, open, line }) => {
  // As a copy from before the rules were changed: 30 minutes a day at most where the member counts 45.
  line.bad(/GET .*challenges\/minutes/, { change: (text) => text.replace(/"amount":\s*45/, '"amount":30') });
  await connected(page, open);
  for (let times = 0; times < 2; times += 1) await tap(page, MINUTES);
  await waiting(page, 0);
  await counted(page);
  await standingIs(page, '40 of');
  const differs = page.locator('.standing__differs');
  await differs.getByText(words('standing.differs', { name: HOUSE.name, theirs: '40 minutes', ours: '30 minutes' })).waitFor();
  assert.deepEqual(await differs.locator('li').count(), 1, 'of the first both say the same');
  assert.match(await differs.locator('li').innerText(), /^20 minutes on /);
  assert.deepEqual(await axe(page), []);
});

at('rules that differ where no entry does are said to', async ({ page, open, line }) => {
  line.bad(/GET .*challenges\/minutes/, { change: (text) => text.replace(/"at":\s*40/, '"at":20') });
  await connected(page, open);
  await tap(page, MINUTES);
  await waiting(page, 0);
  await counted(page);
  await page.locator('.standing__differs').getByText(words('standing.differs-rules')).waitFor();
});

at('a reader removed on one device is gone on the other, and what other houses have of them stays', async ({ page, open, another }) => {
  await connected(page, open);
  await tap(page, MINUTES);
  await waiting(page, 0);
  const other = await another();
  await joinBy(other.page, other.open, await phraseOf(page, open));
  await other.open(MINUTES.path);
  await standingIs(other.page, '20 of');
  await other.open('challenge/city-library/twenty-minutes');
  await other.page.getByRole('button', { name: words('join.as', { name: 'Ana' }) }).click();
  await other.page.getByText(words('join.joined', { name: 'Ana' })).waitFor();
  await open('reader');
  await page.getByRole('button', { name: words('reader.remove-label', { name: 'Ana' }) }).click();
  await page.getByRole('dialog').getByRole('button', { name: words('reader.remove'), exact: true }).click();
  await page.getByText(words('reader.removed', { name: 'Ana' })).waitFor();
  await waiting(page, 0);
  await comeBack(other.page);
  while (!((entries) => entries.length === 0)((await kept(other.page)).entries)) await other.page.waitForTimeout(50);
  const left = await kept(other.page);
  assert.deepEqual([left.profiles.length, left.enrolments.length], [1, 1], 'the other house still knows Ana');
  assert.deepEqual((await kept(page)).profiles, []);
});

at('what another tab undoes while the member\'s answer is taken in stays undone, here and there', async ({ page, open }) => {
  await connected(page, open);
  // In the order of the database: the other tab has written just before the answer is, and after it was compared with what was here.
  await before(page, ['accounts', 'entries'], (database) => {
    const transaction = database.transaction(['entries', 'outbox'], 'readwrite');
    const entries = transaction.objectStore('entries');
    entries.getAll().onsuccess = ({ target: { result: [entry] } }) => {
      entries.put({ ...entry, voidedAt: new Date().toISOString() }, entry.id);
      transaction.objectStore('outbox').put({ key: '2-x', member: 'harbour', kind: 'entry', of: entry.id }, '2-x');
      globalThis.undone = true;
    };
  });
  await tap(page, MINUTES);
  await until(page, () => globalThis.undone);
  // What another tab wrote into the outbox it would say; here it is found at the next look.
  await comeBack(page);
  await waiting(page, 0);
  assert.deepEqual(live(await kept(page)), []);
  assert.deepEqual(live(await there(page)), []);
});

at('a count that did not come after something new was taken is asked for again, not ten minutes later', async ({ page, open, expect, line }) => {
  expect(FAILED_REQUEST);
  await connected(page, open);
  await tap(page, MINUTES);
  await waiting(page, 0);
  await counted(page);
  line.bad(/GET .*standing/, { status: 500 }, 1);
  await tap(page, MINUTES);
  await waiting(page, 0);
  while (!((await account(page)).tries > 0)) await page.waitForTimeout(20);
  await waitIsOver(page);
  await comeBack(page);
  await standingIs(page, '40 of');
});

at('a name half typed outlives what the member\'s answers bring', async ({ page, open, line }) => {
  await connected(page, open);
  await open('reader');
  await page.getByRole('button', { name: words('reader.rename-label', { name: 'Ana' }) }).click();
  await page.locator('.person__rename input').fill('An');
  const before = line.seen.length;
  await comeBack(page);
  while (!line.seen.slice(before).some(({ what, status }) => /GET .*changes/.test(what) && status === 200)) await page.waitForTimeout(20);
  await page.evaluate(() => new BroadcastChannel('atrium.ledger').postMessage(true));
  await comeBack(page);
  assert.equal(await page.locator('.person__rename input').inputValue(), 'An');
  await page.getByRole('button', { name: words('reader.rename-save') }).click();
  await page.getByText(words('reader.renamed', { name: 'An' })).waitFor();
});

at('a tab killed between signing in and putting on its way what was here leaves it to the next one', async ({ page, context, open, expect }) => {
  expect(FAILED_REQUEST);
  await open(MINUTES.path);
  await join(page, 'Ana');
  await tap(page, MINUTES);
  await open(`account/${HOUSE.id}`);
  // The account is kept, and nothing after it: as if the tab were gone.
  await before(page, ['accounts'], () => {
    const transaction = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (of, mode, ...rest) {
      if (mode === 'readwrite') throw new DOMException('the tab is gone', 'AbortError');
      return transaction.call(this, of, mode, ...rest);
    };
    globalThis.gone = true;
  });
  await button(page, 'account.make').click();
  await until(page, () => globalThis.gone);
  while ((await kept(page)).accounts.length === 0) await page.waitForTimeout(20);
  const crashed = page.waitForEvent('crash');
  page.goto('chrome://crash').catch(() => {});
  await crashed;
  const next = await open(MINUTES.path, await context.newPage());
  await counted(next);
  await waiting(next, 0);
  assert.deepEqual(ids((await there(next)).entries), ids((await kept(next)).entries));
});

at('a wait that a wrong clock began ends when the clock is set right', async ({ page, context, open, expect, line }) => {
  expect(FAILED_REQUEST);
  await connected(page, open);
  const tomorrow = await context.newPage();
  await tomorrow.addInitScript(() => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + 86_400_000;
  });
  await page.close();
  line.bad(ENTRIES, { drop: 'before' }, 1);
  await open(MINUTES.path, tomorrow);
  await tap(tomorrow, MINUTES);
  await tomorrow.getByText('No answer. The next try').waitFor();
  await tomorrow.close();
  const right = await open(MINUTES.path, await context.newPage());
  await waiting(right, 0);
  assert.equal((await there(right)).entries.length, 1);
});

at('a disk too full to write a wait down is no reason to ask again at once', async ({ page, context, open, expect, line }) => {
  expect(FAILED_REQUEST);
  await connected(page, open);
  await context.setOffline(true);
  await tap(page, MINUTES);
  await waiting(page, 1);
  // What a full disk does to a write: its transaction is aborted, by the real database.
  await page.evaluate(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...given) {
      const request = put.apply(this, given);
      this.transaction.abort();
      return request;
    };
  });
  line.bad(ENTRIES, { drop: 'before' });
  const before = line.seen.length;
  const asked = () => line.seen.slice(before).filter(({ what }) => ENTRIES.test(what)).length;
  await context.setOffline(false);
  while (asked() === 0) await page.waitForTimeout(20);
  await page.waitForTimeout(2_000);
  assert.ok(asked() <= 2, `asked ${asked()} times in two seconds`);
  // The entry is as it was, and goes when there is room again and a line.
  line.well();
  const next = await open(MINUTES.path, await context.newPage());
  await waiting(next, 0);
  assert.equal((await there(next)).entries.length, 1);
});

at('a code waits like everything else, and a wrong one is said to be', async ({ page, open, expect }) => {
  expect(FAILED_REQUEST);
  await connected(page, open);
  await open('challenge/harbour/codes');
  await page.getByRole('button', { name: words('join.as', { name: 'Ana' }) }).click();
  await page.getByText(words('join.joined', { name: 'Ana' })).waitFor();
  await page.getByLabel(words('codes.label')).fill('no such code');
  await button(page, 'codes.send').click();
  await page.getByText(words('codes.kept', { code: 'no such code' })).waitFor();
  await open('reader');
  await page.getByText(words('refused.code')).waitFor();
});

const BUSY = { status: 503, headers: { 'retry-after': '600' }, body: '<html>' };
/** A code was typed, and the line has answered for the member. Gives the recovery key. */
async function codeWaits({ page, open, line }, answer) {
  const key = await connected(page, open);
  await open('challenge/harbour/codes');
  await page.getByRole('button', { name: words('join.as', { name: 'Ana' }) }).click();
  await page.getByText(words('join.joined', { name: 'Ana' })).waitFor();
  await waiting(page, 0);
  line.bad(/PUT .*redemption/i, answer);
  await page.getByLabel(words('codes.label')).fill('no such code');
  await button(page, 'codes.send').click();
  await page.getByText(words('codes.kept', { code: 'no such code' })).waitFor();
  while (!((await account(page)).tries > 0)) await page.waitForTimeout(20);
  return key;
}

at('a code that waits can be dropped', async ({ page, open, expect, line }) => {
  expect(FAILED_REQUEST);
  await codeWaits({ page, open, line }, BUSY);
  await open('reader');
  await page.locator('.way__row').getByRole('button', { name: words('way.drop') }).click();
  await waiting(page, 0);
  assert.deepEqual((await kept(page)).outbox, []);
});

at('a code that waits stays when somebody signs out, and is sent after the next sign-in', async ({ page, open, expect, line }) => {
  expect(FAILED_REQUEST);
  const key = await codeWaits({ page, open, line }, BUSY);
  await open(`account/${HOUSE.id}`);
  await page.getByText(words('end.waits_one', { name: HOUSE.name })).waitFor();
  await button(page, 'end.out').click();
  await page.getByText(words('end.signed-out', { name: HOUSE.name })).waitFor();
  assert.deepEqual((await kept(page)).outbox.map(({ kind, code }) => [kind, code.code]), [['redemption', 'no such code']]);
  line.well();
  await open(`account/${HOUSE.id}`);
  await page.getByLabel(words('account.key')).fill(key);
  await button(page, 'account.recover').click();
  await page.getByLabel(words('sheet.have')).check();
  await button(page, 'sheet.on').click();
  await open('reader');
  await page.getByText(words('refused.code')).waitFor();
});

at('a page in between is no answer of the member: the code it swallowed is sent again', async ({ page, open, expect, line }) => {
  expect(FAILED_REQUEST);
  await codeWaits({ page, open, line }, { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Welcome to the hotel' });
  await waiting(page, 1);
  line.well();
  await waitIsOver(page);
  await open('reader');
  await page.getByText(words('refused.code')).waitFor();
});

/** The page is closed and the browser wakes the worker; `again()` wakes it once more. */
async function asleep({ page, context, line }) {
  const here = new URL(line.app).origin;
  const blank = await context.newPage();
  const session = await context.newCDPSession(blank);
  const registered = new Promise((good) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const mine = registrations.find(({ scopeURL }) => scopeURL.startsWith(here));
      if (mine) good(mine.registrationId);
    });
  });
  await session.send('ServiceWorker.enable');
  const registrationId = await registered;
  await page.close();
  const again = () => session.send('ServiceWorker.dispatchSyncEvent', { origin: here, registrationId, tag: 'atrium-outbox', lastChance: false });
  await again();
  return { blank, again };
}

/** Something waits on a device with a worker, and no wait holds. */
async function waitsAsleep({ page, open, line }) {
  await open('');
  await controlled(page);
  await connected(page, open);
  line.bad(ENTRIES, { drop: 'before' }, 1);
  await tap(page, MINUTES);
  await page.getByText('No answer. The next try').waitFor();
  await waitIsOver(page);
}

at('with no page open the worker sends what waits, when the browser wakes it', async ({ page, context, open, expect, line }) => {
  expect(FAILED_REQUEST);
  await waitsAsleep({ page, open, line });
  const before = line.seen.length;
  const { blank } = await asleep({ page, context, line });
  while (!line.seen.slice(before).some(({ what, status }) => ENTRIES.test(what) && status === 200)) await blank.waitForTimeout(50);
  // The page finds nothing left to send.
  const again = await open(MINUTES.path, await context.newPage());
  await waiting(again, 0);
  await standingIs(again, '20 of');
  assert.deepEqual(ids((await there(again)).entries), ids((await kept(again)).entries));
}, { worker: true });

at('a worker that is asked to wait writes it down, and neither it nor a page asks before', async ({ page, context, open, expect, line }) => {
  expect(FAILED_REQUEST);
  await waitsAsleep({ page, open, line });
  const sent = () => line.seen.filter(({ what }) => ENTRIES.test(what)).length;
  const before = sent();
  line.bad(ENTRIES, { status: 429, headers: { 'retry-after': '120' }, body: '<html>busy</html>' }, 1);
  const { blank, again } = await asleep({ page, context, line });
  while (sent() === before) await blank.waitForTimeout(20);
  await again();
  const page2 = await open(MINUTES.path, blank);
  while (!(await account(page2)).asked) await page2.waitForTimeout(20);
  const wait = Date.parse((await account(page2)).notBefore) - Date.now();
  assert.ok(wait > 100_000 && wait < 140_000, `${wait}`);
  await page2.evaluate(() => dispatchEvent(new Event('online')));
  await comeBack(page2);
  // A tap is written down and waits behind what waits.
  await tap(page2, MINUTES);
  await waiting(page2, 2);
  assert.equal(sent(), before + 1, 'nobody asked in the meantime');
  await waitIsOver(page2);
  await comeBack(page2);
  await waiting(page2, 0);
  assert.equal((await there(page2)).entries.length, 2);
}, { worker: true });

at('“Try now” asks a member that was silent at once, however far away its next turn is', async ({ page, open, expect, line }) => {
  expect(FAILED_REQUEST);
  await connected(page, open);
  line.bad(/./, { drop: 'before' });
  await tap(page, MINUTES);
  await until(page, async () => {
    const done = (request) => new Promise((good, bad) => { request.onsuccess = () => good(request.result); request.onerror = () => bad(request.error); });
    const database = await done(indexedDB.open('atrium'));
    const [account] = await done(database.transaction('accounts').objectStore('accounts').getAll());
    database.close();
    return account.tries > 0;
  });
  // A long silence: the next turn is in a quarter of an hour.
  await page.evaluate(async () => {
    const done = (request) => new Promise((good, bad) => { request.onsuccess = () => good(request.result); request.onerror = () => bad(request.error); });
    const database = await done(indexedDB.open('atrium'));
    const store = database.transaction('accounts', 'readwrite').objectStore('accounts');
    for (const it of await done(store.getAll())) await done(store.put({ ...it, tries: 9, notBefore: new Date(Date.now() + 900_000).toISOString(), waitsSince: new Date().toISOString() }, it.member));
    database.close();
  });
  await open('reader');
  const now = page.locator('.way__section').getByRole('button', { name: words('way.now') });
  await now.waitFor();
  line.well();
  assert.equal((await kept(page)).outbox.length, 1, 'it was not its turn');
  await now.click();
  await waiting(page, 0);
  await page.waitForFunction(() => !document.querySelector('.way__section'));
});

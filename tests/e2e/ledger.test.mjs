// The ledger where it gets hard: two tabs, no storage, a full disk, a wrong clock, a crash.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { APP, assert, journey, newContext, profileOnDisk, settled } from './harness.mjs';
import {
  MINUTES, addReader, button, documentOf, join, ledgerOf, live, noon, rowsAre, standingIs, standings, tap, tapper, words,
} from './patron.mjs';

/** What the dock says; the dialog says some of it as well. */
const said = (page, key) => page.locator('.dock').getByText(words(key));

/** A folder for a profile that outlives its browser. */
async function withFolder(work) {
  const folder = await mkdtemp(path.join(tmpdir(), 'atrium-profile-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

journey('two tabs at once lose nothing, and each sees what the other did', {}, async ({ page, context, open }) => {
  await open(MINUTES.path);
  await join(page);
  const other = await open(MINUTES.path, await context.newPage());
  for (let round = 0; round < 5; round += 1) await Promise.all([page, other].map((tab) => tapper(tab, MINUTES).click()));
  for (const tab of [page, other]) {
    await standingIs(tab, '200 of');
    await rowsAre(tab, 10);
  }
  assert.equal(live(await ledgerOf(page)).length, 10);
  // What one tab undoes is undone in the other, and stays so when that one logs on.
  await button(page, 'history.undo', { what: MINUTES.usual }).first().click();
  await standingIs(other, '180 of');
  await tap(other, MINUTES);
  await standingIs(page, '200 of');
  const kept = await ledgerOf(page);
  assert.deepEqual([kept.entries.length, live(kept).length], [11, 10]);
});

journey('a reader who is added or removed in one tab is so in the other', {}, async ({ page, context, open }) => {
  await open(MINUTES.path);
  await join(page, 'Ana');
  const other = await open('reader', await context.newPage());
  await other.getByRole('heading', { name: 'Ana' }).waitFor();
  await addReader(page, 'Rui');
  await other.getByRole('heading', { name: 'Rui' }).waitFor();
  await other.getByRole('button', { name: words('reader.remove-label', { name: 'Ana' }) }).click();
  await other.getByRole('dialog').getByRole('button', { name: words('reader.remove'), exact: true }).click();
  await other.getByText(words('reader.removed', { name: 'Ana' })).waitFor();
  await tap(page, MINUTES);
  const kept = await ledgerOf(page);
  assert.deepEqual(kept.profiles.map(({ nickname }) => nickname), ['Rui']);
  assert.deepEqual(kept.entries.map(({ profile }) => profile), [kept.profiles[0].id], 'nothing is logged for whoever is gone');
});

/** What every page says when this browser keeps nothing, and what must not be offered then. */
async function keepsNothing({ page, open }) {
  await open(MINUTES.path);
  await page.getByText(words('challenge.keeps-nothing')).waitFor();
  await page.getByText(words('notice.keeps-nothing')).waitFor();
  for (const control of [tapper(page, MINUTES), button(page, 'join.join'), button(page, 'log.more')]) assert.equal(await control.count(), 0);
  await open('reader');
  await page.getByText(words('reader.keeps-nothing')).waitFor();
  assert.equal(await button(page, 'take.json').count(), 0);
  assert.equal(await page.getByLabel(words('bring.file')).count(), 0);
  await open('');
  await page.getByText(words('notice.keeps-nothing')).waitFor();
}

journey('site data is blocked in the browser itself: that is said, and nothing pretends to be saved', {}, async ({ another }) => {
  await withFolder(async (folder) => {
    // What the switch "block all site data" in the settings writes. It takes localStorage away too.
    await mkdir(path.join(folder, 'Default'));
    await writeFile(path.join(folder, 'Default', 'Preferences'), JSON.stringify({ profile: { default_content_setting_values: { cookies: 2 } } }));
    const person = await another(await profileOnDisk(folder));
    await person.open('');
    const refusals = await person.page.evaluate(async () => [
      (() => { try { return Boolean(localStorage); } catch (refused) { return refused.name; } })(),
      await new Promise((done) => {
        try {
          const request = indexedDB.open('x');
          request.onsuccess = () => done('opened');
          request.onerror = () => done('refused');
        } catch (refused) { done('refused'); }
      }),
    ]);
    assert.deepEqual(refusals, ['SecurityError', 'refused'], 'the browser really keeps nothing');
    await keepsNothing(person);
    await person.context.close();
  });
});

for (const [name, script] of [
  ['the database is missing', () => { Object.defineProperty(globalThis, 'indexedDB', { value: undefined }); }],
  ['the database throws', () => { IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); }; }],
  ['the database fails to open', () => {
    const open = IDBFactory.prototype.open;
    // A version of nothing is a real refusal by the real database.
    IDBFactory.prototype.open = function (name) { open.call(this, name, 9); return open.call(this, name, 1); };
  }],
]) {
  journey(`${name}: that is said, and nothing pretends to be saved`, {}, async (person) => {
    await person.page.addInitScript(script);
    await keepsNothing(person);
  });
}

/**
 * The disk is full from now on. The browser remembers for a while how much space there was, and asks anew when
 * something does not fit: so something large is tried first, which must fail.
 */
async function fill(page, session) {
  await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(APP).origin, quotaSize: 1 });
  const name = await page.evaluate(async () => {
    const done = (request) => new Promise((good, bad) => { request.onsuccess = () => good(request.result); request.onerror = () => bad(request.error); });
    const request = indexedDB.open('large');
    request.onupgradeneeded = () => request.result.createObjectStore('large');
    try {
      const database = await done(request);
      const transaction = database.transaction('large', 'readwrite');
      transaction.objectStore('large').put('x'.repeat(2_000_000), 1);
      const name = await new Promise((end) => {
        transaction.oncomplete = () => end('kept');
        transaction.onabort = () => end(transaction.error?.name);
      });
      database.close();
      return name;
    } catch (refused) {
      return refused.name;
    }
  });
  assert.equal(name, 'QuotaExceededError', 'the disk is really full');
}
const ROOM = { origin: new URL(APP ?? 'http://none').origin, quotaSize: 1_000_000 };

journey('a full disk: it is said at once, nothing looks kept, and it goes on when there is space', {}, async ({ page, context, open }) => {
  const session = await context.newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', ROOM);
  await open(MINUTES.path);
  await join(page);
  await tap(page, MINUTES);
  await standingIs(page, '20 of');
  const before = await ledgerOf(page);
  await fill(page, session);

  await tapper(page, MINUTES).click();
  await said(page, 'log.refused').waitFor();
  assert.deepEqual(await standings(page), ['20 of 1,000 minutes, 2%']);
  await rowsAre(page, 1);
  assert.deepEqual(await ledgerOf(page), before);
  // In the dialog, where the dock cannot be seen.
  await button(page, 'log.more').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: words('log.save'), exact: true }).click();
  await dialog.getByText(words('log.refused')).waitFor();
  assert.equal(await dialog.isVisible(), true, 'what was typed is still there');
  // Undo is a write as well.
  await page.keyboard.press('Escape');
  await button(page, 'history.undo', { what: MINUTES.usual }).click();
  await said(page, 'log.refused').waitFor();
  assert.deepEqual(await ledgerOf(page), before);

  await session.send('Storage.overrideQuotaForOrigin', ROOM);
  await tap(page, MINUTES);
  await standingIs(page, '40 of');
  assert.equal((await ledgerOf(page)).entries.length, 2);
  await page.reload();
  await settled(page);
  await standingIs(page, '40 of');
});

journey('a full disk at joining: nobody has joined, and nothing is left behind', {}, async ({ page, context, open }) => {
  const session = await context.newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', ROOM);
  await open(MINUTES.path);
  await fill(page, session);
  await button(page, 'join.join').click();
  await button(page, 'join.start').click();
  await said(page, 'log.refused').waitFor();
  assert.equal(await tapper(page, MINUTES).count(), 0);
  assert.deepEqual(await ledgerOf(page), { profiles: [], enrolments: [], entries: [] });
});

journey('a clock that is wrong loses nothing, and counts nothing wrongly', {}, async ({ page, open }) => {
  const { starts, ends } = documentOf(MINUTES.document);
  await open(MINUTES.path);
  await join(page);
  await tap(page, MINUTES);
  const kept = await ledgerOf(page);
  for (const [clock, name] of [[noon(starts, -1), 'the day before'], [noon(starts, -20_000), 'decades before'], [noon(ends, 1), 'the day after'], [noon(ends, 20_000), 'decades after']]) {
    await page.clock.setFixedTime(clock);
    await open(MINUTES.path);
    await standingIs(page, '20 of');
    assert.deepEqual(await standings(page), ['20 of 1,000 minutes, 2%'], name);
    await rowsAre(page, 1);
    assert.equal(await tapper(page, MINUTES).count(), 0, `${name}: nothing can be logged`);
    assert.deepEqual(await ledgerOf(page), kept, name);
    await open('reader');
    await page.getByText('20 of 1,000 minutes, 2%').waitFor();
  }
  // Right again: it goes on as if nothing had been.
  for (const [clock, count, minutes] of [[noon(starts), 2, 40], [noon(ends), 3, 60]]) {
    await page.clock.setFixedTime(clock);
    await open(MINUTES.path);
    await tap(page, MINUTES);
    await rowsAre(page, count);
    await standingIs(page, `${minutes} of`);
  }
  const days = live(await ledgerOf(page)).map(({ occurredOn }) => occurredOn).toSorted();
  assert.deepEqual([days[0], days.at(-1)], [starts, ends], 'the first and the last day count');
});

journey('a page left open past the last day logs nothing, and says why', {}, async ({ page, open }) => {
  const { ends } = documentOf(MINUTES.document);
  await page.clock.setFixedTime(noon(ends));
  await open(MINUTES.path);
  await join(page);
  await tap(page, MINUTES);
  const kept = await ledgerOf(page);
  await page.clock.setFixedTime(noon(ends, 1));
  await tapper(page, MINUTES).click();
  await said(page, 'log.not-today').waitFor();
  assert.deepEqual(await ledgerOf(page), kept);
  await standingIs(page, '20 of');
});

for (const [zone, name] of [['Pacific/Auckland', 'ahead'], ['Pacific/Honolulu', 'behind']]) {
  journey(`a reader on the other side of the world, ${name}, has the challenge's day`, { zone }, async ({ page, open }) => {
    const { starts, ends } = documentOf(MINUTES.document);
    // Half past noon and a quarter past midnight in Lisbon: elsewhere it is another day.
    for (const [day, time, count] of [[starts, '12:30', 1], [ends, '00:15', 2]]) {
      await page.clock.setFixedTime(new Date(`${day}T${time}:00Z`));
      await open(MINUTES.path);
      if (count === 1) await join(page);
      await tap(page, MINUTES);
      await rowsAre(page, count);
      assert.ok((await ledgerOf(page)).entries.some((entry) => entry.occurredOn === day && entry.zone === zone), day);
    }
    await standingIs(page, '40 of');
  });
}

journey('a crash of the page right after the word: what was said to be kept is kept', {}, async ({ page, context, open }) => {
  await open(MINUTES.path);
  await join(page);
  let tab = page;
  for (let round = 1; round <= 3; round += 1) {
    await tap(tab, MINUTES);
    const crashed = tab.waitForEvent('crash');
    tab.goto('chrome://crash').catch(() => {});
    await crashed;
    tab = await open(MINUTES.path, await context.newPage());
    await rowsAre(tab, round);
  }
  await standingIs(tab, '60 of');
});

journey('a page closed in the middle of a tap keeps all of the entry or none', {}, async ({ page, context, open }) => {
  await open(MINUTES.path);
  await join(page);
  let tab = page;
  let kept = 0;
  for (let round = 0; round < 6; round += 1) {
    // No waiting for the word: it is closed while the write is under way.
    await tapper(tab, MINUTES).dispatchEvent('click');
    await tab.close({ runBeforeUnload: false });
    tab = await open(MINUTES.path, await context.newPage());
    const { entries } = await ledgerOf(tab);
    assert.ok(entries.length === kept || entries.length === kept + 1, `${entries.length} after ${kept}`);
    kept = entries.length;
    await rowsAre(tab, kept);
    for (const entry of entries) assert.deepEqual(entry.amount, { amount: 20, unit: 'minutes' });
  }
});

journey('the whole browser is killed right after the word: what was said to be kept is on the disk', {}, async ({ another }) => {
  await withFolder(async (folder) => {
    const first = await another(await profileOnDisk(folder));
    await first.open(MINUTES.path);
    await join(first.page);
    await tap(first.page, MINUTES);
    const gone = first.context.waitForEvent('close');
    const session = await first.context.newCDPSession(first.page);
    session.send('Browser.crash').catch(() => {});
    await gone;
    const second = await another(await profileOnDisk(folder));
    await second.open(MINUTES.path);
    await rowsAre(second.page, 1);
    await standingIs(second.page, '20 of');
    await second.context.close();
  });
});

journey('no window of a stranger keeps anything for another', {}, async ({ page, open }) => {
  await open(MINUTES.path);
  await join(page);
  await tap(page, MINUTES);
  const clean = await newContext();
  try {
    const other = await clean.newPage();
    await other.goto(APP);
    await settled(other);
    assert.deepEqual(await ledgerOf(other), { profiles: [], enrolments: [], entries: [] });
  } finally {
    await clean.close();
  }
});


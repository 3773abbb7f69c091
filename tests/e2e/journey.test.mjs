// The main job, from the front door to another device: open, join, log, go offline, log, reload, undo, export, import.
// Nothing is lost, nothing is doubled, and the policy of no page is violated on the way (the harness sees to that).

import { readFile } from 'node:fs/promises';
import { startBackend } from './backend.mjs';
import { APP, DIST, FAILED_REQUEST, assert, controlled, journey, newContext, settled, watch } from './harness.mjs';
import { NIGHTS, button, documentOf, join, ledgerOf, live, rowsAre, table, tap, tapper, words } from './patron.mjs';

const base = APP ? new URL(APP).pathname : '/';
const title = (below) => [documentOf(below).title.en].flat().join(' ');

/** Saves a copy through the page, and reads it as another program would. */
async function saved(page, key) {
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, key).click()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
}

async function bring(page, text, news) {
  await page.getByLabel(words('bring.file')).setInputFiles({ name: 'copy.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await page.getByText(news === 1 ? words('bring.done_one', { count: '1' }) : words('bring.done_other', { count: String(news) })).waitFor();
}

journey('from the front door to another device: nothing lost, nothing doubled', { phone: true, worker: true, timeout: 120_000 }, async ({ page, context, expect, another }) => {
  const backend = await startBackend({ root: DIST, base, compress: true });
  const at = (path) => new URL(path, backend.url).href;
  try {
    await page.goto(backend.url);
    await settled(page);
    await controlled(page);

    // Home, campaign, challenge: by links alone.
    await page.getByRole('heading', { level: 1 }).getByRole('link').click();
    await page.getByRole('heading', { level: 1, name: title('planetarium/campaigns/two-skies.json') }).waitFor();
    await settled(page);
    await page.getByRole('link', { name: title(NIGHTS.document) }).first().click();
    await page.getByRole('heading', { level: 1, name: title(NIGHTS.document) }).waitFor();
    assert.equal(page.url(), at(NIGHTS.path));
    assert.deepEqual((await ledgerOf(page)).entries, [], 'looking at it keeps nothing');
    await join(page);

    // From the front door to a logged entry is two taps from now on.
    await page.goto(backend.url);
    await settled(page);
    const leftOff = page.locator('section', { has: page.getByRole('heading', { name: words('home.left-off'), exact: true }) });
    await leftOff.getByRole('link', { name: title(NIGHTS.document) }).first().click();
    await tap(page, NIGHTS);
    await rowsAre(page, 1);
    const first = live(await ledgerOf(page));
    assert.equal(first.length, 1);

    // A copy of this moment, for later.
    await page.goto(at('reader'));
    await settled(page);
    const early = await saved(page, 'take.json');
    await page.goto(at(NIGHTS.path));
    await settled(page);
    await rowsAre(page, 1);
    // Everything the page needs has to be on the device before the line goes dead.
    await page.waitForLoadState('networkidle');

    expect(FAILED_REQUEST);
    await backend.down();
    await context.setOffline(true);
    await page.getByText(words('notice.offline')).waitFor();
    await tap(page, NIGHTS);
    await rowsAre(page, 2);
    await page.reload();
    await settled(page);
    await rowsAre(page, 2);
    assert.equal(live(await ledgerOf(page)).length, 2, 'the entry logged offline is there after a reload offline');
    assert.match(await page.locator('.standing__words').innerText(), /^1 of 10 days/, 'two entries on one day are one day');

    // Undone offline: the newest stands first.
    const undo = page.getByRole('button', { name: words('history.undo', { what: NIGHTS.usual }), exact: true });
    await undo.first().click();
    await page.getByText(words('log.undone')).waitFor();
    await rowsAre(page, 1);
    await page.reload();
    await settled(page);
    await rowsAre(page, 1);
    const kept = await ledgerOf(page);
    assert.deepEqual(live(kept), first, 'the first entry is as it was');
    assert.equal(kept.entries.length, 2, 'what was undone stays in the ledger');

    await context.setOffline(false);
    await backend.up();
    await page.goto(at('reader'));
    await settled(page);
    const json = await saved(page, 'take.json');
    const csv = await saved(page, 'take.csv');
    assert.match(json.name, /^atrium-\d{4}-\d\d-\d\d\.json$/);
    assert.match(csv.name, /^atrium-\d{4}-\d\d-\d\d\.csv$/);
    const byId = (list) => list.toSorted((one, other) => (one.id < other.id ? -1 : 1));
    assert.deepEqual(byId(JSON.parse(json.text).entries), byId(kept.entries), 'the file has every entry as it is kept');
    const rows = table(csv.text);
    assert.deepEqual(rows.map(({ id }) => id).toSorted(), kept.entries.map(({ id }) => id).toSorted());
    assert.equal(rows.filter(({ voided }) => voided === '').length, 1);
    for (const row of rows) assert.deepEqual([row.reader, row.challenge, row.amount, row.unit], [words('join.me'), 'ten-nights', '15', 'minutes']);

    // Another device, and the file twice.
    const other = await another();
    await other.page.goto(at('reader'));
    await settled(other.page);
    await bring(other.page, json.text, 2);
    assert.deepEqual(await ledgerOf(other.page), kept);
    await bring(other.page, json.text, 0);
    assert.deepEqual(await ledgerOf(other.page), kept, 'the same file twice changes nothing');
    await bring(other.page, early.text, 0);
    assert.deepEqual(await ledgerOf(other.page), kept, 'an old copy does not bring back what was undone since');
    await other.page.goto(at(NIGHTS.path));
    await settled(other.page);
    await rowsAre(other.page, 1);
    assert.match(await other.page.locator('.standing__words').innerText(), /^1 of 10 days/);

    // And back again, with what was logged there.
    await tap(other.page, NIGHTS);
    await rowsAre(other.page, 2);
    await other.page.goto(at('reader'));
    await settled(other.page);
    const back = await saved(other.page, 'take.json');
    await bring(page, back.text, 1);
    assert.deepEqual(await ledgerOf(page), await ledgerOf(other.page), 'both devices hold the same');
    assert.equal(live(await ledgerOf(page)).length, 2);
  } finally {
    await backend.close().catch(() => {});
  }
});

journey('a file that is no copy changes nothing, and says what it is', {}, async ({ page, open }) => {
  await open(NIGHTS.path);
  await join(page);
  await tap(page, NIGHTS);
  const before = await ledgerOf(page);
  await open('reader');
  const copy = (await saved(page, 'take.json')).text;
  for (const [text, said] of [
    ['date,reader\r\n2026-01-01,x\r\n', 'bring.not-json'],
    [copy.slice(0, copy.length / 2), 'bring.not-json'],
    ['{"atrium":"1","type":"Campaign","id":"x"}', 'bring.no-ledger'],
    [copy.replace('"atrium":"1"', '"atrium":"99"'), 'bring.unreadable'],
  ]) {
    await page.getByLabel(words('bring.file')).setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from(text) });
    await page.getByRole('alert').getByText(words(said)).waitFor();
    assert.deepEqual(await ledgerOf(page), before, said);
  }
});

journey('what is promised of the policy can fail: a violation is seen', {}, async () => {
  const context = await newContext();
  try {
    const watched = watch(context);
    await watched.ready;
    const page = await context.newPage();
    await page.goto(APP);
    await settled(page);
    assert.deepEqual(watched.unexpected(), []);
    await page.evaluate(() => {
      document.body.append(Object.assign(document.createElement('script'), { textContent: 'globalThis.ran = true' }));
      document.body.insertAdjacentHTML('beforeend', '<p style="color: red">styled</p>');
    });
    const policy = () => [...new Set(watched.unexpected().filter((text) => text.startsWith('policy: ')).map((text) => text.split(' ')[1]))].toSorted();
    // The word of a violation takes its time to come here; what never comes ends the test.
    while (policy().length < 2) await page.evaluate(() => new Promise(requestAnimationFrame));
    assert.deepEqual(policy(), ['script-src-elem', 'style-src-attr']);
    assert.equal(await page.evaluate(() => globalThis.ran), undefined);
  } finally {
    await context.close();
  }
});

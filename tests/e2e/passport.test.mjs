// One passport over several houses: what a reader reaches at two members stands side by side in the campaign's, and stays there
// after a reload, without a network, and while a member is down.

import { startBackend } from './backend.mjs';
import { APP, DIST, FAILED_REQUEST, assert, axe, controlled, journey, settled } from './harness.mjs';
import { NIGHTS, addReader, documentOf, join, ledgerOf, rowsAre, tap, words } from './patron.mjs';

const base = APP ? new URL(APP).pathname : '/';
const BOOKS = { path: 'challenge/university-library/five-books', document: 'university-library/challenges/five-books.json', usual: '1 book' };
const MINUTES = { path: 'challenge/city-library/twenty-minutes', usual: '20 minutes' };
const SKIES = 'campaign/planetarium/two-skies';
const PLANETARIUM = 'Vela Planetarium';
const text = (value) => [value.en].flat().join(' ');
const nameOf = (below) => text(documentOf(below).name);
const milestone = (below, id) => text(documentOf(below).milestones.find((it) => it.id === id).title);

/** A site whose members can be taken down. */
const site = (name, options, work) => journey(name, { timeout: 120_000, ...options }, async (tools) => {
  const backend = await startBackend({ root: DIST, base, compress: true });
  const visit = async (below = '') => {
    await tools.page.goto(new URL(below, backend.url).href);
    await settled(tools.page);
  };
  try {
    await work({ ...tools, backend, visit });
  } finally {
    await backend.close().catch(() => {});
  }
});

/** Joins a challenge and logs the usual amount, which reaches its first milestone. */
async function reach(page, visit, challenge) {
  await visit(challenge.path);
  const again = page.getByRole('button', { name: words('join.as', { name: words('join.me') }), exact: true });
  // Whoever is known on this device joins by one tap.
  if (challenge === BOOKS) {
    await again.click();
    await page.getByText(words('join.joined-me')).waitFor();
  } else {
    await join(page);
  }
  await tap(page, challenge);
  await rowsAre(page, 1);
}

/** The passport of Two Skies once it has so many stamps. */
async function passport(page, count) {
  const found = page.locator('.passport', { has: page.getByRole('heading', { name: 'Two Skies', exact: true }) });
  await found.getByText(count, { exact: true }).waitFor();
  const stamps = await found.getByRole('list').getByRole('listitem').evaluateAll((all) => all.map((it) => ({
    there: it.classList.contains('stamp--there'),
    words: it.innerText,
  })));
  return { found, stamps, there: stamps.filter(({ there }) => there).map((it) => it.words) };
}

const counted = (reached, all) => words('passport.stamps_other', { reached: String(reached), count: String(all) });
const FIRST = milestone(NIGHTS.document, 'first');
const BOOK = milestone(BOOKS.document, 'one');
const LIBRARY = nameOf('university-library/member.json');
/** Milestones and goals of both challenges. */
const ALL = documentOf(NIGHTS.document).milestones.length + documentOf(BOOKS.document).milestones.length + 2;

/** Both stamps, each with its house, its day and who says so. */
function holdsBoth(there) {
  assert.equal(there.length, 2, there.join('\n\n'));
  for (const [title, house] of [[FIRST, PLANETARIUM], [BOOK, LIBRARY]]) {
    const stamp = there.find((it) => it.includes(title));
    assert.ok(stamp?.includes(house), `${title} of ${house}: ${stamp}`);
    assert.match(stamp, /\d+.*, on this device$/);
  }
}

site('stamps of two houses stand in one passport, after a reload, without a network and while a house is down', { phone: true, worker: true }, async ({ page, context, backend, visit, expect }) => {
  await visit();
  await controlled(page);
  await reach(page, visit, NIGHTS);
  await visit('reader');
  assert.equal((await passport(page, counted(1, documentOf(NIGHTS.document).milestones.length + 1))).there.length, 1);
  await reach(page, visit, BOOKS);

  // The campaign's own page says so in a line, which leads there.
  await visit(SKIES);
  await page.getByRole('link', { name: words('passport.line', { stamps: counted(2, ALL) }), exact: true }).click();
  await page.getByRole('heading', { level: 1, name: words('reader.title') }).waitFor();
  let { there, stamps, found } = await passport(page, counted(2, ALL));
  holdsBoth(there);
  assert.equal(stamps.length, ALL);
  for (const { words: said } of stamps.filter((it) => !it.there)) assert.match(said, /Still to come, at \d+ (books?|days?)$/);
  const line = await found.innerText();
  for (const host of documentOf('planetarium/campaigns/two-skies.json').hosts) assert.ok(line.includes(nameOf(`${host}/member.json`)), `${host} hosts it`);
  assert.deepEqual(await axe(page), []);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'no sideways scrolling');

  await page.reload();
  await settled(page);
  holdsBoth((await passport(page, counted(2, ALL))).there);
  await page.waitForLoadState('networkidle');

  // A house is down: its stamps are shown from what is kept.
  expect(FAILED_REQUEST);
  backend.rule((path) => path.includes('/demo/university-library/'), { down: true });
  await visit('reader');
  holdsBoth((await passport(page, counted(2, ALL))).there);
  // So is the one whose campaign it is.
  backend.rule((path) => path.includes('/demo/planetarium/'), { down: true });
  await visit('reader');
  holdsBoth((await passport(page, counted(2, ALL))).there);
  assert.equal(await page.locator('main .failure').count(), 0, 'no error');

  await backend.down();
  await context.setOffline(true);
  await page.reload();
  await settled(page);
  holdsBoth((await passport(page, counted(2, ALL))).there);
  await visit(SKIES);
  await page.getByRole('link', { name: words('passport.line', { stamps: counted(2, ALL) }), exact: true }).waitFor();
});

site('nothing kept of a house that is down: the others’ stamps are there, and what is away is named without an error', {}, async ({ page, backend, visit, expect }) => {
  await reach(page, visit, NIGHTS);
  await reach(page, visit, BOOKS);
  expect(FAILED_REQUEST);
  backend.rule((path) => path.includes('/challenges/five-books.json'), { down: true });
  await visit('reader');
  const { there, found } = await passport(page, counted(1, documentOf(NIGHTS.document).milestones.length + 1));
  assert.ok(there[0].includes(FIRST));
  await found.getByText(words('passport.away', { title: text(documentOf(BOOKS.document).title) })).waitFor();
  assert.deepEqual(await axe(page), []);
});

site('a challenge that names no campaign stands in the passport of the campaign whose page names it', {}, async ({ page, visit }) => {
  await reach(page, visit, MINUTES);
  await visit('reader');
  const lantern = page.locator('.passport', { has: page.getByRole('heading', { name: 'Lantern', exact: true }) });
  await lantern.getByText(counted(0, 5), { exact: true }).waitFor();
  assert.equal(await page.locator('.passport').count(), 1);
});

site('what a house has given is its word, and its day', {}, async ({ page, visit }) => {
  await reach(page, visit, NIGHTS);
  const [{ id }] = (await ledgerOf(page)).profiles;
  // As the outbox keeps what a member awarded.
  await page.evaluate(async (award) => {
    const done = (request) => new Promise((good, bad) => { request.onsuccess = () => good(request.result); request.onerror = () => bad(request.error); });
    const database = await done(indexedDB.open('atrium'));
    const store = database.transaction('standings', 'readwrite').objectStore('standings');
    await done(store.put({ member: 'planetarium', award }, `award/planetarium/ten-nights/${award.profile}/${award.milestone}`));
    database.close();
  }, { challenge: 'ten-nights', profile: id, milestone: 'three', on: '2026-11-10', version: 1, awardedAt: '2026-11-10T20:00:00Z' });
  await visit('reader');
  const { there } = await passport(page, counted(2, documentOf(NIGHTS.document).milestones.length + 1));
  const given = there.find((it) => it.includes(milestone(NIGHTS.document, 'three')));
  assert.match(given, /November 10$/, 'the member’s own day, not this device’s word');
  assert.match(there.find((it) => it.includes(FIRST)), /on this device$/);
});

site('who takes part in nothing meets no passport, and asks for no code of it', {}, async ({ page, backend, visit }) => {
  await visit(SKIES);
  await page.waitForLoadState('networkidle');
  assert.equal(await page.locator('.campaign__passport').count(), 0);
  assert.ok(!backend.seen.some(({ path }) => path.includes('/locales/log.')), 'nor for its texts');
  await visit('reader');
  assert.equal(await page.locator('.passport').count(), 0);
});

site('each reader of the device has a passport of their own', {}, async ({ page, visit }) => {
  await visit(NIGHTS.path);
  await join(page, 'Ada');
  await addReader(page, 'Ben');
  await visit('reader');
  await page.waitForFunction(() => document.querySelectorAll('.person .passport').length === 2);
  await visit(SKIES);
  for (const name of ['Ada', 'Ben']) {
    await page.getByRole('link', { name: words('passport.line-of', { name, stamps: counted(0, documentOf(NIGHTS.document).milestones.length + 1) }), exact: true }).waitFor();
  }
});

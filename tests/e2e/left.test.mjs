// A page may be left at any moment. What it waited for then comes to nobody, and must not bring the app down.

import { after } from 'node:test';
import { APP, FAILED_REQUEST, assert, journey, settled } from './harness.mjs';
import { HOUSE, openHouse } from './house.mjs';
import { PAGES } from '../pages.mjs';
import { MINUTES, button, ledgerOf, words } from './patron.mjs';
import { kept } from './post.mjs';
import { until } from './until.mjs';

const SCENE = 'exhibit/planetarium/the-same-stars/hunter';
const house = await openHouse(2);
after(house.close);

/** Follows links one after another, each before the page of the one before is painted; says what the page before the last was headed. */
const through = (page, ...addresses) => page.evaluate(async (addresses) => {
  let heading;
  for (const href of addresses) {
    heading = document.querySelector('main h1')?.textContent;
    const link = Object.assign(document.createElement('a'), { href });
    document.body.append(link);
    link.click();
    link.remove();
    // The page is made in the task after the frame that answers the tap, and what it does by itself before it is painted is done
    // in the turns after that.
    await new Promise((made) => { requestAnimationFrame(() => setTimeout(made)); });
    for (let turn = 0; turn < 500; turn += 1) await null;
  }
  return heading;
}, addresses);

/** What was to happen in the next frame has happened. */
const painted = (page) => page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))); }));

journey('an exhibit that is left before its first frame', {}, async ({ page, open }) => {
  await open(SCENE);
  const title = await page.locator('main h1').innerText();
  await through(page, APP);
  await settled(page);
  assert.equal(await through(page, new URL(SCENE, APP).href, APP), title);
  await painted(page);
  await page.locator('main h1').waitFor();
});

journey('every page, left before its first frame and at its first answer', { timeout: 120_000 }, async ({ page, open }) => {
  // Each was opened once: its code and its documents are here, so that it is made at once.
  // What is no page of the app is the browser's to go to.
  const paths = Object.values(PAGES).filter((path) => !/^(?:embed|studio|no)\//.test(path));
  for (const path of paths) await open(path);
  await open('');
  const all = paths.map((path) => new URL(path, APP).href);
  for (const href of all) {
    await through(page, href, APP);
    await painted(page);
  }
  // Opened cold, what a page waits for comes when somebody else is shown.
  for (const href of all) {
    await page.goto(APP);
    await settled(page);
    await through(page, href, APP);
    await painted(page);
    await page.waitForLoadState('networkidle');
  }
});

journey('a challenge that is left while somebody joins: they have joined', {}, async ({ page, open }) => {
  await open(MINUTES.path);
  await button(page, 'join.join').click();
  await page.getByLabel(words('join.nickname')).fill('Ana');
  const start = button(page, 'join.start');
  await start.evaluate((button, href) => {
    button.click();
    const link = Object.assign(document.createElement('a'), { href });
    document.body.append(link);
    link.click();
    link.remove();
  }, APP);
  await page.waitForURL(APP);
  await until(page, async () => {
    const done = (request) => new Promise((good, bad) => { request.onsuccess = () => good(request.result); request.onerror = () => bad(request.error); });
    const database = await done(indexedDB.open('atrium'));
    const all = await done(database.transaction('enrolments').objectStore('enrolments').getAll());
    database.close();
    return all.length === 1;
  });
  await painted(page);
  assert.deepEqual((await ledgerOf(page)).profiles.map(({ nickname }) => nickname), ['Ana']);
  await open(MINUTES.path);
  await button(page, 'log.usual', { amount: MINUTES.usual }).waitFor();
});

const doors = [...house.doors];
for (const [name, dies, at] of [['while the account is being made', false, doors[0]], ['before its member says that it cannot', true, doors[1]]]) {
  journey(`the page of an account that is left ${name}`, { at: at.app }, async ({ page, open, expect }) => {
    expect(FAILED_REQUEST);
    await open(`account/${HOUSE.id}`);
    let go;
    const held = new Promise((release) => { go = release; });
    at.bad(/^POST .*\/accounts$/, { hold: held, ...dies && { status: 503 } }, 1);
    const asked = page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/accounts'));
    const answered = page.waitForResponse((response) => response.request().method() === 'POST' && response.url().endsWith('/accounts'));
    await button(page, 'account.make').click();
    await asked;
    await through(page, at.app);
    await page.waitForURL(at.app);
    go();
    await answered;
    await until(page, async (count) => {
      const done = (request) => new Promise((good, bad) => { request.onsuccess = () => good(request.result); request.onerror = () => bad(request.error); });
      const database = await done(indexedDB.open('atrium'));
      const all = await done(database.transaction('accounts').objectStore('accounts').getAll());
      database.close();
      return all.length === count;
    }, dies ? 0 : 1);
    await painted(page);
    await open(`account/${HOUSE.id}`);
    const { accounts } = await kept(page);
    assert.equal(accounts.length, dies ? 0 : 1);
    await button(page, dies ? 'account.make' : 'another.show').waitFor();
  });
}

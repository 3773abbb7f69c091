// The whole way with a keyboard, and what every navigation owes to whoever cannot see it: title, focus, announcement, scroll.

import { PAGES } from '../pages.mjs';
import { assert, journey, settled } from './harness.mjs';
import { MINUTES, NIGHTS, addReader, button, documentOf, join, ledgerOf, live, rowsAre, tap, tapper, words } from './patron.mjs';

const TWO_SKIES = documentOf('planetarium/campaigns/two-skies.json').title.en.toString();
const EXHIBIT = documentOf('planetarium/exhibits/the-same-stars.json');
const NIGHTS_TITLE = documentOf(NIGHTS.document).title.en.toString();
const text = (it) => [it.en].flat().join(' ');

/** What has the focus, as somebody in front of the screen finds it. */
const focus = (page) => page.evaluate(() => {
  const at = document.activeElement;
  if (!at || at === document.body || at === document.documentElement) return null;
  const outlined = (element) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || boxShadow !== 'none' && element.matches(':focus-visible');
  };
  // A card shows the focus of the link that covers it.
  let ringed = outlined(at);
  // The calendar's button inside a date field has a ring of the browser's own.
  if (at.type === 'date' && !at.matches(':focus')) ringed = true;
  for (let up = at.parentElement, steps = 0; up && steps < 4 && !ringed; up = up.parentElement, steps += 1) ringed = up.matches(':focus-within') && outlined(up);
  const box = at.getBoundingClientRect();
  const points = [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.1], [0.5, 0.9]].map(([x, y]) => [box.left + box.width * x, box.top + box.height * y]);
  const seen = points.some(([x, y]) => { const hit = document.elementFromPoint(x, y); return hit && (at.contains(hit) || hit.closest('label')?.contains(at)); });
  return {
    tag: at.tagName, id: at.id, name: (at.getAttribute('aria-label') ?? at.innerText ?? '').trim().replace(/\s+/g, ' '),
    ringed, seen, dialog: Boolean(at.closest('dialog')), html: at.outerHTML.slice(0, 120),
  };
});

/** Presses a key until the focus is where it is wanted; every stop on the way has to be one that can be seen. */
async function walk(page, wanted, key = 'Tab', most = 120) {
  for (let step = 0; step < most; step += 1) {
    await page.keyboard.press(key);
    const at = await focus(page);
    if (!at) continue;
    if (at.tag !== 'IFRAME') assert.ok(at.ringed && at.seen, `the focus cannot be seen: ${JSON.stringify(at)}`);
    if (wanted(at)) return at;
  }
  throw new Error(`${most} times ${key}, and never there; now at ${JSON.stringify(await focus(page))}`);
}
const named = (name) => (at) => at.name === name;

/** What a navigation owes. */
async function arrived(page, title) {
  await page.waitForFunction((title) => document.activeElement?.matches('main h1') && document.activeElement.textContent.includes(title), title);
  assert.equal(await page.title(), words('app.title', { title }));
  await page.locator('[role="status"]', { hasText: title }).first().waitFor({ state: 'attached' });
}

journey('from home to a logged entry and its undoing with the keyboard alone', { timeout: 180_000 }, async ({ page, open }) => {
  await open('');
  const skip = await walk(page, () => true);
  assert.equal(skip.name, words('shell.skip'), 'the first stop is the way past the header');
  await page.keyboard.press('Enter');
  await walk(page, (at) => at.tag === 'A');
  assert.ok(await page.evaluate(() => document.querySelector('main').contains(document.activeElement)), 'the header was skipped');
  if (!(await focus(page)).name.includes(TWO_SKIES)) await walk(page, (at) => at.name.includes(TWO_SKIES));
  await page.keyboard.press('Enter');
  await arrived(page, TWO_SKIES);
  await walk(page, (at) => at.name.startsWith(NIGHTS_TITLE));
  await page.keyboard.press('Enter');
  await arrived(page, NIGHTS_TITLE);

  await walk(page, named(words('join.join')));
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.id === 'challenge-nickname');
  await page.keyboard.press('Enter');
  // The next press of the same key logs.
  await page.waitForFunction(() => document.activeElement?.classList.contains('dock__main'));
  await page.keyboard.press('Enter');
  await page.getByText(words('log.kept', { what: NIGHTS.usual })).waitFor();
  assert.equal(live(await ledgerOf(page)).length, 1);
  assert.equal((await focus(page)).name, words('log.usual', { amount: NIGHTS.usual }), 'the focus stays for the next time');

  await walk(page, named(words('log.undo')), 'Shift+Tab');
  await page.keyboard.press('Space');
  await page.getByText(words('log.undone')).waitFor();
  assert.equal(live(await ledgerOf(page)).length, 0);
});

for (const name of ['home', 'campaign-lantern', 'exhibit', 'challenge-checklist', 'member', 'reader', 'share', 'not-found']) {
  journey(`every stop of ${name} can be seen`, { phone: true }, async ({ page, open }) => {
    if (name === 'reader') {
      await open(MINUTES.path);
      await join(page);
    }
    await open(PAGES[name]);
    const stops = [];
    // Once around: the browser's own stops in between have no element.
    for (let step = 0; step < 150; step += 1) {
      await page.keyboard.press('Tab');
      const at = await focus(page);
      if (!at || (stops.length > 0 && at.html === stops[0].html)) break;
      stops.push(at);
    }
    assert.ok(stops.length >= 8, `${stops.length} stops`);
    assert.deepEqual(stops.filter(({ ringed, seen, tag }) => tag !== 'IFRAME' && !(ringed && seen)), []);
  });
}

journey('a challenge with its dock and history: every stop can be seen above the dock', { phone: true }, async ({ page, open }) => {
  await open(MINUTES.path);
  await join(page, 'Ana');
  await addReader(page, 'Rui');
  await tapper(page, MINUTES).click();
  await rowsAre(page, 2);
  await page.evaluate(() => { scrollTo(0, 0); document.activeElement.blur(); });
  await walk(page, named(words('log.more')));
});

journey('back and forward: title, focus, and where one was on the page', {}, async ({ page, open }) => {
  await page.setViewportSize({ width: 1000, height: 600 });
  await open('');
  // While members answer, the lists are made anew.
  await page.waitForFunction((loading) => ![...document.querySelectorAll('.house p')].some((it) => it.textContent === loading), words('state.loading'));
  const card = page.getByRole('link', { name: 'Twenty minutes' }).first();
  await card.scrollIntoViewIfNeeded();
  await page.evaluate(() => scrollBy(0, 150));
  const before = await page.evaluate(() => scrollY);
  assert.ok(before > 300, `${before}`);
  const spot = (await card.boundingBox()).y;
  const home = await page.title();
  await card.click();
  await arrived(page, 'Twenty minutes');
  assert.equal(await page.evaluate(() => scrollY), 0, 'a new page begins at its top');
  await page.evaluate(() => scrollTo(0, 200));
  await page.waitForFunction(() => history.state === 200);
  await page.goBack();
  await page.waitForFunction((before) => Math.abs(scrollY - before) < 40, before);
  assert.equal(await page.title(), home);
  await page.waitForFunction(() => document.activeElement?.matches('main h1'));
  assert.ok(await page.evaluate((before) => Math.abs(scrollY - before) < 40, before), 'the focus does not move the page');
  const there = (await card.boundingBox()).y;
  assert.ok(Math.abs(there - spot) < 40, `the card is where it was: ${there}, ${spot}`);
  await page.goForward();
  await arrived(page, 'Twenty minutes');
  await page.waitForFunction(() => Math.abs(scrollY - 200) < 40);
  // And after a reload.
  await page.reload();
  await settled(page);
  await page.waitForFunction(() => Math.abs(scrollY - 200) < 40);
});

// What was out of sight had no height of its own yet when it was jumped over, and has when one comes back.
journey('whoever jumped to the end of home comes back to the same place', { phone: true }, async ({ page, open }) => {
  await open('');
  await page.waitForFunction((loading) => ![...document.querySelectorAll('.house p')].some((it) => it.textContent === loading), words('state.loading'));
  await page.locator('main h1').focus();
  await page.keyboard.press('End');
  await page.waitForFunction(() => history.state > 300);
  // Until the page has its height, and nothing moves any more.
  const house = page.locator('.house a').first();
  await page.waitForFunction(() => { const now = `${scrollY} ${history.state}`; const same = globalThis.before === now && scrollY === history.state; globalThis.before = now; return same; }, null, { polling: 400 });
  const spot = (await house.boundingBox()).y;
  await house.dispatchEvent('click');
  await page.waitForFunction(() => location.pathname.includes('/member/'));
  await settled(page);
  await page.goBack();
  await page.waitForFunction(() => document.querySelector('.house a'));
  await page.waitForFunction((spot) => Math.abs(document.querySelector('.house a').getBoundingClientRect().y - spot) < 40, spot);
});

journey('a cold start at a deep link leaves the focus to the browser and says its title', {}, async ({ page, open }) => {
  for (const [name, path, title] of [['campaign', PAGES['campaign-two-skies'], TWO_SKIES], ['reader', PAGES.reader, words('reader.title')], ['nothing', PAGES['not-found'], words('not-found.title')]]) {
    await open(path);
    assert.equal(await page.title(), words('app.title', { title }), name);
    assert.equal(await focus(page), null, `${name}: whoever opens a page begins at its beginning`);
  }
});

const sceneOf = (page) => page.evaluate(() => decodeURIComponent(location.pathname.split('/').at(-1)));
const sceneIs = (page, id) => page.waitForFunction((id) => decodeURIComponent(location.pathname.split('/').at(-1)) === id, id);
const scenes = EXHIBIT.scenes.map(({ id }) => id);

journey('an exhibit is walked by arrow keys, with the address, the focus and the word in step', {}, async ({ page, open }) => {
  await open('exhibit/planetarium/the-same-stars');
  for (const [at, { id, title }] of EXHIBIT.scenes.entries()) {
    await page.keyboard.press('ArrowRight');
    await sceneIs(page, id);
    await page.waitForFunction((id) => document.activeElement?.matches(`[id="scene-${id}"] h2`), id);
    const progress = words('exhibit.progress', { number: String(at + 1), count: String(scenes.length) });
    await page.locator('[role="status"]', { hasText: `${progress}: ${text(title)}` }).waitFor({ state: 'attached' });
    assert.ok(await page.evaluate((id) => { const { top, bottom } = document.getElementById(`scene-${id}`).getBoundingClientRect(); return top < innerHeight / 2 && bottom > 0; }, id), `${id} is on the screen`);
  }
  await page.keyboard.press('ArrowRight');
  assert.equal(await sceneOf(page), scenes.at(-1), 'the last one stays');
  await page.keyboard.press('ArrowLeft');
  await sceneIs(page, scenes.at(-2));
  await page.keyboard.press('Home');
  await sceneIs(page, 'the-same-stars');
  await page.keyboard.press('End');
  await sceneIs(page, scenes.at(-1));
  // Back goes to the scene before, not out of the exhibit.
  await page.goBack();
  await sceneIs(page, 'the-same-stars');
});

journey('where one reads from the right, the left arrow goes on', { lang: 'ar-EG' }, async ({ page, open }) => {
  await open('exhibit/planetarium/the-same-stars');
  for (const [key, at] of [['ArrowLeft', 0], ['ArrowLeft', 1], ['ArrowRight', 0]]) {
    await page.keyboard.press(key);
    await sceneIs(page, scenes[at]);
    await page.waitForFunction((id) => document.activeElement?.matches(`[id="scene-${id}"] h2`), scenes[at]);
    // There, and at rest: what is still on its way to a scene counts the one it passes.
    await page.waitForFunction((id) => {
      const { top, bottom } = document.getElementById(`scene-${id}`).getBoundingClientRect();
      const still = globalThis.sceneTop === top;
      globalThis.sceneTop = top;
      return still && top < innerHeight / 2 && bottom > 0;
    }, scenes[at]);
  }
});

journey('a scene opened cold is the one on the screen', {}, async ({ page, open }) => {
  for (const id of [scenes[2], scenes.at(-1)]) {
    await open(`exhibit/planetarium/the-same-stars/${id}`);
    await page.waitForFunction((id) => { const { top, bottom } = document.getElementById(`scene-${id}`).getBoundingClientRect(); return top < innerHeight / 2 && bottom > innerHeight / 2; }, id);
    assert.equal(await sceneOf(page), id);
  }
});

/** The dialog takes the focus, keeps it, and gives it back. */
async function trapped(page, opener) {
  await opener.focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('dialog[open]')?.contains(document.activeElement));
  for (const key of ['Tab', 'Shift+Tab']) {
    let inside = 0;
    for (let step = 0; step < 20; step += 1) {
      await page.keyboard.press(key);
      // Between the last and the first stop there may be the browser itself.
      const at = await focus(page);
      assert.ok(at === null || at.dialog, `${key} leaves the dialog: ${JSON.stringify(at)}`);
      if (at) {
        assert.ok(at.ringed && at.seen, `the focus cannot be seen: ${JSON.stringify(at)}`);
        inside += 1;
      }
    }
    assert.ok(inside > 10);
  }
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => !document.querySelector('dialog[open]'));
  assert.ok(await opener.evaluate((it) => document.activeElement === it), 'the focus is back where it was');
}

journey('dialogs take the focus, keep it and give it back', { timeout: 180_000 }, async ({ page, open }) => {
  await open(MINUTES.path);
  await join(page, 'Ana');
  await tap(page, MINUTES);
  await trapped(page, button(page, 'log.more'));
  await trapped(page, button(page, 'history.edit', { what: MINUTES.usual }));
  await open('reader');
  await trapped(page, page.getByRole('button', { name: words('reader.remove-label', { name: 'Ana' }) }));
  await trapped(page, button(page, 'forget.open'));
  assert.equal(live(await ledgerOf(page)).length, 1, 'nothing was deleted by leaving');
  await open(`exhibit/planetarium/the-same-stars/${scenes[0]}`);
  await trapped(page, page.getByRole('button', { name: words('exhibit.whole.open') }).first());
});

journey('what was logged in the dialog is written by Enter, and the focus goes on from where it was', {}, async ({ page, open }) => {
  await open(MINUTES.path);
  await join(page);
  await button(page, 'log.more').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByLabel(words('log.how-much')).focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await page.getByText(words('log.kept', { what: '21 minutes' })).waitFor();
  await page.waitForFunction(() => !document.querySelector('dialog[open]'));
  assert.equal((await focus(page))?.name, words('log.more'));
});

for (const [name, act, where] of [
  ['undo in the dock', async (page) => { await button(page, 'log.undo').focus(); await page.keyboard.press('Enter'); await page.getByText(words('log.undone')).waitFor(); }],
  ['undo in the history', async (page) => { await button(page, 'history.undo', { what: MINUTES.usual }).first().focus(); await page.keyboard.press('Enter'); await rowsAre(page, 1); }],
  ['a change in the history', async (page) => {
    await button(page, 'history.edit', { what: MINUTES.usual }).first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByLabel(words('log.how-much')).fill('35');
    await page.keyboard.press('Enter');
    await page.getByText(words('log.changed', { what: '35 minutes' })).waitFor();
  }, words('history.edit', { what: '35 minutes' })],
]) {
  journey(`after ${name} the focus is still on the page`, {}, async ({ page, open }) => {
    await open(MINUTES.path);
    await join(page);
    await tap(page, MINUTES);
    await tapper(page, MINUTES).click();
    await rowsAre(page, 2);
    await act(page);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    const at = await focus(page);
    assert.ok(at, 'the focus fell to the beginning of the page');
    if (where) assert.equal(at.name, where, 'the row that was changed has it again');
  });
}

journey('after another language was chosen the focus is still on the choice', {}, async ({ page, open }) => {
  await open('');
  await page.locator('#language').focus();
  await page.locator('#language').selectOption('es');
  await page.waitForFunction(() => document.documentElement.lang === 'es' && document.querySelector('main h1'));
  await page.waitForFunction(() => document.activeElement?.id === 'language', undefined);
  assert.equal(await page.title(), words('app.title', { title: words('home.title', {}, 'es') }, 'es'), 'the title follows');
});

// Every page in every look: the house's and each campaign's, light and dark, phone and desk, from the left and from the
// right, and with more contrast. axe finds nothing, and the page is what its language says.
//
// A page is opened once and then changes its clothes, as it would for a person who changes a setting. What does not
// depend on colours is audited once for each size.

import { LOCALES, PAGES } from '../pages.mjs';
import { assert, axe, journey, settled } from './harness.mjs';
import { MINUTES, NIGHTS, addReader, button, join, rowsAre, tapper } from './patron.mjs';

const LOOKS = [
  { colorScheme: 'dark' },
  { colorScheme: 'light', contrast: 'more' },
  { colorScheme: 'dark', contrast: 'more' },
];
const PLAIN = { colorScheme: 'light', contrast: 'no-preference' };
const WIDE = { width: 1280, height: 900 };

/** Opens a page and waits for its clothes as well: a theme comes after the page that names it. */
async function dressed({ page, open }, path) {
  const asked = new Set();
  const ask = (request) => request.url().endsWith('.json') && asked.add(request);
  const answered = (request) => asked.delete(request);
  page.on('request', ask).on('requestfinished', answered).on('requestfailed', answered);
  await open(path);
  const frames = () => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  do await frames(); while (asked.size > 0);
  await frames();
  page.off('request', ask).off('requestfinished', answered).off('requestfailed', answered);
}

/** Puts a look on, and waits for what the app changes by itself then. */
async function wear(page, look) {
  await page.emulateMedia({ ...PLAIN, ...look });
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'));
}

/** The page as it is, in its own size and then at a desk; `note` takes every violation. `looks` are those beside the plain one. */
async function audit(page, note, looks = LOOKS) {
  const narrow = page.viewportSize();
  for (const [size, name] of [[narrow, 'phone'], [WIDE, 'desk']]) {
    await page.setViewportSize(size);
    await wear(page, {});
    // At its end nothing lies below a bar that stays on the screen.
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    for (const violation of await axe(page)) note(`${name}: ${violation}`);
    if (looks.length === 0) return;
    // Colours do not change with the width, but what stands on what may.
    for (const look of name === 'phone' ? looks : looks.slice(0, 1)) {
      await wear(page, look);
      for (const violation of await axe(page, { only: ['color-contrast', 'link-in-text-block'] })) note(`${name}, ${Object.values(look).join(' ')}: ${violation}`);
    }
  }
  await page.setViewportSize(narrow);
  await wear(page, {});
}

for (const [lang, locale] of Object.entries(LOCALES)) {
  // What a direction changes is seen in two languages; more contrast is about colours, and so seen in one.
  const looks = { en: LOOKS, ar: LOOKS.slice(0, 1) }[lang] ?? [];
  journey(`every page, in ${looks.length + 1} of the looks: ${lang}`, { lang: locale, phone: true, timeout: 240_000 }, async ({ page, open }) => {
    const found = [];
    for (const [name, path] of Object.entries(PAGES)) {
      const note = (text) => found.push(`${name}: ${text}`);
      await dressed({ page, open }, path);
      await owes(page, lang, note);
      await audit(page, note, looks);
    }
    assert.deepEqual(found, []);
  });
}

/** What a page owes to its language: it says which, runs its way, has a title and one main heading, and fits. */
async function owes(page, lang, note) {
  const facts = () => page.evaluate(() => ({
    lang: document.documentElement.lang, dir: getComputedStyle(document.documentElement).direction,
    title: document.title.trim().length > 0, headings: document.querySelectorAll('h1').length,
    sideways: Math.max(0, document.documentElement.scrollWidth - innerWidth),
  }));
  const size = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  const wanted = { lang, dir: lang === 'ar' ? 'rtl' : 'ltr', title: true, headings: 1, sideways: 0 };
  const is = await facts();
  if (JSON.stringify(is) !== JSON.stringify(wanted)) note(`at 320 pixels: ${JSON.stringify(is)}`);
  await page.setViewportSize(size);
}

journey('a challenge in use: progress, history, dock and dialogs, in every look', { phone: true, timeout: 120_000 }, async ({ page, open }) => {
  const found = [];
  for (const challenge of [MINUTES, NIGHTS]) {
    await dressed({ page, open }, challenge.path);
    if (challenge === MINUTES) {
      await join(page, 'Ana');
      await addReader(page, 'Rui');
    } else {
      await button(page, 'join.as', { name: 'Ana' }).click();
    }
    await tapper(page, challenge).click();
    await rowsAre(page, challenge === MINUTES ? 2 : 1);
    await audit(page, (violation) => found.push(`${challenge.path}: ${violation}`));
    await button(page, 'log.more').click();
    await audit(page, (violation) => found.push(`${challenge.path}, dialog: ${violation}`));
  }
  await open('reader');
  await audit(page, (violation) => found.push(`reader: ${violation}`));
  await button(page, 'forget.open').click();
  await audit(page, (violation) => found.push(`reader, dialog: ${violation}`));
  assert.deepEqual(found, []);
});

journey('each campaign wears its own look, on the page and in front of the house', {}, async ({ page, open }) => {
  const worn = async () => page.evaluate(() => {
    const { backgroundColor, color, fontFamily } = getComputedStyle(document.body);
    return JSON.stringify([backgroundColor, color, fontFamily, getComputedStyle(document.documentElement).getPropertyValue('--accent'), getComputedStyle(document.querySelector('h1')).fontFamily]);
  });
  for (const colorScheme of ['light', 'dark']) {
    const looks = new Set();
    for (const name of ['reader', 'campaign-two-skies', 'campaign-lantern', 'campaign-harbour']) {
      await dressed({ page, open }, PAGES[name]);
      await wear(page, { colorScheme });
      looks.add(await worn());
    }
    assert.equal(looks.size, 4, `four looks, ${colorScheme}`);
  }
});

journey('light and dark: the device decides until the person does, and that is remembered', {}, async ({ page, open }) => {
  const [LIGHT, DARK] = [{ surface: false, words: false }, { surface: true, words: true }];
  const dark = () => page.evaluate(() => {
    const lightness = (color) => Number(color.match(/oklch\(([\d.]+)/)[1]);
    const [surface, words] = [getComputedStyle(document.documentElement).backgroundColor, getComputedStyle(document.querySelector('header')).color];
    return { surface: lightness(surface) < 0.5, words: lightness(words) > 0.5 };
  });
  await open('reader');
  assert.deepEqual(await dark(), LIGHT);
  await wear(page, { colorScheme: 'dark' });
  assert.deepEqual(await dark(), DARK);
  await wear(page, {});
  await button(page, 'shell.dark').click();
  assert.equal(await button(page, 'shell.dark').getAttribute('aria-pressed'), 'true');
  assert.deepEqual(await dark(), DARK);
  await page.reload();
  await settled(page);
  assert.deepEqual(await dark(), DARK, 'after a reload as well');
});

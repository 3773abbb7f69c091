// Pictures of every page: phone and desktop, light and dark, in each language.
//
//   node tests/shots.mjs OUT [--page home] [--lang en] [--scheme light] [--size phone] [--fold]
//
// Each option may be given several times. `--fold` takes the first screen only. ATRIUM_URL says where the app is served.

import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { APP, closeBrowser, newContext, settled } from './e2e/browser.mjs';
import { LANGUAGES, LOCALES, PAGES, SCHEMES, SIZES } from './pages.mjs';

const list = { type: 'string', multiple: true };
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { page: list, lang: list, scheme: list, size: list, fold: { type: 'boolean' }, url: { type: 'string' } },
});
const out = positionals[0] ?? process.env.ATRIUM_SHOTS ?? 'target/shots';
const at = values.url ?? APP;
if (!at) {
  console.error('Say where the app is served: --url, or ATRIUM_URL.');
  process.exit(2);
}

/** The asked ones, or all; a word that is none is a mistake worth saying. */
function chosen(asked, all, what) {
  const wrong = asked?.find((one) => !all.includes(one));
  if (wrong === undefined) return asked ?? all;
  console.error(`There is no ${what} “${wrong}”. There are: ${all.join(', ')}.`);
  process.exit(2);
}

const jobs = [];
for (const size of chosen(values.size, Object.keys(SIZES), 'size')) {
  for (const lang of chosen(values.lang, LANGUAGES, 'language')) {
    for (const scheme of chosen(values.scheme, SCHEMES, 'scheme')) {
      jobs.push({ size, lang, scheme, pages: chosen(values.page, Object.keys(PAGES), 'page') });
    }
  }
}

let taken = 0;
const troubles = [];

/** One profile for each combination, so that its pages share what they load. */
async function take({ size, lang, scheme, pages }) {
  const folder = path.join(out, size, scheme, lang);
  await mkdir(folder, { recursive: true });
  const context = await newContext({ lang: LOCALES[lang], scheme, phone: size === 'phone' });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  for (const name of pages) {
    const file = path.join(folder, `${name}.png`);
    try {
      await page.goto(new URL(PAGES[name], at).href);
      await settled(page);
      await shown(page);
      await page.screenshot({ path: file, fullPage: !values.fold, animations: 'disabled' });
      taken += 1;
    } catch (error) {
      troubles.push(`${file}: ${error.message.split('\n')[0]}`);
      // What it looks like while it does not settle says more than the error.
      await page.screenshot({ path: file }).catch(() => {});
    }
  }
  await context.close();
}

/** Scrolls once through the page, so that lazy pictures come, and waits for them and the typefaces. */
async function shown(page) {
  await page.evaluate(async () => {
    for (let at = 0; at < document.body.scrollHeight; at += innerHeight) {
      scrollTo(0, at);
      await new Promise((done) => { requestAnimationFrame(() => setTimeout(done)); });
    }
    scrollTo(0, 0);
    const pictures = [...document.images].filter((it) => it.getClientRects().length > 0);
    const loaded = Promise.all(pictures.map((it) => it.decode().catch(() => {})));
    await Promise.race([loaded, new Promise((done) => { setTimeout(done, 8000); })]);
    await document.fonts.ready;
  });
}

const queue = jobs.values();
await Promise.all([0, 1].map(async () => {
  for (const job of queue) await take(job);
}));
await closeBrowser();

console.log(`${taken} pictures in ${out}`);
if (troubles.length > 0) {
  console.error(troubles.join('\n'));
  process.exit(1);
}

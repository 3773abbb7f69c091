// Pictures of every page: phone and desktop, light and dark, in a script from the left, one from above and one from the
// right; home in every language. Beside them a sheet a page, with all its pictures small and side by side.
//
//   node tests/shots.mjs OUT [--page home] [--lang en] [--scheme light] [--size phone] [--fold]
//
// Each option may be given several times; `--page` takes part of a name. `--fold` takes the first screen only.
// ATRIUM_URL says where the app is served. OUT/pages/01-home.phone.ar.dark.png, OUT/sheets/01-home.png.

import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { APP, closeBrowser, newContext, settled } from './e2e/browser.mjs';
import { LANGUAGES, LOCALES, PAGES, SCHEMES, SHOT_LANGUAGES, SIZES } from './pages.mjs';
import { sheet } from './sheet.mjs';

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

/** The asked ones, or all; a word that fits none is a mistake worth saying. */
function chosen(asked, all, what, fits = (one, word) => one === word) {
  const wrong = asked?.find((word) => !all.some((one) => fits(one, word)));
  if (wrong === undefined) return asked ? all.filter((one) => asked.some((word) => fits(one, word))) : all;
  console.error(`There is no ${what} “${wrong}”. There are: ${all.join(', ')}.`);
  process.exit(2);
}

const names = Object.keys(PAGES);
const pages = chosen(values.page, names, 'page', (one, word) => one.includes(word));
const sizes = chosen(values.size, Object.keys(SIZES), 'size');
const schemes = chosen(values.scheme, SCHEMES, 'scheme');
const languages = chosen(values.lang, LANGUAGES, 'language');
/** Numbered, so that a folder's list has the order of the app. */
const numbered = (name) => `${String(names.indexOf(name) + 1).padStart(2, '0')}-${name}`;
const speaks = (name, lang) => (values.lang ? true : SHOT_LANGUAGES(name).includes(lang));

const taken = new Map(pages.map((name) => [name, []]));
const troubles = [];
let done = 0;

/** One profile for each size and language, so that its pages share what they load. */
async function take({ size, lang }) {
  const context = await newContext({ lang: LOCALES[lang], scheme: schemes[0], phone: size === 'phone' });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  for (const name of pages.filter((one) => speaks(one, lang))) {
    const fileOf = (scheme) => path.join(out, 'pages', `${numbered(name)}.${size}.${lang}.${scheme}.png`);
    let now = schemes[0];
    try {
      await page.emulateMedia({ colorScheme: now });
      await page.goto(new URL(PAGES[name], at).href);
      await settled(page);
      await shown(page);
      await inSight(page);
      for (const scheme of schemes) {
        now = scheme;
        // The page follows the device, so the other look needs no second visit.
        await page.emulateMedia({ colorScheme: scheme });
        await page.evaluate(() => new Promise((painted) => { requestAnimationFrame(() => requestAnimationFrame(painted)); }));
        await page.screenshot({ path: fileOf(scheme), fullPage: !values.fold && !name.endsWith('-scene'), animations: 'disabled' });
        taken.get(name).push({ file: fileOf(scheme), size, lang, scheme });
        done += 1;
        console.log(`${done} ${numbered(name)} ${size} ${lang} ${scheme}`);
      }
    } catch (error) {
      troubles.push(`${fileOf(now)}: ${error.message.split('\n')[0]}`);
      // What it looks like while it does not settle says more than the error.
      await page.screenshot({ path: fileOf(now) }).catch(() => {});
    }
  }
  await context.close();
}

/** What is out of sight is not painted on a screen; a picture of the whole page sees all of it. */
async function inSight(page) {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { content-visibility: visible !important }');
    document.adoptedStyleSheets.push(sheet);
  });
}

/** Scrolls once through the page, so that lazy pictures come, and waits for them and the typefaces. */
async function shown(page) {
  await page.evaluate(async () => {
    for (let at = 0; at < document.body.scrollHeight; at += innerHeight) {
      scrollTo(0, at);
      await new Promise((next) => { requestAnimationFrame(() => setTimeout(next)); });
    }
    scrollTo(0, 0);
    const pictures = [...document.images].filter((it) => it.getClientRects().length > 0);
    const loaded = Promise.all(pictures.map((it) => it.decode().catch(() => {})));
    await Promise.race([loaded, new Promise((late) => { setTimeout(late, 8000); })]);
    await document.fonts.ready;
  });
}

/** Two at a time: one waits for the line while the other draws. */
async function inPairs(jobs, work) {
  const queue = jobs.values();
  await Promise.all([0, 1].map(async () => {
    for (const job of queue) await work(job);
  }));
}

// What an earlier run left under another number or name would be looked at as if it were of today.
if (!values.page) await rm(out, { recursive: true, force: true });
await mkdir(path.join(out, 'pages'), { recursive: true });
await mkdir(path.join(out, 'sheets'), { recursive: true });
await inPairs(sizes.flatMap((size) => languages.map((lang) => ({ size, lang }))), take);
const context = await newContext();
await inPairs(pages, (name) => sheet(context, taken.get(name), path.join(out, 'sheets', `${numbered(name)}.png`)));
await context.close();
await closeBrowser();

await writeFile(path.join(out, '.gitignore'), '*\n');
console.log(`${done} pictures and ${pages.length} sheets in ${out}`);
if (troubles.length > 0) {
  console.error(troubles.join('\n'));
  process.exit(1);
}

// When the program does not come: the page says what to do, in the person's language.

import { startBackend } from './backend.mjs';
import { LOCALES, PAGES } from '../pages.mjs';
import { APP, DIST, FAILED_REQUEST, assert, journey, newContext, settled } from './harness.mjs';

const base = APP ? new URL(APP).pathname : '/';
const WAYS_OUT = { en: /could not start/, 'zh-Hans': /未能启动/, es: /no pudo iniciarse/, ar: /تعذّر/ };

async function says(page, lang) {
  const notice = page.locator('#failure');
  await notice.waitFor({ state: 'visible' });
  assert.match(await notice.locator('section:visible h2').innerText(), WAYS_OUT[lang]);
  assert.equal(await notice.locator('section:visible').count(), 1);
}

for (const [lang, locale] of Object.entries(LOCALES)) {
  journey(`without WebAssembly (${lang})`, { lang: locale }, async ({ page, expect }) => {
    expect(/./);
    await page.addInitScript(() => { delete globalThis.WebAssembly; });
    await page.goto(APP);
    await says(page, lang);
  });
}

for (const [name, match, effects] of [
  ['the program is not there', /\.wasm$/, { status: 404 }],
  ['the program is cut off', /\.wasm$/, { cut: 0.5 }],
  ['the program is something else', /\.wasm$/, { body: 'no program', type: 'application/wasm' }],
  ['the script is not there', /atrium-[0-9a-f]+\.js$/, { status: 404 }],
  ['no catalogue is there', /locales\/.*\.json$/, { status: 404 }],
]) {
  journey(name, async ({ page, expect }) => {
    expect(/./);
    const backend = await startBackend({ root: DIST, base });
    try {
      backend.rule(match, effects);
      await page.goto(backend.url);
      await says(page, 'en');
    } finally {
      await backend.close();
    }
  });
}

journey('with scripts off there are words', async () => {
  const context = await newContext();
  const still = await context.browser().newContext({ javaScriptEnabled: false });
  try {
    const page = await still.newPage();
    await page.goto(APP);
    assert.match(await page.locator('noscript').innerText(), /needs scripts and WebAssembly/);
  } finally {
    await still.close();
    await context.close();
  }
});

journey('under a path of its own every page opens cold, and goes on to the next one', { timeout: 180_000 }, async ({ page, expect }) => {
  // What is built for one path must not know it by heart: only what the build wrote into the pages may.
  expect(FAILED_REQUEST);
  const backend = await startBackend({ root: DIST, base });
  try {
    for (const path of Object.values(PAGES)) {
      await page.goto(new URL(path, backend.url).href);
      await settled(page);
    }
    const strays = backend.seen.filter(({ path }) => !path.startsWith(base));
    assert.deepEqual(strays.map(({ path }) => path), []);
  } finally {
    await backend.close();
  }
});

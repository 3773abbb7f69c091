// Backends of strangers: whatever they send, no script runs, the page stays alive, the person is told.
// The content security policy is switched off here, so that nothing but our own code stands between a text and a program.

import { startBackend } from './backend.mjs';
import { PAGES } from '../pages.mjs';
import { broken, injected, misled, missing } from './corpus.mjs';
import { APP, DIST, assert, controlled, journey, settled } from './harness.mjs';

const DOCUMENT = /\/demo\/.*\.json$/;
const INFO = /info\.json$/;
const documents = (at) => DOCUMENT.test(at) && !INFO.test(at);
const only = (name) => (at) => documents(at) && at.includes(name);
const base = APP ? new URL(APP).pathname : '/';
const TOLD = '.failure:not([hidden]), .notice, [role="alert"]';
const TOURS = ['home', 'campaign-two-skies', 'exhibit', 'challenge-minutes', 'challenge-checklist', 'member', 'share', 'reader'];

const hostile = (name, { worker = false, ...options }, work) => journey(name, { timeout: 180_000, ...options }, async (tools) => {
  const backend = await startBackend({ root: DIST, base });
  const { page, expect } = tools;
  // Requests fail here on purpose; a page that threw does not.
  expect(/^console: (?!.*panicked)/);
  const context = await tools.context.browser().newContext({ bypassCSP: true, serviceWorkers: worker ? 'allow' : 'block', locale: 'en', viewport: { width: 390, height: 844 } });
  const errors = [];
  context.on('weberror', (error) => errors.push(error.error().stack));
  context.on('console', (message) => { if (/panicked/.test(message.text())) errors.push(message.text()); });
  try {
    await page.close();
    await work({ ...tools, backend, page: await fresh(context), context });
    assert.deepEqual(errors, []);
  } finally {
    await context.close();
    await backend.close();
  }
});

async function fresh(context) {
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  return page;
}

const parsed = (change) => (text, at) => {
  try {
    return JSON.stringify(change(JSON.parse(text), at));
  } catch {
    return text;
  }
};

/** Nothing on the page is, or could become, a program; and its links lead where links may lead. */
async function harmless(page, where) {
  const found = await page.evaluate(() => ({
    ran: globalThis.atriumRan ?? null,
    // The shell's own scripts stand in the head and hold no text of a document.
    elements: [...document.querySelectorAll('#app script, #app iframe:not(.snippet__preview), #app object, #app embed, #app base, #app meta, #app form[action]')].map((it) => it.outerHTML.slice(0, 200)),
    handlers: [...document.querySelectorAll('#app *, dialog *')].filter((it) => [...it.attributes].some(({ name }) => name.startsWith('on'))).map((it) => it.outerHTML.slice(0, 200)),
    addresses: [...document.querySelectorAll('#app [href], #app [src], #app [srcset], dialog [href]')]
      .filter((it) => [it.href?.baseVal ?? it.href, it.src, it.srcset].some((to) => to && /(?:javascript|vbscript|data:text|blob):?/i.test(String(to).split(/[/?#]/)[0])))
      .map((it) => it.outerHTML.slice(0, 200)),
    styles: [...document.querySelectorAll('[style]')].map((it) => it.getAttribute('style')).filter((it) => /url\(|expression|position:\s*fixed/i.test(it)),
  }));
  assert.deepEqual(found, { ran: null, elements: [], handlers: [], addresses: [], styles: [] }, where);
}

/** The frame answers: the house link leads home. */
async function alive(page, where) {
  await settled(page).catch((error) => { throw new Error(`${where} does not settle: ${error.message.split('\n')[0]}`); });
  assert.ok(await page.locator('header a').first().isVisible(), where);
}

const visit = async (page, backend, name) => {
  await page.goto(new URL(PAGES[name], backend.url).href);
  await alive(page, name);
};

hostile('script in every text runs nowhere', {}, async ({ page, backend }) => {
  for (const turn of [0, 5, 10]) {
    backend.well();
    backend.rule(documents, { body: parsed((it) => injected(it, turn)) });
    for (const name of TOURS) {
      await visit(page, backend, name);
      await harmless(page, `${name}, turn ${turn}`);
    }
  }
});

hostile('addresses that are programs are never followed or shown as links', {}, async ({ page, backend }) => {
  for (const turn of [0, 4, 7]) {
    backend.well();
    backend.rule(documents, { body: parsed((it) => misled(it, turn)) });
    for (const name of TOURS) {
      await visit(page, backend, name);
      await harmless(page, `${name}, turn ${turn}`);
    }
  }
});

hostile('documents with other types and holes never stop the page', {}, async ({ page, backend }) => {
  for (const seed of [1, 2, 3, 4]) {
    backend.well();
    backend.rule(documents, { body: parsed((it, at) => broken(it, seed * 1000 + at.length, 10)) });
    for (const name of TOURS) {
      await visit(page, backend, name);
      await harmless(page, `${name}, seed ${seed}`);
    }
  }
});

hostile('a campaign without one of its fields is shown, or refused with a word', {}, async ({ page, backend }) => {
  const good = JSON.parse(await (await fetch(`${backend.url}demo/planetarium/campaigns/two-skies.json`)).text());
  const needed = new Set(['atrium', 'type', 'id', 'title', 'starts', 'ends', 'zone']);
  for (const [name, without] of missing(good)) {
    backend.well();
    backend.rule(only('campaigns/two-skies.json'), { body: JSON.stringify(without) });
    await visit(page, backend, 'campaign-two-skies');
    assert.equal(await page.locator('main .failure').count() > 0, needed.has(name), `without ${name}`);
  }
});

for (const [name, effects] of Object.entries({
  'ten megabytes': { bytes: 10 * 1024 * 1024 },
  'cut off halfway': { cut: 0.5, etag: false },
  'a login page': { body: '<!doctype html><title>Sign in</title><script>top.atriumRan=1</script>', type: 'text/html' },
  'no JSON': { body: '{"atrium": "1", "type": ' },
  'a list': { body: '[]' },
  'brackets as deep as the sea': { body: '['.repeat(200_000) },
  'an error': { status: 500 },
  'not found': { status: 404 },
  'a dead line': { down: true },
})) {
  hostile(`${name}: a campaign says so, home lives on, and trying again works`, {}, async ({ page, backend }) => {
    backend.rule(only('campaigns/two-skies.json'), effects);
    await visit(page, backend, 'campaign-two-skies');
    await page.locator('main .failure[role="alert"]').waitFor();
    await harmless(page, name);
    backend.well();
    await page.locator('main .failure button').click();
    await page.locator('main h1').waitFor();
    await settled(page);
    assert.equal(await page.locator('main .failure').count(), 0);

    backend.rule(only('planetarium/'), effects);
    await visit(page, backend, 'home');
    await harmless(page, `home with ${name}`);
    assert.ok(await page.locator(TOLD).count() > 0, 'the person is told that a member does not answer');
    assert.match(await page.locator('main').textContent(), /Lantern|City Library/, 'the other members are there');

    backend.well();
    backend.rule(only('cultural-alliance.json'), effects);
    await visit(page, backend, 'home');
    await page.locator('main .failure[role="alert"]').waitFor();
  });
}

hostile('an answer that drips for ever ends in a word, not in waiting', { timeout: 180_000 }, async ({ page, backend }) => {
  backend.rule(only('campaigns/two-skies.json'), { drip: 1000 });
  await page.goto(new URL(PAGES['campaign-two-skies'], backend.url).href);
  await page.locator('main .failure[role="alert"]').waitFor({ timeout: 30_000 });
  await page.locator('header a').first().click();
  await page.locator('main h1').waitFor();
});

/** Where the worker keeps the answer to an address that ends so. */
const copies = (page, end) => page.evaluate(async (end) => {
  const found = [];
  for (const name of (await caches.keys()).filter((it) => it.endsWith('-documents'))) {
    found.push(...(await (await caches.open(name)).keys()).map(({ url }) => url).filter((url) => url.endsWith(end)));
  }
  return found;
}, end);

hostile('through the worker too: script in every text runs nowhere, neither as it comes nor from the worker’s copy', { worker: true }, async ({ page, backend }) => {
  backend.rule(documents, { body: parsed((it) => injected(it, 5)) });
  await visit(page, backend, 'home');
  await controlled(page);
  for (const time of ['as it comes', 'from its copy']) {
    for (const name of TOURS) {
      await visit(page, backend, name);
      await harmless(page, `${name}, ${time}`);
    }
  }
  assert.notDeepEqual(await copies(page, 'campaigns/two-skies.json'), [], 'there was a copy');
});

hostile('through the worker too: documents with other types and holes never stop the page', { worker: true }, async ({ page, backend }) => {
  backend.rule(documents, { body: parsed((it, at) => broken(it, 3000 + at.length, 10)) });
  await visit(page, backend, 'home');
  await controlled(page);
  for (const time of ['as it comes', 'from its copy']) {
    for (const name of TOURS) {
      await visit(page, backend, name);
      await harmless(page, `${name}, ${time}`);
    }
  }
});

hostile('through the worker too: what is no document is refused and not kept, and trying again works', { worker: true }, async ({ page, backend }) => {
  await visit(page, backend, 'home');
  await controlled(page);
  for (const [name, effects] of Object.entries({
    'ten megabytes': { bytes: 10 * 1024 * 1024 },
    'cut off halfway': { cut: 0.5, etag: false },
    'a login page': { body: '<!doctype html><title>Sign in</title><script>top.atriumRan=1</script>', type: 'text/html' },
    'brackets as deep as the sea': { body: '['.repeat(200_000) },
    'an error': { status: 500 },
    'a dead line': { down: true },
  })) {
    await page.evaluate(async (end) => {
      for (const it of await caches.keys()) {
        const cache = await caches.open(it);
        for (const key of await cache.keys()) if (key.url.endsWith(end)) await cache.delete(key);
      }
    }, 'campaigns/two-skies.json');
    const well = backend.rule(only('campaigns/two-skies.json'), effects);
    await visit(page, backend, 'campaign-two-skies');
    await page.locator('main .failure[role="alert"]').waitFor();
    await harmless(page, name);
    assert.deepEqual(await copies(page, 'campaigns/two-skies.json'), [], name);
    well();
    await page.locator('main .failure button').click();
    await page.locator('main .campaign h1').waitFor();
  }
});

// The service worker in a real browser, on a page of three files: what the unit tests cannot know.
// It stands on its own: no build of the app is needed.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { startBackend } from './backend.mjs';
import { FAILED_REQUEST, assert, controlled, journey } from './harness.mjs';
import { until } from './until.mjs';

const PUBLIC = path.resolve(import.meta.dirname, '../../public');
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

/** A site of one version: a page that says its version, a script with a hash, a lazy one, words. */
function site(version) {
  const name = (part) => `${part}-${version}.js`;
  const listed = ['index.html', name('main'), name('lazy'), 'locales/en.json'];
  const list = JSON.stringify(listed.map((url) => ({ url })));
  const worker = readFileSync(path.join(PUBLIC, 'sw.js'), 'utf8')
    .replace('/*ATRIUM_PRECACHE*/[]', list).replace("/*ATRIUM_VERSION*/''", JSON.stringify(version));
  const files = {
    'index.html': `<!doctype html><html lang="en"><head><base href="/front/"><title>v</title></head><body><h1>page ${version}</h1>
      <script type="module" src="${name('main')}"></script></body></html>`,
    [name('main')]: `// A copy counts as old at once, so that no test waits by the clock.
      navigator.serviceWorker.register(document.baseURI + 'sw.js?settled=0', { updateViaCache: 'none' });
      globalThis.told = []; navigator.serviceWorker.onmessage = (event) => told.push(event.data); navigator.serviceWorker.startMessages();
      globalThis.lazy = () => import(document.baseURI + '${name('lazy')}').then((it) => it.version);
      globalThis.words = () => fetch('locales/en.json').then((it) => it.json());
      document.body.dataset.main = '${version}';`,
    [name('lazy')]: `export const version = '${version}';`,
    'locales/en.json': JSON.stringify({ version }),
    'sw.js': worker,
    'data/a.json': '{"n":1}',
    'data/picture.png': PIXEL,
    'embed/index.html': '<!doctype html><title>embed</title><h1>embed</h1>',
  };
  for (const part of readdirSync(path.join(PUBLIC, 'sw'))) files[`sw/${part}`] = readFileSync(path.join(PUBLIC, 'sw', part), 'utf8');
  return files;
}

const V1 = '11111111aaaaaaaa';
const V2 = '22222222bbbbbbbb';

const withSite = (work) => async (tools) => {
  const backend = await startBackend({ base: '/front/', files: site(V1) });
  tools.expect(FAILED_REQUEST);
  try {
    await tools.page.goto(backend.url);
    await controlled(tools.page);
    await work({ ...tools, backend });
  } finally {
    await backend.close().catch(() => {});
  }
};

const heading = (page) => page.locator('h1').textContent();
const ask = (page, url, options) => page.evaluate(async ([url, options]) => {
  const response = await fetch(url, { headers: { accept: 'application/json' }, ...options });
  return { n: (await response.json()).n, source: response.headers.get('x-atrium-source'), fetched: Number(response.headers.get('x-atrium-fetched')), url: response.url };
}, [url, options]);
const toldOf = (page, type) => page.waitForFunction((type) => told.find((it) => it.type === type), type).then((it) => it.jsonValue());
const cachesOf = (page) => page.evaluate(async () => (await caches.keys()).filter((name) => name.includes('-shell-')));

journey('a deep link opens with nobody answering, under a path of its own', { worker: true }, withSite(async ({ page, backend }) => {
  await backend.down();
  await page.goto(`${backend.url}campaign/planetarium/two-skies`);
  assert.equal(await heading(page), `page ${V1}`);
  await page.waitForFunction(() => document.body.dataset.main);
  assert.equal(await page.evaluate(() => lazy()), V1);
}));

journey('an embed is never answered from the worker', { worker: true }, withSite(async ({ page, backend }) => {
  await page.goto(`${backend.url}embed/campaign/m/id`);
  assert.equal(await heading(page), 'embed');
  await backend.down();
  await assert.rejects(page.goto(`${backend.url}embed/campaign/m/id`), /ERR_/);
}));

journey('documents: the copy, the news, the time, the address, offline', { worker: true }, withSite(async ({ page, backend }) => {
  assert.equal((await ask(page, 'data/a.json')).source, null);
  await until(page, async () => (await caches.open('atrium/front/-documents')).match(`${document.baseURI}data/a.json`).then(Boolean));
  backend.files['data/a.json'] = '{"n":2}';
  const second = await ask(page, 'data/a.json');
  assert.deepEqual([second.n, second.source, second.url], [1, 'cache', `${backend.url}data/a.json`]);
  assert.ok(Math.abs(Date.now() - second.fetched) < 60_000);
  assert.equal((await toldOf(page, 'document-updated')).url, `${backend.url}data/a.json`);
  assert.ok(backend.seen.some(({ path, headers }) => path.endsWith('a.json') && headers['if-none-match']));
  assert.equal((await ask(page, 'data/a.json')).n, 2);
  await backend.down();
  assert.equal((await ask(page, 'data/a.json', { cache: 'no-cache' })).n, 2);
  assert.equal((await ask(page, 'data/a.json')).n, 2);
  assert.equal((await toldOf(page, 'document-stale')).url, `${backend.url}data/a.json`);
}));

journey('half a document, a login page and ten megabytes do not replace a document', { worker: true }, withSite(async ({ page, backend }) => {
  await ask(page, 'data/a.json');
  await until(page, async () => (await caches.open('atrium/front/-documents')).match(`${document.baseURI}data/a.json`).then(Boolean));
  for (const effects of [{ cut: 0.5, etag: '"c"' }, { body: '<!doctype html>', type: 'text/html' }, { bytes: 10 * 1024 * 1024 }]) {
    const well = backend.rule('a.json', effects);
    await page.evaluate(() => fetch('data/a.json', { cache: 'no-cache' }).then((it) => it.text()).catch(() => {}));
    well();
    await backend.down();
    assert.equal((await ask(page, 'data/a.json')).n, 1, JSON.stringify(effects).slice(0, 60));
    await backend.up();
  }
}));

journey('pictures of this and another origin are there offline, once kept', { worker: true }, withSite(async ({ page, backend }) => {
  const museum = await startBackend({ files: { 'm.json': '{"n":7}', 'p.png': PIXEL } });
  try {
    const last = await page.evaluate((urls) => new Promise((done) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => data.type === 'kept' && done(data);
      navigator.serviceWorker.controller.postMessage({ type: 'keep', urls }, [port2]);
    }), ['data/picture.png', 'data/a.json', `${museum.url}m.json`, `${museum.url}p.png`, `${museum.url}none.json`]);
    assert.deepEqual(last, { type: 'kept', total: 5, done: 5, failed: 1 });
    await museum.down();
    await backend.down();
    assert.equal((await ask(page, `${museum.url}m.json`)).n, 7);
    for (const src of ['data/picture.png', `${museum.url}p.png`]) {
      const width = await page.evaluate((src) => new Promise((done) => {
        const picture = new Image();
        picture.onload = () => done(picture.naturalWidth);
        picture.onerror = () => done(0);
        picture.src = src;
      }), src);
      assert.equal(width, 1, src);
    }
  } finally {
    await museum.close().catch(() => {});
  }
}));

journey('a new version waits, then takes over; an open old page keeps its own files', { worker: true }, withSite(async ({ page, context, backend }) => {
  const other = await context.newPage();
  await other.goto(backend.url);
  await other.waitForFunction(() => document.body.dataset.main);
  for (const path of Object.keys(backend.files)) delete backend.files[path];
  Object.assign(backend.files, site(V2));

  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  await until(page, async () => (await navigator.serviceWorker.ready).waiting?.state === 'installed');
  await page.reload();
  assert.equal(await heading(page), `page ${V1}`, 'nothing is forced');

  await page.evaluate(async () => {
    const changed = new Promise((done) => { navigator.serviceWorker.oncontrollerchange = done; });
    (await navigator.serviceWorker.ready).waiting.postMessage({ type: 'activate-update' });
    await changed;
  });
  await page.reload();
  assert.equal(await heading(page), `page ${V2}`);
  assert.deepEqual(await page.evaluate(() => words()), { version: V2 });
  assert.equal(await heading(other), `page ${V1}`, 'the other tab was not reloaded by the worker');
  assert.equal(await other.evaluate(() => lazy()), V1, 'its chunk is gone from the server and still comes');
  assert.deepEqual(await other.evaluate(() => words()), { version: V1 });
  assert.deepEqual(await cachesOf(page), [`atrium/front/-shell-${V1}`, `atrium/front/-shell-${V2}`]);
}));

journey('a version that is only half on the server is not taken', { worker: true }, withSite(async ({ page, backend }) => {
  const next = site(V2);
  delete next[`lazy-${V2}.js`];
  for (const path of Object.keys(backend.files)) delete backend.files[path];
  Object.assign(backend.files, next);
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  await until(page, async () => !(await navigator.serviceWorker.ready).installing);
  assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.ready).waiting), null);
  await page.reload();
  assert.equal(await heading(page), `page ${V1}`);
}));

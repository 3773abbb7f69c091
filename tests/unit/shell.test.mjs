// Versions of the app: whole or absent, never mixed, cleaned up.

import assert from 'node:assert/strict';
import test from 'node:test';
import { MemoryCaches, startWorker } from './worker.mjs';

const AT = 'https://atrium.test/';
const text = (value) => () => new Response(value, { headers: { 'content-type': 'text/plain' } });
const files = (version) => ({
  [`${AT}index.html`]: text(`page ${version}`),
  [`${AT}atrium-${version}${version}${version}${version}.js`]: text(`script ${version}`),
  [`${AT}locales/en.json`]: text(`words ${version}`),
});
const listOf = (network) => Object.keys(network).map((url) => url.slice(AT.length));

async function installed(version, caches, pages = []) {
  const network = files(version);
  const worker = startWorker({ version, network, precache: listOf(network), caches, pages });
  await worker.install();
  await worker.activate();
  for (const url of Object.keys(network)) delete network[url];
  return worker;
}

const shells = (caches) => [...caches.stores.keys()].filter((name) => name.includes('-shell-'));
const page = (worker, path = '') => worker.fetch(AT + path, { mode: 'navigate' }).then((response) => response.text());

test('after installing, any route opens without network, and the first worker takes the page', async () => {
  const worker = await installed('aa', new MemoryCaches());
  assert.equal(await page(worker, 'campaign/m/id'), 'page aa');
  assert.equal(worker.state.claimed, 1);
  assert.equal(worker.state.skipped, 0);
});

test('one missing file and the version is not installed', async () => {
  const network = files('aa');
  const worker = startWorker({ network, precache: [...listOf(network), 'gone-12345678.js'] });
  await assert.rejects(worker.install());
});

test('a page that names files of another version is not installed with these', async () => {
  const own = 'atrium-aaaaaaaaaaaa_bg.wasm';
  for (const [names, taken] of [[own, true], [`${own} /cdn/injected-1234abcd5678.js`, true], ['atrium-bbbbbbbbbbbb_bg.wasm', false]]) {
    const network = { [`${AT}index.html`]: text(`<link href="/${names}">`), [AT + own]: text('program') };
    const worker = startWorker({ network, precache: listOf(network) });
    if (taken) await worker.install();
    else await assert.rejects(worker.install(), /another version/);
  }
});

test('a typeface is fetched when a page asks for it, checked, and kept; the next version takes what was in use along', async () => {
  const caches = new MemoryCaches();
  const network = { [`${AT}index.html`]: text('page'), [`${AT}fonts/a.woff2`]: text('a'), [`${AT}fonts/b.woff2`]: text('b') };
  const held = (version) => caches.held(`atrium-shell-${version}`).map((url) => url.slice(AT.length));
  const start = (version) => startWorker({ version, network, precache: listOf(network), caches });
  const first = start('aa');
  await first.install();
  await first.activate();
  assert.deepEqual(held('aa'), ['index.html']);
  assert.equal(await (await first.fetch(`${AT}fonts/a.woff2`)).text(), 'a');
  assert.deepEqual(held('aa'), ['index.html', 'fonts/a.woff2']);
  await start('bb').install();
  assert.deepEqual(held('bb'), ['index.html', 'fonts/a.woff2']);
  delete network[`${AT}fonts/b.woff2`];
  await first.send('message', { data: { type: 'keep', urls: ['fonts/b.woff2'] }, ports: [], source: { postMessage() {} } });
  assert.equal((await first.fetch(`${AT}fonts/b.woff2`)).type, 'error');
});

test('a new version takes over quietly, and keeps the one before for pages still open', async () => {
  const caches = new MemoryCaches();
  await installed('aa', caches);
  const second = await installed('bb', caches, ['old-tab']);
  assert.equal(second.state.claimed, 0);
  assert.equal(await page(second), 'page bb');
  assert.equal(await (await second.fetch(`${AT}atrium-aaaaaaaa.js`)).text(), 'script aa', 'its chunk by name');
  const words = (clientId) => second.fetch(`${AT}locales/en.json`, { clientId }).then((response) => response.text());
  assert.equal(await words('old-tab'), 'words aa', 'an old page gets old words');
  assert.equal(await words('new-tab'), 'words bb');
});

test('what an old page is made of survives the worker being stopped', async () => {
  const caches = new MemoryCaches();
  await installed('aa', caches);
  await installed('bb', caches, ['old-tab']);
  const again = startWorker({ version: 'bb', precache: listOf(files('bb')), caches });
  const words = await again.fetch(`${AT}locales/en.json`, { clientId: 'old-tab' });
  assert.equal(await words.text(), 'words aa');
});

test('older versions go, and one that is being installed stays', async () => {
  const caches = new MemoryCaches();
  await installed('aa', caches);
  await installed('bb', caches);
  assert.deepEqual(shells(caches), ['atrium-shell-aa', 'atrium-shell-bb']);
  const network = files('cc');
  const third = startWorker({ version: 'cc', network, precache: listOf(network), caches });
  await third.install();
  await caches.open('atrium-shell-dd');
  await third.activate();
  assert.deepEqual(shells(caches), ['atrium-shell-bb', 'atrium-shell-cc', 'atrium-shell-dd']);
});

test('a file whose name did not change is not fetched again', async () => {
  const caches = new MemoryCaches();
  await installed('aa', caches);
  const network = files('bb');
  const shared = `${AT}atrium-aaaaaaaa.js`;
  const second = startWorker({ version: 'bb', network, precache: [...listOf(network), 'atrium-aaaaaaaa.js'], caches });
  await second.install();
  assert.equal(second.asked.some(({ url }) => url === shared), false);
  assert.equal(second.asked.find(({ url }) => url === `${AT}index.html`).cache, 'no-cache');
  assert.ok(caches.held('atrium-shell-bb').includes(shared));
});

test('a redirected page is stored without the trace that a navigation would refuse', async () => {
  const response = new Response('page');
  Object.defineProperty(response, 'redirected', { value: true });
  const worker = startWorker({ precache: ['index.html'], network: { [`${AT}index.html`]: () => response } });
  await worker.install();
  assert.equal(await page(worker), 'page');
});

test('two installations on one origin do not touch each other', async () => {
  const caches = new MemoryCaches();
  await installed('aa', caches);
  const at = `${AT}front/`;
  const other = startWorker({ at, version: 'zz', precache: ['index.html'], network: { [`${at}index.html`]: text('other') }, caches });
  await other.install();
  await other.activate();
  assert.deepEqual(shells(caches), ['atrium-shell-aa', 'atrium/front/-shell-zz']);
});

test('messages: a version is told, an update starts only when asked', async () => {
  const worker = await installed('aa', new MemoryCaches());
  const answers = [];
  const source = { postMessage: (message) => answers.push(structuredClone(message)) };
  await worker.send('message', { data: { type: 'version' }, ports: [], source });
  assert.deepEqual(answers, [{ type: 'version', version: 'aa' }]);
  await worker.send('message', { data: { type: 'activate-update' }, ports: [], source });
  assert.equal(worker.state.skipped, 1);
  assert.deepEqual(worker.state.toActive, [{ type: 'make-way' }], 'the one in control is asked to finish');
  await worker.send('message', { data: null, ports: [], source });
});

test('a cache that fails never breaks a page', async () => {
  const caches = new MemoryCaches();
  const worker = await installed('aa', caches);
  worker.network[`${AT}reader`] = text('from the network');
  worker.network['https://museum.test/x.webp'] = text('picture');
  caches.open = async () => { throw new Error('broken'); };
  assert.equal(await page(worker, 'reader'), 'from the network');
  const seen = await worker.fetch('https://museum.test/x.webp', { destination: 'image', mode: 'no-cors' });
  assert.equal(await seen.text(), 'picture');
});

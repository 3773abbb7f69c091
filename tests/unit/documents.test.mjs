// Documents: shown from the copy, asked for again, never replaced by what is no document.

import assert from 'node:assert/strict';
import test from 'node:test';
import { json, startWorker } from './worker.mjs';

const URL1 = 'https://atrium.test/demo/alliance.json';
const START = Date.parse('2026-11-23T10:00:00Z');
const HELD = 'atrium-documents';
const body = async (response) => JSON.parse(await response.text());

async function opened(network, options) {
  const worker = startWorker({ network, pages: ['a'], ...options });
  await worker.fetch(Object.keys(network)[0]);
  worker.state.now += 60_000;
  worker.asked.length = 0;
  return worker;
}

/** What a page is told that asks to be told again. */
async function again(worker) {
  const answers = [];
  await worker.send('message', { data: { type: 'again' }, ports: [], source: { postMessage: (it) => answers.push(structuredClone(it)) } });
  return answers;
}

test('the first answer comes from the network and leaves a copy', async () => {
  const worker = startWorker({ network: { [URL1]: json({ n: 1 }) } });
  const first = await worker.fetch(URL1);
  assert.equal(first.headers.get('x-atrium-source'), null);
  assert.deepEqual(worker.caches.held(HELD), [URL1]);
});

test('the second comes from the copy, says so and as of when, and tells the page what changed', async () => {
  const worker = await opened({ [URL1]: json({ n: 1 }) });
  worker.network[URL1] = json({ n: 2 });
  const second = await worker.fetch(URL1);
  assert.deepEqual(await body(second), { n: 1 });
  assert.equal(second.headers.get('x-atrium-source'), 'cache');
  assert.equal(second.headers.get('x-atrium-fetched'), String(START));
  const news = { type: 'document-updated', url: URL1, fetched: START + 60_000 };
  assert.deepEqual(worker.told, [news]);
  assert.deepEqual(await again(worker), [news], 'and a page that was not there yet');
  assert.deepEqual(await body(await worker.fetch(URL1)), { n: 2 });
});

test('the same body again is no news, with or without an ETag', async () => {
  for (const etag of [undefined, '"1"']) {
    const worker = await opened({ [URL1]: json({ n: 1 }, { etag }) });
    await worker.fetch(URL1);
    assert.equal(worker.asked[0].headers.get('if-none-match'), etag ?? null);
    assert.deepEqual(worker.told, []);
    const again = await worker.fetch(URL1);
    assert.equal(again.headers.get('x-atrium-fetched'), String(START + 60_000), 'asked again counts as fetched');
  }
});

test('another origin is asked through the browser cache, since a header of ours would cost a preflight', async () => {
  const url = 'https://museum.test/atrium.json';
  const worker = await opened({ [url]: json({ n: 1 }, { etag: '"1"' }) });
  await worker.fetch(url);
  assert.equal(worker.asked[0].headers.has('if-none-match'), false);
  assert.equal(worker.asked[0].cache, 'no-cache');
});

test('offline the copy is shown, with its time, and the page hears that nobody answered', async () => {
  const worker = await opened({ [URL1]: json({ n: 1 }) });
  delete worker.network[URL1];
  assert.deepEqual(await body(await worker.fetch(URL1)), { n: 1 });
  assert.deepEqual(worker.told, [{ type: 'document-stale', url: URL1, fetched: START }]);
});

test('a page that comes late is told what is stale, until its server answers again', async () => {
  const worker = await opened({ [URL1]: json({ n: 1 }) });
  assert.deepEqual(await again(worker), []);
  delete worker.network[URL1];
  await worker.fetch(URL1);
  assert.deepEqual(await again(worker), [{ type: 'document-stale', url: URL1, fetched: START }]);
  worker.network[URL1] = json({ n: 1 });
  await worker.fetch(URL1);
  assert.deepEqual(worker.told.at(-1), { type: 'document-fresh', url: URL1 });
  assert.deepEqual(await again(worker), []);
});

test('how soon a copy is asked for again is said by whoever registers the worker', async () => {
  for (const [query, asked] of [['', 1], ['?settled=0', 2]]) {
    const worker = startWorker({ network: { [URL1]: json({ n: 1 }) }, query });
    await worker.fetch(URL1);
    worker.state.now += 1000;
    await worker.fetch(URL1);
    assert.equal(worker.asked.length, asked, query);
  }
});

test('no network and no copy is an error the page can see, asked for once', async () => {
  const worker = startWorker();
  const response = await worker.fetch(URL1);
  assert.equal(response.type, 'error');
  assert.equal(worker.asked.length, 1);
});

test('a page that insists goes to the network first, and back to the copy when that fails', async () => {
  const worker = await opened({ [URL1]: json({ n: 1 }) });
  worker.network[URL1] = json({ n: 2 });
  const insisted = await worker.fetch(URL1, { cache: 'no-cache' });
  assert.deepEqual(await body(insisted), { n: 2 });
  assert.equal(insisted.headers.get('x-atrium-source'), null);
  for (const trouble of [undefined, () => new Response('busy', { status: 503 }), () => new Response('slow down', { status: 429 })]) {
    worker.network[URL1] = trouble;
    const fallback = await worker.fetch(URL1, { cache: 'reload' });
    assert.deepEqual(await body(fallback), { n: 2 });
    assert.equal(fallback.headers.get('x-atrium-source'), 'cache');
  }
});

test('what is no document never takes the place of one', async () => {
  const bad = {
    'a login page': () => new Response('<!doctype html><title>Sign in</title>'),
    'an error': () => new Response('{"title":"no"}', { status: 404 }),
    'ten megabytes': () => new Response(`"${'x'.repeat(10 * 1024 * 1024)}"`),
    'something private': json({ n: 9 }, { headers: { 'cache-control': 'private' } }),
    'half a document': () => new Response(new ReadableStream({
      pull(controller) { controller.enqueue(new TextEncoder().encode('{"n":')); controller.error(new TypeError('cut')); },
    })),
  };
  for (const [name, answer] of Object.entries(bad)) {
    const worker = await opened({ [URL1]: json({ n: 1 }) });
    worker.network[URL1] = answer;
    await worker.fetch(URL1);
    assert.deepEqual(await body(await worker.fetch(URL1)), { n: 1 }, name);
    const fresh = startWorker({ network: { [URL1]: answer } });
    await fresh.fetch(URL1);
    assert.deepEqual(fresh.caches.held(HELD), [], name);
  }
});

test('a document that is gone for good is forgotten', async () => {
  const worker = await opened({ [URL1]: json({ n: 1 }) });
  worker.network[URL1] = () => new Response(null, { status: 410 });
  await worker.fetch(URL1);
  assert.deepEqual(worker.caches.held(HELD), []);
});

test('a page that reloads whatever changed does not go round in circles', async () => {
  let n = 0;
  const worker = await opened({ [URL1]: () => json({ n: (n += 1) })({ headers: new Headers() }) });
  await worker.fetch(URL1);
  assert.equal(worker.told.length, 1);
  await worker.fetch(URL1);
  assert.equal(worker.told.length, 1, 'a copy of this second is not asked for again');
});

test('at most six hundred documents stay, the newest ones', async () => {
  const network = {};
  for (let n = 0; n < 605; n += 1) network[`https://museum.test/${n}.json`] = json({ n });
  const worker = startWorker({ network });
  for (const url of Object.keys(network)) {
    worker.state.now += 1000;
    await worker.fetch(url);
  }
  const held = worker.caches.held(HELD);
  assert.equal(held.length, 600);
  assert.equal(held.includes('https://museum.test/0.json'), false);
  assert.equal(held.includes('https://museum.test/604.json'), true);
});

// Pictures: kept within bounds, the longest unused go first, and never at the price of a document.

import assert from 'node:assert/strict';
import test from 'node:test';
import { json, MemoryCaches, picture, startWorker } from './worker.mjs';

const HELD = 'atrium-pictures';
const of = (n) => `https://museum.test/iiif/p/full/${n},/0/default.webp`;
const look = (worker, url) => worker.fetch(url, { destination: 'image', mode: 'no-cors' });
const DAY = 24 * 3600 * 1000;

test('the second look costs no request, and thirty days later one', async () => {
  const worker = startWorker({ network: { [of(1)]: picture() } });
  await look(worker, of(1));
  await look(worker, of(1));
  assert.equal(worker.asked.length, 1);
  worker.state.now += 31 * DAY;
  await look(worker, of(1));
  assert.equal(worker.asked.length, 2);
});

test('an expired picture is better than none when nobody answers', async () => {
  const worker = startWorker({ network: { [of(1)]: picture() } });
  await look(worker, of(1));
  worker.state.now += 31 * DAY;
  delete worker.network[of(1)];
  assert.equal((await look(worker, of(1))).status, 200);
});

test('a host that does not share is shown, not stored, and asked by CORS once', async () => {
  const opaque = () => Object.defineProperty(new Response(new Uint8Array(9)), 'type', { value: 'opaque' });
  const closed = ({ mode }) => { if (mode === 'cors') throw new TypeError('CORS'); return opaque(); };
  const worker = startWorker({ network: { [of(1)]: closed, [of(2)]: closed } });
  await look(worker, of(1));
  await look(worker, of(2));
  assert.deepEqual(worker.asked.map(({ mode }) => mode), ['cors', 'no-cors', 'no-cors']);
  assert.deepEqual(worker.caches.held(HELD), []);
});

test('errors, pages and giants are not stored', async () => {
  const worker = startWorker({ network: {
    [of(1)]: () => new Response('no', { status: 404, headers: { 'content-type': 'image/webp' } }),
    [of(2)]: picture(100, 'text/html'),
    [of(3)]: picture(9 * 1024 * 1024),
  } });
  for (const n of [1, 2, 3]) await look(worker, of(n));
  assert.deepEqual(worker.caches.held(HELD), []);
});

async function many(count, bytes) {
  const network = {};
  for (let n = 0; n < count; n += 1) network[of(n)] = picture(bytes);
  const worker = startWorker({ network });
  for (let n = 0; n < count; n += 1) {
    worker.state.now += 1000;
    await look(worker, of(n));
    if (n % 7 === 0) await look(worker, of(0));
  }
  return worker;
}

test('at most twelve hundred stay, and the one that is looked at often is among them', async () => {
  const worker = await many(1220, 10);
  const held = worker.caches.held(HELD);
  assert.ok(held.length <= 1200, String(held.length));
  assert.ok(held.includes(of(0)));
  assert.equal(held.includes(of(1)), false);
});

test('at most sixty megabytes stay', async () => {
  const worker = await many(9, 7.9 * 1024 * 1024);
  assert.ok(worker.caches.held(HELD).length <= 7);
  assert.ok(worker.caches.held(HELD).includes(of(0)));
});

test('a worker that was stopped still knows what it holds', async () => {
  const before = await many(300, 10);
  const network = {};
  for (let n = 300; n < 1240; n += 1) network[of(n)] = picture(10);
  const worker = startWorker({ network, caches: before.caches });
  worker.state.now = before.state.now;
  for (const url of Object.keys(network)) {
    worker.state.now += 1000;
    await look(worker, url);
  }
  const held = worker.caches.held(HELD);
  assert.ok(held.length <= 1200, String(held.length));
  assert.ok(held.includes(of(1239)));
});

test('a full disk costs the pictures, and the document is kept', async () => {
  const caches = new MemoryCaches();
  const url = 'https://museum.test/a.json';
  const worker = startWorker({ caches, network: { [of(1)]: picture(), [url]: json({ n: 1 }) } });
  await look(worker, of(1));
  caches.full = (name) => name === 'atrium-documents' && caches.stores.has(HELD);
  const shown = await worker.fetch(url);
  assert.equal(shown.status, 200);
  assert.deepEqual(caches.held('atrium-documents'), [url]);
  assert.deepEqual(caches.held(HELD), []);
});

test('who makes way gives up what never ends, and keeps nothing more', { timeout: 10_000 }, async () => {
  const url = 'https://museum.test/a.json';
  const endless = () => new Response(new ReadableStream({ start: (stream) => stream.enqueue(new Uint8Array(9)) }), { headers: { 'content-type': 'application/json' } });
  const worker = startWorker({ network: { [url]: endless, [of(1)]: picture() } });
  const answers = [];
  const keep = (urls) => worker.send('message', { data: { type: 'keep', urls }, ports: [], source: { postMessage: (m) => answers.push(m) } });
  const keeping = keep([url]);
  while (worker.asked.length === 0) await new Promise(setImmediate);
  await worker.send('message', { data: { type: 'make-way' }, ports: [], source: undefined });
  await keeping;
  await keep([of(1)]);
  assert.deepEqual(answers.filter(({ type }) => type === 'kept'), []);
  assert.deepEqual(worker.asked.map(({ url }) => url), [url]);
  assert.deepEqual([...worker.caches.held('atrium-documents'), ...worker.caches.held(HELD)], []);
});

test('a campaign can be kept whole: progress is told, bounds hold, rubbish is survived', async () => {
  const url = 'https://museum.test/a.json';
  const worker = startWorker({ precache: ['index.html'], network: { [of(1)]: picture(), [url]: json({ n: 1 }) } });
  const answers = [];
  const urls = [url, url, of(1), 'index.html', 'https://museum.test/missing.json', 'javascript:alert(1)', 7, 'http://[bad'];
  await worker.send('message', { data: { type: 'keep', urls }, ports: [], source: { postMessage: (m) => answers.push(m) } });
  const last = answers.at(-1);
  assert.equal(last.type, 'kept');
  assert.equal(last.total, 5, 'the number 7 is a relative address, the other two are none');
  assert.equal(last.failed, 2);
  assert.equal(answers.filter(({ type }) => type === 'keep-progress').length, 5);
  assert.deepEqual(worker.caches.held('atrium-documents'), [url]);
  assert.deepEqual(worker.caches.held(HELD), [of(1)]);
});

test('pictures of a kept campaign outlive passing ones', async () => {
  const network = { [of(9999)]: picture(10) };
  for (let n = 0; n < 1220; n += 1) network[of(n)] = picture(10);
  const worker = startWorker({ network });
  await worker.send('message', { data: { type: 'keep', urls: [of(9999)] }, ports: [], source: { postMessage() {} } });
  for (let n = 0; n < 1220; n += 1) {
    worker.state.now += 1000;
    await look(worker, of(n));
  }
  assert.ok(worker.caches.held(HELD).includes(of(9999)));
});

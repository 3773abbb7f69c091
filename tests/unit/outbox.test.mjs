// The worker's half of the outbox: when it sends at all, in which order, what ends an item's wait and what does not.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { startWorker } from './worker.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const MEMBER = 'https://harbour.test/';
const links = {
  profile: 'profiles/{id}', enrolment: 'enrolments/{challenge}/{profile}', entries: 'entries', redemption: 'redemptions/{id}',
};
const ACCOUNT = { member: 'harbour', address: `${MEMBER}participation.json`, links };
const item = (key, kind, of, more) => ({ key, member: 'harbour', kind, of, ...more });
const entry = (id) => ({ id, amount: { amount: 20, unit: 'minutes' } });

/** A database good enough for the outbox: each store is an object of records by their keys. */
function database(stores) {
  const ask = (result) => {
    const request = { result };
    queueMicrotask(() => request.onsuccess?.());
    return request;
  };
  const transaction = () => {
    const it = {
      objectStore: (name) => ({
        get: (key) => ask(structuredClone(stores[name]?.[key])),
        getAll: () => ask(Object.keys(stores[name] ?? {}).toSorted().map((key) => structuredClone(stores[name][key]))),
        put: (record, key) => { (stores[name] ??= {})[key] = structuredClone(record); return ask(key); },
        delete: (key) => { delete stores[name]?.[key]; return ask(); },
      }),
    };
    setTimeout(() => it.oncomplete?.());
    return it;
  };
  return { transaction, close() {} };
}

/** Wakes a worker over these stores; says whether it asks to be woken again, and what was sent. */
async function woken({ stores, network = {}, pages = [], held = false, version = 2 }) {
  const more = {
    indexedDB: { databases: async () => [{ name: 'atrium', version }], open: () => {
      const request = { result: database(stores) };
      queueMicrotask(() => request.onsuccess?.());
      return request;
    } },
    navigator: { locks: { request: async (name, options, work) => work(held && options.ifAvailable ? null : { name }) } },
  };
  const worker = startWorker({ network, pages, more });
  const again = await worker.send('sync', { tag: 'atrium-outbox' }).then(() => false, () => true);
  return { again, asked: worker.asked };
}
const keep = (...items) => Object.fromEntries(items.map((it) => [it.key, it]));
const one = () => ({ accounts: { harbour: ACCOUNT }, outbox: keep(item('2-a', 'entry', 'a')), entries: { a: entry('a') } });
const answer = (value, status = 200, headers = {}) => () => new Response(JSON.stringify(value), { status, headers });
const results = (...all) => answer({ results: all.map(([id, status]) => ({ id, status })) });

test('the version of the database is the page\'s, and another one is the page\'s business', async () => {
  const read = (file, pattern) => Number(pattern.exec(readFileSync(path.join(ROOT, file), 'utf8'))[1]);
  assert.equal(
    read('public/sw/outbox.js', /OUTBOX_VERSION = (\d+);/),
    read('src/data/ledger/mod.rs', /const VERSION: u32 = (\d+);/),
  );
  const { again, asked } = await woken({ stores: one(), version: 3 });
  assert.deepEqual([again, asked.length], [false, 0]);
});

test('it gives way to a page that is looked at, and to no other', async () => {
  const network = { [`${MEMBER}entries`]: results(['a', 201]) };
  const page = (visibilityState, frameType = 'top-level') => [{ id: 'p', visibilityState, frameType }];
  const sent = async (pages) => (await woken({ stores: one(), network, pages })).asked.length;
  assert.equal(await sent(page('visible')), 0);
  assert.equal(await sent(page('hidden')), 1);
  assert.equal(await sent(page('visible', 'nested')), 1, 'a frame is no page');
  assert.equal(await sent([]), 1);
});

test('where somebody holds the lock it does not wait, and asks to be woken again', async () => {
  const { again, asked } = await woken({ stores: one(), held: true });
  assert.deepEqual([again, asked.length], [true, 0]);
});

test('what was taken is forgotten, with what was refused of the same before, and nothing else', async () => {
  const stores = one();
  Object.assign(stores.outbox, keep(
    item('2-0', 'entry', 'a', { refused: {} }), item('2-z', 'entry', 'a', { refused: {} }), item('2-8', 'entry', 'b', { refused: {} }),
  ));
  const { again } = await woken({ stores, network: { [`${MEMBER}entries`]: results(['a', 200]) } });
  assert.equal(again, false);
  assert.deepEqual(Object.keys(stores.outbox).toSorted(), ['2-8', '2-z']);
});

test('an id that comes back in small letters is the one that was sent in capitals', async () => {
  const stores = { accounts: { harbour: ACCOUNT }, outbox: keep(item('2-a', 'entry', 'A'), item('0-p', 'profile', 'P')), entries: { A: entry('A') }, profiles: { P: { id: 'P' } } };
  await woken({ stores, network: { [`${MEMBER}entries`]: results(['a', 200]), [`${MEMBER}profiles/P`]: answer({ id: 'p' }) } });
  assert.deepEqual(stores.outbox, {});
});

test('what ends no wait: another\'s page, a cut answer, a refusal, a failure', async () => {
  for (const [reply, again] of [
    [() => new Response('<html>Welcome to the hotel'), true],
    [answer({ results: [{ id: 'a', status: 500 }] }), false],
    [answer({ type: 'urn:atrium:problem:invalid' }, 422), false],
    [answer({}, 500), true],
    [() => { throw new TypeError('cut'); }, true],
  ]) {
    const stores = one();
    const woke = await woken({ stores, network: { [`${MEMBER}entries`]: reply } });
    assert.deepEqual([Object.keys(stores.outbox), woke.again], [['2-a'], again], String(reply));
  }
});

test('a removal is done where it was deleted or the member itself says that there is nobody, not where a proxy says so', async () => {
  const stores = () => ({ accounts: { harbour: ACCOUNT }, outbox: keep(item('4-g', 'gone', 'p')) });
  for (const [reply, left] of [
    [() => new Response(null, { status: 204 }), 0],
    [answer({ type: 'urn:atrium:problem:not-found' }, 404), 0],
    [() => new Response('no such page', { status: 404 }), 1],
  ]) {
    const kept = stores();
    await woken({ stores: kept, network: { [`${MEMBER}profiles/p`]: reply } });
    assert.equal(Object.keys(kept.outbox).length, left, String(reply));
  }
});

test('who asked to be left alone is, and a wait that a wrong clock began is none', async () => {
  const NOW = '2026-11-23T10:00:00Z';
  const asks = async (account) => (await woken({ stores: { ...one(), accounts: { harbour: { ...ACCOUNT, ...account } } } })).asked.length;
  assert.equal(await asks({ signedOut: true }), 0);
  assert.equal(await asks({ notBefore: '2026-11-23T10:05:00Z', waitsSince: NOW }), 0);
  assert.equal(await asks({ notBefore: '2026-11-24T10:05:00Z', waitsSince: '2026-11-24T10:00:00Z' }), 1);
  const stores = one();
  await woken({ stores, network: { [`${MEMBER}entries`]: answer({}, 503, { 'retry-after': '60' }) } });
  assert.equal(stores.accounts.harbour.asked, true);
  assert.ok(Date.parse(stores.accounts.harbour.notBefore) >= Date.parse(NOW) + 60_000);
});

test('readers before what they take part in before entries, and an item without its record is forgotten', async () => {
  const stores = {
    accounts: { harbour: ACCOUNT },
    outbox: keep(item('2-a', 'entry', 'a'), item('1-e', 'enrolment', 'harbour/c/p'), item('0-p', 'profile', 'p'), item('2-z', 'entry', 'z')),
    entries: { a: entry('a') },
    profiles: { p: { id: 'p' } },
    enrolments: { 'harbour/c/p': { challenge: { id: 'c' }, profile: 'p' } },
  };
  const { asked } = await woken({ stores, network: {
    [`${MEMBER}profiles/p`]: answer({ id: 'p' }), [`${MEMBER}enrolments/c/p`]: answer({ profile: 'p' }), [`${MEMBER}entries`]: results(['a', 201]),
  } });
  assert.deepEqual(asked.map(({ url }) => url.slice(MEMBER.length)), ['profiles/p', 'enrolments/c/p', 'entries']);
  assert.deepEqual(stores.outbox, {});
});

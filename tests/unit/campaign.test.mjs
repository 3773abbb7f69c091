// What belongs to a campaign: the same files as its pages ask for, whatever strangers wrote, and one size for all.

import assert from 'node:assert/strict';
import test from 'node:test';
import { json, picture, startWorker } from './worker.mjs';

const AT = 'https://museum.test/';
const PHONE = { width: 390, density: 200 };
const plain = (value) => JSON.parse(JSON.stringify(value));
const worker = startWorker();
const tiles = worker.get('tilesOf');
const files = (...all) => plain(worker.get('filesOf')(...all));
const ATLAS = { whole: { w: 8192, h: 4096 }, wide: 512, high: 512, factors: [1, 2, 4, 8, 16] };

test('the tiles are those of src/exhibit/tiles.rs: the numbers of its tests', () => {
  const of = (cut, x, y, w, h, pixels) => plain(tiles(cut, { x, y, w, h }, pixels));
  assert.deepEqual(of(ATLAS, 2000, 1000, 1500, 1000, 700), [
    '1024,0,1024,1024/512,512/0/default.jpg', '2048,0,1024,1024/512,512/0/default.jpg', '3072,0,1024,1024/512,512/0/default.jpg',
    '1024,1024,1024,1024/512,512/0/default.jpg', '2048,1024,1024,1024/512,512/0/default.jpg', '3072,1024,1024,1024/512,512/0/default.jpg',
  ]);
  assert.deepEqual(of(ATLAS, 512, 1024, 512, 512, 500), ['512,1024,512,512/512,512/0/default.jpg']);
  const odd = { ...ATLAS, whole: { w: 3000, h: 2001 }, factors: [4, 1, 2] };
  assert.deepEqual(of(odd, 0, 0, 3000, 2001, 700), ['0,0,2048,2001/512,501/0/default.jpg', '2048,0,952,2001/238,501/0/default.jpg']);
  assert.deepEqual(of(odd, 2900, 1900, 100, 101, 100), ['2560,1536,440,465/440,465/0/default.jpg']);
  assert.equal(of(ATLAS, 1707, 455, 569, 284, 1600).length, 4);
  assert.equal(of(ATLAS, 0, 0, 8192, 4096, 8192).length, 32);
  for (const cut of [{ ...ATLAS, wide: 1, high: 1, factors: [1, 0] }, { ...ATLAS, wide: 0 }, { ...ATLAS, wide: undefined }, { ...ATLAS, factors: [] }]) {
    assert.deepEqual(of({ ...cut, whole: { w: 1e6, h: 1e6 } }, 0, 0, 1e6, 1e6, 800), []);
  }
  assert.deepEqual(of(ATLAS, 9000, 0, 10, 10, 500), []);
});

test('of a picture the smallest sharp size is kept, and stands for the others', () => {
  const own = { src: 'p.jpg', width: 2400, height: 1200, sizes: [{ src: 'p 800.webp', width: 800 }, { src: 'p,400.webp', width: 400 }, { src: 'p1200.webp', width: 1200 }] };
  assert.deepEqual(files(own, AT, PHONE, ''), [[`${AT}p%20800.webp`, `${AT}p%2C400.webp`, `${AT}p1200.webp`, `${AT}p.jpg`]]);
  const desk = { width: 1280, density: 100 };
  assert.equal(files(own, AT, desk, '')[0][0], `${AT}p1200.webp`);
  assert.equal(files(own, AT, desk, 'card')[0][0], `${AT}p%20800.webp`);
  assert.deepEqual(files({ src: 'p.jpg', width: 1, height: 1 }, AT, PHONE, ''), [[`${AT}p.jpg`]]);
});

test('of a part of a picture: a cut by the service, tiles, or the whole in a size that the part needs', () => {
  const picture = { src: 'p.jpg', width: 8192, height: 4096, region: { x: 1024, y: 512, w: 1024, h: 512 }, sizes: [{ src: 's.webp', width: 800 }] };
  const cutting = files({ ...picture, service: { id: 'iiif/p/', profile: 'level2' } }, AT, PHONE, 'scene');
  assert.equal(cutting[1][0], `${AT}iiif/p/1024%2C512%2C1024%2C512/800%2C/0/default.jpg`);
  assert.equal(cutting.length, 2, 'and the whole is served by its own sizes');
  const tiled = files({ ...picture, service: { id: 'iiif/p', profile: 'level0', tiles: [{ width: 512, scaleFactors: [1, 2] }] } }, AT, PHONE, 'scene');
  assert.deepEqual(tiled.slice(1), [[`${AT}iiif/p/1024,512,512,512/512,512/0/default.jpg`], [`${AT}iiif/p/1536,512,512,512/512,512/0/default.jpg`]]);
  const cropped = files({ ...picture, sizes: [...picture.sizes, { src: 'l.webp', width: 6400 }] }, AT, PHONE, 'scene');
  assert.deepEqual(cropped.map(([first]) => first), [`${AT}s.webp`, `${AT}l.webp`]);
});

const DOCUMENTS = {
  'campaign.json': { type: 'Campaign', theme: 'theme.json', picture: { src: 'lead.jpg', width: 9, height: 9 }, sections: [
    { kind: 'exhibits', items: [{ id: 'e', href: 'e.json', picture: { src: 'card.jpg', width: 9, height: 9 } }] },
    { kind: 'challenges', items: [{ id: 'c', href: 'c.json' }] }, { kind: 'list', href: 'list.json' }, { kind: 'new', href: 'unknown.json' }] },
  'theme.json': { type: 'Theme' },
  'e.json': { type: 'Exhibit', campaign: { href: 'another.json' }, scenes: [{ picture: { src: 'scene.jpg', width: 9, height: 9 } }] },
  'c.json': { type: 'Challenge', list: 'list.json', goal: { items: [{ exhibit: 'e2.json' }] } },
  'e2.json': { type: 'Exhibit' },
  'list.json': { type: 'ReadingList' },
};
const PICTURES = ['lead.jpg', 'card.jpg', 'scene.jpg'];

async function kept(urls, network) {
  const worker = startWorker({ network });
  const answers = [];
  await worker.send('message', { data: { type: 'keep', urls, ...PHONE }, ports: [], source: { postMessage: (it) => answers.push(it) } });
  const names = (cache) => worker.caches.held(cache).map((url) => url.slice(AT.length)).sort();
  return { worker, last: answers.at(-1), documents: names('atrium-documents'), pictures: names('atrium-pictures') };
}

const network = () => Object.fromEntries([
  ...Object.entries(DOCUMENTS).map(([name, document]) => [AT + name, json(document)]), ...PICTURES.map((name) => [AT + name, picture()])]);

test('a campaign that was opened brings all its documents and pictures, and nothing beside them', async () => {
  const { last, documents, pictures } = await kept([`${AT}campaign.json`], network());
  assert.deepEqual(documents, Object.keys(DOCUMENTS).sort());
  assert.deepEqual(pictures, [...PICTURES].sort());
  assert.deepEqual(plain(last), { type: 'kept', total: 9, done: 9, failed: 0 });
});

test('what a redirected campaign leads to is relative to where it came from in the end', async () => {
  const far = Object.fromEntries(Object.entries(network()).map(([address, answer]) => [address.replace(AT, `${AT}far/`), answer]));
  delete far[`${AT}far/campaign.json`];
  const redirected = () => Object.defineProperties(json(DOCUMENTS['campaign.json'])({ headers: new Headers() }), {
    redirected: { value: true }, url: { value: `${AT}far/campaign.json` }, type: { value: 'cors' } });
  const { documents, pictures } = await kept([`${AT}campaign.json`], { ...far, [`${AT}campaign.json`]: redirected });
  assert.deepEqual(documents, ['campaign.json', ...Object.keys(DOCUMENTS).filter((name) => name !== 'campaign.json').map((name) => `far/${name}`)].sort());
  assert.deepEqual(pictures, PICTURES.map((name) => `far/${name}`).sort());
});

test('an address that a server writes into its answer itself is not believed', async () => {
  const lying = () => Object.defineProperty(json(DOCUMENTS['campaign.json'], { headers: { 'x-atrium-url': 'https://elsewhere.test/campaign.json' } })({ headers: new Headers() }), 'type', { value: 'cors' });
  const { documents } = await kept([`${AT}campaign.json`], { ...network(), [`${AT}campaign.json`]: lying });
  assert.deepEqual(documents, Object.keys(DOCUMENTS).sort());
});

test('of a member the pictures of its cards are kept, and not what they lead to', async () => {
  const member = { type: 'Member', campaigns: [{ id: 'c', href: 'campaign.json', picture: { src: 'card.jpg', width: 9, height: 9 } }] };
  const { documents, pictures } = await kept([`${AT}member.json`], { ...network(), [`${AT}member.json`]: json(member) });
  assert.deepEqual([documents, pictures], [['member.json'], ['card.jpg']]);
});

test('kept twice, it is not fetched twice', async () => {
  const { worker } = await kept([`${AT}campaign.json`], network());
  worker.asked.length = 0;
  await worker.send('message', { data: { type: 'keep', urls: [`${AT}campaign.json`] }, ports: [], source: { postMessage() {} } });
  assert.deepEqual(worker.asked, []);
});

test('another size than the kept one is answered by the kept one when nobody answers, also after the worker was stopped', async () => {
  const sizes = [400, 800, 1200].map((width) => ({ src: `p/full/${width},9/0/default.webp`, width }));
  const document = { type: 'Campaign', picture: { src: 'p.jpg', width: 2400, height: 9, sizes } };
  const { worker, pictures } = await kept([`${AT}c.json`], {
    [`${AT}c.json`]: json(document), [`${AT}p/full/800%2C9/0/default.webp`]: picture(77) });
  assert.deepEqual(pictures, ['p/full/800,9/0/default.webp']);
  for (const it of [worker, startWorker({ caches: worker.caches })]) {
    for (const name of ['p.jpg', 'p/full/400%2C9/0/default.webp', 'p/full/1200,9/0/default.webp']) {
      const answer = await it.fetch(AT + name, { destination: 'image', mode: 'no-cors' });
      assert.equal((await answer.arrayBuffer()).byteLength, 77, name);
    }
  }
});

test('a stranger may write anything', async () => {
  for (const hostile of [null, 7, [], { type: 'Campaign' }, { type: 'constructor' }, { type: 'Campaign', sections: 'x', theme: 7, picture: { src: 'http://[', width: 1, height: 1 } },
    { type: 'Campaign', sections: [null, { kind: 'list' }, { kind: 'exhibits', items: [null, { href: 'javascript:alert(1)' }] }] },
    { type: 'Exhibit', scenes: [null, { picture: { src: 'a', width: 1e9, height: 1e9, service: { id: {}, tiles: [{ width: 1e-9, scaleFactors: ['x', -1, 1] }] } } }] }]) {
    const { last, documents } = await kept([`${AT}h.json`], { [`${AT}h.json`]: json(hostile) });
    assert.equal(last.type, 'kept', JSON.stringify(hostile));
    assert.deepEqual(documents, ['h.json'], JSON.stringify(hostile));
  }
  const wide = { type: 'Campaign', sections: [{ kind: 'exhibits', items: Array.from({ length: 900 }, (_, n) => ({ href: `${n}.json` })) }] };
  assert.equal((await kept([`${AT}w.json`], { [`${AT}w.json`]: json(wide) })).last.total, 600);
  const endless = Object.fromEntries(Array.from({ length: 900 }, (_, n) => [`${AT}${n}.json`, json({ type: 'Campaign', theme: `${n + 1}.json` })]));
  const { last } = await kept([`${AT}0.json`], endless);
  assert.equal(last.total, 4);
});

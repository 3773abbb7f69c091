// Which request is whose: the one decision that must never be wrong, since a wrong one shows the wrong thing.

import assert from 'node:assert/strict';
import test from 'node:test';
import { startWorker } from './worker.mjs';

const precache = ['index.html', 'studio.html', 'atrium-0123456789abcdef.js', 'locales/en.json', 'icons/icon-192.png'];
const AT = 'https://atrium.test/front/';
const worker = startWorker({ at: AT, precache });
const navigate = (path) => worker.kind(AT + path, { mode: 'navigate', destination: 'document' });

test('every route of the app is a page, wherever the app is installed', () => {
  for (const path of ['', 'campaign/city-library/two-skies', 'exhibit/m/e.1/scene-2', 'reader?x=1', 'share/campaign/m/id', 'index.html']) {
    assert.equal(navigate(path), 'page', path);
  }
});

test('an embed, the page of the API, a file and a page outside the scope are left to the browser', () => {
  for (const path of ['embed/campaign/m/id', 'embed/', 'demo/alliance.json', 'icons/icon-192.png', 'embed.html', 'api/', 'api', 'api/reference.html']) {
    assert.equal(navigate(path), null, path);
  }
  assert.equal(worker.kind('https://atrium.test/other', { mode: 'navigate' }), null);
  assert.equal(worker.kind(`${AT}api/openapi.json`), null, 'tools ask for the newest');
});

test('the studio has its own page when it is listed, and none of ours when it is not', () => {
  assert.equal(navigate('studio'), 'page');
  assert.equal(worker.get("pageName(new URL('https://atrium.test/front/studio/theme'))"), 'studio.html');
  const without = startWorker({ at: AT, precache: ['index.html'] });
  assert.equal(without.kind(`${AT}studio`, { mode: 'navigate' }), null);
});

test('listed files and files of another version are assets', () => {
  assert.equal(worker.kind(`${AT}locales/en.json`), 'asset');
  assert.equal(worker.kind(`${AT}icons/icon-192.png`, { destination: 'image', mode: 'no-cors' }), 'asset');
  assert.equal(worker.kind(`${AT}atrium-fedcba9876543210_bg.wasm`), 'asset');
});

test('documents are known by their name or by what is asked for, on any origin', () => {
  assert.equal(worker.kind('https://museum.test/atrium.json'), 'document');
  assert.equal(worker.kind('https://museum.test/campaign/1', { headers: { accept: 'application/json' } }), 'document');
  assert.equal(worker.kind(`${AT}locales/ar.json`), 'document');
});

test('pictures are known by what they are for, or by an IIIF address', () => {
  assert.equal(worker.kind('https://museum.test/x', { destination: 'image', mode: 'no-cors' }), 'picture');
  assert.equal(worker.kind('https://museum.test/iiif/atlas/0,0,512,512/512,/0/default.jpg'), 'picture');
  assert.equal(worker.kind('https://museum.test/iiif/atlas/full/!800,800/0/default.webp'), 'picture');
  assert.equal(worker.kind('https://museum.test/iiif/atlas/info.json'), 'document');
});

test('what is personal, partial or changes something is never touched', () => {
  const url = 'https://museum.test/atrium.json';
  assert.equal(worker.kind(url, { method: 'POST' }), null);
  assert.equal(worker.kind(url, { headers: { range: 'bytes=0-1' } }), null);
  assert.equal(worker.kind(url, { headers: { authorization: 'Bearer x' } }), null);
  assert.equal(worker.kind(url, { credentials: 'include' }), null);
  assert.equal(worker.kind(url, { cache: 'no-store' }), null);
  assert.equal(worker.kind('chrome-extension://abc/x.json'), null);
  assert.equal(worker.kind('https://museum.test/page.html'), null);
});

// The guides, step by step as they are written.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { follow } from './steps.mjs';

function folder(t) {
  const made = mkdtempSync(path.join(tmpdir(), 'atrium-guide-'));
  t.after(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

test('the guides: a static member is served, and takes part afterwards', { timeout: 120_000 }, async (t) => {
  const here = folder(t);
  const checks = [];
  const first = await follow(t, 'first-static-member.md', here, (command) => {
    checks.push(command);
    // What a browser and the checker ask for is there, for everybody.
    return fetch('http://127.0.0.1:8765/.well-known/cultural-alliance.json').then(async (alliance) => {
      assert.equal(alliance.headers.get('access-control-allow-origin'), '*');
      assert.match(alliance.headers.get('content-type'), /^application\/json/);
      const member = await fetch(new URL((await alliance.json()).members[0].href, alliance.url));
      const challenge = await fetch(new URL((await member.json()).challenges[0].href, member.url));
      assert.equal((await challenge.json()).id, 'first-pages');
    });
  });
  assert.deepEqual([first.saved, first.ran, checks.length], [4, 3, 2]);

  const second = await follow(t, 'adding-participation.md', here, async () => {
    const door = 'http://localhost:8080';
    const ask = (to, options) => fetch(new URL(to, 'http://127.0.0.1:8767'), options);
    const open = await ask('/participate.json');
    assert.equal(open.headers.get('access-control-allow-origin'), '*');
    const again = await ask('/participate.json', { headers: { 'If-None-Match': open.headers.get('etag') } });
    assert.equal(again.status, 304);
    const asked = await ask('/patron/account', { method: 'OPTIONS', headers: { Origin: door, 'Access-Control-Request-Method': 'PUT' } });
    assert.equal(asked.headers.get('access-control-allow-credentials'), 'true');
    for (const [to, options, status] of [
      ['/patron/account', { headers: { Origin: 'https://elsewhere.example' } }, 403],
      ['/patron/account', { method: 'PATCH' }, 405],
      ['/patron/changes?cursor=x', {}, 401],
      ['/../server.mjs', {}, 404],
      ['/%2e%2e/server.mjs', {}, 404],
      ['/patron/accounts', { method: 'POST', headers: { 'Atrium-Client': '1', 'Content-Type': 'text/plain' }, body: '{}' }, 415],
      ['/patron/accounts', { method: 'POST', headers: { 'Atrium-Client': '1', 'Content-Type': 'application/json' }, body: '{' }, 400],
      // A fuzzer sent null, and the server lost its footing.
      ['/patron/accounts', { method: 'POST', headers: { 'Atrium-Client': '1', 'Content-Type': 'application/json' }, body: 'null' }, 422],
      ['/patron/account', { method: 'OPTIONS', headers: { 'Atrium-Client': '1' } }, 204],
      ['/patron/account', { method: 'OPTIONS', headers: { Origin: 'https://elsewhere.example' } }, 403],
      // Size is looked at before who is signed in, and that before the type.
      ['/patron/entries', { method: 'PUT', headers: { 'Atrium-Client': '1', 'Content-Type': 'text/plain' }, body: ' '.repeat(1_000_001) }, 413],
      ['/patron/entries', { method: 'PUT', headers: { 'Atrium-Client': '1', 'Content-Type': 'text/plain' }, body: '{}' }, 401],
      // A mark that turns the line of whoever reads it on a board.
      ['/patron/accounts', { method: 'POST', headers: { 'Atrium-Client': '1', 'Content-Type': 'application/json' }, body: '{"device":"\u202egnitteS"}' }, 422],
    ]) assert.equal((await ask(to, options)).status, status, to);
  });
  assert.deepEqual([second.saved, second.ran], [9, 8]);
  const journal = readFileSync(path.join(here, 'journal.jsonl'), 'utf8');
  assert.match(journal, /"kind":"entry"/);
  assert.doesNotMatch(journal, /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){7}/, 'a recovery key is kept as a hash');
});

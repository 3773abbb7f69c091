// A second backend, written from the documentation alone, in another language and without a line of ours: the conformance check has
// nothing to say against it.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { conform } from './conform.mjs';
import { MEMBER } from './member.mjs';
import { FRONT_DOOR } from './process.mjs';
import { startSecond } from './second.mjs';

test('the second backend conforms, in all three classes', { timeout: 600_000 }, async (t) => {
  const second = await startSecond(t, { documents: MEMBER, origins: [FRONT_DOOR] });
  const { code, said } = await conform(second.member, ['--class', 'publish', '--origin', FRONT_DOOR, '--staff-token-file', second.tokenFile]);
  assert.equal(code, 0, said);
});

test('its own tests pass: every vector, and its answers over a socket', { timeout: 600_000 }, async () => {
  const { code, said } = await new Promise((resolve) => {
    execFile('python3', ['-m', 'unittest', 'discover', '-v'], { cwd: new URL('../second-backend/', import.meta.url), maxBuffer: 1e8 }, (error, stdout, stderr) => {
      resolve({ code: error?.code ?? 0, said: stdout + stderr });
    });
  });
  assert.equal(code, 0, said);
  assert.match(said, /Ran \d\d+ tests/);
});

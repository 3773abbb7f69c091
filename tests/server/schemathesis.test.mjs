// The whole API under a property-based fuzzer: every operation of contract/openapi.json, all checks, in all phases, more examples than by default.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { test } from 'node:test';
import { MEMBER } from './member.mjs';
import { Device } from './patron.mjs';
import { Backend, FRONT_DOOR, folder } from './process.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
/** A hundred is the fuzzer's own. */
const EXAMPLES = process.env.ATRIUM_EXAMPLES ?? '150';

test('Schemathesis finds nothing', { timeout: 1_200_000 }, async (t) => {
  const backend = await Backend.prepare(t, { member: MEMBER });
  const token = await backend.staff('Fuzzer');
  await backend.start();
  const device = await new Device(backend.member).join();
  const home = await folder(t);
  const fuzzer = spawn(path.join(process.env.ATRIUM_PYTHON_BIN, 'schemathesis'), [
    'run', path.join(ROOT, 'contract/openapi.json'), '--url', backend.api, '--checks', 'all', '--max-examples', EXAMPLES,
    '--continue-on-failure', '--no-color', '--seed', process.env.ATRIUM_SEED ?? '1',
    '-H', `Cookie: ${device.cookie}`, '-H', `Authorization: Bearer ${token}`, '-H', `Origin: ${FRONT_DOOR}`,
  ], { cwd: home, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [fuzzer.stdout, fuzzer.stderr]) stream.on('data', (text) => { said += text; });
  const [code] = await once(fuzzer, 'close');
  t.diagnostic(said.split('\n').slice(-25).join('\n'));
  assert.equal(code, 0, said);
});

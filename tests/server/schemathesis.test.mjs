// The whole API under a property-based fuzzer: every operation of contract/openapi.json, all checks, in all phases, more examples than by default.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { MEMBER } from './member.mjs';
import { Device } from './patron.mjs';
import { Backend, FRONT_DOOR, folder } from './process.mjs';

const FUZZING = path.join(import.meta.dirname, 'fuzzing');
const ROOT = path.resolve(import.meta.dirname, '../..');
/** A hundred is the fuzzer's own. */
const EXAMPLES = process.env.ATRIUM_EXAMPLES ?? '150';

/** The description with the cookie's name as this member has it: without that the fuzzer could not take it away. */
async function described(backend) {
  const api = JSON.parse(await readFile(path.join(ROOT, 'contract/openapi.json'), 'utf8'));
  const { cookie } = await new Device(backend.member).join();
  [api.components.securitySchemes.cookie.name] = cookie.split('=');
  return api;
}

test('Schemathesis finds nothing', { timeout: 5_400_000 }, async (t) => {
  const backend = await Backend.prepare(t, { member: MEMBER });
  const token = await backend.staff('Fuzzer');
  await backend.start();
  const home = await folder(t);
  const description = path.join(home, 'openapi.json');
  await writeFile(description, JSON.stringify(await described(backend)));
  const fuzzer = spawn(path.join(process.env.ATRIUM_PYTHON_BIN, 'schemathesis'), [
    '--config-file', path.join(FUZZING, 'schemathesis.toml'),
    'run', description, '--url', backend.api, '--checks', 'all', '--max-examples', EXAMPLES,
    '--continue-on-failure', '--no-color', '--seed', process.env.ATRIUM_SEED ?? '1', '-H', `Origin: ${FRONT_DOOR}`,
  ], {
    cwd: home,
    env: {
      ...process.env,
      PYTHONPATH: FUZZING,
      PYTHONDONTWRITEBYTECODE: '1',
      SCHEMATHESIS_HOOKS: 'patron',
      FUZZED_API: backend.api,
      FUZZED_FROM: FRONT_DOOR,
      FUZZED_STAFF: token,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [fuzzer.stdout, fuzzer.stderr]) stream.on('data', (text) => { said += text; });
  const [code] = await once(fuzzer, 'close');
  t.diagnostic(said.split('\n').slice(-25).join('\n'));
  assert.doesNotMatch(backend.log, /panicked/);
  assert.equal(code, 0, said);
});

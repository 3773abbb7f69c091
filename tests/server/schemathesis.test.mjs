// The whole API under a property-based fuzzer: every operation of contract/openapi.json, all checks, in all phases, more examples than by default.
//
// ATRIUM_EXAMPLES says how many for each operation (150; a hundred is the fuzzer's own), ATRIUM_SEED which, and ATRIUM_DATABASES on
// which databases ("sqlite postgres").

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { MEMBER } from './member.mjs';
import { Device } from './patron.mjs';
import { startPostgres } from './postgres.mjs';
import { Backend, FRONT_DOOR, folder } from './process.mjs';

const FUZZING = path.join(import.meta.dirname, 'fuzzing');
const ROOT = path.resolve(import.meta.dirname, '../..');
const EXAMPLES = Number(process.env.ATRIUM_EXAMPLES ?? 150);
const DATABASES = (process.env.ATRIUM_DATABASES ?? 'sqlite postgres').split(' ');

/**
 * The description as this member has it: with the name of its cookie, which the fuzzer could not take away else, and with
 * whole paths, since the alliance's document does not stand where the API does.
 */
async function described(backend) {
  const api = JSON.parse(await readFile(path.join(ROOT, 'contract/openapi.json'), 'utf8'));
  const { cookie } = await new Device(backend.member).join();
  [api.components.securitySchemes.cookie.name] = cookie.split('=');
  const below = new URL(backend.api).pathname;
  api.paths = Object.fromEntries(Object.entries(api.paths).map(([at, { servers, ...operations }]) => [servers ? at : below + at, operations]));
  return api;
}

/** What was answered how often, a line for each operation. */
function table(operations, statuses) {
  const width = Math.max(...operations.map((operation) => operation.length));
  return operations.map((operation) => {
    const counts = Object.entries(statuses[operation] ?? {}).map(([status, count]) => `${status}: ${count}`);
    return `${operation.padEnd(width)}  ${counts.join(', ')}`;
  });
}

async function fuzzed(t, database) {
  // The fuzzer says of each request from which address it comes.
  const backend = await Backend.prepare(t, { member: MEMBER, database, more: { behind_proxy: true } });
  const token = await backend.staff('Fuzzer');
  await backend.start();
  const home = await folder(t);
  const description = path.join(home, 'openapi.json');
  const counted = path.join(home, 'statuses.json');
  const api = await described(backend);
  await writeFile(description, JSON.stringify(api));
  const fuzzer = spawn(path.join(process.env.ATRIUM_PYTHON_BIN, 'schemathesis'), [
    '--config-file', path.join(FUZZING, 'schemathesis.toml'),
    'run', description, '--url', new URL(backend.url).origin, '--checks', 'all', '--max-examples', String(EXAMPLES),
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
      FUZZED_TABLE: counted,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [fuzzer.stdout, fuzzer.stderr]) stream.on('data', (text) => { said += text; });
  const [code] = await once(fuzzer, 'close');
  t.diagnostic(said.split('\n').slice(-25).join('\n'));
  const { statuses, lost } = await readFile(counted, 'utf8').then(JSON.parse, () => assert.fail(`nothing was counted:\n${said}`));
  const operations = Object.values(api.paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId));
  for (const line of table(operations, statuses)) t.diagnostic(line);
  assert.doesNotMatch(backend.log, /panicked/);
  assert.equal(code, 0, said);
  // A fuzzer that is only refused finds nothing wrong.
  const refused = operations.filter((operation) => !Object.keys(statuses[operation] ?? {}).some((status) => status.startsWith('2')));
  assert.deepEqual(refused, [], 'each operation was done at least once');
  // It ends an operation early, and says nothing, where it takes its own examples for noise.
  const all = (operation) => Object.values(statuses[operation]).reduce((sum, count) => sum + count, 0);
  assert.deepEqual(operations.filter((operation) => all(operation) < EXAMPLES), [], 'each operation was tried as often as was asked for');
  assert.deepEqual(lost, {}, 'nobody was signed out whom others counted on');
}

const TIMES = { timeout: 5_400_000 };

test('Schemathesis finds nothing, SQLite', { ...TIMES, skip: !DATABASES.includes('sqlite') }, (t) => fuzzed(t));

test('Schemathesis finds nothing, PostgreSQL', { ...TIMES, skip: !DATABASES.includes('postgres') }, async (t) => {
  const postgres = await startPostgres(t);
  await fuzzed(t, await postgres.database());
});

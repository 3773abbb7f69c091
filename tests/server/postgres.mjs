// A real PostgreSQL for one test: a cluster of its own in a folder that is gone afterwards.

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, readdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { folder, freePort } from './process.mjs';

const run = promisify(execFile);

/** The folder of the newest PostgreSQL here, or nothing. */
async function programs() {
  if (process.env.ATRIUM_POSTGRES_BIN) return process.env.ATRIUM_POSTGRES_BIN;
  const versions = await readdir('/usr/lib/postgresql').catch(() => []);
  const newest = versions.toSorted((one, other) => Number(other) - Number(one))[0];
  return newest && path.join('/usr/lib/postgresql', newest, 'bin');
}

/** Starts one; `database()` makes a fresh database in it and gives its address. */
export async function startPostgres(t) {
  const bin = await programs();
  if (!bin) throw new Error('There is no PostgreSQL here: install Debian\'s postgresql, or set ATRIUM_POSTGRES_BIN to its programs.');
  const home = await folder(t);
  const data = path.join(home, 'data');
  // PostgreSQL does not run as root.
  const root = process.getuid?.() === 0;
  let who = {};
  if (root) {
    const [uid, gid] = await Promise.all(['-u', '-g'].map(async (what) => Number((await run('id', [what, 'postgres'])).stdout)));
    who = { uid, gid };
    await chown(home, uid, gid);
    await chmod(home, 0o755);
  }
  await run(path.join(bin, 'initdb'), ['-D', data, '-U', 'atrium', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--locale-provider=icu', '--icu-locale=en-US-u-ka-shifted'], who);
  const port = await freePort();
  const child = spawn(path.join(bin, 'postgres'), ['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${home}`, '-c', 'max_connections=100'], { ...who, stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  child.stderr.on('data', (text) => { log = (log + text).slice(-5_000); });
  t?.after(async () => {
    child.kill('SIGQUIT');
    if (child.exitCode === null) await once(child, 'close');
  });
  const sql = (database, text) => run(path.join(bin, 'psql'), ['-h', '127.0.0.1', '-p', String(port), '-U', 'atrium', '-d', database, '-v', 'ON_ERROR_STOP=1', '-Atc', text]);
  for (;;) {
    if (await sql('postgres', 'SELECT 1').then(() => true, () => false)) break;
    if (child.exitCode !== null) throw new Error(`PostgreSQL ended:\n${log}`);
    await pause(50);
  }
  let made = 0;
  return {
    sql,
    async database() {
      made += 1;
      await sql('postgres', `CREATE DATABASE atrium_${made}`);
      return `postgres://atrium@127.0.0.1:${port}/atrium_${made}`;
    },
  };
}

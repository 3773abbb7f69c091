// The second backend as a process.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { folder, freePort } from './process.mjs';

export async function startSecond(t, { documents, origins, port }) {
  const home = await folder(t);
  const tokenFile = path.join(home, 'staff-token');
  await writeFile(tokenFile, 'a-token-of-this-test-alone-0123456789\n');
  const at = port ?? await freePort();
  const child = spawn('python3', [
    '-m', 'second_backend', '--port', String(at), '--data', path.join(home, 'data'), '--documents', documents,
    '--staff-token-file', tokenFile, ...origins.flatMap((origin) => ['--front-door', origin]),
  ], { cwd: new URL('../second-backend/', import.meta.url), stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  child.stderr.on('data', (text) => { log = (log + text).slice(-20_000); });
  t.after(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'close');
  });
  const member = `http://127.0.0.1:${at}/member.json`;
  while (!await fetch(member).then(({ ok }) => ok, () => false)) {
    if (child.exitCode !== null) throw new Error(`the second backend ended:\n${log}`);
    await pause(50);
  }
  return { member, tokenFile, url: `http://127.0.0.1:${at}/` };
}

// The backend beside nginx serving the same static document from disk, with the client on the same machine; then how many entries a
// second it acknowledges in batches. Prints, asserts nothing.
//
//   ATRIUM_SERVER=… ATRIUM_DEMO=… node tests/bench/server.mjs [--seconds 5] [--rounds 5]
//
// Needs nginx and wrk.

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs, promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { MEMBER, challengeOf } from '../server/member.mjs';
import { Device } from '../server/patron.mjs';
import { startPostgres } from '../server/postgres.mjs';
import { Backend, folder, freePort } from '../server/process.mjs';

const run = promisify(execFile);
const { values } = parseArgs({ options: { seconds: { type: 'string', default: '5' }, rounds: { type: 'string', default: '5' } } });
const [SECONDS, ROUNDS] = [Number(values.seconds), Number(values.rounds)];
const ends = [];
const t = { after: (end) => ends.push(end) };

const median = (list) => list.toSorted((one, other) => one - other)[Math.floor(list.length / 2)];

/** nginx with its packaged defaults for static files, two workers, over a folder. */
async function startNginx(root) {
  const home = await folder(t);
  await chmod(home, 0o755);
  const port = await freePort();
  const file = path.join(home, 'nginx.conf');
  await writeFile(file, `worker_processes 2; pid ${home}/pid; error_log ${home}/error.log; daemon off;
events { worker_connections 1024; }
http { include /etc/nginx/mime.types; access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; gzip_static on; etag on;
  add_header Access-Control-Allow-Origin *; add_header Cache-Control "public, max-age=60";
  client_body_temp_path ${home}/b; proxy_temp_path ${home}/p; fastcgi_temp_path ${home}/f; uwsgi_temp_path ${home}/u; scgi_temp_path ${home}/s;
  server { listen 127.0.0.1:${port}; root ${root}; } }`);
  const child = spawn('nginx', ['-c', file, '-p', home], { stdio: 'ignore' });
  t.after(async () => { child.kill(); await once(child, 'close'); });
  const url = `http://127.0.0.1:${port}/`;
  while (!await fetch(url).then(() => true, () => false)) await pause(50);
  return url;
}

/** Requests a second, and the slowest hundredth in milliseconds. */
async function load(address) {
  const { stdout } = await run('wrk', ['-t1', '-c32', `-d${SECONDS}s`, '--latency', '-H', 'Accept-Encoding: gzip', address]);
  const wrong = /Non-2xx.*|Socket errors.*/.exec(stdout);
  if (wrong) throw new Error(`${address}: ${wrong[0]}`);
  const p99 = /99%\s+([\d.]+)(us|ms|s)/.exec(stdout);
  return { rate: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)[1]), p99: Number(p99[1]) * { us: 0.001, ms: 1, s: 1000 }[p99[2]] };
}

async function reads() {
  const backend = await Backend.prepare(t, { member: MEMBER });
  await backend.start();
  const address = backend.member;
  const root = await folder(t);
  await chmod(root, 0o755);
  const file = path.join(root, 'member.json');
  const body = Buffer.from(await (await fetch(address)).arrayBuffer());
  await writeFile(file, body);
  await writeFile(`${file}.gz`, gzipSync(body, { level: 9 }));
  const nginx = new URL('member.json', await startNginx(root)).href;
  const [ours, theirs] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    theirs.push(await load(nginx));
    ours.push(await load(address));
  }
  const of = (list, what) => median(list.map((it) => it[what]));
  console.log(`cached reads of a document of ${body.length} bytes, ${ROUNDS} rounds of ${SECONDS} s in turn, 32 connections:`);
  console.log(`  nginx    ${of(theirs, 'rate').toFixed(0)} requests/s, p99 ${of(theirs, 'p99').toFixed(2)} ms`);
  console.log(`  backend  ${of(ours, 'rate').toFixed(0)} requests/s, p99 ${of(ours, 'p99').toFixed(2)} ms, ratio ${median(ours.map(({ rate }, n) => rate / theirs[n].rate)).toFixed(2)} (at least 0.5)`);
  await backend.stop();
}

/** So many devices send batches one after another for so long. */
async function writes(name, database, { devices = 8, batch = 100 } = {}) {
  const backend = await Backend.prepare(t, { member: MEMBER, database });
  await backend.start();
  const challenge = challengeOf('minutes');
  const all = await Promise.all(Array.from({ length: devices }, (_, n) => new Device(backend.member).join(`Reader ${n}`)));
  const took = [];
  let entries = 0;
  const until = performance.now() + SECONDS * 1000;
  const since = performance.now();
  await Promise.all(all.map(async (device) => {
    while (performance.now() < until) {
      const list = Array.from({ length: batch }, (_, n) => device.entry(challenge.id, { amount: 1 + n, unit: 'minutes' }));
      const begun = performance.now();
      const { results } = await device.send('PUT', 'entries', {}, { entries: list });
      took.push(performance.now() - begun);
      entries += results.filter(({ status }) => status === 201).length;
    }
  }));
  const seconds = (performance.now() - since) / 1000;
  took.sort((one, other) => one - other);
  console.log(`${name}: ${(entries / seconds).toFixed(0)} acknowledged entries/s in batches of ${batch} from ${devices} devices; a batch: median ${median(took).toFixed(0)} ms, p99 ${took[Math.floor(took.length * 0.99)].toFixed(0)} ms`);
  await backend.stop();
}

try {
  await reads();
  await writes('SQLite');
  const postgres = await startPostgres(t);
  await writes('PostgreSQL', await postgres.database());
} finally {
  for (const end of ends.reverse()) await end();
}

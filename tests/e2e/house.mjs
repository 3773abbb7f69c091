// An alliance with one live member: a real backend, and in front of it, for each test, a front door of its own and a line that can be
// made bad. The app is at 127.0.0.1 and the member at localhost, so that to the browser they are different sites.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startBackend } from './backend.mjs';
import { DIST } from './browser.mjs';

const HERE = path.dirname(fileURLToPath(import.meta.url));
/** The member's id and name. */
export const HOUSE = { id: 'harbour', name: 'Harbour Library' };
/** Another one, where a test has two. */
export const MUSEUM = { id: 'tides', name: 'Museum of Tides' };

const day = (after) => new Date(Date.now() + after * 86_400_000).toISOString().slice(0, 10);
const challenge = (id, title, more) => ({
  atrium: '1', type: 'Challenge', id, title, starts: day(-20), ends: day(20), zone: 'Europe/Lisbon', ...more,
});
const CHALLENGES = [
  challenge('minutes', 'Minutes', {
    goal: { kind: 'total', unit: 'minutes', target: 300 }, usual: { amount: 20, unit: 'minutes' },
    caps: [{ per: 'day', amount: 45, unit: 'minutes' }], milestones: [{ id: 'first', at: 40, title: 'Forty' }],
  }),
  challenge('row', 'In a row', { goal: { kind: 'streak', target: 10, freezes: 2 }, usual: { amount: 10, unit: 'pages' } }),
  challenge('codes', 'Codes', {
    goal: { kind: 'checklist', items: [{ id: 'door', title: 'The door', code: true }, { id: 'read', title: 'Read a page' }] }, codes: true,
  }),
];
const CAMPAIGN = {
  atrium: '1', type: 'Campaign', id: 'tide', title: { en: 'Tide and stars', 'zh-Hans': '潮与星' }, summary: { en: 'The moon moves the harbour.' },
  starts: day(-10), ends: day(20), zone: 'Europe/Lisbon',
  sections: [
    { kind: 'text', id: 'why', title: { en: 'Twice a day' }, body: { en: ['The water comes and goes.'] } },
    { kind: 'challenges', id: 'read', items: CHALLENGES.slice(0, 1).map(({ id, title, starts, ends, zone }) => ({ id, title, starts, ends, zone, href: `../challenges/${id}.json` })) },
  ],
};
/** What stands on the door of the checklist's challenge. */
export const CODE = 'OWL SEVEN';
const CODES = 'codes-of-the-house.json';
/** The challenge that most tests log for. */
export const MINUTES = { path: 'challenge/harbour/minutes', usual: '20 minutes' };

async function documents(house, campaign) {
  const folder = await mkdtemp(path.join(tmpdir(), 'atrium-house-'));
  await mkdir(path.join(folder, 'challenges'));
  const member = {
    atrium: '1', type: 'Member', id: house.id, kind: 'library', name: house.name,
    challenges: CHALLENGES.map(({ id, title, starts, ends, zone }) => ({ id, title, starts, ends, zone, href: `challenges/${id}.json` })),
  };
  if (campaign) {
    const { id, title, summary, starts, ends, zone } = CAMPAIGN;
    await mkdir(path.join(folder, 'campaigns'));
    await writeFile(path.join(folder, 'campaigns/tide.json'), JSON.stringify(CAMPAIGN));
    member.campaigns = [{ id, title, summary, starts, ends, zone, href: 'campaigns/tide.json' }];
  }
  await writeFile(path.join(folder, 'member.json'), JSON.stringify(member));
  for (const it of CHALLENGES) await writeFile(path.join(folder, 'challenges', `${it.id}.json`), JSON.stringify(it));
  // Beside the documents and linked to by none of them.
  await writeFile(path.join(folder, CODES), JSON.stringify({ codes: [{ code: CODE, item: 'door' }] }));
  return folder;
}

async function freePort() {
  const server = http.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** The reference backend, or the second one, which shares no code with anything here: where that is asked for, or no program is told. */
async function backend(folder, origins, house, { publicUrl, tables = '' } = {}) {
  const port = await freePort();
  const data = await mkdtemp(path.join(tmpdir(), 'atrium-house-data-'));
  const program = process.env.ATRIUM_HOUSE === 'second' ? undefined : process.env.ATRIUM_SERVER;
  let child;
  let at = 'member.json';
  if (program) {
    at = 'atrium/member.json';
    const file = path.join(data, 'atrium.toml');
    await writeFile(file, [
      `listen = "127.0.0.1:${port}"`, `public_url = "${publicUrl ?? `http://127.0.0.1:${port}/`}"`, `front_doors = ${JSON.stringify(origins)}`,
      `database = ${JSON.stringify(`sqlite:${path.join(data, 'house.sqlite')}`)}`, 'accounts_per_hour = 10000', '[member]', `id = "${house.id}"`, tables, '',
    ].join('\n'));
    // What the tests are told in the environment is no configuration of the backend's.
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('ATRIUM_')));
    const brought = spawn(program, ['import', '--config', file, '--codes', path.join(folder, CODES), folder], { cwd: data, env, stdio: ['ignore', 'inherit', 'inherit'] });
    const [code] = await once(brought, 'close');
    if (code !== 0) throw new Error('the documents were not imported');
    child = spawn(program, ['serve', '--config', file], { cwd: data, env, stdio: ['ignore', 'ignore', 'pipe'] });
  } else {
    const second = process.env.ATRIUM_SECOND ?? path.join(HERE, '..', 'second-backend');
    const words = ['-m', 'second_backend', '--port', String(port), '--data', data, '--documents', folder, '--accounts-per-hour', '10000', '--front-door', ...origins];
    child = spawn('python3', words, { cwd: second, stdio: ['ignore', 'ignore', 'pipe'] });
  }
  let log = '';
  child.stderr.on('data', (text) => { log = (log + text).slice(-4000); });
  for (let tries = 0; ; tries += 1) {
    const well = await fetch(`http://127.0.0.1:${port}/${at}`).then((answer) => answer.ok, () => false);
    if (well) break;
    if (tries > 200 || child.exitCode !== null) throw new Error(`the backend does not start:\n${log}`);
    await pause(50);
  }
  const close = async () => {
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
    await rm(data, { recursive: true, force: true });
  };
  return { port, at, close };
}

/** A line to the backend that can be made bad: `bad(match, effect, times)`, where `match` is a word of "METHOD /path". */
async function line(target) {
  const seen = [];
  let rules = [];
  const server = http.createServer((request, response) => {
    const parts = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => pass(request, Buffer.concat(parts), response).catch(() => response.destroy()));
  });
  // A connection for each: a browser sends again by itself what went wrong on one that it had used before.
  async function pass(request, body, response) {
    const what = `${request.method} ${request.url}`;
    const note = { what, headers: request.headers, body: body.toString() };
    if (request.method !== 'OPTIONS') seen.push(note);
    const rule = request.method === 'OPTIONS' ? undefined : rules.find(({ match, times }) => times > 0 && match.test(what));
    const effect = rule?.effect ?? {};
    if (rule) rule.times -= 1;
    const cors = { 'access-control-allow-origin': request.headers.origin ?? '*', 'access-control-allow-credentials': 'true', 'access-control-expose-headers': 'Retry-After, ETag' };
    if (effect.drop === 'before') return response.destroy();
    if (effect.hold) await effect.hold;
    if (effect.send) body = Buffer.from(effect.send(body.toString()));
    if (effect.status) {
      response.writeHead(effect.status, { connection: 'close', 'content-type': 'application/problem+json', ...cors, ...effect.headers });
      return response.end(JSON.stringify(effect.body ?? {}));
    }
    const answer = await new Promise((good, bad) => {
      const on = http.request({ host: '127.0.0.1', port: target().port, method: request.method, path: request.url, headers: { ...request.headers, ...effect.change && { 'accept-encoding': 'identity' }, ...body.length > 0 && { 'content-length': body.length } } }, good);
      on.on('error', bad);
      on.end(body);
    });
    const came = [];
    for await (const part of answer) came.push(part);
    let text = Buffer.concat(came);
    note.status = answer.statusCode;
    // The backend has done it; nobody hears of it.
    if (effect.drop === 'after') return response.destroy();
    if (effect.change) text = Buffer.from(effect.change(text.toString()));
    const headers = { ...answer.headers, 'content-length': text.length, connection: 'close' };
    response.writeHead(answer.statusCode, headers);
    if (!effect.cut) return response.end(text);
    response.write(text.subarray(0, Math.floor(text.length / 2)));
    await pause(30);
    return response.destroy();
  }
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: server.address().port,
    seen,
    bad(match, effect, times = Infinity) { rules.push({ match, effect, times }); },
    well() { rules = []; },
    close() { server.closeAllConnections(); server.close(); },
  };
}

/**
 * An alliance of the live member, with so many front doors: each is `{ app, seen, bad, well }`. `close` ends all of it.
 * `way` makes a door's line to the member: given what tells where that is, it gives `{ port, close }` and whatever is its own.
 * With `campaign` the member has one that runs. With `museum` a second live member stands beside it, and each door has a line to that one too, as `museum`.
 * `told` gives what the reference backend's configuration says besides, once the lines are known: `publicUrl`, `tables`.
 */
export async function openHouse(count, { way = line, museum = false, campaign = false, told = () => ({}) } = {}) {
  const folder = await documents(HOUSE, campaign);
  let house;
  let other;
  const folders = [folder];
  const page = await readFile(path.join(DIST, 'index.html'), 'utf8');
  const doors = [];
  for (let at = 0; at < count; at += 1) {
    const wire = await way(() => house, at);
    const files = {};
    const front = await startBackend({ root: DIST, files });
    doors.push({ ...wire, wire, front, files, app: front.url, museum: museum ? await way(() => other, at) : undefined });
  }
  const origins = doors.map(({ app }) => new URL(app).origin);
  house = await backend(folder, origins, HOUSE, await told(doors));
  if (museum) {
    folders.push(await documents(MUSEUM));
    other = await backend(folders.at(-1), origins, MUSEUM);
  }
  for (const { port, files, museum } of doors) {
    const alliance = {
      atrium: '1', type: 'Alliance', id: 'test', name: 'Test alliance', languages: ['en'],
      members: [
        { id: HOUSE.id, kind: 'library', name: HOUSE.name, href: `http://localhost:${port}/${house.at}` },
        ...museum ? [{ id: MUSEUM.id, kind: 'library', name: MUSEUM.name, href: `http://localhost:${museum.port}/${other.at}` }] : [],
        { id: 'city-library', kind: 'library', name: 'City Library', href: '../demo/city-library/member.json' },
      ],
    };
    files['live/alliance.json'] = JSON.stringify(alliance);
    files['index.html'] = page
      .replace(/(<meta name="?atrium-alliance"? content=)"?[^">\s]+"?/, '$1"live/alliance.json"')
      .replace("connect-src 'self' https:", "connect-src 'self' https: http://localhost:*");
    if (!files['index.html'].includes('live/alliance.json') || !files['index.html'].includes('http://localhost')) throw new Error('the page is not as it was');
  }
  // Tests take theirs out of the list.
  const all = [...doors];
  const close = async () => {
    await house.close();
    await other?.close();
    for (const { wire, front, museum } of all) {
      await wire.close();
      await museum?.close();
      await front.close();
    }
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  };
  return { doors, close };
}

// A guide as what it tells a person to do: files to save and commands to run, in their order.

import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

export const GUIDE = path.resolve(import.meta.dirname, '../../contract/guide');

/** The blocks of a guide: `{ language, about, text }`. */
export function blocksOf(name) {
  const text = readFileSync(path.join(GUIDE, name), 'utf8').replaceAll('\r\n', '\n');
  return [...text.matchAll(/^```(\w+)(?: (.+))?\n([^]*?)^```$/gm)].map(([, language, about = '', text]) => ({ language, about, text }));
}

/** Each value of JSON in a text that holds several, one after the other. */
function values(text) {
  const found = [];
  let depth = 0, start = 0, quoted = false;
  for (let place = 0; place < text.length; place += 1) {
    const sign = text[place];
    if (quoted) { if (sign === '\\') place += 1; else if (sign === '"') quoted = false; continue; }
    if (sign === '"') quoted = true;
    if ((sign === '{' || sign === '[') && (depth += 1) === 1) start = place;
    if ((sign === '}' || sign === ']') && (depth -= 1) === 0) found.push(JSON.parse(text.slice(start, place + 1)));
  }
  return found;
}

/** What the guide says must be there, and be so; `…` stands for anything that is said. */
function holds(real, said, where = '') {
  if (said === '…') assert.ok(typeof real === 'string' && real.length > 0, `${where} says something`);
  else if (Array.isArray(said)) {
    assert.equal(real?.length, said.length, `${where} is as long`);
    said.forEach((item, index) => holds(real[index], item, `${where}/${index}`));
  } else if (said && typeof said === 'object') {
    for (const [name, value] of Object.entries(said)) holds(real?.[name], value, `${where}/${name}`);
  } else assert.deepEqual(real, said, where);
}

/**
 * Does what a guide says in a folder: saves its files, runs its commands, starts its servers, and holds answers against those
 * it promises. What needs a checkout is handed to `checkout`. Every server is ended with the test.
 */
export async function follow(t, name, folder, checkout) {
  let server, said = '', saved = 0, ran = 0;
  const end = async () => {
    if (!server || server.exitCode !== null) return;
    const gone = new Promise((done) => server.once('exit', done));
    server.kill();
    await gone;
  };
  t.after(end);
  for (const { language, about, text } of blocksOf(name)) {
    if (language === 'sh' && about === 'checkout') {
      await checkout?.(text);
    } else if (language === 'sh' && about === 'server') {
      await end();
      const port = /\b(8\d{3})\b/.exec(text)[1];
      assert.equal(await isThere(port), false, `nothing else answers at port ${port}`);
      const [program, ...words] = text.trim().split(/\s+/);
      server = spawn(program, words, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
      await answers(port, server, text);
      ran += 1;
    } else if (language === 'sh') {
      said = (await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', text], { cwd: folder })).stdout;
      ran += 1;
    } else if (about === 'answer') {
      const promised = values(text), came = values(said);
      assert.equal(came.length, promised.length, said);
      promised.forEach((value, index) => holds(came[index], value, `answer ${index + 1} of ${name}`));
    } else {
      assert.ok(about, `${name} has a block that is neither a file nor a command:\n${text}`);
      const file = path.join(folder, about);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
      saved += 1;
    }
  }
  return { saved, ran };
}

const isThere = (port) => fetch(`http://127.0.0.1:${port}/member.json`).then(() => true, () => false);

/** Waits until a server that was started answers at its port. */
async function answers(port, server, command) {
  while (!(await isThere(port))) {
    assert.equal(server.exitCode, null, `${command.trim()} ended at once`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

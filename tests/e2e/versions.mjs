// A next version of the built app on a test's server: another script, another page that names it, another worker that lists
// both; what was there under the old names is gone, as after a deployment.

import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { DIST } from './browser.mjs';

const SCRIPT = /^atrium-[0-9a-f]+\.js$/;
const integrity = (text) => `sha256-${createHash('sha256').update(text).digest('base64')}`;

/** The page with another name in it, and a policy that allows the scripts that now have this name in them. */
function renamed(page, from, to) {
  let next = page.replaceAll(from, to);
  for (const [, inline] of page.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([^]*?)<\/script>/g)) {
    if (inline.includes(from)) next = next.replaceAll(integrity(inline), integrity(inline.replaceAll(from, to)));
  }
  return next;
}

/** Deploys it. `name` stands in the page, in `<meta name="test-version">`. */
export function nextVersion(backend, name) {
  const built = (file) => readFileSync(path.join(DIST, file), 'utf8');
  const old = readdirSync(DIST).find((file) => SCRIPT.test(file));
  const before = Object.keys(backend.files).find((file) => SCRIPT.test(file));
  if (before) delete backend.files[before];

  const version = createHash('sha256').update(name).digest('hex').slice(0, 16);
  const script = `atrium-${version}.js`;
  const text = `${built(old)}\n// ${name}`;
  const page = renamed(built('index.html'), old, script).replace('<head>', `<head><meta name="test-version" content="${name}">`);
  const worker = built('sw.js');
  const [, oldVersion] = worker.match(/\bVERSION ?= ?"([0-9a-f]+)"/);
  const next = worker.replaceAll(oldVersion, version).replaceAll(old, script).replaceAll(integrity(built(old)), integrity(text));
  if (next.includes(old) || !next.includes(integrity(text)) || !page.includes(script)) throw new Error('the build has changed its ways');
  Object.assign(backend.files, { [script]: text, 'index.html': page, 'sw.js': next });
  backend.rule(old, { status: 404 });
  return { script, shell: (of) => of.replace(/[0-9a-f]+$/, version) };
}

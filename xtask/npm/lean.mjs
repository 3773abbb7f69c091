// Makes small what the build sends to browsers. Run by xtask, which says what in arguments:
//
//   texts IN OUT                  a JSON list of { kind, text }; writes a list of texts. Kinds: script, module, page, style.
//   open JS WASM JS' WASM'        before wasm-opt: lets go of exports that no page of ours uses
//   close JS WASM JS' WASM'       after wasm-opt: lets go of unused imports, and gives short names to what is left
//
// Names that anybody else may say (a worker's functions across its parts, an element's attributes) stay as they are.

import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { SHARED, called, closed, listed } from './glue.mjs';
import { namesOf, renamed, withExports } from './wasm.mjs';

const require = createRequire(path.join(process.env.ATRIUM_NODE_MODULES ?? path.join(import.meta.dirname, 'node_modules'), '_'));
const { transformSync } = require('esbuild');

const MINIFY = { minify: true, legalComments: 'none', charset: 'utf8' };
const KINDS = {
  // Without a module's walls the names at the top are shared between files: esbuild leaves them alone.
  script: { ...MINIFY, loader: 'js' },
  module: { ...MINIFY, loader: 'js', format: 'esm' },
  // In a page, before anything is known of the browser: what is newer than ES5 is a mistake here, and said.
  page: { ...MINIFY, loader: 'js', target: 'es5' },
  style: { ...MINIFY, loader: 'css' },
};
const small = (kind, text) => transformSync(text, KINDS[kind]).code.trimEnd();

/** Dead code away, everything else readable. */
function shaken(glue) {
  return transformSync(glue, { loader: 'js', format: 'esm', treeShaking: true, pure: ['FinalizationRegistry'] }).code;
}

const [task, ...files] = process.argv.slice(2);
const text = (at) => readFileSync(files[at], 'utf8');

if (task === 'texts') {
  writeFileSync(files[1], JSON.stringify(JSON.parse(text(0)).map((job) => small(job.kind, job.text))));
} else if (task === 'open') {
  const glue = closed(text(0));
  const used = called(shaken(glue));
  writeFileSync(files[2], glue);
  writeFileSync(files[3], withExports(readFileSync(files[1]), (name) => used.has(name)));
} else if (task === 'close') {
  const wasm = readFileSync(files[1]);
  const { glue, numbers } = listed(text(0), namesOf(wasm).imports.filter(({ module }) => SHARED.test(module)).map(({ name }) => name));
  const { code, mangleCache } = transformSync(shaken(glue), {
    ...KINDS.module, mangleProps: SHARED, mangleQuoted: true, mangleCache: {},
  });
  writeFileSync(files[2], code.trimEnd());
  writeFileSync(files[3], renamed(wasm, { ...mangleCache, ...numbers }));
} else {
  throw new Error(`no such task: ${task}`);
}

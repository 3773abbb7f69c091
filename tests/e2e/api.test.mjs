// The page of the API as it is served: for everybody's eyes, in both schemes, from its own host alone; and the schemas in it
// over the demo's own documents.

import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { schemas } from '../packages.mjs';
import { APP, DIST, assert, axe, controlled, journey } from './harness.mjs';

const PAGES = readdirSync(path.join(DIST, 'api'), { recursive: true }).map((file) => file.replaceAll('\\', '/')).filter((file) => file.endsWith('.html'));
const PROSE = PAGES.filter((file) => file !== 'reference.html');
const json = (...parts) => JSON.parse(readFileSync(path.join(DIST, ...parts), 'utf8'));
// A program of a megabyte draws forty operations at once: on a machine that does other things that takes its time.
const shown = (page) => page.waitForSelector('#reference[data-shown=""]', { timeout: 90_000 });
// The order of Redoc's headings and the names of its menu are Redoc's.
const REDOCS = /^(?:heading-order|label-content-name-mismatch):/;

test('what belongs to it is there', () => {
  for (const file of ['index.html', 'read.html', 'participate.html', 'publish.html', 'rules.html', 'reference.html', 'guide/first-static-member.html', 'guide/adding-participation.html']) {
    assert.ok(PAGES.includes(file), file);
  }
  assert.equal(json('api', 'openapi.json').openapi, '3.1.0');
  assert.ok(readdirSync(path.join(DIST, 'api', 'schema')).filter((file) => file.endsWith('.schema.json')).length >= 17);
});

test('every link in it leads to something that is there', () => {
  const broken = [];
  for (const file of PAGES) {
    const html = readFileSync(path.join(DIST, 'api', file), 'utf8');
    for (const [, href] of html.matchAll(/(?:href|src)="([^"]+)"/g)) {
      if (/^https?:/.test(href)) continue;
      const url = new URL(href, `http://site/api/${file}`);
      const below = decodeURIComponent(url.pathname.slice(1));
      const target = below === '' || below.endsWith('/') ? `${below}index.html` : below;
      let text;
      try { text = readFileSync(path.join(DIST, target), 'utf8'); } catch { broken.push(`${file}: ${href}`); continue; }
      if (url.hash && !text.includes(`id="${decodeURIComponent(url.hash.slice(1))}"`)) broken.push(`${file}: ${href}`);
    }
  }
  assert.deepEqual(broken, []);
});

test('every document of the demo fits the schema that is offered for it', () => {
  const { Ajv, formats } = schemas();
  const ajv = formats(new Ajv({ strict: false, allErrors: true }));
  const checks = new Map();
  let judged = 0;
  for (const file of readdirSync(path.join(DIST, 'demo'), { recursive: true }).filter((file) => file.endsWith('.json'))) {
    const document = json('demo', file);
    if (document.atrium !== '1') continue;
    const { type } = document;
    if (!checks.has(type)) checks.set(type, ajv.compile(json('api', 'schema', `${type}.schema.json`)));
    const fits = checks.get(type);
    assert.ok(fits(document), `${file}: ${ajv.errorsText(fits.errors)}`);
    judged += 1;
  }
  assert.ok(judged >= 20 && checks.size >= 7, `${judged} documents of ${[...checks.keys()]}`);
});

for (const look of [{ scheme: 'light' }, { scheme: 'dark' }, { scheme: 'light', phone: true }]) {
  journey(`the prose reads well: ${JSON.stringify(look)}`, look, async ({ page }) => {
    for (const file of PROSE) {
      await page.goto(new URL(`api/${file}`, APP).href);
      assert.deepEqual(await axe(page), [], file);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${file} is no wider than the screen`);
    }
  });

  journey(`the reference shows every operation, from its own host alone: ${JSON.stringify(look)}`, { ...look, timeout: 120_000 }, async ({ page }) => {
    const foreign = [];
    page.on('request', (request) => { if (!/^(?:data|blob):/.test(request.url()) && !request.url().startsWith(APP)) foreign.push(request.url()); });
    await page.goto(new URL('api/reference.html', APP).href);
    await shown(page);
    const operations = Object.values(json('api', 'openapi.json').paths).flatMap((it) => Object.values(it)).filter((it) => it.operationId);
    assert.ok(operations.length >= 35, String(operations.length));
    const text = await page.locator('#reference').innerText();
    assert.deepEqual(operations.filter(({ summary }) => !text.includes(summary)), []);
    assert.deepEqual(foreign, []);
    assert.deepEqual((await axe(page)).filter((found) => !REDOCS.test(found)), []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'no wider than the screen');
  });
}

journey('prose and reference are strict: no script but our files, and nothing kept by the worker', { worker: true }, async ({ page, open }) => {
  await open('');
  await controlled(page);
  for (const [file, scripts] of [['', false], ['reference.html', true]]) {
    const answer = await page.goto(new URL(`api/${file}`, APP).href);
    const policy = answer.headers()['content-security-policy'];
    assert.match(policy, /default-src 'none'.*frame-ancestors 'none'/);
    assert.doesNotMatch(policy, /script-src[^;]*unsafe|https:/);
    assert.equal(/script-src/.test(policy), scripts, policy);
    assert.match(await page.title(), /Atrium API/, 'the worker leaves the page alone');
  }
  await shown(page);
  const kept = await page.evaluate(async () => (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)))).flat());
  assert.ok(kept.length > 0);
  assert.deepEqual(kept.filter((url) => url.includes('/api/')), []);
});

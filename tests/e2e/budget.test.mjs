// What budgets.json says a first visit asks for is what a browser asks for: nothing unlisted, nothing listed for show,
// and not more bytes on the line than the limit.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PAGES } from '../pages.mjs';
import { APP, assert, journey, settled } from './harness.mjs';

const { entries } = JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../../budgets.json'), 'utf8'));
const VISITS = { home: PAGES.home, embed: PAGES['embed-campaign'], studio: PAGES.studio };

/** Asked for by windows that can install; the one here, without a bar, may or may not. */
const BY_THE_WINDOW = new Set(['manifest.webmanifest', 'icons/favicon.svg']);
/** Pictures are not counted: how many are asked for depends on the window. */
const PICTURE = /^demo\/.*\.(?:jpe?g|png|webp|avif)$/;

const fits = (pattern, name) => new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*')}$`).test(name);

journey('every entry point of budgets.json has a visit here', {}, async () => {
  assert.deepEqual(Object.keys(entries).filter((name) => name !== 'typefaces').toSorted(), Object.keys(VISITS).toSorted());
});

for (const [name, at] of Object.entries(VISITS)) {
  journey(`a first visit of ${name} asks for what its budget lists, and no more`, { phone: true }, async ({ page, context }) => {
    const { limit, files } = entries[name];
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    const requests = new Map();
    // Without the head: what is sent of it depends on the host.
    session.on('Network.requestWillBeSent', ({ requestId, request }) => requests.set(requestId, { url: request.url, bytes: 0 }));
    session.on('Network.dataReceived', ({ requestId, encodedDataLength }) => { requests.get(requestId).bytes += encodedDataLength; });
    await page.goto(new URL(at, APP).href);
    await settled(page);
    await page.waitForLoadState('networkidle');

    const asked = [...requests.values()].filter(({ url }) => /^https?:/.test(url));
    assert.deepEqual(asked.filter(({ url }) => !url.startsWith(APP)).map(({ url }) => url), [], 'no other host');
    // A deep link is answered with the page of its folder.
    const below = ({ url }) => {
      const rest = url.slice(APP.length).split(/[?#]/)[0];
      return url === new URL(at, APP).href ? files[0] : rest;
    };
    const patterns = [...files, ...entries.typefaces.files];
    const counted = asked.filter((it) => !PICTURE.test(below(it)));
    const unlisted = counted.map(below).filter((it) => !patterns.some((pattern) => fits(pattern, it)));
    assert.deepEqual(unlisted, [], 'asked for and not in budgets.json');
    const idle = files.filter((pattern) => !BY_THE_WINDOW.has(pattern) && !counted.some((it) => fits(pattern, below(it))));
    assert.deepEqual(idle, [], 'in budgets.json and not asked for');
    const twice = counted.map(({ url }) => url).filter((url, index, all) => all.indexOf(url) !== index);
    assert.deepEqual(twice, [], 'asked for twice');

    const program = counted.filter((it) => files.some((pattern) => fits(pattern, below(it))));
    const bytes = program.reduce((sum, it) => sum + it.bytes, 0);
    assert.ok(bytes > 10_000 && bytes <= limit, `${bytes} bytes on the line, ${limit} allowed:\n${program.map((it) => `${it.bytes} ${below(it)}`).join('\n')}`);
  });
}

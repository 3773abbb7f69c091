// The built site in other places than its own: a card in the pages of other people, and the app under a path of its own.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PAGES } from '../pages.mjs';
import { startBackend } from './backend.mjs';
import { APP, DIST, FAILED_REQUEST, assert, controlled, journey, settled } from './harness.mjs';
import { MINUTES, documentOf, join, ledgerOf, rowsAre, tap, words } from './patron.mjs';

const CAMPAIGN = 'planetarium/two-skies';
const title = documentOf('planetarium/campaigns/two-skies.json').title.en.toString();
const origin = new URL(APP ?? 'http://none').origin;

/** A strict policy of a host: nothing but the loader and the frames of the alliance's site. */
const STRICT = `default-src 'none'; script-src ${origin}; frame-src ${origin}; base-uri 'none'; form-action 'none'`;
const TRUSTED = `${STRICT}; require-trusted-types-for 'script'; trusted-types 'none'`;

const host = (snippet, policy) => startBackend({
  files: { 'favicon.ico': '', 'index.html': `<!doctype html><html lang="en"><head><title>Blog</title></head><body><h1>Blog</h1>${snippet}<p>The end.</p></body></html>` },
  headers: { 'content-security-policy': policy },
});

/** The two snippets as the app gives them to whoever runs a site: with a script, and without. */
async function snippets({ page, open }, kind, key) {
  await open(`share/${kind}/${key}`);
  const texts = await page.locator('main textarea, main pre, main code').evaluateAll((all) => all.map((it) => it.value ?? it.textContent));
  const found = (start) => texts.find((text) => text.trim().startsWith(start));
  const [script, frame] = [found('<script'), found('<iframe')];
  assert.ok(script && frame, 'the page shows both snippets');
  return { script, frame };
}

for (const [kind, key, name] of [['campaign', CAMPAIGN, title], ['challenge', 'city-library/twenty-minutes', 'Twenty minutes']]) {
  journey(`the ${kind}'s snippet in a page with a strict policy: the card itself, as high as it is, and a way in`, { timeout: 180_000 }, async (person) => {
    const { page } = person;
    const given = await snippets(person, kind, key);
    for (const policy of [STRICT, TRUSTED]) {
      const blog = await host(given.script, policy);
      try {
        await page.goto(blog.url);
        const card = page.frameLocator('atrium-embed iframe');
        await card.getByRole('heading', { level: 1, name }).waitFor();
        await page.locator('atrium-embed > a').waitFor({ state: 'hidden' });
        // The frame is as high as what is in it: nothing to scroll, at any width.
        for (const width of [1000, 320]) {
          await page.setViewportSize({ width, height: 700 });
          await page.waitForFunction(() => {
            const frame = document.querySelector('atrium-embed').shadowRoot.querySelector('iframe');
            return frame.clientHeight > 120 && frame.clientWidth <= innerWidth;
          });
          await card.locator('html').evaluate((root) => new Promise((done) => {
            const look = () => (root.scrollHeight <= root.clientHeight + 1 && root.scrollWidth <= root.clientWidth ? done() : requestAnimationFrame(look));
            look();
          }));
        }
        await card.getByRole('link').last().click();
        await page.waitForURL(new URL(`${kind}/${key}`, APP).href);
        await settled(page);
        await page.getByRole('heading', { level: 1, name }).waitFor();
      } finally {
        await blog.close();
      }
    }
  });
}

journey('the snippet without a script needs nothing but the frame', {}, async (person) => {
  const given = await snippets(person, 'campaign', CAMPAIGN);
  const blog = await host(given.frame, `default-src 'none'; frame-src ${origin}`);
  try {
    await person.page.goto(blog.url);
    await person.page.frameLocator('iframe').getByRole('heading', { level: 1, name: title }).waitFor();
  } finally {
    await blog.close();
  }
});

journey('where the host allows neither script nor frame, the link is there', {}, async (person) => {
  const { page, expect } = person;
  const given = await snippets(person, 'campaign', CAMPAIGN);
  const blog = await host(given.script, "default-src 'none'");
  try {
    // The host's own policy refuses the loader: that is what this is about.
    expect(/script-src|Content Security Policy|Failed to load|ERR_BLOCKED_BY_CSP/);
    await page.goto(blog.url);
    const link = page.locator('atrium-embed a');
    assert.equal(await link.isVisible(), true);
    await link.click();
    await page.waitForURL(new URL(`campaign/${CAMPAIGN}`, APP).href);
  } finally {
    await blog.close();
  }
});

journey('only cards may be framed: the app itself refuses', {}, async ({ page, expect }) => {
  const blog = await host(`<iframe src="${new URL('reader', APP).href}"></iframe>`, `default-src 'none'; frame-src ${origin}`);
  try {
    expect(/frame-ancestors|Refused to frame|Framing|chrome-error/);
    const refused = page.waitForEvent('console', (message) => /frame-ancestors/.test(message.text()));
    await page.goto(blog.url);
    await refused;
    assert.equal(await page.frameLocator('iframe').getByRole('heading', { name: words('reader.title') }).count(), 0);
  } finally {
    await blog.close();
  }
});

/**
 * The pages of the site as `xtask build --base` makes them for another path. A build for `/sub/` was compared with one for
 * `/`: the pages, and the lists made from them for hosts, are all that differs, and in the pages only what is done here.
 */
function movedTo(to) {
  const from = new URL(APP).pathname;
  const moved = (name) => {
    const html = readFileSync(path.join(DIST, name), 'utf8');
    const scripts = (text) => [...text.matchAll(/<script(?![^>]* src=)[^>]*>([^]*?)<\/script>/g)].map(([, code]) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`);
    // Addresses are the pages' own attributes and imports; a slash by itself is one in `href="…"` only.
    const text = html.replace(/(href="|["'])(\/[^"'\s>]*)/g, (all, before, address) => (address.startsWith(from) && (address !== '/' || before === 'href="') ? before + to + address.slice(from.length) : all));
    const [before, after] = [scripts(html), scripts(text)];
    return before.reduce((page, hash, at) => page.replaceAll(hash, after[at]), text);
  };
  return Object.fromEntries(['index.html', 'embed/index.html', 'studio/index.html'].map((name) => [name, moved(name)]));
}

journey('under a path of its own: every page cold, links, back, a card, and no request beside the path', { worker: true, timeout: 120_000 }, async ({ page, context, expect }) => {
  expect(FAILED_REQUEST);
  const to = '/a/path.of/its-own/';
  const site = await startBackend({ root: DIST, base: to, compress: true, files: movedTo(to) });
  const at = (below) => new URL(below, site.url).href;
  try {
    for (const [name, below] of Object.entries(PAGES)) {
      await page.goto(at(below));
      await settled(page);
      const failed = await page.locator('main .failure, .embed__sorry').count();
      assert.equal(failed, 0, `${name} is there`);
      assert.ok((await page.title()).length > 0);
    }
    // Links and back stay inside.
    await page.goto(site.url);
    await settled(page);
    await page.getByRole('heading', { level: 1 }).getByRole('link').click();
    await page.waitForURL(at(PAGES['campaign-two-skies']));
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await page.goBack();
    await page.waitForURL(site.url);

    // What is logged is kept, also with nobody on the line.
    await page.goto(at(MINUTES.path));
    await settled(page);
    await controlled(page);
    await join(page);
    await tap(page, MINUTES);
    await page.waitForLoadState('networkidle');
    await site.down();
    await page.reload();
    await settled(page);
    await rowsAre(page, 1);
    assert.equal((await ledgerOf(page)).entries.length, 1);
    await site.up();

    const strays = site.seen.filter(({ path: asked }) => !asked.startsWith(to));
    assert.deepEqual(strays.map(({ path: asked }) => asked), []);
    assert.deepEqual((await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope))), [site.url]);
    assert.equal(context.pages().length, 1);
  } finally {
    await site.close().catch(() => {});
  }
});

journey('a patron of one site on a host is no patron of its neighbour: a worker keeps to its path', { worker: true }, async ({ page, expect }) => {
  expect(FAILED_REQUEST);
  // Two builds below one origin, as on a university's web space.
  const [one, other] = ['/one/', '/other/'];
  const site = await startBackend({ root: DIST, base: one, compress: true, files: movedTo(one) });
  try {
    await page.goto(site.url);
    await settled(page);
    await controlled(page);
    const answer = await page.goto(new URL(other, site.url).href);
    assert.equal(answer.status(), 404, 'the worker does not answer for what is not its own');
    assert.equal(answer.fromServiceWorker(), false);
  } finally {
    await site.close();
  }
});

// Without network, with half a network, and with a new version on the server: the built app, served by a server that can be
// taken down, in a browser that lets the service worker in.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startBackend } from './backend.mjs';
import { APP, DIST, FAILED_REQUEST, assert, controlled, journey, settled } from './harness.mjs';
import { until } from './until.mjs';
import { nextVersion } from './versions.mjs';

const base = APP ? new URL(APP).pathname : '/';
const CAMPAIGN = 'campaign/planetarium/two-skies';
const CAMPAIGN_JSON = 'demo/planetarium/campaigns/two-skies.json';
const OWN = ['alliance.json', 'planetarium/member.json', 'city-library/member.json', 'maritime-museum/member.json', 'university-library/member.json'];

const read = (file) => JSON.parse(readFileSync(path.join(DIST, file), 'utf8'));

/** A test with the app on a server of its own, and the worker's words to every page in `told`. */
const offline = (name, options, work) => journey(name, { worker: true, timeout: 120_000, ...options }, async (tools) => {
  const { context, page, expect } = tools;
  // The worker asks a server that is down; the console says so, in the worker's place.
  expect(FAILED_REQUEST);
  await context.addInitScript(() => {
    globalThis.told = [];
    navigator.serviceWorker?.addEventListener('message', ({ data }) => told.push(data));
  });
  const backend = await startBackend({ root: DIST, base });
  const open = async (path, to = page) => {
    await to.goto(new URL(path, backend.url).href);
    await settled(to);
  };
  try {
    await work({ ...tools, backend, open });
  } finally {
    await backend.close().catch(() => {});
  }
});

/** The worker is in control and has kept all it was asked to, the alliance's own documents among it. */
async function kept(page, least = 1) {
  await controlled(page);
  await until(page, async ([own, least]) => {
    if (told.findLast(({ type }) => /^ke(?:ep|pt)/.test(type))?.type !== 'kept') return false;
    if (!told.some(({ type, total }) => type === 'kept' && total >= least)) return false;
    const name = (await caches.keys()).find((it) => it.endsWith('-documents'));
    if (!name) return false;
    const held = (await (await caches.open(name)).keys()).map(({ url }) => url);
    return own.every((end) => held.some((url) => url.endsWith(end)));
  }, [OWN, least]);
  // What is kept is kept in turn: when this, which is nothing, has had its turn, all before it have.
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    const { port1, port2 } = new MessageChannel();
    const done = new Promise((done) => { port1.onmessage = done; });
    active.postMessage({ type: 'keep', urls: [] }, [port2]);
    await done;
  });
  const all = await page.evaluate(() => told.filter(({ type }) => type === 'kept'));
  assert.equal(all.reduce((sum, { failed }) => sum + failed, 0), 0, JSON.stringify(all));
}

/** Looks at every picture of the page, as someone who scrolls would, and returns those that are not there. */
async function missingPictures(page) {
  const pictures = page.locator('main img');
  for (let at = 0; at < await pictures.count(); at += 1) await pictures.nth(at).scrollIntoViewIfNeeded().catch(() => {});
  await page.waitForFunction(() => [...document.querySelectorAll('main img')].every((it) => it.complete));
  return page.evaluate(() => [...document.querySelectorAll('main img')].filter((it) => it.naturalWidth === 0).map((it) => it.currentSrc));
}

/** Makes the stored copy of a document one of long ago, without waiting. */
const aged = (page, end, at) => page.evaluate(async ([end, at]) => {
  const cache = await caches.open((await caches.keys()).find((it) => it.endsWith('-documents')));
  const { url } = (await cache.keys()).find(({ url }) => url.endsWith(end));
  const copy = await cache.match(url);
  const headers = new Headers(copy.headers);
  headers.set('x-atrium-fetched', String(at));
  await cache.put(url, new Response(await copy.blob(), { headers }));
}, [end, at]);

const LONG_AGO = Date.parse('2026-11-20T08:05:00Z');
const notices = (page) => page.locator('.notices .notice, main .notice');
const says = (page, words) => notices(page).filter({ hasText: words }).first().waitFor();
const silence = async (page, words) => assert.equal(await notices(page).filter({ hasText: words }).count(), 0, String(words));
const shells = (page) => page.evaluate(async () => (await caches.keys()).filter((name) => name.includes('-shell-')));
const look = async (page) => {
  await page.waitForFunction(() => [...document.fonts].some(({ family, status }) => /Two Skies/.test(family) && status === 'loaded'));
  return page.evaluate(() => ({
    background: getComputedStyle(document.body).backgroundColor, face: getComputedStyle(document.querySelector('h1')).fontFamily,
    lead: getComputedStyle(document.documentElement).getPropertyValue('--accent'),
  }));
};

/** The pages of a campaign, with the title each must show. */
function pagesOf(campaign) {
  const pages = [[CAMPAIGN, campaign.title.en[0]]];
  for (const { kind, items } of campaign.sections) {
    if (kind !== 'exhibits' && kind !== 'challenges') continue;
    for (const { id, member = 'planetarium', title } of items) pages.push([`${kind.slice(0, -1)}/${member}/${id}`, title.en[0]]);
  }
  return pages;
}

for (const [device, options] of [['phone', { phone: true }], ['desk', {}]]) {
  offline(`a campaign opened once, on the first visit, is complete without network: ${device}`, options, async ({ page, context, backend, open }) => {
    await open(CAMPAIGN);
    const online = await look(page);
    await kept(page, 20);
    await backend.down();
    await context.setOffline(true);

    const pages = pagesOf(read(CAMPAIGN_JSON));
    assert.ok(pages.length >= 4, 'there is something to look at');
    const missing = [];
    for (const [path, title] of pages) {
      // Each as a deep link, in a page of its own.
      const cold = await context.newPage();
      cold.on('requestfailed', (request) => missing.push(`${path}: ${request.url()}`));
      await open(path, cold);
      assert.equal(await cold.locator('h1').innerText(), title);
      await says(cold, /No network\. This is as of .*\d/);
      missing.push(...(await missingPictures(cold)).map((src) => `${path}: not shown ${src}`));
      if (path === CAMPAIGN) {
        assert.deepEqual(await look(cold), online, 'in its own look and letters');
        assert.ok(await cold.locator('.works .work').count() > 3, 'with its reading list');
      }
      await cold.close();
    }
    assert.deepEqual(missing, []);
  });
}

offline('a kept campaign has its pictures when the phone is turned: one size stands for all', { phone: true }, async ({ page, context, backend, open }) => {
  await open(CAMPAIGN);
  await kept(page, 20);
  await backend.down();
  await context.setOffline(true);
  await page.setViewportSize({ width: 844, height: 390 });
  await open(CAMPAIGN);
  assert.deepEqual(await missingPictures(page), []);
});

offline('home is there after one visit, and so are its members', { phone: true }, async ({ page, context, backend, open }) => {
  await open('');
  const lead = await page.locator('h1').innerText();
  await kept(page);
  await backend.down();
  await context.setOffline(true);
  await page.reload();
  await settled(page);
  assert.equal(await page.locator('h1').innerText(), lead);
  assert.equal(await page.locator('.house').count(), 4);
  assert.equal(await page.getByText('Does not answer just now').count(), 0);
  assert.deepEqual(await missingPictures(page), []);
  await open('member/city-library');
  assert.deepEqual(await missingPictures(page), []);
  await context.setOffline(false);
  await silence(page, 'You are offline');
});

offline('only what the app needs is fetched ahead, and each file of it from the server itself', {}, async ({ page, backend, open }) => {
  await open('');
  await kept(page);
  const asked = [...new Set(backend.seen.map(({ path: at }) => at.slice(base.length)))];
  assert.deepEqual(asked.filter((at) => /^(?:embed|studio)|locales\/(?:embed|studio)/.test(at)), []);
  // The campaign that leads wears its letters; the other two are not on the page.
  const faces = await page.evaluate(() => [...document.fonts].filter(({ status }) => status === 'loaded').length);
  assert.equal(asked.filter((at) => at.endsWith('.woff2')).length, faces);
  assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.ready).updateViaCache), 'none');
});

offline('a member that is down while the device is online: its copy is shown, and said to be one', {}, async ({ page, backend, open }) => {
  await open('');
  await kept(page);
  await aged(page, 'planetarium/member.json', LONG_AGO);
  const well = backend.rule('planetarium/member.json', { down: true });
  await page.reload();
  await settled(page);
  await says(page, /Vela Planetarium: no answer just now\. What you see of it is as of .*20/);
  await silence(page, 'Vela City Library');
  assert.equal(await page.locator('h1').innerText(), 'Two Skies', 'its campaign leads all the same');
  well();
  await page.reload();
  await settled(page);
  await until(page, async (before) => {
    const cache = await caches.open((await caches.keys()).find((it) => it.endsWith('-documents')));
    const { url } = (await cache.keys()).find(({ url }) => url.endsWith('planetarium/member.json'));
    return Number((await cache.match(url)).headers.get('x-atrium-fetched')) > before;
  }, LONG_AGO);
  await silence(page, 'no answer');
});

offline('a document that nobody confirms says as of when, and takes it back when its server answers', {}, async ({ page, backend, open }) => {
  await open(CAMPAIGN);
  await kept(page, 20);
  await silence(page, 'as of');
  await aged(page, 'two-skies.json', LONG_AGO);
  const well = backend.rule(/campaigns\/two-skies\.json$/, { status: 503 });
  await open(CAMPAIGN);
  await says(page, /No answer just now\. This is as of .*20/);
  well();
  // Whoever asks next finds the server well, and every page hears it.
  await page.evaluate((at) => fetch(at, { headers: { accept: 'application/json' } }), CAMPAIGN_JSON);
  await page.waitForFunction(() => told.some(({ type }) => type === 'document-fresh'));
  await notices(page).filter({ hasText: 'as of' }).first().waitFor({ state: 'detached' });
});

offline('news of a document wait until it is opened again', {}, async ({ page, backend, open }) => {
  await open(CAMPAIGN);
  await kept(page, 20);
  const campaign = read(CAMPAIGN_JSON);
  campaign.title = { en: ['Three Skies'] };
  backend.files[CAMPAIGN_JSON] = JSON.stringify(campaign);
  await aged(page, CAMPAIGN_JSON, LONG_AGO);
  // The page stands before the news are there: had they come while it was made, it would show them.
  const well = backend.rule(/campaigns\/two-skies\.json$/, { status: 503 });
  await open(CAMPAIGN);
  well();
  await page.evaluate((at) => fetch(at, { headers: { accept: 'application/json' } }), CAMPAIGN_JSON);
  await page.waitForFunction((end) => told.some(({ type, url }) => type === 'document-updated' && url.endsWith(end)), CAMPAIGN_JSON);
  assert.equal(await page.locator('h1').innerText(), 'Two Skies', 'not under the eyes of who reads');
  await page.locator('header a').first().click();
  await page.waitForFunction(() => document.querySelector('.house'));
  await page.locator('.lead h1 a').click();
  await page.waitForFunction(() => document.querySelector('.campaign h1'));
  assert.equal(await page.locator('h1').innerText(), 'Three Skies');
});

offline('news of a member are there on the next page of the app', {}, async ({ page, backend, open }) => {
  await open(CAMPAIGN);
  await kept(page, 20);
  const file = 'demo/planetarium/member.json';
  const member = read(file);
  member.campaigns[0].title = { en: ['Four Skies'] };
  backend.files[file] = JSON.stringify(member);
  await aged(page, file, LONG_AGO);
  await open('member/city-library');
  await page.waitForFunction((end) => told.some(({ type, url }) => type === 'document-updated' && url.endsWith(end)), file);
  // Once when the page was opened, once for the news.
  await page.waitForFunction((end) => performance.getEntriesByType('resource').filter(({ name }) => name.endsWith(end)).length >= 2, file);
  await page.locator('header a').first().click();
  await page.locator('h1', { hasText: 'Four Skies' }).waitFor();
});

offline('pictures of a member on another host are allowed, and kept', {}, async ({ page, context, backend, open }) => {
  const museum = await startBackend({ root: path.join(DIST, 'demo/planetarium') });
  try {
    // Test servers have no certificates, so in the page's own policy this host stands beside `https:`, wherever that is allowed.
    const { origin } = new URL(museum.url);
    let places = 0;
    const allow = (html) => html.replace(/((?:img|connect)-src 'self' )https:/g, (_, before) => {
      places += 1;
      return `${before}https: ${origin}`;
    });
    backend.rule((at) => at.endsWith('/index.html') || !/\.[a-z0-9]+$/i.test(at), { body: allow });
    backend.rule(/campaigns\/two-skies\.json$/, { body: (text) => text.replaceAll('../pictures/', `${museum.url}pictures/`) });
    await open(CAMPAIGN);
    assert.equal(places % 2, 0);
    assert.ok(places > 0);
    await kept(page, 20);
    const from = () => page.evaluate((origin) => [...document.querySelectorAll('main img')].filter((it) => it.currentSrc.startsWith(origin)).length, origin);
    assert.ok(await from() > 0);
    await museum.down();
    await backend.down();
    await context.setOffline(true);
    await open(CAMPAIGN);
    assert.ok(await from() > 0);
    assert.deepEqual(await missingPictures(page), []);
  } finally {
    await museum.close().catch(() => {});
  }
});

const READING = 'exhibit/planetarium/the-same-stars/hunter';
const versionOf = (page) => page.evaluate(() => document.querySelector('meta[name=test-version]')?.content ?? 'first');
const scene = (page) => page.evaluate(() => [...document.querySelectorAll('.scene')].findIndex((it) => {
  const { top, bottom } = it.getBoundingClientRect();
  return top < innerHeight / 2 && bottom > innerHeight / 2;
}));

/** Pressed where the reader is: a click by Playwright would scroll to the button, and the reader away. */
const press = (page) => page.getByRole('button', { name: 'Update now' }).dispatchEvent('click');

async function offered(page) {
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  await says(page, 'A new version is ready.');
}

offline('an update while reading is offered, not forced; the old version goes on until then, and goes when nobody needs it', {}, async ({ page, context, backend, open }) => {
  await open('');
  await kept(page);
  await open(READING);
  const [first] = await shells(page);
  const other = await context.newPage();
  await open('', other);
  for (const tab of [page, other]) await tab.evaluate(() => { globalThis.undisturbed = true; });
  const place = await scene(page);
  assert.ok(place >= 0, 'the reader stands in a scene');

  const second = nextVersion(backend, 'second');
  await offered(page);
  assert.ok(await page.evaluate(() => globalThis.undisturbed));
  // Until then the old version is whole, though the server has none of its files any more.
  await other.reload();
  await settled(other);
  assert.equal(await versionOf(other), 'first');
  await other.evaluate(() => { globalThis.undisturbed = true; });

  await press(page);
  await until(page, () => document.querySelector('meta[name=test-version]') !== null);
  await settled(page);
  assert.equal(await versionOf(page), 'second');
  assert.equal(new URL(page.url()).pathname, base + READING);
  await page.waitForFunction((place) => {
    const middle = [...document.querySelectorAll('.scene')][place]?.getBoundingClientRect();
    return middle && middle.top < innerHeight / 2 && middle.bottom > innerHeight / 2;
  }, place);
  assert.ok(await other.evaluate(() => globalThis.undisturbed), 'the other tab is nobody else\'s to reload');
  const scripts = (tab) => tab.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => /\/atrium-[^/]*\.js$/.test(name)));
  assert.ok((await scripts(page)).every((name) => name.endsWith(second.script)), 'one version, and only that');
  assert.deepEqual(await shells(page), [first, second.shell(first)]);
  // The other tab finds the update taken, and its button just reloads.
  await press(other);
  await until(other, () => document.querySelector('meta[name=test-version]') !== null);

  const third = nextVersion(backend, 'third');
  await offered(page);
  await press(page);
  await until(page, () => document.querySelector('meta[name=test-version]')?.content === 'third');
  await until(page, async () => (await caches.keys()).filter((name) => name.includes('-shell-')).length === 2);
  assert.deepEqual(await shells(page), [second.shell(first), third.shell(first)]);
});

// The bug: the browser lets a worker finish, for minutes, and one that waited for a slow house's picture held up what was asked for.
offline('an update that is asked for does not wait for what a slow house is still to give: to keep, or to a page', {}, async ({ page, backend, open }) => {
  await open('');
  await kept(page);
  backend.rule(/never-ends/, { body: ' '.repeat(1_000_000), drip: 1_000 });
  await page.evaluate(async (at) => {
    (await navigator.serviceWorker.ready).active.postMessage({ type: 'keep', urls: [`${at}never-ends.webp`] });
    new Image().src = `${at}never-ends.png`;
  }, backend.url);
  const asked = (name) => backend.seen.some(({ path }) => path.endsWith(name));
  for (let left = 300; !(asked('never-ends.webp') && asked('never-ends.png')); left -= 1) {
    assert.ok(left > 0, 'both are asked for');
    await pause(50);
  }
  nextVersion(backend, 'second');
  await offered(page);
  await press(page);
  await until(page, () => document.querySelector('meta[name=test-version]') !== null);
});

offline('a version of which the server still has the old page is not taken', {}, async ({ page, context, backend, open }) => {
  await open('');
  await kept(page);
  const [first] = await shells(page);
  nextVersion(backend, 'second');
  delete backend.files['index.html'];
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  await until(page, async () => !(await navigator.serviceWorker.ready).installing);
  assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.ready).waiting), null);
  await backend.down();
  await context.setOffline(true);
  await page.reload();
  await settled(page);
  assert.equal(await page.locator('h1').innerText(), 'Two Skies');
  assert.equal((await shells(page))[0], first);
});

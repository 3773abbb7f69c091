// Many members, unlike backends: each card once and by its owner's word, and whoever is down, slow, too large or hostile costs
// the others nothing.

import { alliance, campaignCard, hostileMember, member } from './houses.mjs';
import { startBackend } from './backend.mjs';
import { APP, DIST, assert, controlled, journey, newContext, settled } from './harness.mjs';
import { documentOf, words } from './patron.mjs';
import { until } from './until.mjs';

const base = APP ? new URL(APP).pathname : '/';
const TITLE = 'Two Skies';
const LINK = 'a[href$="/campaign/planetarium/two-skies"]';

/** A site of its own whose documents are ours to change, for a page that lets no error pass but that of a request. */
const site = (name, options, work) => journey(name, { timeout: 180_000, ...options }, async (tools) => {
  tools.expect(/Failed to load resource|net::ERR|blocked by CORS/);
  const backend = await startBackend({ root: DIST, base });
  const put = (below, document) => { backend.files[`demo/${below}`] = typeof document === 'string' ? document : JSON.stringify(document); };
  const visit = async (below = '') => {
    await tools.page.goto(new URL(below, backend.url).href);
    await settled(tools.page);
  };
  try {
    await work({ ...tools, backend, put, visit });
  } finally {
    await backend.close();
  }
});

const cardOf = (list, id, below = 'planetarium/member.json') => documentOf(below)[list].find((it) => it.id === id);
/** A member's document with copies of another's cards, told differently. */
function carrying(below, list, cards) {
  const document = documentOf(below);
  return { ...document, [list]: [...(document[list] ?? []), ...cards] };
}
const everybody = (page) => page.waitForFunction(() => document.querySelectorAll('.house').length > 0 && ![...document.querySelectorAll('.house')].some((it) => it.textContent.includes('Loading')));

site('what several members carry stands once, by its owner’s word, with all hosts named', {}, async ({ page, put, visit }) => {
  for (const [list, id, kind] of [['campaigns', 'two-skies', 'campaign'], ['exhibits', 'the-same-stars', 'exhibit'], ['challenges', 'ten-nights', 'challenge']]) {
    const own = cardOf(list, id);
    const hosts = ['planetarium', 'maritime-museum', 'city-library'];
    put('planetarium/member.json', { ...documentOf('planetarium/member.json'), [list]: documentOf('planetarium/member.json')[list].map((it) => (it.id === id ? { ...it, hosts } : it)) });
    for (const below of ['city-library/member.json', 'maritime-museum/member.json', 'university-library/member.json']) {
      put(below, carrying(below, list, [{ ...own, member: 'planetarium', title: { en: [`Not so: ${below}`] }, hosts: ['university-library'], href: 'elsewhere.json' }]));
    }
    await visit(`search?kind=${kind}`);
    await page.waitForFunction((link) => document.querySelectorAll(link).length > 0, `main a[href$="/${kind}/planetarium/${id}"]`);
    const result = page.locator('.result', { has: page.locator(`a[href$="/${kind}/planetarium/${id}"]`) });
    await page.waitForFunction(() => !document.querySelector('main').textContent.includes('Not so'));
    assert.equal(await result.count(), 1, `${kind} once`);
    const said = await result.innerText();
    assert.ok(said.includes(own.title.en[0] ?? own.title.en), said);
    for (const name of ['Vela Planetarium', 'Maritime Museum of Vela', 'Vela City Library']) assert.ok(said.includes(name), `${kind}: ${name} in ${said}`);
  }
});

site('a card that claims another owner is shown only while the owner is silent, and only if it leads to the owner', {}, async ({ page, backend, put, visit }) => {
  const own = cardOf('campaigns', 'two-skies');
  const claims = [
    { ...own, id: 'never-heard-of', member: 'planetarium', title: { en: ['Never heard of'] } },
    { ...own, id: 'abroad', member: 'planetarium', title: { en: ['Abroad'] }, href: 'https://elsewhere.example/abroad.json' },
    { ...own, member: 'planetarium', href: '../planetarium/campaigns/two-skies.json', title: { en: ['A faithful copy'] } },
    { ...own, id: 'its-own', title: { en: ['Its own'] } },
  ];
  put('maritime-museum/member.json', carrying('maritime-museum/member.json', 'campaigns', claims));
  await visit();
  await everybody(page);
  const main = () => page.locator('main').textContent();
  // Lists are made in one go of what all members carry: with this one card the others would be there.
  await page.locator('.card', { hasText: 'Its own' }).waitFor();
  for (const title of ['Never heard of', 'Abroad', 'A faithful copy']) assert.equal((await main()).includes(title), false, `${title}, the owner is here`);
  assert.equal(await page.locator(`h1 ${LINK}`).count(), 1);

  backend.rule('planetarium/member.json', { down: true });
  await visit();
  await everybody(page);
  await page.getByText('A faithful copy').first().waitFor();
  assert.equal((await main()).includes('Abroad'), false, 'a copy that leads elsewhere may be anybody’s');
  // And it opens, though its owner's own document does not come.
  await page.getByRole('link', { name: 'A faithful copy' }).first().click();
  await page.getByRole('heading', { level: 1, name: TITLE }).waitFor();
});

for (const [name, effects, key] of [
  ['too large', { bytes: 3_000_000 }, 'home.member-large'],
  ['not readable', { body: '{"atrium": "1", "type":' }, 'home.member-wrong'],
  ['down', { down: true }, 'home.member-silent'],
  ['too slow', { drip: 800 }, 'home.member-slow'],
]) {
  site(`a member that is ${name} is named with why, the others are there, and another try brings it`, {}, async ({ page, backend, visit }) => {
    backend.rule('maritime-museum/member.json', effects);
    await visit();
    const house = page.locator('.house', { hasText: 'Maritime Museum' });
    await house.getByText(words(key)).waitFor({ timeout: 30_000 });
    assert.equal(await page.locator(`h1 ${LINK}`).count(), 1, 'the lead is there');
    await page.locator('.card', { hasText: 'Lantern' }).waitFor();
    backend.well();
    await house.getByRole('button').click();
    await house.locator('.house__summary').waitFor();
  });
}

for (const [name, effects, key] of [['too large', { bytes: 3_000_000 }, 'error.large.title'], ['too slow', { drip: 800 }, 'error.slow.title']]) {
  site(`an alliance document that is ${name} is said to be so`, {}, async ({ page, backend }) => {
    backend.rule('cultural-alliance.json', effects);
    await page.goto(backend.url);
    await page.locator('main .failure h2', { hasText: words(key, { who: words('home.alliance') }) }).waitFor({ timeout: 30_000 });
    backend.well();
    await page.locator('main .failure button').click();
    await page.locator(`h1 ${LINK}`).waitFor();
  });
}

site('a hostile member of five thousand cards pushes nobody off the page, and names nobody’s campaigns', {}, async ({ page, put, visit }) => {
  put('maritime-museum/member.json', hostileMember('maritime-museum'));
  await visit();
  await everybody(page);
  await page.locator('.card', { hasText: 'Mine ' }).first().waitFor();
  await page.locator('.card', { hasText: 'Lantern' }).waitFor();
  const found = await page.evaluate(() => ({
    cards: document.querySelectorAll('.card').length,
    mine: [...document.querySelectorAll('.card, .lead')].filter((it) => it.textContent.includes('Mine ')).length,
    longest: Math.max(...[...document.querySelectorAll('main h1, main h2, main h3, main p, .footer a')].map((it) => it.textContent.length)),
    lead: document.querySelector('h1 a').getAttribute('href'),
    also: [...document.querySelectorAll('main a')].map((it) => it.getAttribute('href')).filter((it) => /campaign\/planetarium\/campaign-/.test(it)),
    wide: document.documentElement.scrollWidth <= innerWidth,
  }));
  assert.ok(found.cards < 60, `${found.cards} cards`);
  assert.ok(found.mine > 0 && found.mine <= 12, `${found.mine} of its cards`);
  assert.ok(found.longest <= 5_000, `${found.longest} letters in one text`);
  assert.match(found.lead, /planetarium\/two-skies$/);
  assert.deepEqual(found.also, [], 'the planetarium has answered and owns none of these');
  assert.equal(found.wide, true, 'no sideways scrolling');
  // Measured again for each of its lines, one word of thousands of letters would hold a phone at every layout.
  const run = () => page.evaluate(() => {
    const texts = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
    let longest = 0;
    while (texts.nextNode()) longest = Math.max(longest, ...texts.currentNode.data.split(/\s+/).map((word) => word.length));
    return longest;
  });
  assert.ok(await run() <= 200, `${await run()} letters in one word`);
  // The rest is a tap away, by pages.
  await page.getByRole('link', { name: /^More from Maritime Museum/ }).or(page.getByRole('link', { name: /^All / })).first().click();
  await page.locator('.result').first().waitFor();
  assert.ok(await page.locator('.result').count() <= 30);
  await visit('member/maritime-museum');
  await page.locator('.member .rich').waitFor();
  assert.ok(await run() <= 200, `${await run()} letters in one word of its own page`);
});

/** Two of the demo's members, by the names the alliance gives them. */
const MARITIME = 'Maritime Museum of Vela';
const VELA = 'Vela Planetarium';
const optionOf = (page, filter, value) => page.locator(`#search-${filter} option[value="${value}"]`);
const countOf = async (option) => Number((await option.textContent()).match(/\(([\d,]+)\)/)[1].replace(/\D/g, ''));

site('a hostile member that names another as host, and calls itself by another’s name, passes as nobody: in lists, search, filters and on its page', {}, async ({ page, put, visit }) => {
  const own = documentOf('planetarium/member.json').campaigns.length;
  const hostile = JSON.parse(hostileMember('maritime-museum'));
  put('maritime-museum/member.json', { ...hostile, id: 'planetarium', name: { en: [VELA] } });
  await visit();
  await everybody(page);
  const card = page.locator('.card', { hasText: 'Mine ' }).first();
  await card.waitFor();
  // What a host has not confirmed it is only named with, after the owner.
  assert.equal(await card.locator('.card__hosts').innerText(), `${MARITIME} · ${words('hosts.with', { names: VELA })}`);

  await visit('search?q=Mine&kind=campaign');
  const result = page.locator('.result').first();
  await result.waitFor();
  assert.ok((await result.locator('p').last().innerText()).startsWith(`${MARITIME} · ${words('hosts.with', { names: VELA })}`), await result.innerText());
  await optionOf(page, 'member', 'maritime-museum').waitFor({ state: 'attached' });
  assert.equal(await optionOf(page, 'member', 'planetarium').count(), 0, 'none of these is the planetarium’s');

  await visit('search?kind=campaign&member=planetarium');
  await page.locator('.result').first().waitFor();
  await optionOf(page, 'member', 'maritime-museum').waitFor({ state: 'attached' });
  assert.equal(await countOf(optionOf(page, 'member', 'planetarium')), own);
  assert.equal(await page.locator('.result', { hasText: 'Mine ' }).count(), 0);

  await visit('search?kind=member');
  await page.locator('.result a[href$="/member/maritime-museum"]').waitFor();
  assert.equal(await page.locator('.result a[href$="/member/maritime-museum"]').innerText(), MARITIME);

  await visit('member/maritime-museum');
  await page.locator('.card').first().waitFor();
  assert.equal(await page.locator('h1').innerText(), MARITIME);
  assert.ok((await page.title()).startsWith(MARITIME), await page.title());
  const claimed = await page.locator('main .card a').evaluateAll((all) => all.map((it) => it.getAttribute('href')).filter((it) => it.includes('/planetarium/')));
  assert.deepEqual(claimed, [], 'no copy of what the planetarium does not own');
  // And not all five thousand at once.
  assert.equal(await page.locator('main .card').count(), 12);
  await page.getByRole('link', { name: words('home.all', { count: '4,000' }) }).click();
  await page.waitForURL(/search\?kind=campaign&member=maritime-museum$/);
});

site('a host is named as one once it carries the card itself, and shows on its page what it hosts', {}, async ({ page, put, visit }) => {
  const own = cardOf('campaigns', 'two-skies');
  put('maritime-museum/member.json', carrying('maritime-museum/member.json', 'campaigns', [{ ...own, member: 'planetarium', href: '../planetarium/campaigns/two-skies.json', title: { en: ['Not so'] } }]));
  await visit('campaign/planetarium/two-skies');
  await page.waitForFunction((first) => [...document.querySelectorAll('.hosts li')].slice(0, 2).map((it) => it.textContent).join() === first, [VELA, MARITIME].join());
  const hosts = await page.locator('.hosts li').allInnerTexts();
  assert.equal(hosts[2], words('hosts.with', { names: '' }).trim(), hosts.join());
  assert.equal(hosts.length, 5);
  await visit('member/maritime-museum');
  await page.locator(`.card ${LINK}`, { hasText: TITLE }).waitFor();
  assert.equal(await page.getByText('Not so').count(), 0);
  await visit('member/university-library');
  await page.locator('.member .card').first().waitFor();
  assert.equal(await page.locator(`.member .card ${LINK}`).count(), 0, 'who does not say so hosts nothing');
});

site('an empty device is shown twelve of the challenges that run, each member’s in turn, and the way to the rest', {}, async ({ page, put, visit }) => {
  const challenges = Array.from({ length: 300 }, (_, number) => campaignCard(number * 3, { id: `c${number}`, href: `challenges/c${number}.json` }));
  put('maritime-museum/member.json', carrying('maritime-museum/member.json', 'challenges', challenges));
  await visit('reader');
  await page.locator('.reader .card', { hasText: 'The ' }).first().waitFor();
  await page.getByRole('link', { name: /^All 30\d$/ }).waitFor();
  assert.equal(await page.locator('.reader .card').count(), 12);
  assert.ok(await page.locator('.reader .card a[href*="/challenge/city-library/"]').count() > 0, 'nobody is pushed off the page');
  await page.getByRole('link', { name: /^All 30\d$/ }).click();
  await page.waitForURL(/search\?kind=challenge&when=now$/);
});

/** A member's document that is not where the alliance says, but one redirect further; what it links to is only there. */
function moved({ backend, put }) {
  const document = documentOf('planetarium/member.json');
  put('moved/far/member.json', document);
  put('moved/far/campaigns/two-skies.json', documentOf('planetarium/campaigns/two-skies.json'));
  backend.rule('/planetarium/member.json', { status: 302, etag: false, headers: { location: '../moved/far/member.json' } });
  backend.rule('/planetarium/campaigns/two-skies.json', { status: 404 });
}

site('the links of a redirected document are relative to where it came from in the end', {}, async ({ page, backend, put, visit }) => {
  moved({ backend, put });
  await visit('campaign/planetarium/two-skies');
  await page.getByRole('heading', { level: 1, name: TITLE }).waitFor();
});

site('and so are those of the worker’s copy of it, without a network too', { worker: true }, async ({ page, context, backend, put, visit }) => {
  moved({ backend, put });
  await visit('campaign/planetarium/two-skies');
  await controlled(page);
  await visit('campaign/planetarium/two-skies');
  await page.getByRole('heading', { level: 1, name: TITLE }).waitFor();
  await kept(page, 'demo/planetarium/member.json');
  await kept(page, 'demo/moved/far/campaigns/two-skies.json');
  await context.setOffline(true);
  await visit('campaign/planetarium/two-skies');
  await page.getByRole('heading', { level: 1, name: TITLE }).waitFor();
  await visit('search?q=sky');
  await page.locator('.result h3 a[href$="/campaign/planetarium/two-skies"]').waitFor();
  await context.setOffline(false);
});

/** The worker keeps the answer to this address. */
const kept = (page, below) => until(page, async (below) => {
  for (const name of await caches.keys()) if (name.endsWith('-documents') && await (await caches.open(name)).match(new URL(below, document.baseURI), { ignoreVary: true })) return true;
  return false;
}, below);

/** A page that may ask any server: each member has one of its own here, as in life. */
const open = (name, work) => journey(name, { timeout: 120_000 }, async (tools) => {
  const context = await (await newContext()).browser().newContext({ bypassCSP: true, serviceWorkers: 'block', locale: 'en' });
  const servers = [];
  const serve = async (options) => { servers.push(await startBackend(options)); return servers.at(-1); };
  try {
    await work({ ...tools, page: await context.newPage(), serve });
  } finally {
    await context.close();
    await Promise.all(servers.map((it) => it.close()));
  }
});

open('members that never answer do not hold the place of those behind them', async ({ page, serve }) => {
  const names = Array.from({ length: 20 }, (_, number) => `m${number}`);
  const dead = await serve();
  dead.rule(() => true, { delay: 15_000 });
  const well = await serve({ files: Object.fromEntries(names.map((id, number) => [`${id}.json`, JSON.stringify(member(id, { campaigns: [campaignCard(number * 3)] }))])) });
  const members = names.map((id, number) => ({ id, href: `${number < 8 ? dead.url : well.url}${id}.json` }));
  const front = await serve({ root: DIST, base, files: { 'demo/.well-known/cultural-alliance.json': JSON.stringify(alliance(members)) } });
  await page.goto(front.url);
  // Long before the first eight have had their twelve seconds each: one leads, and beside it stand the other eleven.
  await page.waitForFunction(() => document.querySelectorAll('.card').length === 11, null, { timeout: 11_000 });
  assert.equal(await page.locator('.house', { hasText: 'Loading' }).count(), 8);
  assert.equal(await page.locator('.house', { hasText: 'lends books' }).count(), 4, 'twelve are shown');
  assert.equal(await page.locator('main').getByRole('link', { name: words('home.all', { count: '20' }), exact: true }).count(), 1, 'and the way to all');
  assert.equal(await page.locator('h1 a[href*="/campaign/m8/"]').count(), 1, 'the first that answers leads');
  assert.equal(new Set(well.seen.map(({ path }) => path)).size, well.seen.length, 'nobody is asked twice');
});

open('a member whose document is redirected to another’s is still itself', async ({ page, serve }) => {
  const well = await serve({ files: {
    'owner/member.json': {
      body: Buffer.from(JSON.stringify(member('owner', { campaigns: [campaignCard(0, { title: { en: ['The real one'] } })] }))), type: 'application/json',
      // The worker's words, which from a server are not believed.
      headers: { 'x-atrium-url': 'https://elsewhere.example/member.json', 'x-atrium-fetched': '1', 'access-control-expose-headers': 'x-atrium-url, x-atrium-fetched' },
    },
    'owner/campaigns/campaign-0.json': JSON.stringify({ atrium: '1', type: 'Campaign', ...campaignCard(0, { title: { en: ['The real one'] } }) }),
  } });
  const thief = await serve();
  thief.rule('member.json', { status: 302, etag: false, headers: { location: `${well.url}owner/member.json` } });
  const members = [{ id: 'thief', href: `${thief.url}member.json` }, { id: 'owner', href: `${well.url}owner/member.json` }];
  const front = await serve({ root: DIST, base, files: { 'demo/.well-known/cultural-alliance.json': JSON.stringify(alliance(members)) } });
  await page.goto(front.url);
  await everybody(page);
  assert.deepEqual(await page.locator('.house h3').allInnerTexts(), ['House thief', 'House owner']);
  // What it shows is its own, under its own name; its links lead where the document came from.
  await page.goto(new URL('member/thief', front.url).href);
  assert.equal(await page.locator('h1').innerText(), 'House thief');
  await page.goto(new URL('campaign/thief/campaign-0', front.url).href);
  await page.getByRole('heading', { level: 1, name: 'The real one' }).waitFor();
  assert.deepEqual(await page.locator('.hosts li').allInnerTexts(), ['House thief']);
  assert.ok(well.seen.some(({ path }) => path === '/owner/campaigns/campaign-0.json'));
});

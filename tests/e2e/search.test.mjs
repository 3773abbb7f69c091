// Search and the page of everything: words in every script, filters in the address, by keyboard, and without a network.

import { until } from './until.mjs';
import { startBackend } from './backend.mjs';
import { APP, DIST, FAILED_REQUEST, assert, axe, controlled, journey, settled } from './harness.mjs';
import { campaignCard } from './houses.mjs';
import { documentOf, words } from './patron.mjs';
import { LOCALES } from '../pages.mjs';

const field = (page) => page.locator('#search-words');
const links = (page) => page.locator('.result h3 a').evaluateAll((all) => all.map((it) => it.getAttribute('href').replace(/^.*?\/(?=campaign|exhibit|challenge|member)/, '')));
/** Types, and waits for a result that leads there. */
async function finds(page, typed, below) {
  await field(page).fill(typed);
  await page.locator(`.result h3 a[href$="${below}"]`).first().waitFor();
}
const counted = (page, key, values) => page.locator('.search__count', { hasText: words(key, values) }).waitFor();
/** Fetches everything, and waits until it is there. */
async function everywhere(page) {
  await page.getByRole('button', { name: words('search.everywhere') }).click();
  await page.waitForFunction(() => !document.querySelector('.search__scope button, .search__progress'));
}
/** Words of a scene that stand in no card. */
const DEEP = 'Betelgeuse';

journey('one field finds in every language, without accents, vowel signs and spaces, and marks what it found', {}, async ({ page, open }) => {
  await open('search');
  for (const [typed, below] of [
    ['two skies', 'campaign/planetarium/two-skies'],
    ['SKIES TWO', 'campaign/planetarium/two-skies'],
    ['重天', 'campaign/planetarium/two-skies'],
    ['dos CIELOS', 'campaign/planetarium/two-skies'],
    ['estrélla mismás', 'exhibit/planetarium/the-same-stars'],
    ['سماءان', 'campaign/planetarium/two-skies'],
    ['سَمَاءَان', 'campaign/planetarium/two-skies'],
    ['سـماءان', 'campaign/planetarium/two-skies'],
    ['فانوس', 'campaign/city-library/lantern'],
    ['biblioteca municipal', 'member/city-library'],
  ]) {
    await finds(page, typed, below);
    await page.locator('.result mark').first().waitFor();
  }
  // A slip is forgiven, and said.
  await finds(page, 'lantrn', 'campaign/city-library/lantern');
  await counted(page, 'search.near');
  // All the words, not one of them.
  await field(page).fill('skies xylophone');
  await page.getByText(words('search.nothing')).waitFor();
  assert.equal(await page.locator('.result').count(), 0);
});

journey('looking everywhere finds scenes, books and texts, and says how far it is', {}, async ({ page, open, t }) => {
  await open('search');
  await field(page).fill(DEEP);
  await page.getByText(words('search.nothing')).waitFor();
  const scope = page.locator('.search__scope');
  assert.match(await scope.innerText(), /of \d+ documents are at hand/);
  await everywhere(page);
  await page.locator('.result h3 a[href$="/exhibit/planetarium/the-same-stars/hunter"]').waitFor();
  assert.match(await page.locator('.result__piece').first().innerText(), new RegExp(DEEP));
  assert.ok((await page.locator('.result mark').allInnerTexts()).includes(DEEP));
  for (const [typed, below] of [
    ['红楼', 'campaign/city-library/lantern'],
    ['Saint-Exupery', 'campaign/'],
    ['صور الكواكب', 'campaign/planetarium/two-skies'],
    ['星宿揭秘', 'campaign/planetarium/two-skies'],
  ]) {
    await field(page).fill(typed);
    await page.locator(`.result h3 a[href*="/${below}"]`).first().waitFor().catch(() => { throw new Error(`no book for ${typed}`); });
  }
  t.diagnostic(await scope.locator('p').first().innerText());
  // The scene's result opens at the scene.
  await finds(page, DEEP, 'the-same-stars/hunter');
  await page.locator('.result h3 a[href$="/hunter"]').click();
  await page.waitForURL(/the-same-stars\/hunter$/);
  // Back: the same words, the same results.
  await page.goBack();
  await settled(page);
  await page.waitForFunction((words) => document.querySelector('#search-words')?.value === words, DEEP);
});

journey('the address says what was asked: a deep link, filters, back and forward', {}, async ({ page, open }) => {
  await open('search?q=lantern&kind=challenge');
  await page.locator('.result').first().waitFor();
  assert.equal(await field(page).inputValue(), 'lantern');
  assert.deepEqual([...new Set((await links(page)).map((it) => it.split('/')[0]))], ['challenge']);
  assert.equal(await page.getByLabel(words('search.kind'), { exact: true }).inputValue(), 'challenge');

  await page.getByLabel(words('search.kind'), { exact: true }).selectOption('campaign');
  await page.waitForURL(/kind=campaign/);
  await page.locator('.result h3 a[href$="/campaign/city-library/lantern"]').waitFor();
  await page.goBack();
  await page.waitForURL(/kind=challenge/);
  await page.locator('.result h3 a[href*="/challenge/"]').first().waitFor();
  await page.goForward();
  await page.locator('.result h3 a[href$="/campaign/city-library/lantern"]').waitFor();

  // What is typed is in the address once the hand rests, and adds no step back.
  await field(page).fill('skies');
  await page.waitForURL(/q=skies/);
  await page.goBack();
  await page.waitForURL(/q=lantern&kind=challenge/);
});

journey('filters combine, count what they would leave, are cleared in one tap, and say which to drop', {}, async ({ page, open, context }) => {
  await open('search');
  await page.locator('.result').first().waitFor();
  const total = async () => Number((await page.locator('.search__count').innerText()).match(/\d+/)[0]);
  const all = await total();
  const select = (key) => page.getByLabel(words(key), { exact: true });
  // The language of the interface is chosen by the same word.
  for (const [name, value] of [['kind', 'campaign'], ['member', 'city-library'], ['when', 'now'], ['for', 'families'], ['in', 'ar']]) {
    const choice = page.locator(`#search-${name}`);
    const option = choice.locator(`option[value="${value}"]`);
    await option.waitFor({ state: 'attached' });
    const promised = Number((await option.textContent()).match(/\((\d+)\)/)[1]);
    await choice.selectOption(value);
    await page.waitForURL(new RegExp(`[?&]${name}=${value}$`));
    await page.waitForFunction((promised) => Number(document.querySelector('.search__count').textContent.match(/\d+/)) === promised, promised);
    assert.ok(promised > 0 && promised < all + (name === 'in' ? 1 : 0), `${name}: ${promised} of ${all}`);
    await page.getByRole('button', { name: words('search.clear') }).click();
    await page.waitForFunction((all) => Number(document.querySelector('.search__count').textContent.match(/\d+/)) === all, all);
    assert.match(page.url(), /search$/);
  }
  // Together: whose, and for whom.
  await select('search.member').selectOption('planetarium');
  await page.locator('.search__count', { hasText: new RegExp(`^(?!${all} )`) }).waitFor();
  await select('search.when').selectOption('day');
  const campaign = documentOf('planetarium/campaigns/two-skies.json');
  await page.getByLabel(words('search.which-day')).fill(campaign.ends);
  await page.getByLabel(words('search.which-day')).dispatchEvent('change');
  await page.waitForURL(new RegExp(`member=planetarium&when=${campaign.ends}`));
  await page.locator('.result h3 a[href$="/campaign/planetarium/two-skies"]').waitFor();

  // Nothing fits: which filter to drop, and what then.
  await open('search?q=two+skies&kind=campaign&when=past');
  const drop = page.getByRole('button', { name: /^Without/ });
  await drop.first().waitFor();
  assert.deepEqual(await drop.allInnerTexts(), ['Without “Over”: 1']);
  await drop.first().click();
  await page.locator('.result h3 a[href$="/campaign/planetarium/two-skies"]').waitFor();
  await page.waitForURL(/q=two%20skies&kind=campaign$/);
  assert.equal(context.pages().length, 1);
});

/** A site of its own, where one member has other documents too. */
const site = (name, change, work) => journey(name, {}, async (tools) => {
  const base = new URL(APP).pathname;
  const backend = await startBackend({ root: DIST, base });
  const put = (below, document) => { backend.files[`demo/${below}`] = JSON.stringify(document); };
  try {
    const maritime = documentOf('maritime-museum/member.json');
    change(put, maritime);
    put('maritime-museum/member.json', maritime);
    await work({ ...tools, open: (below) => tools.open(new URL(below, backend.url).href) });
  } finally {
    await backend.close();
  }
});
const own = (id, more) => ({ ...campaignCard(0, { id, href: `campaigns/${id}.json`, zone: 'Europe/Lisbon' }), summary: undefined, ...more });

site('the filter of languages: regions of Chinese count as the script they write', (put, member) => {
  for (const tag of ['zh-CN', 'zh-SG', 'zh-Hans-HK', 'zh-TW', 'zh-HK', 'zh-Hant', 'de-1996', 'de-AT']) member.campaigns.push(own(`in-${tag}`, { title: { [tag]: [`Xylophon ${tag}`] } }));
}, async ({ page, open }) => {
  await open('search?q=xylophon');
  await page.locator('.result').first().waitFor();
  await page.locator('#search-in option[value="de"]').waitFor({ state: 'attached' });
  const options = await page.locator('#search-in option').evaluateAll((all) => all.filter(({ value }) => value).map(({ value, textContent }) => [value, Number(textContent.match(/\((\d+)\)/)[1])]));
  assert.deepEqual(Object.fromEntries(options), { 'zh-Hans': 3, 'zh-Hant': 3, de: 2 });
  await page.locator('#search-in').selectOption('zh-Hant');
  await page.waitForURL(/in=zh-Hant/);
  await counted(page, 'search.found_other', { count: '3' });
  assert.deepEqual((await links(page)).toSorted(), ['zh-HK', 'zh-Hant', 'zh-TW'].map((tag) => `campaign/maritime-museum/in-${tag}`).toSorted());
});

site('what a document itself says is found too: summary and tag, and the summaries of milestones and of items', (put, member) => {
  const card = own('deep', { title: { en: ['Deep'] } });
  member.campaigns.push(card);
  put('maritime-museum/campaigns/deep.json', { atrium: '1', type: 'Campaign', ...card, href: undefined, summary: { en: ['Quetzal of the campaign'] }, tag: { en: ['Axolotl'] } });
  const steps = own('steps', { href: 'challenges/steps.json', title: { en: ['Steps'] } });
  member.challenges.push(steps);
  put('maritime-museum/challenges/steps.json', {
    atrium: '1', type: 'Challenge', ...steps, href: undefined, summary: { en: ['Pangolin of the challenge'] },
    goal: { kind: 'checklist', items: [{ id: 'one', title: { en: ['One'] }, summary: { en: ['Narwhal at the door'] } }] },
    milestones: [{ id: 'first', at: 1, title: { en: ['First'] }, summary: { en: ['Okapi for the first'] } }],
  });
  const shown = own('shown', { href: 'exhibits/shown.json', title: { en: ['Shown'] } });
  member.exhibits.push(shown);
  put('maritime-museum/exhibits/shown.json', { atrium: '1', type: 'Exhibit', id: 'shown', title: { en: ['Shown'] }, summary: { en: ['Wombat of the exhibit'] }, tag: { en: ['Numbat'] }, scenes: [{ id: 'one', title: { en: ['One'] } }] });
}, async ({ page, open }) => {
  await open('search');
  await page.locator('.result').first().waitFor();
  await everywhere(page);
  for (const [typed, below] of [
    ['quetzal', 'campaign/maritime-museum/deep'], ['axolotl', 'campaign/maritime-museum/deep'],
    ['pangolin', 'challenge/maritime-museum/steps'], ['narwhal', 'challenge/maritime-museum/steps'], ['okapi', 'challenge/maritime-museum/steps'],
    ['wombat', 'exhibit/maritime-museum/shown'], ['numbat', 'exhibit/maritime-museum/shown'],
  ]) await finds(page, typed, below);
});

journey('by keyboard: from the header into the field, down the results, and back', {}, async ({ page, open }) => {
  await open('');
  await page.getByRole('link', { name: words('search.link'), exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.id === 'search-words');
  await page.keyboard.type('lantern');
  await page.locator('.result h3 a[href$="/campaign/city-library/lantern"]').waitFor();
  await page.keyboard.press('ArrowDown');
  await page.waitForFunction(() => document.activeElement === document.querySelectorAll('.result h3 a')[0]);
  await page.keyboard.press('ArrowDown');
  await page.waitForFunction(() => document.activeElement === document.querySelectorAll('.result h3 a')[1]);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await page.waitForFunction(() => document.activeElement?.id === 'search-words');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(/campaign\/city-library\/lantern$/);
});

journey('without a network it searches what the device has, and says of whom it has it', { worker: true }, async ({ page, open, context, expect }) => {
  expect(FAILED_REQUEST);
  await open('exhibit/planetarium/the-same-stars');
  await controlled(page);
  await page.reload();
  await settled(page);
  // The page's code is with the worker whether it was opened or not.
  await until(page, async () => {
    for (const name of await caches.keys()) if (name.endsWith('-documents') && await (await caches.open(name)).match(new URL('demo/planetarium/exhibits/the-same-stars.json', document.baseURI), { ignoreVary: true })) return true;
    return false;
  });
  await page.waitForLoadState('networkidle');
  await context.setOffline(true);
  await open(`search?q=${DEEP}`);
  await page.locator('.result h3 a[href$="/the-same-stars/hunter"]').waitFor();
  await page.locator('.search__scope summary').click();
  const members = await page.locator('.search__scope li').allInnerTexts();
  assert.equal(members.length, 4);
  assert.ok(members.some((it) => /^Vela Planetarium: [2-9] of/.test(it)), members.join('\n'));
  await context.setOffline(false);
});

for (const lang of ['en', 'zh-Hans', 'ar']) {
  journey(`${lang}: nothing axe finds, and nothing to scroll sideways at 320 pixels`, { lang: LOCALES[lang] }, async ({ page, open }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    for (const path of ['search', 'search?q=star', 'search?kind=campaign&when=past&for=students', 'search?q=xyzzy']) {
      await open(path);
      await page.waitForFunction(() => document.querySelector('.result, .empty'));
      assert.deepEqual(await axe(page), [], path);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false, path);
    }
  });
}

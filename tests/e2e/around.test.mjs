// Looking around on a live member, whichever backend runs it: home, a campaign, the search, the member, and all of it without a network.

import { after } from 'node:test';
import { FAILED_REQUEST, assert, controlled, journey, settled } from './harness.mjs';
import { HOUSE, openHouse } from './house.mjs';
import { words } from './patron.mjs';
import { until } from './until.mjs';

const house = await openHouse(2, { campaign: true });
after(house.close);
const door = () => house.doors.pop();
const heading = (page, name) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();

let mine = door();
journey('from home to the campaign, its challenge, the search and the member', { at: mine.app }, async ({ page, open }) => {
  await open('');
  await page.locator('main h1').getByRole('link', { name: 'Tide and stars' }).click();
  await heading(page, 'Tide and stars');
  await page.getByText('The water comes and goes.').waitFor();
  await page.locator('main').getByRole('link', { name: 'Minutes' }).first().click();
  await heading(page, 'Minutes');
  await page.getByRole('link', { name: words('search.link'), exact: true }).click();
  await page.locator('#search-words').fill('潮');
  await page.locator('.result').getByRole('link', { name: 'Tide and stars' }).waitFor();
  await page.locator('#search-words').fill('row');
  await page.locator('.result').getByRole('link', { name: 'In a row', exact: true }).click();
  await heading(page, 'In a row');
  await page.locator('.hosts').getByRole('link', { name: HOUSE.name }).click();
  await heading(page, HOUSE.name);
  assert.equal(await page.locator('main').getByRole('link', { name: 'Tide and stars' }).count(), 1);
});

mine = door();
journey('what was opened there is complete without a network', { at: mine.app, worker: true }, async ({ page, context, open, expect }) => {
  expect(FAILED_REQUEST);
  await open('');
  await controlled(page);
  await open(`campaign/${HOUSE.id}/tide`);
  // The campaign's challenge was not opened: it is kept with it.
  await until(page, async () => {
    const name = (await caches.keys()).find((it) => it.endsWith('-documents'));
    return name && (await (await caches.open(name)).keys()).some(({ url }) => url.endsWith('/challenges/minutes.json'));
  });
  await context.setOffline(true);
  await page.reload();
  await settled(page);
  await heading(page, 'Tide and stars');
  await page.locator('main').getByRole('link', { name: 'Minutes' }).first().click();
  await heading(page, 'Minutes');
});

// The recovery key: an answer that is lost costs nobody their account, and a new sheet ends the old one.

import { after } from 'node:test';
import { FAILED_REQUEST, assert, axe, journey } from './harness.mjs';
import { HOUSE, MINUTES, openHouse } from './house.mjs';
import { button, standingIs, tap, words } from './patron.mjs';
import { before, connected, kept, waiting } from './post.mjs';

const house = await openHouse(3);
after(house.close);

function at(name, work) {
  const line = house.doors.pop();
  journey(name, { at: line.app, timeout: 180_000 }, (person) => work({ ...person, line }));
}

async function recover({ page, open }, key) {
  await open(`account/${HOUSE.id}`);
  await page.getByLabel(words('account.key')).fill(key);
  await button(page, 'account.recover').click();
}
const letters = async (page) => (await page.locator('.sheet__letters').innerText()).trim();
async function past(page) {
  await page.getByLabel(words('sheet.have')).check();
  await button(page, 'sheet.on').click();
}

at('the answer to a recovery is lost on the way, and the same key works again', async ({ page, open, another, line }) => {
  const key = await connected(page, open);
  await tap(page, MINUTES);
  await waiting(page, 0);
  const other = await another();
  other.expect(FAILED_REQUEST);
  line.bad(/POST .*session/, { drop: 'after' }, 1);
  await recover(other, key);
  await other.page.getByText(words('account.no-answer', { name: HOUSE.name })).waitFor();
  await button(other.page, 'account.recover').click();
  assert.notEqual(await letters(other.page), key);
  await past(other.page);
  await other.open(MINUTES.path);
  await standingIs(other.page, '20 of');
});

at('a new sheet is made by a button, and ends the old one', async ({ page, open, another }) => {
  const key = await connected(page, open);
  await open(`account/${HOUSE.id}`);
  await button(page, 'renew.go').click();
  const next = await letters(page);
  assert.notEqual(next, key);
  assert.deepEqual(await axe(page), []);
  await past(page);
  await page.getByRole('heading', { name: words('account.title', { name: HOUSE.name }) }).waitFor();
  const other = await another();
  other.expect(FAILED_REQUEST);
  await recover(other, key);
  await other.page.getByText(words('account.unknown')).waitFor();
  await other.page.getByLabel(words('account.key')).fill(next);
  await button(other.page, 'account.recover').click();
  await other.page.locator('.sheet__letters').waitFor();
});

at('a key that the member has said is on the page even where the device keeps nothing after it', async ({ page, open }) => {
  await open(`account/${HOUSE.id}`);
  // What a full disk does to the write that follows.
  await before(page, ['accounts'], () => { throw new DOMException('full', 'QuotaExceededError'); });
  await button(page, 'account.make').click();
  assert.match(await letters(page), /^([0-9A-HJKMNP-TV-Z]{4}-){7}[0-9A-HJKMNP-TV-Z]{4}$/);
  await page.getByText(words('reader.refused')).waitFor();
  assert.deepEqual((await kept(page)).accounts, []);
});

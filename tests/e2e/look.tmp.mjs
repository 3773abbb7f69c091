import { newContext, settled, closeBrowser } from './browser.mjs';
import { HOUSE, MINUTES, openHouse } from './house.mjs';
import { button, join, tap, words } from './patron.mjs';
import { makeAccount, waiting } from './post.mjs';
const house = await openHouse(4);
let n = 0;
for (const [lang, scheme, phone] of [['en', 'light', true], ['en', 'dark', false]]) {
  const at = house.doors[n++];
  const c = await newContext({ lang, scheme, phone });
  const page = await c.newPage();
  page.setDefaultTimeout(20000);
  const open = async (p) => { await page.goto(at.app + p); await settled(page); return page; };
  const shot = async (name) => { await page.waitForTimeout(400); await page.screenshot({ path: `/tmp/look-${name}-${n}.png`, fullPage: true }); };
  await open(MINUTES.path); await join(page, 'Ana'); await tap(page, MINUTES);
  await shot('challenge-local');
  await open(`account/${HOUSE.id}`); await shot('offer');
  await button(page, 'account.make').click(); await page.locator('.sheet__letters').waitFor(); await shot('sheet');
  await page.getByLabel(words('sheet.have')).check(); await button(page, 'sheet.on').click();
  await page.locator('.devices__row').waitFor();
  await button(page, 'another.show').click(); await page.locator('.phrase__digits').waitFor(); await shot('account');
  at.bad(/PUT|POST/, { status: 422, body: { type: 'urn:atrium:problem:invalid', title: 'The number is too large' } });
  await open(MINUTES.path); await tap(page, MINUTES); await page.waitForTimeout(1500); await shot('challenge-refused');
  await open('reader'); await page.waitForTimeout(500); await shot('reader');
  await c.close();
}
await closeBrowser(); await house.close();

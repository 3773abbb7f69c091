// The designer at the studio: a colour changed, taken back, brought again, saved, and nothing lost by leaving.

import { readFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DIST } from './browser.mjs';
import { FAILED_REQUEST, assert, journey } from './harness.mjs';

const texts = JSON.parse(readFileSync(path.join(DIST, 'locales', 'studio.en.json'), 'utf8'));
const hexOf = (page) => page.getByLabel(texts['studio.hex'], { exact: true });
const hexIs = (page, hex) => page.waitForFunction(([label, hex]) => [...document.querySelectorAll('label')]
  .find((it) => it.textContent.includes(label))?.querySelector('input')?.value === hex, [texts['studio.hex'], hex]);

/** Opens the studio with the house's theme on the bench. */
async function bench(open) {
  const page = await open('studio/');
  await page.waitForFunction((label) => [...document.querySelectorAll('label')]
    .find((it) => it.textContent.includes(label))?.querySelector('input')?.value, texts['studio.hex']);
  return page;
}

journey('a colour is changed by keyboard, taken back and brought again by the keys everybody knows', async ({ open }) => {
  const page = await bench(open);
  const before = await hexOf(page).inputValue();
  await page.getByRole('slider', { name: texts['studio.lightness'] }).focus();
  for (let step = 0; step < 5; step += 1) await page.keyboard.press('ArrowLeft');
  await page.waitForFunction(([label, was]) => [...document.querySelectorAll('label')]
    .find((it) => it.textContent.includes(label)).querySelector('input').value !== was, [texts['studio.hex'], before]);
  const after = await hexOf(page).inputValue();
  // A step a key: the slider settles at each.
  for (let step = 0; step < 5; step += 1) await page.keyboard.press('Control+z');
  await hexIs(page, before);
  for (let step = 0; step < 5; step += 1) await page.keyboard.press('Control+Shift+z');
  await hexIs(page, after);
});

journey('what is saved is what was made, and only unsaved work is asked about on leaving', async ({ open }) => {
  const page = await bench(open);
  const asked = [];
  page.on('dialog', (dialog) => { asked.push(dialog.type()); return dialog.dismiss(); });
  await hexOf(page).fill('#123456');
  await page.keyboard.press('Tab');
  await page.getByRole('slider', { name: texts['studio.lightness'] }).focus();
  const asking = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  await asking;
  assert.deepEqual(asked, ['beforeunload']);
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: texts['studio.save'], exact: true }).click();
  const saved = JSON.parse(await readFile(await (await coming).path(), 'utf8'));
  assert.equal(saved.type, 'Theme');
  assert.match(JSON.stringify(saved.tokens), /#123456|0\.0705|18/i);
  const closed = page.waitForEvent('close');
  await page.close({ runBeforeUnload: true });
  await closed;
  assert.equal(asked.length, 1, 'nothing is asked once it is saved');
});

journey('colours nobody knows are not said to pass', async ({ page, open, expect }) => {
  expect(FAILED_REQUEST);
  await page.route('**/cultural-alliance.json', (route) => route.abort());
  await open('studio/');
  const said = page.locator('.studio-pairs [role="status"]');
  await said.waitFor();
  const count = (await page.locator('.studio-pairs tbody tr').count()) * 2;
  assert.equal(await said.innerText(), texts['studio.unmeasured_other'].replace('{{count}}', String(count)));
});

journey('the first click on Save after an id was corrected saves it', async ({ open }) => {
  const page = await bench(open);
  const id = page.getByLabel(texts['studio.id'], { exact: false }).first();
  await id.fill('my house!');
  await page.keyboard.press('Tab');
  await page.getByText(texts['studio.id-wrong']).waitFor();
  await id.fill('mine');
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: texts['studio.save'], exact: true }).click();
  assert.equal(JSON.parse(await readFile(await (await coming).path(), 'utf8')).id, 'mine');
});

// Logging as people do it: several readers, edit and undo, a title by ISBN, a double click, leaving and coming back.

import { assert, journey, settled } from './harness.mjs';
import {
  MINUTES, OVER, addReader, button, documentOf, idsOf, join, ledgerOf, live, noon, rowsAre, standingIs, standings, tap, tapper, words,
} from './patron.mjs';

journey('several readers: logged for at once, each for themselves, undone together', {}, async ({ page, open }) => {
  await open(MINUTES.path);
  await join(page, 'Ana');
  await addReader(page, 'Rui');
  const chip = (name) => page.locator('.dock').getByRole('button', { name, exact: true });
  // Whoever has just come is logged for too.
  for (const name of ['Ana', 'Rui']) assert.equal(await chip(name).getAttribute('aria-pressed'), 'true', name);
  await tapper(page, MINUTES).click();
  const both = page.getByText(words('log.kept-for', { what: MINUTES.usual, names: 'Ana and Rui' }));
  await both.waitFor();
  await rowsAre(page, 2);
  assert.deepEqual(await standings(page), Array(2).fill('20 of 1,000 minutes, 2%'));
  assert.equal(new Set((await ledgerOf(page)).entries.map(({ profile }) => profile)).size, 2);

  // One of them alone, and the choice outlives a reload.
  await chip('Ana').click();
  await page.reload();
  await settled(page);
  await tapper(page, MINUTES).click();
  await page.getByText(words('log.kept-for', { what: MINUTES.usual, names: 'Rui' })).waitFor();
  assert.deepEqual(await standings(page), ['20 of 1,000 minutes, 2%', '40 of 1,000 minutes, 4%']);

  await chip('Ana').click();
  await tapper(page, MINUTES).click();
  await both.waitFor();
  await button(page, 'log.undo').click();
  await page.getByText(words('log.undone')).waitFor();
  assert.deepEqual(await standings(page), ['20 of 1,000 minutes, 2%', '40 of 1,000 minutes, 4%'], 'undone for both');
  assert.equal(live(await ledgerOf(page)).length, 3);
});

journey('edit and undo in the history: the old one is replaced, never changed', {}, async ({ page, open }) => {
  const { starts } = documentOf(MINUTES.document);
  await open(MINUTES.path);
  await join(page);
  await tap(page, MINUTES);
  await rowsAre(page, 1);
  const [old] = (await ledgerOf(page)).entries;

  const dialog = page.getByRole('dialog');
  await button(page, 'history.edit', { what: MINUTES.usual }).click();
  await dialog.getByLabel(words('log.how-much')).fill('35');
  await dialog.getByLabel(words('log.day')).fill(starts);
  await dialog.getByLabel(words('log.isbn')).fill('978-0-306-40615-7');
  await dialog.getByLabel(words('log.title'), { exact: true }).fill('A "quoted", title');
  await dialog.getByLabel(words('log.note')).fill('=1+1');
  await dialog.getByRole('button', { name: words('log.save-change') }).click();
  await page.getByText(words('log.changed', { what: '35 minutes' })).waitFor();
  await dialog.waitFor({ state: 'hidden' });
  await rowsAre(page, 1);
  await standingIs(page, '35 of');
  let kept = await ledgerOf(page);
  const [now] = live(kept);
  assert.deepEqual(kept.entries.find(({ id }) => id === old.id), { ...old, voidedAt: kept.entries.find(({ id }) => id === old.id).voidedAt });
  assert.deepEqual([now.corrects, now.occurredOn, now.amount.amount, now.work.isbn, now.note], [old.id, starts, 35, '9780306406157', '=1+1']);

  // What cannot be an entry is said, and nothing is written.
  await button(page, 'history.edit', { what: '35 minutes' }).click();
  await dialog.getByLabel(words('log.isbn')).fill('978-0-306-40615-8');
  await dialog.getByLabel(words('log.note')).focus();
  await dialog.getByRole('button', { name: words('log.save-change') }).click();
  await dialog.getByRole('alert').getByText(words('isbn.checksum')).waitFor();
  await page.keyboard.press('Escape');
  assert.deepEqual(await ledgerOf(page), kept);

  await button(page, 'history.undo', { what: '35 minutes' }).click();
  await standingIs(page, '0 of');
  await rowsAre(page, 0);
  await button(page, 'history.undone').click();
  await rowsAre(page, 2);
  kept = await ledgerOf(page);
  assert.deepEqual([idsOf(kept).length, live(kept).length], [2, 0]);
});

// A word about an ISBN that came when the field was left pushed the button away from under the pointer that left it.
journey('the first click after an ISBN was typed logs it', { phone: true }, async ({ page, open }) => {
  await open(MINUTES.path);
  await join(page);
  await button(page, 'log.more').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(words('log.isbn')).fill('978-0-306-40615-7');
  await dialog.getByRole('button', { name: words('log.save'), exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  assert.equal((await ledgerOf(page)).entries.length, 1);
});

journey('a challenge that is over takes nothing, and hides nothing', {}, async ({ page, open }) => {
  const { ends } = documentOf(OVER.document);
  await page.clock.setFixedTime(noon(ends));
  await open(OVER.path);
  await join(page);
  await tap(page, OVER);
  await page.clock.setSystemTime(new Date());
  await open(OVER.path);
  await standingIs(page, '25 of');
  await rowsAre(page, 1);
  assert.equal(await tapper(page, OVER).count(), 0);
  assert.equal(await button(page, 'history.edit', { what: OVER.usual }).count(), 0);
  await button(page, 'history.undo', { what: OVER.usual }).click();
  await standingIs(page, '0 of');
});

journey('a double click logs once, and one more click logs once more', {}, async ({ page, open }) => {
  await open(MINUTES.path);
  await join(page);
  await tapper(page, MINUTES).dblclick();
  await rowsAre(page, 1);
  await standingIs(page, '20 of');
  await tap(page, MINUTES);
  await rowsAre(page, 2);
  assert.equal((await ledgerOf(page)).entries.length, 2);
});

journey('a challenge that was left keeps what was logged, and counts it again after joining again', {}, async ({ page, open }) => {
  await open(MINUTES.path);
  await join(page, 'Ana');
  await tap(page, MINUTES);
  await open('reader');
  await button(page, 'reader.leave-label', { name: 'Ana' }).click();
  await page.getByText(words('reader.left', { name: 'Ana' })).waitFor();
  const left = await ledgerOf(page);
  assert.deepEqual([left.enrolments.length, left.entries.length], [0, 1]);
  await open(MINUTES.path);
  await button(page, 'join.as', { name: 'Ana' }).click();
  await page.getByText(words('join.joined', { name: 'Ana' })).waitFor();
  await standingIs(page, '20 of');
});

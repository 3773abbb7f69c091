// What the first guide ends with: the app opened on the member that was just made.

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { follow } from '../guide/steps.mjs';
import { DIST, assert, journey, settled } from './harness.mjs';
import { startBackend } from './backend.mjs';

journey('your first static member: the app opens on it, and its challenge is there', { timeout: 120_000 }, async ({ t, page }) => {
  const here = mkdtempSync(path.join(tmpdir(), 'atrium-guide-'));
  t.after(() => rmSync(here, { recursive: true, force: true }));
  const commands = [];
  await follow(t, 'first-static-member.md', here, (text) => commands.push(text));
  const [, build] = commands;
  const named = /cargo xtask build --alliance (\S+)\ncp -r my-library dist\/\n/.exec(build)[1];
  // The build itself was done once for all journeys; what `--alliance` sets is one word of its page.
  const dist = path.join(here, 'dist');
  cpSync(DIST, dist, { recursive: true, filter: (file) => !/\.(?:br|gz)$|[/\\]demo$/.test(file) });
  const index = path.join(dist, 'index.html');
  const html = readFileSync(index, 'utf8');
  const set = html.replace(/(<meta name="atrium-alliance" content=")[^"]*/, `$1${named}`);
  assert.notEqual(set, html);
  writeFileSync(index, set);
  cpSync(path.join(here, 'my-library'), path.join(dist, 'my-library'), { recursive: true });
  const site = await startBackend({ root: dist });
  t.after(() => site.close());
  await page.goto(site.url);
  await settled(page);
  await page.getByRole('heading', { name: 'First pages' }).or(page.getByRole('link', { name: 'First pages' })).first().click();
  await settled(page);
  assert.match(await page.locator('main').innerText(), /Read a hundred pages of anything/);
});

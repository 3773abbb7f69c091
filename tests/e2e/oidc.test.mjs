// Signing in at the member by its own identity provider, in a real browser: away from the app, through a certified provider's pages,
// and back, with app, member and provider on three sites. The reference backend alone has this; the second one offers no such way.

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { assert, journey, settled } from './harness.mjs';
import { HOUSE, MINUTES, openHouse } from './house.mjs';
import { join, standingIs, tap, words } from './patron.mjs';
import { ids, kept, there, waiting } from './post.mjs';

const FOLDER = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..', 'server', 'tests', 'provider');
const TITLE = 'Library card';
const skip = process.env.ATRIUM_HOUSE === 'second' || !process.env.ATRIUM_SERVER;

/** The provider as a process of its own, told where it sends a browser back to. */
async function provider(back) {
  if (!existsSync(path.join(FOLDER, 'node_modules', 'oidc-provider'))) await promisify(execFile)('npm', ['ci', '--no-fund', '--no-audit'], { cwd: FOLDER });
  const child = spawn('node', ['provider.mjs', back], { cwd: FOLDER, stdio: ['ignore', 'pipe', 'ignore'] });
  const [issuer] = await once(createInterface({ input: child.stdout }), 'line');
  return { issuer, close: () => child.kill('SIGKILL') };
}

let sso;
const house = skip ? undefined : await openHouse(1, {
  async told([{ port }]) {
    const publicUrl = `http://localhost:${port}/`;
    sso = await provider(`${publicUrl}atrium/patron/oidc/back`);
    return { publicUrl, tables: `[oidc]\nissuer = "${sso.issuer}"\nclient_id = "atrium"\nclient_secret = "a secret of the tests"\ntitle = "${TITLE}"` };
  },
});
after(async () => {
  sso?.close();
  await house?.close();
});

journey('somebody signs in by the member\'s own sign-in, and what they logged before is kept there', { at: house?.doors[0].app, worker: true, skip, timeout: 120_000 }, async ({ page, open, expect }) => {
  // The provider's own page names an icon that it has not, and says nothing to its form's policy.
  expect(/Failed to load resource|Content Security Policy|net::ERR_/);
  await open(MINUTES.path);
  await join(page, 'Ana');
  await tap(page, MINUTES);
  await open(`account/${HOUSE.id}`);
  await page.getByRole('button', { name: TITLE }).or(page.getByRole('link', { name: TITLE })).click();
  // The provider's pages.
  await page.waitForURL((url) => url.href.startsWith(sso.issuer));
  await page.locator('input[name="login"]').fill('ana');
  await page.locator('input[name="password"]').fill('x');
  await page.locator('[type="submit"]').first().click();
  await page.getByText('Authorize').first().waitFor();
  await page.locator('[type="submit"]').first().click();
  // Back in the app, signed in; nothing of it is in the address any more.
  await page.getByText(words('account.connected', { name: HOUSE.name })).waitFor();
  await settled(page);
  assert.ok(!page.url().includes('atrium-code'), page.url());
  await waiting(page, 0);
  const kept_ = (await kept(page)).entries;
  assert.equal(kept_.length, 1);
  assert.deepEqual(ids((await there(page)).entries), ids(kept_), 'what was logged before is at the member');
  await open(MINUTES.path);
  await standingIs(page, '20 of 300');
});

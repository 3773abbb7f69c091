// The page before the program: the look without scripts, and what is no reason to give up.

import { readFileSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { APP, DIST, FAILED_REQUEST, assert, browser, journey } from './harness.mjs';

const LOOKS = [
  { scheme: 'light', chosen: null, dark: false }, { scheme: 'dark', chosen: null, dark: true },
  { scheme: 'light', chosen: 'dark', dark: true }, { scheme: 'dark', chosen: 'light', dark: false },
];

/** How light the surface and the accent are, of 255: whatever form a browser gives a colour in, a canvas knows. */
const lightness = (page) => page.evaluate(() => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', { willReadFrequently: true });
  const of = (name) => {
    const probe = document.body.appendChild(document.createElement('i'));
    probe.style.color = `var(${name})`;
    canvas.fillStyle = getComputedStyle(probe).color;
    probe.remove();
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
    return Math.round((red + green + blue) / 3);
  };
  return { surface: of('--surface'), text: of('--on-surface'), accent: of('--accent') };
});

for (const { scheme, chosen, dark } of LOOKS) {
  journey(`colours of the house on a ${scheme} device${chosen ? `, ${chosen} chosen` : ''}`, { scheme }, async ({ context, page }) => {
    // No program, so no theme: the style sheet alone.
    await context.route(/\.js$/, (route) => route.fulfill({ contentType: 'text/javascript', body: 'export default async () => {};' }));
    await context.addInitScript((chosen) => { if (chosen) localStorage.setItem('atrium.scheme', chosen); }, chosen);
    await page.goto(APP);
    const normal = await lightness(page);
    assert.equal(normal.surface < 60, dark, `surface ${normal.surface}`);
    assert.equal(normal.text > 200, dark, `text ${normal.text}`);
    assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme), dark ? 'dark' : 'light');
    // The rules for dark once stood above those for more contrast, which had no effect there.
    await page.emulateMedia({ contrast: 'more' });
    const more = await lightness(page);
    assert.ok(dark ? more.accent > normal.accent : more.accent < normal.accent, `accent ${normal.accent} → ${more.accent}`);
  });
}

journey('without scripts the device’s choice holds', {}, async () => {
  for (const scheme of ['light', 'dark']) {
    const context = await (await browser()).newContext({ javaScriptEnabled: false, colorScheme: scheme });
    const page = await context.newPage();
    await page.goto(APP);
    const colour = await page.locator('html').evaluate((it) => getComputedStyle(it).backgroundColor);
    assert.match(colour, scheme === 'dark' ? /oklch\(0\.19 / : /oklch\(0\.985 /);
    await context.close();
  }
});

journey('a style sheet that does not come is no reason to give up', {}, async ({ page, context, expect }) => {
  expect(FAILED_REQUEST);
  await context.route(/\.css$/, (route) => route.abort());
  await page.goto(APP);
  await page.waitForFunction(() => document.documentElement.hasAttribute('data-started') && document.querySelector('main h1'));
  assert.ok(await page.locator('#failure').isHidden());
});

test('no program says where things lie on the machine that built it', () => {
  const programs = readdirSync(DIST, { recursive: true }).filter((file) => file.endsWith('.wasm'));
  assert.ok(programs.length >= 3, String(programs));
  for (const file of programs) {
    const program = readFileSync(path.join(DIST, file));
    for (const place of [homedir(), path.resolve(import.meta.dirname, '../..'), '/.cargo/registry/']) {
      assert.ok(!program.includes(place), `${file} says ${place}`);
    }
  }
});

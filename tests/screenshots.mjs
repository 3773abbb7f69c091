// The pictures a browser shows when somebody is about to install the app: `screenshots` of the manifest. Taken from the
// real app and checked in, because a build needs no browser. `cargo xtask shots --manifest` takes them anew.
//
//   node tests/screenshots.mjs [--url http://…]      writes public/screenshots/

import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { APP, browser, closeBrowser, settled } from './e2e/browser.mjs';
import { PAGES, SIZES } from './pages.mjs';

const { values } = parseArgs({ options: { url: { type: 'string' } } });
const at = values.url ?? APP;
const out = path.resolve(import.meta.dirname, '../public/screenshots');
const SHOTS = [
  { form: 'narrow', size: 'phone', scale: 2, pages: ['home', 'exhibit', 'challenge-minutes'] },
  { form: 'wide', size: 'desktop', scale: 1, pages: ['home', 'campaign-two-skies'] },
];

/** A PNG as WebP, by the browser itself. */
function asWebp(page, png) {
  return page.evaluate(async (data) => {
    const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext('2d').drawImage(bitmap, 0, 0);
    const blob = await canvas.convertToBlob({ type: 'image/webp', quality: 0.6 });
    return [...new Uint8Array(await blob.arrayBuffer())];
  }, png.toString('base64'));
}

await mkdir(out, { recursive: true });
for (const { form, size, scale, pages } of SHOTS) {
  const context = await (await browser()).newContext({
    locale: 'en', viewport: SIZES[size], deviceScaleFactor: scale, isMobile: size === 'phone', hasTouch: size === 'phone',
    reducedMotion: 'reduce', serviceWorkers: 'block',
  });
  const page = await context.newPage();
  // The page itself may not read data addresses; an empty one may.
  const encoder = await context.newPage();
  for (const name of pages) {
    await page.goto(new URL(PAGES[name], at).href);
    await settled(page);
    await page.waitForLoadState('networkidle');
    await page.evaluate(() => document.fonts.ready);
    const webp = await asWebp(encoder, await page.screenshot({ animations: 'disabled' }));
    const file = path.join(out, `${form}-${name}.webp`);
    await writeFile(file, Buffer.from(webp));
    console.log(`${path.basename(file)} ${SIZES[size].width * scale}x${SIZES[size].height * scale} ${webp.length}`);
  }
  await context.close();
}
await closeBrowser();

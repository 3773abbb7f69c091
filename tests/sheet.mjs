// A contact sheet: all pictures of one page, small and side by side, so that a person sees at a glance which is off.

import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { LANGUAGES, SCHEMES, SIZES } from './pages.mjs';

const WIDTH = { phone: 240, desktop: 330 };
const HEIGHT = 1000;

/** Draws `shots` (file, size, lang, scheme) into one PNG: a row for each size, a column for each language and scheme. */
export async function sheet(context, shots, file) {
  if (shots.length === 0) return;
  const order = ({ lang, scheme }) => LANGUAGES.indexOf(lang) * SCHEMES.length + SCHEMES.indexOf(scheme);
  const rows = Object.keys(SIZES).map((size) => shots.filter((it) => it.size === size).toSorted((a, b) => order(a) - order(b)));
  const cell = (it) => `<figure style="width:${WIDTH[it.size]}px"><img src="${pathToFileURL(path.resolve(it.file))}">
    <figcaption>${it.size} ${it.lang} ${it.scheme}</figcaption></figure>`;
  const html = `<!doctype html><meta charset="utf-8"><style>
    body { margin: 0; width: max-content; background: #888; font: 12px sans-serif }
    div { display: flex; gap: 8px; padding: 8px; align-items: start }
    figure { margin: 0; position: relative; background: #fff }
    img { display: block; width: 100%; max-height: ${HEIGHT}px; object-fit: cover; object-position: top }
    figcaption { padding: 2px 4px; background: #222; color: #fff }</style>
    <h1 style="margin:8px;font-size:16px">${path.basename(file, '.png')}</h1>${rows.map((row) => `<div>${row.map(cell).join('')}</div>`).join('')}`;
  // From a file, so that the pictures need not travel through the driver.
  const source = file.replace(/png$/, 'html');
  await writeFile(source, html);
  const page = await context.newPage();
  await page.goto(pathToFileURL(path.resolve(source)).href);
  await page.waitForFunction(() => [...document.images].every((it) => it.complete && it.naturalWidth > 0));
  // The window as large as the sheet: what lies outside of it is not always drawn.
  await page.setViewportSize(await page.evaluate(() => ({ width: Math.ceil(document.body.getBoundingClientRect().width), height: document.documentElement.scrollHeight })));
  await page.screenshot({ path: file });
  await page.close();
  await rm(source);
}

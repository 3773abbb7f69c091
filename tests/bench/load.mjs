// How long a first visit takes on a poor line and a slow phone, beside a floor: the same page as plain HTML, with the
// same style sheet and pictures and no script, from the same server. Then a reload without network. Prints, asserts nothing.
//
//   ATRIUM_DIST=dist ATRIUM_URL=http://127.0.0.1:8080/ node tests/bench/load.mjs [--runs 5] [--path campaign/…]

import { parseArgs } from 'node:util';
import { startBackend } from '../e2e/backend.mjs';
import { APP, DIST, closeBrowser, newContext, settled, throttle } from '../e2e/browser.mjs';
import { floorOf } from './floor.mjs';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '5' }, path: { type: 'string', default: '' } } });
const RUNS = Number(values.runs);
const LINE = { kbps: 1600, rttMs: 150, cpu: 4 };
if (!DIST) {
  console.error('Say where the built app is: ATRIUM_DIST.');
  process.exit(2);
}

const base = APP ? new URL(APP).pathname : '/';
const server = await startBackend({ root: DIST, base, compress: true });
const at = new URL(values.path, server.url).href;

/** Notes paints, and the moment the content is on the screen, from inside the page. */
function observe() {
  const times = (globalThis.atriumTimes = {});
  // A browser of the driver's own opens a blank page first; only real ones are measured.
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) times.lcp = entry.startTime;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntriesByName('first-contentful-paint')) times.fcp = entry.startTime;
  }).observe({ type: 'paint', buffered: true });
  const look = () => {
    const there = document.documentElement?.hasAttribute('data-started') && document.querySelector('main h1')
      && !document.querySelector('#app [aria-busy="true"], #app .skeleton');
    // The frame after the one that has it is the one the person sees.
    if (there) requestAnimationFrame(() => { times.content = performance.now(); });
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Until all that was asked for is here and the largest paint has not moved for a second. */
async function quiet(page) {
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(() => {
    const { lcp, fcp } = globalThis.atriumTimes;
    return fcp !== undefined && lcp !== undefined && performance.now() - lcp > 1000;
  });
}

async function cold(url, isApp) {
  const context = await newContext({ phone: true, worker: isApp });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await context.addInitScript(observe);
  await throttle(page, LINE);
  await page.goto(url);
  if (isApp) await settled(page);
  await quiet(page);
  const times = await page.evaluate(() => globalThis.atriumTimes);
  await context.close();
  return times;
}

/** A second visit brings all that was seen into the worker's caches; the third finds nobody on the line. */
async function offline() {
  const context = await newContext({ phone: true, worker: true });
  const page = await context.newPage();
  await page.goto(at);
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
  await page.reload();
  await settled(page);
  await page.waitForLoadState('networkidle');
  await context.addInitScript(observe);
  await server.down();
  const times = [];
  for (let run = 0; run < RUNS; run += 1) {
    const lift = await throttle(page, { kbps: 0, rttMs: 0, cpu: LINE.cpu });
    await page.reload();
    await page.waitForFunction(() => globalThis.atriumTimes.content !== undefined);
    times.push(await page.evaluate(() => globalThis.atriumTimes));
    await lift();
  }
  await server.up();
  await context.close();
  return times;
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const middle = (times, name) => median(times.map((it) => it[name]).filter((it) => it !== undefined));
const line = (...cells) => console.log(cells.map((cell, at) => (at === 0 ? String(cell).padEnd(30) : String(cell).padStart(9))).join(''));
const ms = (number) => (number === undefined ? '–' : number.toFixed(0));

try {
  server.files['floor.html'] = await floorOf(at);
  const app = [];
  const floor = [];
  for (let run = 0; run < RUNS; run += 1) {
    floor.push(await cold(new URL('floor.html', server.url).href, false));
    app.push(await cold(at, true));
  }
  console.log(`First visit of /${values.path} at ${LINE.kbps / 1000} Mb/s, ${LINE.rttMs} ms, CPU slowed ${LINE.cpu} times; medians of ${RUNS}, in ms`);
  line('', 'floor', 'app', 'ratio', 'goal');
  for (const [name, label, goal] of [['fcp', 'first contentful paint', 1.5], ['lcp', 'largest contentful paint', 3]]) {
    const [low, high] = [middle(floor, name), middle(app, name)];
    line(label, ms(low), ms(high), (high / low).toFixed(2), `≤ ${goal}`);
  }
  line('content on screen', '', ms(middle(app, 'content')));
  const again = await offline();
  console.log(`\nReload from the service worker, nobody on the line, CPU slowed ${LINE.cpu} times; medians of ${RUNS}, in ms`);
  line('first contentful paint', '', ms(middle(again, 'fcp')));
  line('content on screen', '', ms(middle(again, 'content')), '', '≤ 1000');
} finally {
  await closeBrowser();
  await server.close().catch(() => {});
}

// How long a first visit takes on a poor line and a slow phone, beside a floor: the same page as plain HTML, with the
// same style sheet and pictures and no script, from the same server. Then a reload without network. Prints, asserts nothing.
//
//   ATRIUM_DIST=dist ATRIUM_URL=http://127.0.0.1:8080/ node tests/bench/load.mjs [--runs 5] [--path campaign/…] [--trace FILE]
//
// `--trace` writes what the browser did in one more first visit, for its own performance panel, and prints a summary.

import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { startBackend } from '../e2e/backend.mjs';
import { APP, DIST, browser, closeBrowser, newContext, settled, throttle } from '../e2e/browser.mjs';
import { floorOf } from './floor.mjs';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '5' }, path: { type: 'string', default: '' }, trace: { type: 'string' } } });
const RUNS = Number(values.runs);
/** How a page's word about its times begins. */
const WORD = 'atrium-bench ';
const LINE = { kbps: 1600, rttMs: 150, cpu: 4 };
if (!DIST) {
  console.error('Say where the built app is: ATRIUM_DIST.');
  process.exit(2);
}

const base = APP ? new URL(APP).pathname : '/';
const server = await startBackend({ root: DIST, base, compress: true });
const at = new URL(values.path, server.url).href;

/**
 * Notes paints, and the moment the content is on the screen, from inside the page; says all in the console once the largest
 * paint has not moved for a second and no picture in sight is on its way. A driver that asked the page meanwhile would
 * first put its own program of 300 KB into it, and be measured.
 */
function observe([isApp, word]) {
  const times = {};
  // A browser of the driver's own opens a blank page first; only real ones are measured.
  new PerformanceObserver((list) => {
    for (const { startTime, element, url } of list.getEntries()) {
      times.lcp = startTime;
      times.what = `${element?.localName ?? 'something gone'}${url ? ` ${url.replace(/.*\//, '')}` : ''}`;
    }
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
  if (isApp) requestAnimationFrame(look);
  const coming = (it) => !it.complete && it.getBoundingClientRect().top < innerHeight;
  const quiet = setInterval(() => {
    const { fcp, lcp, content } = times;
    if (fcp === undefined || lcp === undefined || (isApp && content === undefined)) return;
    if (performance.now() - Math.max(lcp, content ?? 0) < 1000 || [...document.images].some(coming)) return;
    clearInterval(quiet);
    console.debug(word + JSON.stringify(times));
  }, 250);
}

/** A page that will say its times. */
async function measured(context, isApp) {
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await page.addInitScript(observe, [isApp, WORD]);
  const times = () => page.waitForEvent('console', (message) => message.text().startsWith(WORD))
    .then((message) => JSON.parse(message.text().slice(WORD.length)));
  return { page, times };
}

async function cold(url, isApp, trace) {
  const context = await newContext({ phone: true, worker: isApp });
  const { page, times } = await measured(context, isApp);
  await throttle(page, LINE);
  if (trace) await (await browser()).startTracing(page, { path: trace });
  const [said] = await Promise.all([times(), page.goto(url)]);
  if (trace) {
    await (await browser()).stopTracing();
    await spent(trace, said);
  }
  await context.close();
  return said;
}

/** Where a visit's time went: when each file was there, and what kept the page's thread busy before the largest paint. */
async function spent(file, times) {
  const { traceEvents } = JSON.parse(await readFile(file, 'utf8'));
  const of = (name) => traceEvents.filter((event) => event.name === name);
  const { ts: start, pid, tid: own } = of('navigationStart').find(({ args }) => args.data?.documentLoaderURL === at);
  const since = (ts) => ms((ts - start) / 1000);
  console.log(`\nOne first visit, ms after its start; the largest paint at ${ms(times.lcp)} is ${times.what}`);
  line('file', 'asked', 'first byte', 'all');
  for (const { args: { data }, ts } of of('ResourceSendRequest')) {
    const same = (name) => of(name).find(({ args }) => args.data.requestId === data.requestId)?.ts;
    const name = new URL(data.url).pathname.slice(base.length) || '/';
    line(name.length > 44 ? `…${name.slice(-43)}` : name, since(ts), since(same('ResourceReceiveResponse')), since(same('ResourceFinish')));
  }
  const busy = new Map();
  for (const { name, pid: process, tid, dur, ts } of traceEvents) {
    const within = ts >= start && (ts - start) / 1000 < times.lcp;
    if (process === pid && tid === own && dur && within && !/RunTask|Scheduler|ThreadPool/i.test(name)) busy.set(name, (busy.get(name) ?? 0) + dur / 1000);
  }
  line('\non the page’s thread, nested', 'ms');
  for (const [name, spent] of [...busy].toSorted((a, b) => b[1] - a[1]).slice(0, 16)) line(name, ms(spent));
}

/** A second visit brings all that was seen into the worker's caches; then nobody is on the line. */
async function offline() {
  const context = await newContext({ phone: true, worker: true });
  const visitor = await context.newPage();
  await visitor.goto(at);
  await visitor.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
  await visitor.reload();
  await settled(visitor);
  await visitor.waitForLoadState('networkidle');
  await visitor.close();
  await server.down();
  const all = { opened: [], reloaded: [] };
  for (let run = 0; run < RUNS; run += 1) {
    const { page, times } = await measured(context, true);
    await throttle(page, { kbps: 0, rttMs: 0, cpu: LINE.cpu });
    all.opened.push((await Promise.all([times(), page.goto(at)]))[0]);
    all.reloaded.push((await Promise.all([times(), page.reload()]))[0]);
    await page.close();
  }
  await server.up();
  await context.close();
  return all;
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const middle = (times, name) => median(times.map((it) => it[name]).filter((it) => it !== undefined));
const line = (...cells) => console.log(cells.map((cell, at) => (at === 0 ? String(cell).padEnd(46) : String(cell).padStart(11))).join(''));
const ms = (number) => (number === undefined ? '–' : number.toFixed(0));

try {
  server.files['floor.html'] = await floorOf(at);
  const app = [];
  const floor = [];
  // One of each that does not count: the server compresses what it sends the first time.
  await cold(new URL('floor.html', server.url).href, false);
  await cold(at, true);
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
  console.log(`The largest paint is ${floor.at(-1).what} on the floor, ${app.at(-1).what} in the app.`);
  if (values.trace) await cold(at, true, values.trace);
  const { opened, reloaded } = await offline();
  console.log(`\nFrom the service worker, nobody on the line, CPU slowed ${LINE.cpu} times; medians of ${RUNS}, in ms`);
  line('', 'opened', 'reloaded', '', 'goal');
  line('first contentful paint', ms(middle(opened, 'fcp')), ms(middle(reloaded, 'fcp')));
  line('content on screen', ms(middle(opened, 'content')), ms(middle(reloaded, 'content')), '', '≤ 1000');
} finally {
  await closeBrowser();
  await server.close().catch(() => {});
}

// A real browser for each test file, a clean profile for each test, and no tolerance: a console error, a page error
// or a violation of the content security policy fails the test that caused it, unless the test named it before.

import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { axeSource, chromium } from '../packages.mjs';

export { assert };
/** Where the built app is served, with its base path. */
export const APP = process.env.ATRIUM_URL;
/** The folder of the built app. */
export const DIST = process.env.ATRIUM_DIST;

const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } };

let running;
/** The browser of this file, started when first needed. */
export function browser() {
  running ??= chromium.launch({
    executablePath: process.env.CHROME,
    args: [
      '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });
  return running;
}
export async function closeBrowser() {
  if (running) await (await running).close();
  running = undefined;
}

/** A clean profile. `worker: true` lets the service worker in; otherwise tests meet the network as it is. */
export async function newContext({ lang = 'en', scheme = 'light', phone = false, worker = false, contrast, motion = 'reduce' } = {}) {
  return (await browser()).newContext({
    locale: lang,
    colorScheme: scheme,
    contrast,
    reducedMotion: motion,
    viewport: phone ? SIZES.phone : SIZES.desktop,
    isMobile: phone,
    hasTouch: phone,
    deviceScaleFactor: 1,
    serviceWorkers: worker ? 'allow' : 'block',
    acceptDownloads: true,
    timezoneId: 'Europe/Lisbon',
  });
}

/** Collects what must not happen on the pages of a context. */
export function watch(context) {
  const problems = [];
  const expected = [];
  const note = (text) => problems.push(text);
  context.on('console', (message) => {
    if (message.type() === 'error') note(`console: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => note(`page: ${error.error().stack ?? error.error()}`));
  const ready = context.exposeBinding('atriumViolation', (_, text) => note(`policy: ${text}`)).then(() => context.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      globalThis.atriumViolation(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile ?? ''}:${event.lineNumber}`);
    });
  }));
  return {
    ready,
    /** Names a trouble this test makes on purpose, such as a request that must fail. */
    expect: (pattern) => expected.push(pattern),
    unexpected: () => problems.filter((text) => !expected.some((pattern) => pattern.test(text))),
  };
}

/** What the console says of a request that the test makes fail. */
export const FAILED_REQUEST = /Failed to load resource|net::ERR_|blocked by CORS/;

/** Waits until the app has started and nothing on the page is still on its way. */
export async function settled(page) {
  await page.waitForFunction(() => document.documentElement.hasAttribute('data-started')
    && !document.querySelector('#app [aria-busy="true"], #app .skeleton') && document.querySelector('main h1, h1'));
}

/** A test with a page. `options` are those of `newContext`, and `at` the address paths are relative to. */
export function journey(name, options, work) {
  if (typeof options === 'function') return journey(name, {}, options);
  return test(name, { timeout: options.timeout ?? 60_000, skip: options.skip }, async (t) => {
    const context = await newContext(options);
    const watched = watch(context);
    await watched.ready;
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    try {
      await work({
        t, context, page,
        expect: watched.expect,
        open: async (path, to = page) => {
          await to.goto(new URL(path, options.at ?? APP).href);
          await settled(to);
          return to;
        },
      });
      assert.deepEqual(watched.unexpected(), [], 'nothing unexpected in the console');
    } catch (error) {
      const log = watched.unexpected();
      if (log.length > 0 && error instanceof Error) error.message += `\nIn the console:\n  ${log.join('\n  ')}`;
      throw error;
    } finally {
      await context.close();
    }
  });
}

/** Violations axe finds, one line each with the first places. */
export async function axe(page, { include, disable = [] } = {}) {
  await page.evaluate(axeSource);
  const results = await page.evaluate(async ([include, disable]) => globalThis.axe.run(include ?? document, {
    resultTypes: ['violations'],
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    rules: Object.fromEntries(disable.map((rule) => [rule, { enabled: false }])),
  }), [include, disable]);
  return results.violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 4)
    .map(({ target, any }) => `${target.join(' ')} ${any[0]?.message ?? ''}`).join(' | ')}`);
}

/** A slow line and a slow phone, for one page. Call what is returned to lift both. */
export async function throttle(page, { kbps = 1600, rttMs = 150, cpu = 4, offline = false } = {}) {
  const session = await page.context().newCDPSession(page);
  const bytes = kbps ? (kbps * 1000) / 8 : -1;
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', { offline, latency: rttMs, downloadThroughput: bytes, uploadThroughput: bytes });
  await session.send('Emulation.setCPUThrottlingRate', { rate: cpu });
  return () => session.detach();
}

/** The service worker controls the page, and everything it was asked to do is done. */
export async function controlled(page) {
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
}

after(closeBrowser);

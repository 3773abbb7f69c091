// A clean profile for each test, and no tolerance: a console error, a page error or a violation of the content
// security policy fails the test that caused it, unless the test named it before.

import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { axeSource } from '../packages.mjs';
import { APP, closeBrowser, newContext, settled } from './browser.mjs';

export { assert };
export * from './browser.mjs';

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

/** The service worker controls the page, and everything it was asked to do is done. */
export async function controlled(page) {
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
}

after(closeBrowser);

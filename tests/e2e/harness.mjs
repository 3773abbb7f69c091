// A clean profile for each test, and no tolerance: a console error, a page error or a violation of the content
// security policy fails the test that caused it, unless the test named it before.

import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import test, { after, describe } from 'node:test';
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

/** A person with a profile of their own: a context that is watched, and its first page. */
async function visitor(context, at = APP) {
  const watched = watch(context);
  await watched.ready;
  const page = context.pages()[0] ?? await context.newPage();
  // Only what never comes is waited for so long: a machine at its limits is slow, and not wrong.
  context.setDefaultTimeout(30_000);
  const open = async (path, to = page) => {
    await to.goto(new URL(path, at).href);
    await settled(to);
    return to;
  };
  return { context, page, open, expect: watched.expect, unexpected: watched.unexpected };
}

/**
 * A test with a page. `options` are those of `newContext`, and `at` the address paths are relative to.
 * `another(options or a context)` is one more person, watched and seen off like the first.
 */
export function journey(name, options, work) {
  if (typeof options === 'function') return journey(name, {}, options);
  const { timeout = 120_000, skip, todo } = options;
  together(() => test(name, { timeout, skip, todo }, async (t) => {
    const people = [];
    const another = async (who = {}) => {
      const context = typeof who.newPage === 'function' ? who : await newContext({ ...options, ...who });
      people.push(await visitor(context, options.at));
      return people.at(-1);
    };
    const unexpected = () => people.flatMap((person) => person.unexpected());
    try {
      await work({ t, another, ...(await another()) });
      assert.deepEqual(unexpected(), [], 'nothing unexpected in the console');
    } catch (error) {
      const log = unexpected();
      if (log.length > 0 && error instanceof Error) error.message += `\nIn the console:\n  ${log.join('\n  ')}`;
      throw error;
    } finally {
      await Promise.all(people.map(({ context }) => context.close().catch(() => {})));
    }
  }));
}

const waiting = [];
/** Every test has a profile of its own, so those of a file run side by side: as many as the machine has cores for. */
function together(register) {
  if (waiting.push(register) > 1) return;
  // Once the file has named all of them.
  queueMicrotask(() => describe('journeys', { concurrency: Math.min(4, Math.max(2, availableParallelism())) }, () => waiting.forEach((it) => it())));
}

/** Violations axe finds, one line each with the first places; by all of its rules, or by some `only`. */
export async function axe(page, { only } = {}) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource);
  const results = await page.evaluate(async (only) => globalThis.axe.run(document, {
    resultTypes: ['violations'],
    runOnly: only ? { type: 'rule', values: only } : ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  }), only);
  return results.violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 4)
    .map(({ target, any }) => `${target.join(' ')} ${any[0]?.message ?? ''}`).join(' | ')}`);
}

/** The service worker controls the page, and everything it was asked to do is done. */
export async function controlled(page) {
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
}

after(closeBrowser);

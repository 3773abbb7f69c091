// Waits for what has to be asked for: caches, registrations, a page that is being reloaded or lies behind another. Playwright's
// `waitForFunction` takes the promise of an answer for a yes and does not wait at all, and asks only when a frame is painted.

import { setTimeout as pause } from 'node:timers/promises';

/** Asks the page until it says yes (anything true, which is returned), or fails after thirty seconds. */
export async function until(page, question, argument, patience = 30_000) {
  const end = Date.now() + patience;
  for (;;) {
    // A page on its way to another has no answer yet.
    const answer = await page.evaluate(question, argument).catch((error) => {
      if (!/context was destroyed|navigation/i.test(error.message)) throw error;
    });
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`never came true: ${question}`);
    await pause(50);
  }
}

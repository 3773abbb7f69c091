// The floor of the load bench: what the app shows, written down as plain HTML that needs no script.

import { newContext, settled } from '../e2e/browser.mjs';

/** The rendered page as a static one: same text, same style sheets, same pictures. */
export async function floorOf(url) {
  const context = await newContext({ phone: true });
  const page = await context.newPage();
  await page.goto(url);
  await settled(page);
  await page.waitForLoadState('networkidle');
  const html = await page.evaluate(() => {
    const copy = document.documentElement.cloneNode(true);
    for (const gone of copy.querySelectorAll('script, noscript, dialog, [hidden], link[rel~="modulepreload"], link[rel~="preload"], link[rel="manifest"], meta[http-equiv]')) gone.remove();
    // Rules the app adds from a theme are not in the markup.
    const rules = [...document.adoptedStyleSheets].flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText));
    if (rules.length > 0) copy.querySelector('head').append(Object.assign(document.createElement('style'), { textContent: rules.join('\n') }));
    return `<!doctype html>\n${copy.outerHTML}`;
  });
  await context.close();
  return html;
}

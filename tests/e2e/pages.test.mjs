// Every page, in both schemes, in a script from the left and one from the right: axe finds nothing, the language is
// said, there is one main heading, and nothing has to be scrolled sideways on the smallest phone.

import { LOCALES, PAGES } from '../pages.mjs';
import { assert, axe, journey } from './harness.mjs';

for (const lang of ['en', 'ar']) {
  for (const scheme of ['light', 'dark']) {
    for (const phone of [true, false]) {
      // Each of the four looks on each size costs minutes; light on the phone and dark on the desk meet all rules.
      const audited = phone === (scheme === 'light');
      if (!audited) continue;
      journey(`every page: ${lang}, ${scheme}, ${phone ? 'phone' : 'desktop'}`, { lang: LOCALES[lang], scheme, phone, timeout: 240_000 }, async ({ page, open }) => {
        const found = [];
        for (const [name, path] of Object.entries(PAGES)) {
          await open(path);
          const facts = await page.evaluate(() => ({
            lang: document.documentElement.lang, dir: getComputedStyle(document.documentElement).direction,
            title: document.title.trim().length > 0, headings: document.querySelectorAll('h1').length,
          }));
          const wanted = { lang, dir: lang === 'ar' ? 'rtl' : 'ltr', title: true, headings: 1 };
          if (JSON.stringify(facts) !== JSON.stringify(wanted)) found.push(`${name}: ${JSON.stringify(facts)}`);
          for (const violation of await axe(page)) found.push(`${name}: ${violation}`);
        }
        assert.deepEqual(found, []);
      });
    }
  }
}

journey('320 pixels are wide enough for every page', { phone: true, timeout: 120_000 }, async ({ page, open }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  const wide = [];
  for (const [name, path] of Object.entries(PAGES)) {
    // The studio is a tool for a desk; it scrolls inside its own panes.
    await open(path);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (over > 0) wide.push(`${name}: ${over}`);
  }
  assert.deepEqual(wide, []);
});

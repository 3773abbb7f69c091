// The embed's loader on pages of other people: strict policies, twice loaded, a frame that never speaks.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { startBackend } from './backend.mjs';
import { assert, journey } from './harness.mjs';

const LOADER = readFileSync(path.resolve(import.meta.dirname, '../../public/embed.js'), 'utf8');

const FRAME = (height) => `<!doctype html><title>f</title><body>${height ? `<script>parent.postMessage({ type: 'atrium:height', height: ${height} }, '*')</script>` : ''}`;

async function servers(host, policy) {
  const app = await startBackend({ files: {
    'embed.js': LOADER, 'embed/speaks': { body: FRAME(300), type: 'text/html' }, 'embed/giant': { body: FRAME(99999), type: 'text/html' },
    'embed/silent': { body: FRAME(0), type: 'text/html' },
  } });
  const blog = await startBackend({
    files: { 'favicon.ico': '', 'index.html': host.replaceAll('APP/', app.url) },
    headers: policy ? { 'content-security-policy': policy.replaceAll('APP', new URL(app.url).origin) } : {},
  });
  return { app, blog, close: () => Promise.all([app.close(), blog.close()]) };
}

const embedOf = (name, more = '') => `<atrium-embed src="APP/embed/${name}" title="Two Skies" height="420" ${more}>Read: <a href="APP/campaign/x">Two Skies</a></atrium-embed>`;
const MODULE = '<script type="module" src="APP/embed.js"></script>';
const CLASSIC = '<script src="APP/embed.js"></script>';
const pageOf = (...parts) => `<!doctype html><html lang="en"><title>Blog</title>${parts.join('\n')}</html>`;

const frame = (page) => page.locator('atrium-embed iframe');
const link = (page) => page.locator('atrium-embed a');
const heightOf = (page) => frame(page).evaluate((it) => it.style.height);

for (const [name, host, policy] of [
  ['as a module', pageOf(MODULE, embedOf('speaks'))],
  ['as a classic script before the element', pageOf(CLASSIC, embedOf('speaks'))],
  ['loaded twice', pageOf(CLASSIC, embedOf('speaks'), MODULE, CLASSIC)],
  ['under a policy that allows its script and its frame only', pageOf(MODULE, embedOf('speaks')), "default-src 'none'; script-src APP; frame-src APP"],
  ['under Trusted Types', pageOf(MODULE, embedOf('speaks')), "require-trusted-types-for 'script'; trusted-types 'none'"],
]) {
  journey(`${name}: the frame is sized and the link makes room`, async ({ page, context }) => {
    const { blog, close } = await servers(host, policy);
    try {
      const errors = [];
      context.on('weberror', (error) => errors.push(String(error.error())));
      await page.goto(blog.url);
      await page.waitForFunction(() => document.querySelector('atrium-embed')?.shadowRoot?.querySelector('iframe')?.style.height === '300px');
      assert.equal(await link(page).isVisible(), false);
      assert.equal(await frame(page).count(), 1);
      assert.equal(await frame(page).getAttribute('title'), 'Two Skies');
      assert.equal(await frame(page).getAttribute('loading'), 'lazy');
      assert.deepEqual(errors, []);
    } finally {
      await close();
    }
  });
}

journey('the height has bounds, a stranger has no say, and the theme goes along', async ({ page }) => {
  const { blog, app, close } = await servers(pageOf(MODULE, embedOf('giant', 'theme="dark"')));
  try {
    await page.goto(blog.url);
    await page.waitForFunction(() => document.querySelector('atrium-embed')?.shadowRoot?.querySelector('iframe')?.style.height === '4000px');
    await page.evaluate(() => postMessage({ type: 'atrium:height', height: 200 }, '*'));
    await page.evaluate(() => new Promise((done) => { setTimeout(done); }));
    assert.equal(await heightOf(page), '4000px');
    assert.equal(await frame(page).evaluate((it) => it.src), `${app.url}embed/giant?theme=dark`);
  } finally {
    await close();
  }
});

journey('an element that is moved or whose address changes stays one frame', async ({ page }) => {
  const { blog, app, close } = await servers(pageOf(MODULE, embedOf('speaks'), '<div id="elsewhere"></div>'));
  try {
    await page.goto(blog.url);
    await frame(page).waitFor();
    await page.evaluate(() => document.querySelector('#elsewhere').append(document.querySelector('atrium-embed')));
    await page.evaluate((url) => document.querySelector('atrium-embed').setAttribute('src', `${url}embed/giant`), app.url);
    await page.waitForFunction(() => document.querySelector('atrium-embed').shadowRoot.querySelector('iframe').style.height === '4000px');
    assert.equal(await frame(page).count(), 1);
  } finally {
    await close();
  }
});

journey('a frame that never speaks leaves the link, and no hole', { timeout: 90_000 }, async ({ page }) => {
  const { blog, close } = await servers(pageOf(MODULE, embedOf('silent')));
  try {
    await page.goto(blog.url);
    await frame(page).waitFor();
    assert.equal(await link(page).isVisible(), true, 'visible from the start');
    await page.waitForFunction(() => document.querySelector('atrium-embed').shadowRoot.querySelector('iframe').style.height === '0px');
    assert.equal(await link(page).isVisible(), true);
    assert.equal(await frame(page).isVisible(), false);
  } finally {
    await close();
  }
});

journey('an address that is none, or a script, leaves the link alone', async ({ page }) => {
  const bad = ['javascript:alert(1)', 'http://['].map((src) => `<atrium-embed src="${src}"><a href="APP/x">Two Skies</a></atrium-embed>`);
  const { blog, close } = await servers(pageOf(MODULE, ...bad, '<atrium-embed><a href="APP/x">x</a></atrium-embed>'));
  try {
    await page.goto(blog.url);
    await page.waitForFunction(() => customElements.get('atrium-embed'));
    assert.equal(await page.locator('iframe').count(), 0);
    for (const each of await link(page).all()) assert.equal(await each.isVisible(), true);
  } finally {
    await close();
  }
});

// A real browser and clean profiles, for tests, pictures and the bench alike.

import { existsSync } from 'node:fs';
import { chromium } from '../packages.mjs';
import { SIZES } from '../pages.mjs';

/** Where the built app is served, with its base path. */
export const APP = process.env.ATRIUM_URL;
/** The folder of the built app. */
export const DIST = process.env.ATRIUM_DIST;

/** The browser told by CHROME, else one where systems put it. */
const CHROME = process.env.CHROME ?? ['/usr/bin/chromium', '/usr/bin/google-chrome', '/usr/bin/chromium-browser'].find(existsSync);

const LAUNCH = {
  executablePath: CHROME,
  args: [
    '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ],
};

let running;
/** The browser of this file, started when first needed. */
export function browser() {
  running ??= chromium.launch(LAUNCH);
  return running;
}
export async function closeBrowser() {
  if (running) await (await running).close();
  running = undefined;
}

/** What a profile is like. `worker: true` lets the service worker in; otherwise tests meet the network as it is. */
function profile({ lang = 'en', scheme = 'light', phone = false, worker = false, contrast, motion = 'reduce', zone = 'Europe/Lisbon' } = {}) {
  return {
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
    timezoneId: zone,
  };
}

/** A clean profile, gone when it is closed. */
export async function newContext(options) {
  return (await browser()).newContext(profile(options));
}

/** A profile in a folder, in a browser of its own: what is kept there is there again the next time. */
export function profileOnDisk(folder, options) {
  return chromium.launchPersistentContext(folder, { ...LAUNCH, ...profile(options) });
}

/** Waits until the app has started and nothing on the page is still on its way: its content is there, or word of why not. */
export async function settled(page) {
  await page.waitForFunction(() => document.documentElement.hasAttribute('data-started')
    && !document.querySelector('[aria-busy="true"], .skeleton') && document.querySelector('h1, .failure:not([hidden])'));
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

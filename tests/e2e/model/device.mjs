// One device: a browser profile with the real app and the line it has to the member. What it did is read from its own database.

import { setTimeout as pause } from 'node:timers/promises';
import { controlled } from '../harness.mjs';
import { HOUSE, MINUTES } from '../house.mjs';
import { button, words } from '../patron.mjs';

/** In a page: the database's own answers. The question is put in as text, because the page's policy lets nobody make functions there. */
const read = (page, question, argument) => page.evaluate(`(async () => {
  const done = (request) => new Promise((good, bad) => { request.onsuccess = () => good(request.result); request.onerror = () => bad(request.error); });
  const database = await done(indexedDB.open('atrium'));
  try {
    const store = (name, mode) => database.transaction(name, mode).objectStore(name);
    return await (${question})(done, store, ${JSON.stringify(argument ?? null)});
  } finally {
    database.close();
  }
})()`);

export class Device {
  offline = false;
  kills = 0;

  constructor(name, { context, page, open, expect }, line) {
    Object.assign(this, { name, context, page, line, to: open });
    expect(/Failed to load resource|net::ERR_|blocked by CORS|Failed to fetch/);
  }

  /** A clock that can be set: what the page asks for the time is off by so much. The browser's own timers go on as they were. */
  static async skewed(context) {
    await context.addInitScript(() => {
      const Right = Date;
      const by = () => Number(globalThis.skew ?? (globalThis.skew = Number(localStorage.getItem('skew') ?? 0)));
      globalThis.Date = class extends Right {
        constructor(...given) { if (given.length > 0) super(...given); else super(Right.now() + by()); }
        static now() { return Right.now() + by(); }
      };
    });
  }

  async setSkew(ms) {
    await this.page.evaluate((ms) => { globalThis.skew = ms; localStorage.setItem('skew', String(ms)); }, ms);
  }

  async open(path) {
    if (this.at === path) return;
    await this.to(path, this.page);
    this.at = path;
  }

  /** The entries, each as its id, with `!` where it is voided; and what else tells one state from another. */
  async state() {
    const ids = await read(this.page, async (done, store) => (await done(store('entries').getAll())).map(({ id, voidedAt }) => (voidedAt ? `${id}!` : id)));
    return new Map(ids.map((id) => (id.endsWith('!') ? [id.slice(0, -1), true] : [id, false])));
  }

  entries(ids) {
    return read(this.page, async (done, store, ids) => Promise.all(ids.map((id) => done(store('entries').get(id)))), ids);
  }

  all(name) {
    return read(this.page, `async (done, store) => done(store('${name}').getAll())`);
  }

  async outbox() {
    return this.all('outbox');
  }

  /** What the member says to a question of this device, which knows where to ask. */
  async #asked(address) {
    const [account] = await this.all('accounts');
    return this.page.evaluate(async (at) => (await fetch(at, { credentials: 'include' })).json(), new URL(address(account), account.address).href);
  }

  /** Everything the member has of the patron, by its own export. */
  exported() {
    return this.#asked(({ links }) => links.export);
  }

  /** Nothing is new at the member since this device asked last. */
  async hasEverything() {
    const { more, profiles, enrolments, entries, awards, gone } = await this.#asked(({ next, links }) => next ?? links.changes);
    return !more && [profiles, enrolments, entries, awards, gone].every(({ length }) => length === 0);
  }

  /** The wait after a failure is over: nobody sits and watches the clock. */
  async waitIsOver() {
    await read(this.page, async (done, store) => {
      const accounts = store('accounts', 'readwrite');
      for (const account of await done(accounts.getAll())) {
        delete account.notBefore;
        await done(accounts.put(account, account.member));
      }
    });
  }

  /** Somebody looks at the page again, and no wait holds. */
  async comeBack() {
    await this.waitIsOver();
    await this.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  }

  async setOffline(offline) {
    this.offline = offline;
    await this.context.setOffline(offline);
  }

  /** What the renderer holds is gone from one moment to the next, with everything that was in flight. */
  async kill() {
    this.kills += 1;
    if (this.offline) await this.setOffline(false);
    const crashed = this.page.waitForEvent('crash');
    this.page.goto('chrome://crash').catch(() => {});
    await crashed;
    await this.reopen();
  }

  async reopen() {
    const old = this.page;
    this.page = await this.context.newPage();
    await old.close().catch(() => {});
    this.at = undefined;
    await this.open(MINUTES.path);
  }

  // What a person does. Each begins on its page; none waits for the line.

  async tap() {
    await this.open(MINUTES.path);
    await button(this.page, 'log.usual', { amount: MINUTES.usual }).click();
  }

  async form(amount, note) {
    await this.open(MINUTES.path);
    await button(this.page, 'log.more').click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByLabel(words('log.how-much')).fill(String(amount));
    await dialog.getByLabel(words('log.note')).fill(note);
    await dialog.getByRole('button', { name: words('log.save'), exact: true }).click();
  }

  async edit(nth, amount) {
    await this.open(MINUTES.path);
    const edits = this.page.locator('.history__row button[aria-haspopup="dialog"]');
    if (await edits.count() === 0) return false;
    await edits.nth(nth % Math.min(20, await edits.count())).click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByLabel(words('log.how-much')).fill(String(amount));
    await dialog.getByRole('button', { name: words('log.save-change') }).click();
    return true;
  }

  /** The form takes no day that lies ahead for a clock that was set back: it says so, and is closed. */
  async refused() {
    const dialog = this.page.getByRole('dialog');
    const said = await dialog.getByRole('alert').allInnerTexts();
    if (!said.some((text) => text.trim())) return false;
    await this.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    return true;
  }

  /** What the page tells a person just now. */
  says() {
    return this.page.locator('[role="alert"], [role="status"]').allInnerTexts();
  }

  async undo(nth) {
    await this.open(MINUTES.path);
    const undos = this.page.locator('.history__row button:not([aria-haspopup])');
    if (await undos.count() === 0) return false;
    await undos.nth(nth % Math.min(20, await undos.count())).click();
    return true;
  }

  /** A ledger's file is brought in, as somebody does who kept one elsewhere. */
  async bring(entries) {
    await this.open('reader');
    const ledger = { atrium: '1', type: 'Ledger', exportedAt: new Date().toISOString(), profiles: [], enrolments: [], entries, awards: [], redemptions: [] };
    const field = this.page.getByLabel(words('bring.file'));
    await field.setInputFiles([]);
    await field.setInputFiles({ name: 'ledger.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(ledger)) });
  }

  async rename(from, name) {
    await this.open('reader');
    await button(this.page, 'reader.rename-label', { name: from }).click();
    const person = this.page.locator('.person', { has: this.page.getByRole('heading', { name: from, exact: true }) });
    await person.locator('input[type="text"]').fill(name);
    await person.getByRole('button', { name: words('reader.rename-save') }).click();
    await this.page.getByText(words('reader.renamed', { name })).waitFor();
  }

  async leave(challenge, name) {
    await this.open('reader');
    const row = this.page.locator('.join', { has: this.page.locator(`a[href$="challenge/${HOUSE.id}/${challenge}"]`) });
    await row.getByRole('button', { name: words('reader.leave-label', { name }), exact: true }).click();
    await this.page.getByText(words('reader.left', { name })).waitFor();
  }

  async rejoin(challenge, name) {
    await this.open(`challenge/${HOUSE.id}/${challenge}`);
    const join = button(this.page, 'join.as', { name });
    if (await join.count() === 0) return false;
    await join.click();
    await this.page.getByText(words('join.joined', { name })).waitFor();
    return true;
  }

  /** A code is typed while nothing goes out, so that it is seen in the outbox. */
  async code(code) {
    await this.open('challenge/harbour/codes');
    await this.page.getByLabel(words('codes.label')).fill(code);
    await button(this.page, 'codes.send').click();
    await this.page.getByText(words('codes.kept', { code })).waitFor();
  }

  /** How the post is doing, for somebody who looks why it does not go on. */
  async how() {
    const [account] = await this.all('accounts');
    const [outbox, entries] = [await this.outbox(), await this.all('entries')];
    const locks = await this.page.evaluate(async () => JSON.stringify(await navigator.locks.query()));
    const { tries, notBefore, signedOut, trouble, next } = account;
    return JSON.stringify({ outbox: outbox.length, refused: outbox.filter(({ refused }) => refused).length, entries: entries.length, account: { tries, notBefore, signedOut, trouble, next }, locks, pages: this.context.pages().length });
  }

  /** Waits until what this device keeps is so: asked again and again, for as long as a slow machine may take. */
  async until(question, patience = 60_000) {
    const end = Date.now() + patience;
    for (;;) {
      // A page that is being killed may leave a question without an answer; and one that is not in front draws no frame to wait for.
      const answer = await Promise.race([question(), pause(Math.max(1, end - Date.now()))]);
      if (answer) return answer;
      if (Date.now() > end) return undefined;
      await pause(50);
    }
  }

  /** The page is closed with something on its way, and the browser wakes the worker: Background Sync. */
  async sync() {
    const here = new URL(this.page.url()).origin;
    await controlled(this.page);
    const blank = await this.context.newPage();
    const session = await this.context.newCDPSession(blank);
    const registered = new Promise((good) => {
      session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
        const mine = registrations.find(({ scopeURL }) => scopeURL.startsWith(here));
        if (mine) good(mine.registrationId);
      });
    });
    await session.send('ServiceWorker.enable');
    const registrationId = await registered;
    await this.waitIsOver();
    await this.page.close();
    this.page = blank;
    this.line.down = false;
    const put = this.line.hold(/^PUT /);
    await session.send('ServiceWorker.dispatchSyncEvent', { origin: here, registrationId, tag: 'atrium-outbox', lastChance: false });
    // Where the page began another wait before it was closed, the worker keeps to it; whether it sent is said.
    const sent = await Promise.race([put.arrived.then(() => true), this.until(() => false, 10_000)]);
    put.release();
    this.at = undefined;
    await this.open(MINUTES.path);
    return sent === true;
  }
}

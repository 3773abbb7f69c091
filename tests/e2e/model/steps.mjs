// What two devices do, drawn from a seed; after each step the reference learns what the device did, and only what it may have done.

import { assert } from '../harness.mjs';
import { CODE, HOUSE } from '../house.mjs';
import { uuid7 } from '../../server/patron.mjs';
import { FAULTS } from '../faults.mjs';

const DAY = 86_400_000;
const day = (after) => new Date(Date.now() + after * DAY).toISOString().slice(0, 10);
/** The days on which what is brought in was read; on the fourteen newest ones stands so little that a page shows it at once. */
const OLDEST = -19;
const LATEST_OF_MANY = -15;

/** How often each is done, of the sum of them. */
const WEIGHTS = {
  tap: 20, form: 8, edit: 10, undo: 10, killed: 10, offline: 8, online: 14, mode: 8, skew: 5, leave: 2, rejoin: 4, rename: 2, code: 2, sync: 4, pulled: 8,
};

export class Steps {
  done = {};
  clicked = 0;
  marks = 0;

  /** @param goal how many entries there are at the end. */
  constructor({ chance, reference, devices, readers, goal }) {
    Object.assign(this, { chance, reference, devices, readers, goal });
    this.bag = Object.entries(WEIGHTS).flatMap(([name, weight]) => Array(weight).fill(name));
  }

  count(name) {
    this.done[name] = (this.done[name] ?? 0) + 1;
  }

  /** One step of one device. */
  async next(device = this.chance.one(this.devices)) {
    const name = this.chance.one(this.bag);
    if (process.env.ATRIUM_ALOUD) console.log(`${device.name}: ${name}`);
    await this[name](device);
    this.count(name);
  }

  /** Entries as another device's file has them. */
  batch(size) {
    return Array.from({ length: size }, () => {
      this.marks += 1;
      const challenge = this.chance.happens(0.4) ? 'minutes' : 'row';
      const days = challenge === 'minutes' ? LATEST_OF_MANY - OLDEST + 1 : -OLDEST;
      return this.entry(challenge, this.chance.one(this.readers).id, day(OLDEST + this.chance.below(days)), 1 + this.chance.below(30));
    });
  }

  entry(challenge, profile, on, amount) {
    return {
      id: uuid7(Date.now() - this.chance.below(20 * DAY)), challenge: { member: HOUSE.id, id: challenge }, profile, occurredOn: on, zone: 'Europe/Lisbon',
      recordedAt: new Date(Date.now() - this.chance.below(DAY)).toISOString(), amount: { amount, unit: challenge === 'minutes' ? 'minutes' : 'pages' },
      note: `brought ${this.marks}`,
    };
  }

  /** What a device did since `before`, told apart from what came to it from the other one. */
  async learn(device, before) {
    const now = await device.state();
    for (const id of before.keys()) assert.ok(now.has(id), `${device.name} lost ${id}`);
    const fresh = [...now.keys()].filter((id) => !this.reference.entries.has(id) && !this.reference.codes.has(id));
    const added = await device.entries(fresh);
    for (const entry of added) this.reference.add(entry);
    const voided = [...now].filter(([id, voided]) => voided && this.reference.agrees(id, false)).map(([id]) => id);
    for (const id of voided) this.reference.void(id);
    for (const [id, voided] of before) assert.ok(!voided || now.get(id), `${device.name} counts ${id} again`);
    const here = [...now].filter(([id, voided]) => voided && !before.get(id)).length;
    return { added, voided, here };
  }

  async learnPeople(device) {
    for (const enrolment of await device.all('enrolments')) this.reference.enrolled(enrolment);
    for (const profile of await device.all('profiles')) this.reference.named(profile);
  }

  /** Does something, and waits until the device has kept it. */
  async kept(device, work, may) {
    const before = await device.state();
    if (await work() === false) return undefined;
    let learned = { added: [], voided: [], here: 0 };
    const whole = await device.until(async () => {
      const { added, voided, here } = await this.learn(device, before);
      learned = { added: [...learned.added, ...added], voided: [...learned.voided, ...voided], here };
      return may(learned) || (learned.added.length === 0 && await device.refused());
    });
    assert.ok(whole, `${device.name} kept what it was told: ${JSON.stringify(learned)}; it says ${JSON.stringify(await device.says())}`);
    this.clicked += learned.added.length;
    return learned;
  }

  perReader(added, amount, unit = 'minutes') {
    assert.equal(new Set(added.map(({ profile }) => profile)).size, added.length, 'one entry for each reader');
    for (const entry of added) assert.deepEqual(entry.amount, { amount, unit });
    return true;
  }

  async tap(device) {
    await this.kept(device, () => device.tap(), ({ added }) => added.length > 0 && this.perReader(added, 20));
  }

  async form(device) {
    const amount = 1 + this.chance.below(40);
    this.marks += 1;
    await this.kept(device, () => device.form(amount, `typed ${this.marks}`), ({ added }) => added.length > 0 && this.perReader(added, amount));
  }

  /** An edit is a voided entry and a new one, both or neither. */
  async edit(device) {
    // Another one than before, whatever that was: an edit that changes nothing writes nothing.
    this.marks += 1;
    const amount = 41 + (this.marks % 900);
    const nth = this.chance.below(20);
    await this.kept(device, () => device.edit(nth, amount), ({ added, here }) => {
      if (added.length === 0) return false;
      this.wholeEdits(added);
      return here > 0 && this.perReader(added, amount);
    });
  }

  wholeEdits(added) {
    for (const { corrects } of added) assert.ok(!corrects || this.reference.agrees(corrects, true), 'what is corrected is voided');
  }

  async undo(device) {
    const nth = this.chance.below(20);
    await this.kept(device, () => device.undo(nth), ({ added, here }) => added.length === 0 && here > 0);
  }

  /** A little on each of the newest days. */
  async bringDays(device) {
    const before = await device.state();
    const entries = this.readers.flatMap(({ id }) => Array.from({ length: 14 }, (_, back) => this.entry('minutes', id, day(-back), 5)));
    await device.bring(entries);
    assert.ok(await device.until(async () => (await device.state()).size === before.size + entries.length), 'all of a file is kept');
    await this.learn(device, before);
  }

  /** A whole file, all of it or nothing. */
  async bring(device, size) {
    const entries = this.batch(size);
    const before = await device.state();
    await device.bring(entries);
    const state = await device.until(async () => {
      const now = await device.state();
      return now.has(entries[0].id) && now;
    });
    assert.ok(state && entries.every(({ id }) => state.has(id)), 'all of a file is kept');
    await this.learn(device, before);
    this.count('bring');
  }

  /** The tab dies at some step of writing, sending, hearing the answer, or taking in what is new. What it did is whole or not there. */
  async killed(device) {
    const before = await device.state();
    const moment = this.chance.below(6);
    const entries = moment === 5 ? this.batch(30) : [];
    if (device.offline) await device.setOffline(false);
    await device.waitIsOver();
    const what = [
      undefined,
      [/^PUT .*\/entries/],
      [/^PUT .*\/entries/, { done: true }],
      [/^GET .*changes/, { done: true }],
      [/^GET .*standing/],
      undefined,
    ][moment];
    const hold = what && device.line.hold(...what);
    if (moment === 5) await device.bring(entries);
    else await device.tap();
    // Nothing may come, where an earlier wait holds: then it dies while it waits.
    const nothing = device.until(async () => (await device.all('accounts'))[0].notBefore, 5_000).catch(() => {});
    if (hold) await Promise.race([hold.arrived, nothing]);
    await device.kill();
    hold?.release();
    const { added } = await this.learn(device, before);
    if (moment === 5) assert.ok(added.length === 0 || added.length === entries.length, `a file is brought in whole or not: ${added.length} of ${entries.length}`);
    else this.perReader(added, 20);
    this.count(`killed ${['at once', 'before the batch arrives', 'before the answer', 'while pulling', 'while asking', 'while bringing in'][moment]}`);
  }

  async offline(device) {
    if (!device.offline) await device.setOffline(true);
  }

  async online(device) {
    device.line.down = false;
    if (device.offline) await device.setOffline(false);
    else await device.comeBack();
  }

  async mode(device) {
    const { line } = device;
    line.down = this.chance.happens(0.1);
    line.faulty = this.chance.happens(0.85);
    line.share = 0.1 + this.chance.next() * 0.6;
    line.faults = this.chance.happens(0.5) ? FAULTS : [this.chance.one(FAULTS), this.chance.one(FAULTS)];
  }

  async skew(device) {
    const by = this.chance.happens(0.3) ? 0 : Math.round((this.chance.next() - 0.5) * 4 * DAY);
    await device.setSkew(by);
  }

  async leave(device) {
    const reader = this.chance.one(this.readers);
    const challenge = 'row';
    const enrolled = (await device.all('enrolments')).some((it) => it.challenge.id === challenge && it.profile === reader.id && !it.leftAt);
    if (!enrolled) return;
    await device.leave(challenge, await this.nameOn(device, reader));
    await this.learnPeople(device);
  }

  async rejoin(device) {
    const reader = this.chance.one(this.readers);
    await device.rejoin('row', await this.nameOn(device, reader));
    await this.learnPeople(device);
  }

  async nameOn(device, { id }) {
    return (await device.all('profiles')).find((it) => it.id === id).nickname;
  }

  async rename(device) {
    const reader = this.chance.one(this.readers);
    this.marks += 1;
    await device.rename(await this.nameOn(device, reader), `${reader.name} ${this.marks}`);
    await this.learnPeople(device);
  }

  /** Typed while nothing goes out: what becomes an entry at the member alone has its id in the outbox. */
  async code(device) {
    const { down } = device.line;
    device.line.down = true;
    await device.code(CODE);
    for (const item of await device.outbox()) if (item.kind === 'redemption') this.reference.codes.set(item.of, item);
    device.line.down = down;
  }

  /** The page is closed with something on its way, and the browser wakes the worker for it. */
  async sync(device) {
    if (device.offline) await device.setOffline(false);
    device.line.down = true;
    await this.tap(device);
    if (await device.sync()) this.count('sync that the worker sent');
  }

  /** Somebody waits until what the other device did is here, or as far as the line lets it. */
  async pulled(device) {
    if (device.offline) return;
    const answered = device.line.hold(/^GET .*changes/);
    await device.comeBack();
    await Promise.race([answered.arrived, device.until(async () => (await device.all('accounts'))[0].notBefore, 5_000).catch(() => {})]);
    answered.release();
  }
}

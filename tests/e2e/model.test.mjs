// Nothing is lost and nothing doubled: two devices with the real app and one account, a line to the real backend that is bad in every way
// there is, tabs that die at any step, clocks that are wrong; and a reference that knows what was done and nothing else. At the end both
// devices and the member have what the reference has, entry by entry.
//
// ATRIUM_SEED has a run again: its steps and its faults are drawn anew from it (how they meet is up to the machine).
// ATRIUM_ENTRIES says how many entries there are at the end (`cargo xtask test model`: 10,000, of another seed each time).
// Without it this is left out: 300 entries take one to two and a half minutes, which is too long for every run of all journeys.

import { after } from 'node:test';
import { assert, journey } from './harness.mjs';
import { FAULTS, chances, startFaults } from './faults.mjs';
import { HOUSE, MINUTES, openHouse } from './house.mjs';
import { addReader, standings } from './patron.mjs';
import { connected, joinBy, phraseOf } from './post.mjs';
import { Device } from './model/device.mjs';
import { Reference } from './model/reference.mjs';
import { Steps } from './model/steps.mjs';

const { ATRIUM_ENTRIES, ATRIUM_SEED, ATRIUM_STEPS } = process.env;
const GOAL = Number(ATRIUM_ENTRIES ?? 300);
const SEED = Number(ATRIUM_SEED ?? Math.floor(Math.random() * 1e9));
/** So many steps are taken, and so many files brought in between them. */
const STEPS = Math.max(30, Math.min(ATRIUM_STEPS ?? 250, Math.round(GOAL / 8)));
const FILES = Math.max(4, Math.min(60, Math.round(GOAL / 100)));
const MINUTES_A_DAY = 45;

const chance = chances(SEED);
const lines = [];
const house = await openHouse(2, {
  async way(target, at) {
    const line = await startFaults({ target: () => `http://127.0.0.1:${target().port}/`, seed: SEED + at });
    line.faulty = false;
    lines.push(line);
    return Object.assign({ port: line.port, close: () => line.stop() });
  },
});
after(house.close);

const [first, second] = house.doors;
journey(`two devices, ${GOAL} entries, a bad line: nothing is lost, nothing is doubled`, { at: first.app, worker: true, skip: !ATRIUM_ENTRIES, timeout: 3_600_000 }, async ({ another, ...one }) => {
  console.log(`ATRIUM_SEED=${SEED} ATRIUM_ENTRIES=${GOAL}`);
  const began = Date.now();
  const two = await another({ at: second.app, worker: true });
  for (const { context } of [one, two]) {
    await Device.skewed(context);
    context.setDefaultTimeout(60_000);
  }
  const open = two.open;
  two.open = (path, to) => open(new URL(path, second.app).href, to);
  const devices = [new Device('first', one, lines[0]), new Device('second', two, lines[1])];
  const [a, b] = devices;

  // Two readers in three challenges, one account, two devices.
  await connected(a.page, a.to, 'Ana');
  await addReader(a.page, 'Rui');
  for (const [challenge, names] of [['row', ['Ana', 'Rui']], ['codes', ['Ana']]]) {
    for (const name of names) await a.rejoin(challenge, name);
  }
  await joinBy(b.page, b.to, await phraseOf(a.page, a.to));
  a.at = undefined;
  b.at = undefined;
  await b.until(async () => (await b.all('enrolments')).length === 5);
  // Whoever takes part has seen the pages of it once: later they open by what is kept, whatever the line does.
  for (const device of devices) for (const id of ['row', 'codes', 'minutes']) await device.open(`challenge/${HOUSE.id}/${id}`);
  const readers = (await a.all('profiles')).map(({ id, nickname }) => ({ id, name: nickname }));
  const reference = new Reference();
  const steps = new Steps({ chance, reference, devices, readers, goal: GOAL });
  for (const device of devices) await steps.learnPeople(device);
  // Each of the newest days has a little, so that the many of the days before are not on the page.
  await steps.bringDays(a);

  for (const line of lines) line.faulty = true;
  const clicksAtMost = Math.round(GOAL / 4);
  for (let step = 0, files = 0; step < STEPS || reference.size < GOAL; step += 1) {
    if (step < STEPS) await steps.next();
    // Somebody looks at a page again and again, so that it tries while the line is bad.
    const looking = chance.one(devices);
    if (!looking.offline) await looking.comeBack();
    const due = Math.ceil(((step + 1) / STEPS) * FILES);
    if (files < due || step >= STEPS) {
      const left = GOAL - reference.size;
      const size = Math.min(left, step >= STEPS ? left : Math.round((GOAL - clicksAtMost) / FILES));
      if (size > 0) await steps.bring(chance.one(devices), size);
      files += 1;
    }
    if (process.env.ATRIUM_ALOUD && step % 10 === 0) console.log(`step ${step}, ${reference.size} entries, ${Math.round((Date.now() - began) / 1000)} s ${JSON.stringify(steps.done)}`);
  }
  const mixed = Date.now();
  const aloud = (what) => process.env.ATRIUM_ALOUD && console.log(`${what}, ${Math.round((Date.now() - began) / 1000)} s`);

  // The line is good again, and the clocks are right.
  for (const line of lines) Object.assign(line, { faulty: false, down: false });
  for (const device of devices) {
    if (device.offline) await device.setOffline(false);
    await device.setSkew(0);
    aloud(`${device.name}: clock right`);
    await device.open(MINUTES.path);
    aloud(`${device.name}: open`);
  }
  const settledDown = async () => {
    for (const device of devices) {
      if ((await device.outbox()).some(({ refused }) => !refused) || !await device.hasEverything()) return false;
      const state = await device.state();
      if (state.size !== reference.size || [...state].some(([id, voided]) => !reference.agrees(id, voided))) return false;
    }
    return true;
  };
  const end = Date.now() + 180_000;
  do for (const device of devices) await device.comeBack().then(async () => aloud(`${device.name}: ${process.env.ATRIUM_ALOUD && await device.how()}`));
  while (!await a.until(settledDown, 5_000) && Date.now() < end);

  aloud('settled');
  const there = await a.exported();
  const where = { 'the member': there.entries, 'the first device': await a.all('entries'), 'the second device': await b.all('entries') };
  const none = { lost: [], doubled: [], unvoided: [], overvoided: [], changed: [] };
  for (const [name, entries] of Object.entries(where)) assert.deepEqual(reference.differences(entries), none, `${name}, ATRIUM_SEED=${SEED} ATRIUM_ENTRIES=${GOAL}`);
  for (const device of devices) assert.deepEqual(await device.outbox(), [], 'nothing waits and nothing was refused');
  // All three alike in everything, also in when a thing was received and voided.
  const byId = (list) => list.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  for (const device of devices) {
    assert.deepEqual(byId(await device.all('entries')), byId(there.entries), `${device.name}: every field`);
    assert.deepEqual(byId(await device.all('profiles')), byId(there.profiles), `${device.name}: readers`);
    const key = ({ challenge, profile }) => `${challenge.id}/${profile}`;
    const sorted = (list) => list.toSorted((one, other) => (key(one) < key(other) ? -1 : 1));
    assert.deepEqual(sorted(await device.all('enrolments')), sorted(there.enrolments), `${device.name}: enrolments`);
  }
  for (const profile of there.profiles) assert.deepEqual(profile, reference.profiles.get(profile.id));
  for (const enrolment of there.enrolments) assert.deepEqual(enrolment, reference.enrolments.get(`${enrolment.challenge.id}/${enrolment.profile}`));

  // And what a person sees is that: the member's count, which is no estimate any more.
  const sums = readers.map(({ id }) => reference.amount('minutes', id, 'minutes', MINUTES_A_DAY));
  for (const device of devices) {
    const said = await device.until(async () => {
      // Whoever waits looks again; the count is asked for until it has come.
      if ((await device.all('accounts')).some(({ uncounted }) => uncounted)) await device.comeBack();
      const shown = (await standings(device.page)).map((text) => Number(text.replaceAll(',', '').match(/^\d+/)?.[0]));
      return shown.length === sums.length && shown.every((amount, at) => amount === sums[at]) && shown;
    });
    assert.deepEqual(said ?? await standings(device.page), sums, `${device.name} shows what the reference counts`);
  }

  const faults = Object.fromEntries(FAULTS.map((fault) => [fault, lines.reduce((sum, { counts }) => sum + counts[fault], 0)]));
  const sum = (name) => lines.reduce((sum, line) => sum + line[name], 0);
  console.log(`Model: ${JSON.stringify({
    seed: SEED, entries: reference.size, clicked: steps.clicked, voided: [...reference.entries.values()].filter(({ voided }) => voided).length, lost: 0, doubled: 0,
    seconds: Math.round((Date.now() - began) / 1000), settling: Math.round((Date.now() - mixed) / 1000), requests: sum('requests'), cutOff: sum('refused'), held: sum('held'),
    faults, faulty: Object.values(faults).reduce((one, other) => one + other, 0), kills: a.kills + b.kills, steps: steps.done,
  })}`);
});

// The backend is killed under write load, again and again: whatever it acknowledged is there afterwards, once, as it was sent.
//
// ATRIUM_KILLS says how often for each database (50).

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { Device } from './patron.mjs';
import { Backend } from './process.mjs';
import { startPostgres } from './postgres.mjs';
import { MEMBER, challengeOf } from './member.mjs';

const KILLS = Number(process.env.ATRIUM_KILLS ?? 50);
const WRITERS = 4;
const BATCH = 25;

/** What is kept is what was sent, apart from what the backend adds. */
const sent = ({ receivedAt, source, ...entry }) => entry;

/** Writes until the backend is gone: batches and single entries in turn. What was acknowledged, and what is not known, is noted. */
async function write(device, challenge, acknowledged, unknown) {
  for (let round = 0; ; round += 1) {
    const entries = Array.from({ length: round % 2 ? 1 : BATCH }, () => device.entry(challenge, { amount: 1 + (round % 60), unit: 'minutes' }));
    for (const entry of entries) unknown.set(entry.id, entry);
    try {
      if (entries.length === 1) {
        const kept = await device.send('PUT', 'entry', { id: entries[0].id }, entries[0]);
        assert.equal(kept.id, entries[0].id);
      } else {
        const { results } = await device.send('PUT', 'entries', {}, { entries });
        assert.deepEqual(results.map(({ id, status }) => [id, status]), entries.map(({ id }) => [id, 201]));
      }
    } catch (error) {
      if (error.status || error.code === 'ERR_ASSERTION') throw error;
      return;
    }
    for (const entry of entries) {
      unknown.delete(entry.id);
      acknowledged.set(entry.id, entry);
    }
  }
}

async function survives(t, database) {
  const challenge = challengeOf('minutes');
  const backend = await Backend.prepare(t, { member: MEMBER, database });
  await backend.start();
  const writers = [];
  for (let n = 0; n < WRITERS; n += 1) {
    const device = await new Device(new URL(backend.memberPath, backend.url).href).join(`Writer ${n}`);
    writers.push({ device, acknowledged: new Map(), unknown: new Map() });
  }
  for (let kill = 0; kill < KILLS; kill += 1) {
    const writing = writers.map(({ device, acknowledged, unknown }) => write(device, challenge.id, acknowledged, unknown));
    // Some moment of the work, another one each time.
    await pause(20 + Math.random() * 300);
    await backend.kill();
    await Promise.all(writing);
    await backend.start();
    for (const { device, unknown, acknowledged } of writers) {
      // What was cut off is sent again, as a device does: it is new or it is the same.
      for (const entry of [...unknown.values()].slice(0, BATCH)) {
        const { status } = await device.ask('PUT', device.address('entry', { id: entry.id }), entry);
        assert.ok(status === 200 || status === 201, `sent again: ${status}`);
        unknown.delete(entry.id);
        acknowledged.set(entry.id, entry);
      }
    }
  }
  let all = 0;
  for (const { device, acknowledged, unknown } of writers) {
    const { entries, told } = await device.changes();
    assert.equal(told, entries.size, 'no entry is told twice');
    for (const [id, entry] of acknowledged) assert.deepEqual(entries.has(id) && sent(entries.get(id)), entry, `acknowledged and lost after ${KILLS} kills`);
    for (const id of entries.keys()) assert.ok(acknowledged.has(id) || unknown.has(id), 'nothing is there that was never sent');
    all += acknowledged.size;
  }
  assert.ok(all > KILLS, 'something was written');
  t.diagnostic(`${KILLS} kills, ${all} acknowledged entries, all there`);
}

test('kill -9 under write load, SQLite: every acknowledged entry is there', (t) => survives(t));

test('kill -9 under write load, PostgreSQL: every acknowledged entry is there', async (t) => {
  const postgres = await startPostgres(t);
  await survives(t, await postgres.database());
});

// What must be true at the end: every entry that anybody logged, once, and voided where anybody voided it. It is a set that only grows;
// nothing here knows of an outbox, a line or a second device.

/** The names of the readers' challenges. */
const of = ({ challenge, profile }) => `${challenge.id}/${profile}`;

export class Reference {
  /** By id: the entry as it was first seen where it was logged, and whether it is voided. */
  entries = new Map();
  /** Codes that were sent: what the member makes of each has the same id. */
  codes = new Map();
  /** By challenge and reader: the enrolment changed last. */
  enrolments = new Map();
  /** By reader: the profile changed last. */
  profiles = new Map();

  add(entry) {
    if (this.entries.has(entry.id)) throw new Error(`${entry.id} was logged twice`);
    this.entries.set(entry.id, { entry, voided: entry.voidedAt !== undefined });
  }

  void(id) {
    this.entries.get(id).voided = true;
  }

  code(item) {
    this.codes.set(item.of, item);
  }

  enrolled(enrolment) {
    const changed = (it) => (it ? Date.parse(it.changedAt ?? it.leftAt ?? it.at) : -Infinity);
    if (changed(enrolment) >= changed(this.enrolments.get(of(enrolment)))) this.enrolments.set(of(enrolment), enrolment);
  }

  named(profile) {
    const changed = (it) => (it ? Date.parse(it.changedAt ?? it.createdAt) : -Infinity);
    if (changed(profile) >= changed(this.profiles.get(profile.id))) this.profiles.set(profile.id, profile);
  }

  get size() {
    return this.entries.size + this.codes.size;
  }

  /** Whether this is known, and voided or not as it is here. */
  agrees(id, voided) {
    return this.codes.has(id) ? !voided : this.entries.has(id) && this.entries.get(id).voided === voided;
  }

  /** What a reader has in a challenge that counts so many of a unit a day. */
  amount(challenge, profile, unit, most) {
    const days = new Map();
    for (const { entry, voided } of this.entries.values()) {
      if (voided || entry.challenge.id !== challenge || entry.profile !== profile || entry.amount.unit !== unit) continue;
      days.set(entry.occurredOn, (days.get(entry.occurredOn) ?? 0) + entry.amount.amount);
    }
    return [...days.values()].reduce((sum, amount) => sum + Math.min(most, amount), 0);
  }

  /** How what is kept somewhere differs: `lost`, `doubled`, `unvoided`, `overvoided`, `changed` (the content), as ids. */
  differences(kept) {
    const found = { lost: [], doubled: [], unvoided: [], overvoided: [], changed: [] };
    const seen = new Map();
    for (const entry of kept) {
      if (seen.has(entry.id)) found.doubled.push(entry.id);
      seen.set(entry.id, entry);
      if (this.codes.has(entry.id)) {
        if (entry.profile !== this.codes.get(entry.id).code.profile || entry.source !== 'code') found.changed.push(entry.id);
      } else if (!this.entries.has(entry.id)) found.doubled.push(entry.id);
    }
    for (const id of this.codes.keys()) if (!seen.has(id)) found.lost.push(id);
    for (const [id, { entry, voided }] of this.entries) {
      const there = seen.get(id);
      if (!there) found.lost.push(id);
      else {
        if (voided && !there.voidedAt) found.unvoided.push(id);
        if (!voided && there.voidedAt) found.overvoided.push(id);
        if (content(there) !== content(entry)) found.changed.push(id);
      }
    }
    return found;
  }
}

/** What is never changed in an entry, as text. */
function content({ voidedAt, receivedAt, source, ...entry }) {
  const sorted = (value) => (value && typeof value === 'object'
    ? Object.fromEntries(Object.keys(value).toSorted().map((key) => [key, sorted(value[key])])) : value);
  return JSON.stringify(sorted({ ...entry, recordedAt: Date.parse(entry.recordedAt) }));
}

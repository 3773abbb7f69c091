// A patron's device as far as a backend sees it: a cookie, the links of the Participation document, and what it sends.

import { randomBytes, randomUUID } from 'node:crypto';
import { FRONT_DOOR } from './process.mjs';

/** A UUID v7: the moment first, so that they sort by it. */
export function uuid7(ms = Date.now()) {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(ms, 0, 6);
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Follows a template of the Participation document. */
export const fill = (template, values = {}) => template.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(values[name]));

export class Device {
  cookie = '';

  /** @param member the address of the member's own document. */
  constructor(member, { origin = FRONT_DOOR } = {}) {
    this.memberAddress = member;
    this.origin = origin;
  }

  /** Reads the member's document and what it links to for taking part. */
  async open() {
    this.member = await (await fetch(this.memberAddress)).json();
    this.at = new URL(this.member.participate, this.memberAddress).href;
    this.links = await (await fetch(this.at)).json();
    return this;
  }

  /** The address of a link. */
  address(link, values) {
    return new URL(fill(this.links[link], values), this.at).href;
  }

  /** Asks, with what a browser at the front door would send. */
  async ask(method, address, body, headers = {}) {
    const answer = await fetch(address, {
      method,
      headers: {
        origin: this.origin,
        ...this.cookie && { cookie: this.cookie },
        ...method !== 'GET' && { 'atrium-client': '1' },
        ...body !== undefined && { 'content-type': 'application/json' },
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const set = answer.headers.getSetCookie()[0];
    if (set) this.cookie = set.split(';')[0];
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text && JSON.parse(text) };
  }

  /** As `ask`, by a link; whatever is not 2xx is thrown. */
  async send(method, link, values, body) {
    const answer = await this.ask(method, this.address(link, values), body);
    if (answer.status >= 300) throw Object.assign(new Error(`${method} ${link}: ${answer.status} ${JSON.stringify(answer.body)}`), answer);
    return answer.body;
  }

  /** Makes an account with one reader. */
  async join(nickname = 'Ada') {
    if (!this.links) await this.open();
    this.account = await this.send('POST', 'accounts', {}, { device: 'test' });
    this.profile = randomUUID();
    await this.send('PUT', 'profile', { id: this.profile }, { id: this.profile, nickname, createdAt: new Date().toISOString() });
    return this;
  }

  /** An entry of so much. */
  entry(challenge, amount, { day = new Date().toISOString().slice(0, 10), ...more } = {}) {
    return {
      id: uuid7(), challenge: { member: this.member.id, id: challenge }, profile: this.profile, occurredOn: day, zone: 'Europe/Lisbon',
      recordedAt: new Date().toISOString(), amount, ...more,
    };
  }

  /** Everything the backend has, page by page: entries by id, as they came last. */
  async changes() {
    const all = { entries: new Map(), profiles: new Map(), told: 0, gone: [] };
    let address = this.address('changes');
    for (;;) {
      const { status, body } = await this.ask('GET', address);
      if (status !== 200) throw new Error(`changes: ${status}`);
      for (const entry of body.entries) {
        all.told += 1;
        all.entries.set(entry.id, entry);
      }
      for (const profile of body.profiles) all.profiles.set(profile.id, profile);
      all.gone.push(...body.gone);
      address = new URL(body.next, address).href;
      if (!body.more) return all;
    }
  }
}

// A proxy before a backend that does to requests what a bad line, a balancer and a busy machine do to them: it drops them before they
// arrive, drops the answer after they did, delays, sends twice, lets later ones overtake, cuts answers in the middle of the body,
// and answers 429 and 500 by itself. What it does is drawn from a seed, so that a run can be had again.
// It can be cut off altogether, and it can hold one request for as long as a test needs to kill whoever waits for it.

import { once } from 'node:events';
import http from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

/** A small generator of chances (mulberry32): the same seed gives the same run. */
export function chances(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return { next, below: (n) => Math.floor(next() * n), one: (list) => list[Math.floor(next() * list.length)], happens: (chance) => next() < chance };
}

/** Every fault, with its share of the faulty requests. */
export const FAULTS = ['drop', 'lose-answer', 'delay', 'twice', 'overtaken', 'cut', 'too-often', 'broken', 'unavailable'];

/**
 * Starts the proxy. `share` of the requests meet a fault, one of `faults`; both can be changed as it runs. With `faulty` false the line is
 * good again, with `down` true nothing comes through. `target` is an address, or what gives it once it is known.
 * @param {{ target: string | (() => string), seed?: number, share?: number, faults?: string[], port?: number, spared?: (path: string) => boolean }} options
 */
export async function startFaults({ target, seed = 1, share = 0.4, faults = FAULTS, port = 0, spared = () => false }) {
  const chance = chances(seed);
  const to = () => new URL(typeof target === 'function' ? target() : target);
  const held = new Set();
  const counts = Object.fromEntries(FAULTS.map((fault) => [fault, 0]));
  const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
  const state = { faulty: true, down: false, share, faults, counts, requests: 0, refused: 0, held: 0 };

  /** One request passed on; the whole answer. */
  const pass = (request, body) => new Promise((resolve, reject) => {
    const { host, hostname, port } = to();
    const headers = { ...request.headers, host, 'content-length': String(body.length) };
    const onward = http.request({ host: hostname, port, path: request.url, method: request.method, headers, agent }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('error', reject);
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }));
    });
    onward.on('error', reject);
    onward.end(body);
  });

  const send = (response, { status, headers, body }) => {
    const { 'transfer-encoding': _, connection: __, ...kept } = headers;
    response.writeHead(status, { ...kept, 'content-length': body.length });
    response.end(body);
  };

  /** An answer of the proxy's own, as a page of another origin may read it. */
  const say = (request, response, status, more = {}) => {
    const origin = request.headers.origin ?? '*';
    response.writeHead(status, {
      'access-control-allow-origin': origin, 'access-control-expose-headers': 'Retry-After', ...origin !== '*' && { 'access-control-allow-credentials': 'true' },
      'content-type': 'text/html', ...more,
    });
    response.end('<h1>The balancer says no</h1>');
  };

  const server = http.createServer(async (request, response) => {
    const parts = [];
    try {
      for await (const part of request) parts.push(part);
    } catch {
      return;
    }
    const body = Buffer.concat(parts);
    state.requests += 1;
    if (state.down) {
      state.refused += 1;
      return request.socket.destroy();
    }
    const hold = [...held].find(({ match }) => match.test(`${request.method} ${request.url}`));
    const meets = !hold && state.faulty && request.method !== 'OPTIONS' && !spared(request.url) && chance.happens(state.share);
    const met = meets ? chance.one(state.faults) : undefined;
    if (met) counts[met] += 1;
    try {
      if (hold) {
        held.delete(hold);
        state.held += 1;
        const answer = hold.done ? await pass(request, body) : undefined;
        hold.arrived();
        await hold.over;
        return send(response, answer ?? await pass(request, body));
      }
      if (met === 'drop') return request.socket.destroy();
      if (met === 'too-often') return say(request, response, 429, { 'retry-after': '0' });
      if (met === 'unavailable') return say(request, response, 503, { 'retry-after': '0' });
      if (met === 'broken') return say(request, response, 500);
      if (met === 'delay') await pause(50 + chance.below(400));
      // Later ones arrive first.
      if (met === 'overtaken') await pause(100 + chance.below(900));
      if (met === 'twice') await pass(request, body);
      const answer = await pass(request, body);
      if (met === 'lose-answer') return request.socket.destroy();
      if (met === 'cut') {
        const { 'transfer-encoding': _, connection: __, ...kept } = answer.headers;
        response.writeHead(answer.status, { ...kept, 'content-length': answer.body.length });
        response.write(answer.body.subarray(0, Math.floor(answer.body.length / 2)), () => request.socket.destroy());
        return undefined;
      }
      return send(response, answer);
    } catch {
      return request.socket.destroy();
    }
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return Object.assign(state, {
    port: server.address().port,
    /**
     * Holds the next request that matches "METHOD /path": before the backend sees it, or, with `done`, after it has answered.
     * `arrived` comes true when it is held; `release` lets it go on, and forgets the wish where none came.
     */
    hold(match, { done = false } = {}) {
      const wish = { match, done };
      const arrived = new Promise((good) => { wish.arrived = good; });
      wish.over = new Promise((good) => { wish.end = good; });
      held.add(wish);
      return { arrived, release() { held.delete(wish); wish.end(); } };
    },
    async stop() {
      agent.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  });
}

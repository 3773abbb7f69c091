// A proxy before a backend that does to requests what a bad line, a balancer and a busy machine do to them: it drops them before they
// arrive, drops the answer after they did, delays, sends twice, lets later ones overtake, cuts answers in the middle of the body,
// and answers 429 and 500 by itself. What it does is drawn from a seed, so that a run can be had again.

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
 * Starts the proxy. `share` of the requests that change or pull something meet a fault. `faulty` can be set to false: the line is good again.
 * @param {{ target: string, seed?: number, share?: number, port?: number, spared?: (path: string) => boolean }} options
 */
export async function startFaults({ target, seed = 1, share = 0.4, port = 0, spared = () => false }) {
  const chance = chances(seed);
  const to = new URL(target);
  const counts = Object.fromEntries(FAULTS.map((fault) => [fault, 0]));
  const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
  const state = { faulty: true, counts, requests: 0 };

  /** One request passed on; the whole answer. */
  const pass = (request, body) => new Promise((resolve, reject) => {
    const headers = { ...request.headers, host: to.host, 'content-length': String(body.length) };
    const onward = http.request({ host: to.hostname, port: to.port, path: request.url, method: request.method, headers, agent }, (answer) => {
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
    const met = state.faulty && request.method !== 'OPTIONS' && !spared(request.url) && chance.happens(share) ? chance.one(FAULTS) : undefined;
    if (met) counts[met] += 1;
    try {
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
        response.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.length });
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
    async stop() {
      agent.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  });
}

// A static server that can misbehave: down, slow, cut off halfway, the wrong type, ten megabytes, another ETag.
// It serves a folder (the built app, or a page of a test) and is a backend of class Read at the same time.

import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { brotliCompressSync, constants } from 'node:zlib';

const TYPES = {
  html: 'text/html; charset=utf-8', js: 'text/javascript; charset=utf-8', mjs: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8', json: 'application/json', webmanifest: 'application/manifest+json', wasm: 'application/wasm',
  svg: 'image/svg+xml', png: 'image/png', jpg: 'image/jpeg', webp: 'image/webp', avif: 'image/avif', woff2: 'font/woff2',
  txt: 'text/plain; charset=utf-8', ics: 'text/calendar',
};
const COMPRESSED = /^(?:text\/|application\/(?:json|manifest|wasm)|image\/svg)/;

/**
 * @param {object} options
 * `root` the folder served; `base` the path it is served under; `compress` brotli for text and WebAssembly;
 * `files` more files by path below the base, as text, Buffer or `{ body, type, headers }`; `headers` for every answer.
 */
export async function startBackend({ root, base = '/', compress = false, files = {}, headers = {} } = {}) {
  const rules = new Set();
  const seen = [];
  const sockets = new Set();
  const small = new Map();
  let port = 0;

  const server = http.createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });

  async function answer(request, response) {
    const url = new URL(request.url, 'http://any');
    const at = decodeURIComponent(url.pathname);
    seen.push({ method: request.method, path: at, headers: request.headers });
    const found = await find(at);
    const effects = Object.assign({}, ...[...rules].filter(({ match }) => matches(match, at)).map(({ effects }) => effects));
    if (effects.down) return request.socket.destroy();
    if (effects.delay) await pause(effects.delay);

    let { status, body, type, headers: own } = found;
    if (effects.body !== undefined) {
      status = 200;
      body = Buffer.from(typeof effects.body === 'function' ? effects.body(body.toString(), at) : effects.body);
    }
    if (effects.bytes) body = Buffer.concat([body, Buffer.alloc(effects.bytes, ' ')]);
    status = effects.status ?? status;
    const head = {
      'content-type': effects.type ?? type,
      'cache-control': /-[0-9a-f]{8,}[-._]/.test(at) ? 'public, max-age=31536000, immutable' : 'no-cache',
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'ETag, Link, Location, Retry-After',
      'x-content-type-options': 'nosniff',
      ...headers, ...own, ...effects.headers,
    };
    if (status === 200 && effects.etag !== false) {
      head.etag = effects.etag ?? `"${createHash('sha1').update(body).digest('hex')}"`;
      if (request.headers['if-none-match'] === head.etag) return response.writeHead(304, head).end();
    }
    if (compress && COMPRESSED.test(head['content-type']) && /\bbr\b/.test(request.headers['accept-encoding'] ?? '')) {
      head['content-encoding'] = 'br';
      body = squeezed(body);
    }
    head['content-length'] = body.length;
    response.writeHead(status, head);
    if (request.method === 'HEAD') return response.end();
    if (effects.cut) {
      response.write(body.subarray(0, Math.floor(body.length * effects.cut)));
      await pause(50);
      return response.destroy();
    }
    if (effects.drip) {
      // A line so slow that the body never ends within anybody's patience.
      for (let sent = 0; sent < body.length && !response.destroyed; sent += 64) {
        response.write(body.subarray(sent, sent + 64));
        await pause(effects.drip);
      }
      return response.end();
    }
    return response.end(body);
  }

  function squeezed(body) {
    const key = createHash('sha1').update(body).digest('hex');
    if (!small.has(key)) small.set(key, brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
    return small.get(key);
  }

  async function find(at) {
    const none = { status: 404, body: Buffer.from('not here'), type: 'text/plain' };
    if (!at.startsWith(base)) return none;
    const below = at.slice(base.length);
    const given = files[below] ?? (/^$|\/$/.test(below) ? files[`${below}index.html`] : undefined);
    if (given !== undefined) {
      const { body, type, headers: own } = given.body === undefined || Buffer.isBuffer(given) ? { body: given } : given;
      return { status: 200, body: Buffer.from(body), type: type ?? (/^$|\/$/.test(below) ? TYPES.html : typeOf(below)), headers: own };
    }
    const file = await onDisk(below);
    if (file) return file;
    // Deep links are answered with the page of the nearest folder that has one.
    if (/\.[a-z0-9]{2,11}$/i.test(below)) return none;
    const parts = below.split('/');
    while (parts.length > 0) {
      parts.pop();
      const page = [...parts, 'index.html'].join('/');
      if (files[page] !== undefined) return { status: 200, body: Buffer.from(files[page]), type: TYPES.html };
      const page2 = await onDisk(page);
      if (page2) return page2;
    }
    return none;
  }

  async function onDisk(below) {
    if (!root) return null;
    const file = path.join(root, path.normalize(`/${below}`));
    const about = await stat(file).catch(() => null);
    if (about?.isDirectory()) return onDisk(path.posix.join(below, 'index.html'));
    return about?.isFile() ? { status: 200, body: await readFile(file), type: typeOf(file) } : null;
  }

  const listen = () => new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(port, '127.0.0.1', () => { port = server.address().port; done(); });
  });
  const stop = () => new Promise((done) => {
    server.close(done);
    for (const socket of sockets) socket.destroy();
  });
  await listen();

  return {
    /** The address of the folder, with its base. */
    url: `http://127.0.0.1:${port}${base}`,
    files,
    seen,
    /** Makes answers whose path matches misbehave; call what is returned to make them well again. */
    rule(match, effects) {
      const rule = { match, effects };
      rules.add(rule);
      return () => rules.delete(rule);
    },
    well: () => rules.clear(),
    /** Nobody answers any more, on the same address. */
    down: stop,
    up: listen,
    close: stop,
  };
}

function matches(match, at) {
  if (typeof match === 'function') return match(at);
  return match instanceof RegExp ? match.test(at) : at.endsWith(match);
}

function typeOf(file) {
  return TYPES[path.extname(file).slice(1).toLowerCase()] ?? 'application/octet-stream';
}

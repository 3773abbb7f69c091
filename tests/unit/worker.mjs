// Runs the real service worker files in a bare context: a cache in memory, a network that the test writes.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';

const PUBLIC = path.resolve(import.meta.dirname, '../../public');

/** A Cache and CacheStorage good enough for the strategies: order of insertion, copies in and out. */
export class MemoryCaches {
  stores = new Map();
  /** Set by a test: throws like a full disk when it returns true for (cache name, key). */
  full = () => false;

  async open(name) {
    if (!this.stores.has(name)) this.stores.set(name, new Map());
    const store = this.stores.get(name);
    const keyOf = (request) => (typeof request === 'string' ? request : request.url);
    return {
      match: async (request) => store.get(keyOf(request))?.clone(),
      put: async (request, response) => {
        if (this.full(name, keyOf(request))) throw new DOMException('full', 'QuotaExceededError');
        const body = await response.clone().arrayBuffer();
        store.delete(keyOf(request));
        store.set(keyOf(request), new Response(body, { status: response.status, headers: response.headers }));
      },
      delete: async (request) => store.delete(keyOf(request)),
      keys: async () => [...store.keys()].map((url) => ({ url })),
    };
  }

  async keys() { return [...this.stores.keys()]; }
  async delete(name) { return this.stores.delete(name); }
  /** Addresses in a cache, for assertions. */
  held(name) { return [...(this.stores.get(name)?.keys() ?? [])]; }
}

/** Starts a worker. `network` maps a full address to a function that returns a Response, or throws; a page is an id, or a client's fields;
 * `more` is put into the worker's own scope. */
export function startWorker({ at = 'https://atrium.test/', precache = [], version = 'v1', network = {}, caches = new MemoryCaches(), pages = [], query = '', more = {} } = {}) {
  const listeners = {};
  const asked = [];
  const told = [];
  const state = { claimed: 0, skipped: 0, toActive: [], now: Date.parse('2026-11-23T10:00:00Z') };
  class Clock extends Date {
    constructor(...args) { super(...(args.length ? args : [state.now])); }
    static now() { return state.now; }
  }
  const windows = pages.map((page) => ({ ...(typeof page === 'string' ? { id: page } : page), postMessage: (message) => told.push(structuredClone(message)) }));
  const context = {
    location: new URL(`sw.js${query}`, at),
    caches,
    clients: { claim: async () => { state.claimed += 1; }, matchAll: async () => windows },
    registration: { active: { postMessage: (message) => state.toActive.push(structuredClone(message)) } },
    skipWaiting: async () => { state.skipped += 1; },
    addEventListener: (type, listener) => { listeners[type] = listener; },
    fetch: async (request, init = {}) => {
      const url = typeof request === 'string' ? request : request.url;
      const headers = new Headers(init.headers ?? request.headers);
      asked.push({ url, method: init.method ?? request.method, body: init.body, mode: init.mode ?? request.mode, cache: init.cache, headers });
      const answer = network[url];
      if (!answer) throw new TypeError('Failed to fetch');
      return answer({ url, headers, body: init.body, mode: init.mode ?? request.mode, cache: init.cache });
    },
    Date: Clock, AbortController, AbortSignal, Response, Request, Headers, URL, Blob, TextDecoder, TextEncoder, Uint8Array, TypeError, console, ...more,
  };
  context.self = context;
  vm.createContext(context);
  const run = (file, edit = (text) => text) => {
    vm.runInContext(edit(readFileSync(path.join(PUBLIC, file.replace(/\?.*/, '')), 'utf8')), context, { filename: file });
  };
  context.importScripts = (...files) => files.forEach((file) => run(file));
  run('sw.js', (text) => text
    .replace('/*ATRIUM_PRECACHE*/[]', JSON.stringify(precache.map((url) => ({ url }))))
    .replace("/*ATRIUM_VERSION*/''", JSON.stringify(version)));

  /** Sends an event and waits until all that was promised is done. */
  async function send(type, fields = {}) {
    const promises = [];
    let answer;
    const event = { ...fields, waitUntil: (promise) => promises.push(promise), respondWith: (promise) => { answer = promise; } };
    listeners[type](event);
    const response = await answer;
    for (let at = 0; at < promises.length; at += 1) await promises[at];
    return response;
  }

  return {
    caches, asked, told, state, network,
    /** A name of the worker's own global scope, functions included. */
    get: (name) => vm.runInContext(name, context),
    send,
    install: () => send('install'),
    activate: () => send('activate'),
    fetch: (url, options = {}) => send('fetch', { clientId: options.clientId ?? 'a', request: request(url, options) }),
    kind: (url, options) => context.kindOf(request(url, options)),
  };
}

function request(url, { method = 'GET', mode = 'cors', destination = '', headers = {}, cache = 'default', credentials = 'same-origin', integrity = '' } = {}) {
  return { url, method, mode, destination, headers: new Headers(headers), cache, credentials, integrity, referrerPolicy: '' };
}

/** A JSON answer with an ETag that it honours. */
export function json(value, { etag, headers = {} } = {}) {
  return ({ headers: asked }) => {
    if (etag && asked.get('if-none-match') === etag) return new Response(null, { status: 304 });
    return new Response(JSON.stringify(value), { headers: { 'content-type': 'application/json', ...(etag && { etag }), ...headers } });
  };
}

/** A picture of so many bytes. */
export function picture(bytes = 100, type = 'image/webp') {
  return () => new Response(new Uint8Array(bytes), { headers: { 'content-type': type } });
}

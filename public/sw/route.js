// Decides what a request is. Pure: it looks at the request, the scope and the list of this version.

const SCOPE = new URL('./', self.location);
const LISTED = new Map(PRECACHE.map((entry) => [new URL(entry.url, SCOPE).href, entry]));

// Names that change with their content; the build writes at least eight hexadecimal digits into them.
const HASHED = /[-.][0-9a-f]{8,}[-._]/;
const FILE = /\.(?:html?|json|m?js|css|wasm|map|png|jpe?g|webp|avif|gif|svg|ico|woff2?|txt|xml|ics|csv|pdf|webmanifest)$/i;
// {region}/{size}/{rotation}/{quality}.{format} of the IIIF Image API.
const IIIF = /\/(?:full|square|(?:pct:)?[\d.,]+)\/[^/]+\/!?[\d.]+\/\w+\.(?:jpe?g|png|webp|avif|gif)$/i;

/** The address a thing is stored under: everything but the fragment. A comma is one, as it is in a `srcset` or as it is not. */
function keyOf(address) {
  const url = new URL(address, SCOPE);
  url.hash = '';
  if (url.pathname.includes('%2')) url.pathname = url.pathname.replace(/%2C/gi, ',');
  return url.href;
}

/** The path below the scope, or null for what is not ours. */
function below(url) {
  return url.origin === SCOPE.origin && url.pathname.startsWith(SCOPE.pathname)
    ? url.pathname.slice(SCOPE.pathname.length)
    : null;
}

/** 'page', 'asset', 'document', 'picture', or null for a request that is left alone. */
function kindOf(request) {
  const url = new URL(request.url);
  if (request.method !== 'GET' || !/^https?:$/.test(url.protocol) || request.headers.has('range')) return null;
  if (request.cache === 'only-if-cached' && request.mode !== 'same-origin') return null;
  if (request.mode === 'navigate') return pageName(url) ? 'page' : null;

  const path = below(url);
  if (LISTED.has(keyOf(url))) return 'asset';
  // A page of the version before still asks for its own files.
  if (path !== null && HASHED.test(path) && /\.(?:m?js|wasm|css|woff2?)$/.test(path)) return 'asset';
  // Schemas and vectors are for tools, and the newest is wanted.
  if (path?.startsWith('api/')) return null;
  // Whatever is meant for one person is not ours to keep.
  if (request.cache === 'no-store' || request.headers.has('authorization')) return null;
  if (request.destination === 'image' || IIIF.test(url.pathname)) return 'picture';
  return isDocument(request, url) ? 'document' : null;
}

function isDocument(request, url) {
  if (request.mode === 'no-cors' || request.credentials === 'include' || request.integrity) return false;
  return url.pathname.endsWith('.json') || (request.headers.get('accept') ?? '').includes('application/json');
}

/** The listed page that answers a navigation: every route of the app is one page, the studio is its own, embeds and the page of the API are not ours. */
function pageName(url) {
  const path = below(url);
  if (path === null || /^(?:embed|api)(?:\/|$)/.test(path)) return null;
  const listed = (...names) => names.find((name) => LISTED.has(new URL(name, SCOPE).href)) ?? null;
  if (/^studio(?:\/|\.html$|$)/.test(path)) return listed('studio/index.html', 'studio.html', 'studio/', 'studio');
  // An address of a file is that file, opened on its own.
  return path === 'index.html' || !FILE.test(path) ? listed('index.html', './') : null;
}

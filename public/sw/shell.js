// The app's own files, one cache for each version. A version is whole or absent: what one page loads is never mixed.

// Typefaces come when a page first asks for one: each campaign has its own, and they weigh more than all languages together.
const LATER = /^fonts\//;

/** Fetches what is listed. One missing file fails the installation, and the browser tries again later. */
async function install() {
  const own = await caches.open(SHELL);
  const older = (await shells()).filter((name) => name !== SHELL);
  await inTurns(PRECACHE, 6, async ({ url, integrity }) => {
    const key = new URL(url, SCOPE).href;
    const hashed = HASHED.test(url);
    const before = hashed || LATER.test(url) ? await firstIn([SHELL, ...older], key) : undefined;
    if (LATER.test(url) && !before) return;
    // A name with a hash has one content for ever: what the last version stored need not cross the line again.
    const kept = hashed ? before : undefined;
    const response = kept ?? await fetch(key, { cache: hashed ? 'default' : 'no-cache', ...(integrity && { integrity }) });
    if (response.status !== 200) throw new TypeError(`${response.status} for ${url}`);
    if (/\.html$/.test(url) && !isOfThisVersion(await response.clone().text())) throw new TypeError(`${url} is of another version`);
    await own.put(key, response.redirected ? plain(response) : response);
  });
}

/** Whether no file a page names is one of ours with another hash: then the page was not yet, or no longer, the one of this list. */
function isOfThisVersion(page) {
  const names = new Set(PRECACHE.map(({ url }) => url.slice(url.lastIndexOf('/') + 1)));
  const literally = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return [...names].filter((name) => HASHED.test(name)).every((name) => {
    const [before, ...after] = name.split(/[0-9a-f]{8,}/).map(literally);
    const alike = new RegExp(`(?:^|[^\\w-])(${before}[0-9a-f]{8,}${after.join('[0-9a-f]{8,}')})`, 'g');
    return [...page.matchAll(alike)].every(([, other]) => names.has(other));
  });
}

/** Fetches a listed file if it was left for later. */
async function keepListed(key) {
  const { url, integrity } = LISTED.get(key);
  if (!LATER.test(url) || await firstIn([SHELL], key)) return true;
  const response = await fetch(key, { cache: 'no-cache', ...(integrity && { integrity }) });
  return response.status === 200 && put(SHELL, key, response);
}

/** A navigation may not be answered by a response that was redirected, so the copy is rebuilt without that trace. */
function plain({ body, headers }) {
  return new Response(body, { headers });
}

/** Removes versions nobody uses. The one before stays: its pages may still be open in another tab. */
async function activate() {
  const before = await readNote('active');
  const names = await shells();
  // Caches come in the order they were made. What was made after ours is being installed at this moment.
  const gone = names.slice(0, Math.max(0, names.indexOf(SHELL))).filter((name) => name !== before);
  await Promise.all(gone.map((name) => caches.delete(name)));
  await writeNote('active', SHELL);
  if (!before) return self.clients.claim();
  if (before !== SHELL) {
    const open = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
    earlier = Promise.resolve({ shell: before, pages: open.map(({ id }) => id) });
    await writeNote('earlier', await earlier);
  }
}

async function shells() {
  return (await caches.keys()).filter((name) => name.startsWith(`${PREFIX}-shell-`));
}

async function firstIn(names, key) {
  for (const name of names) {
    const found = await (await caches.open(name)).match(key, BY_ADDRESS);
    if (found) return found;
  }
  return undefined;
}

/** The page of this version. */
async function pageFor({ request }) {
  const key = new URL(pageName(new URL(request.url)), SCOPE).href;
  return (await firstIn([SHELL], key)) ?? network(request);
}

// Pages that were open when this version took over, and whose files they are made of.
let earlier;

/** A file of the app: from the version the page was made of, then from any other that is kept, then from the network. */
async function assetFor({ request, clientId }) {
  earlier ??= readNote('earlier');
  const past = await earlier;
  const others = (await shells()).filter((name) => name !== SHELL).reverse();
  const order = past?.pages.includes(clientId) ? [past.shell, SHELL, ...others] : [SHELL, ...others];
  const key = keyOf(request.url);
  const kept = await firstIn([...new Set(order)], key);
  if (kept || !LISTED.has(key)) return kept ?? network(request);
  // Another version's file in its place does for now, and is not kept.
  await keepListed(key).catch(() => false);
  return (await firstIn([SHELL], key)) ?? network(request);
}

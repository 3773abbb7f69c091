// Documents as a hostile or a broken backend sends them, made from good ones: script in every text, other types,
// missing fields. The same seed makes the same corpus, so that a failure can be seen again.

/** Every known way to smuggle a program into a text. Each sets one flag, which a test looks at. */
const RUN = 'top.atriumRan=1';
export const PAYLOADS = [
  `<script>${RUN}</script>`,
  `"><script>${RUN}</script>`,
  `<img src=x onerror="${RUN}">`,
  `<svg onload="${RUN}"><animate onbegin="${RUN}" attributeName=x></svg>`,
  `<a href="javascript:${RUN}">click</a>`,
  `<a href=" java\tscript:${RUN}">click</a>`,
  `<a href="data:text/html,<script>${RUN}</script>">click</a>`,
  `<iframe srcdoc="<script>${RUN}</script>"></iframe>`,
  `<math><mtext><table><mglyph><style><img src=x onerror="${RUN}"></style></mglyph></table></mtext></math>`,
  `<p style="background:url(javascript:${RUN})" onclick="${RUN}">styled</p>`,
  `<b><object data="javascript:${RUN}"></object><embed src="javascript:${RUN}"></b>`,
  `</title></style></textarea><script>${RUN}</script>`,
  `{{constructor.constructor('${RUN}')()}}\${${RUN}}`,
  `<form action="javascript:${RUN}"><button formaction="javascript:${RUN}">go</button></form>`,
  `<base href="https://evil.invalid/"><meta http-equiv=refresh content="0;url=javascript:${RUN}">`,
  `\u202e\u0000\u2028<details open ontoggle="${RUN}">x</details>`,
];
/** The same for a place where an address is expected. */
export const ADDRESSES = [
  `javascript:${RUN}`, ` JaVaScRiPt:${RUN}`, `java\nscript:${RUN}`, `data:text/html,<script>${RUN}</script>`, `vbscript:${RUN}`,
  `blob:null/${RUN}`, `"><script>${RUN}</script>`, `//[`, `\u0000javascript:${RUN}`,
];
/** And where a token of a theme is expected. */
const TOKENS = [`red;}*{background:url(javascript:${RUN})`, `</style><script>${RUN}</script>`, `expression(${RUN})`, `var(--x);position:fixed;inset:0`];

// What a document is recognised and linked by; without it there is nothing to show.
const FRAME = new Set(['atrium', 'type', 'id', 'kind', 'starts', 'ends', 'zone', 'unit', 'version', 'member', 'hosts', 'countFrom', 'isbn', '$type', '$ref', 'colorSpace']);
const LINKS = new Set(['href', 'src', 'homepage', 'contact', 'licenceHref', 'rights', 'isbn', 'search', 'theme', 'list', 'exhibit']);

/** A small generator of numbers below one (mulberry32). */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A copy in which `change(value, path)` may replace each value, innermost first. `undefined` removes it. */
export function mapped(value, change, path = []) {
  let copy = value;
  if (Array.isArray(value)) {
    copy = value.map((item, at) => mapped(item, change, [...path, at])).filter((item) => item !== undefined);
  } else if (value !== null && typeof value === 'object') {
    copy = Object.fromEntries(Object.entries(value)
      .map(([name, item]) => [name, mapped(item, change, [...path, name])]).filter(([, item]) => item !== undefined));
  }
  return path.length === 0 ? copy : change(copy, path);
}

const nameOf = (path) => path.findLast((part) => typeof part === 'string');
const inside = (path, names) => path.some((part) => names.has(part));

/** Script in every text, the document's frame and its links left whole so that all of it is shown. */
export function injected(document, turn = 0) {
  let at = turn;
  return mapped(document, (value, path) => {
    if (typeof value !== 'string' || FRAME.has(nameOf(path)) || LINKS.has(nameOf(path)) || inside(path, new Set(['service', 'items', 'members', 'list'])) && nameOf(path) === 'id') return value;
    if (path.includes('tokens')) return TOKENS[(at += 1) % TOKENS.length];
    return `${PAYLOADS[(at += 1) % PAYLOADS.length]} ${value}`;
  });
}

/** Script in every address that is not needed to reach the next document. */
export function misled(document, turn = 0) {
  let at = turn;
  const led = new Set(['homepage', 'contact', 'rights', 'licenceHref', 'src', 'search', 'isbn']);
  return mapped(document, (value, path) => {
    if (typeof value !== 'string') return value;
    const external = nameOf(path) === 'href' && inside(path, new Set(['sources', 'works', 'events']));
    return led.has(nameOf(path)) || external ? ADDRESSES[(at += 1) % ADDRESSES.length] : value;
  });
}

const OTHERS = [null, true, 0, -1, 1e308, '', 'text', [], {}, [[]], { en: 5 }, [null], { '': {} }, 'x'.repeat(5000), '2026-02-30', '../..'];

/** About one value in `rarity` is of another type, or gone; the type and version of the document stay. */
export function broken(document, seed, rarity = 12) {
  const random = seeded(seed);
  return mapped(document, (value, path) => {
    const kept = path.length === 1 && (path[0] === 'atrium' || path[0] === 'type');
    if (kept || random() > 1 / rarity) return value;
    const other = OTHERS[Math.floor(random() * (OTHERS.length + 4))];
    return other;
  });
}

/** The document with one of its top fields missing, for each of them. */
export function missing(document) {
  return Object.keys(document).map((name) => [name, Object.fromEntries(Object.entries(document).filter(([other]) => other !== name))]);
}

// Makes the page of the API, /api/: the prose as HTML, the reference, schemas and vectors to take away. Run by xtask:
//
//   build.mjs CHECKOUT OUT      writes all of it into the folder OUT
//
// Prose needs no script, and its pages allow none. The reference is Redoc's, which builds its styles as it goes.

import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const modules = process.env.ATRIUM_NODE_MODULES ?? path.join(import.meta.dirname, 'node_modules');
const { Marked } = await import(pathToFileURL(createRequire(path.join(modules, '_')).resolve('marked')));

/** The prose in the order one reads it: where it lies, where it goes, what the way to it is called. */
const PROSE = [
  ['guide/first-static-member.md', 'guide/first-static-member.html', 'Your first static member'],
  ['guide/adding-participation.md', 'guide/adding-participation.html', 'Adding participation'],
  ['API.md', 'read.html', 'Read'],
  ['PARTICIPATE.md', 'participate.html', 'Participate'],
  ['PUBLISH.md', 'publish.html', 'Publish'],
  ['RULES.md', 'rules.html', 'Rules of the ledger'],
];
const REFERENCE = ['', 'reference.html', 'Reference'];

const PROSE_POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'";
// Redoc writes its styles into the page; scripts are files of ours, and nothing is asked of any other host.
const REFERENCE_POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'";

// What Redoc would fetch from its makers' host, for a picture beside its name.
const FOREIGN = 'https://cdn.redoc.ly/redoc/logo-mini.svg';
const NOTHING = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E";

/** What stands beside the language of a block in a guide, where it is no file's name. */
const WINDOWS = { server: 'In a window of its own; end it first where it runs', answer: 'What comes back', checkout: 'In a checkout of Atrium' };

const escape = (text) => text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]);
/** A heading's name in addresses, as on the pages where the source is shown. */
const slug = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').trim().replace(/\s/g, '-');

/** A link of the prose as a link of the page: other prose has another name here. */
function linked(href, from) {
  if (/^[a-z]+:/i.test(href) || href.startsWith('#')) return href;
  const [file, hash = ''] = href.split('#');
  const target = path.posix.join(path.posix.dirname(from), file);
  const page = PROSE.find(([source]) => source === target)?.[1];
  const to = page ?? target;
  const own = PROSE.find(([source]) => source === from)[1];
  return `${path.posix.relative(path.posix.dirname(own), to)}${hash && `#${hash}`}`;
}

/** Markdown as HTML. Tables and code may be wider than a phone: they scroll by themselves, also by keyboard. */
function rendered(text, from) {
  const marked = new Marked({ gfm: true });
  marked.use({
    walkTokens(token) { if (token.type === 'link') token.href = linked(token.href, from); },
    renderer: {
      heading({ tokens, depth, text: words }) {
        const id = slug(words.replace(/`/g, ''));
        return `<h${depth} id="${escape(id)}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      code({ text: code, lang }) {
        const [, ...about] = (lang ?? '').split(' ');
        const words = WINDOWS[about.join(' ')] ?? about.join(' ');
        const caption = words && `<figcaption>${escape(words)}</figcaption>`;
        return `<figure>${caption}<pre tabindex="0"><code>${escape(code)}</code></pre></figure>\n`;
      },
    },
  });
  const html = marked.parse(text);
  let number = 0;
  return html.replace(/<table>/g, () => `<div class="scroll" role="region" tabindex="0" aria-label="Table ${(number += 1)}"><table>`)
    .replace(/<\/table>/g, '</table></div>').replace(/<th><\/th>/g, '<td></td>');
}

function page({ place, title, about, policy, main, script = '' }) {
  const up = '../'.repeat(place.split('/').length - 1);
  const ways = [['', 'index.html', 'Overview'], ...PROSE, REFERENCE].map(([, to, words]) =>
    `<li><a href="${up}${to === 'index.html' ? './' : to}"${to === place ? ' aria-current="page"' : ''}>${escape(words)}</a></li>`).join('\n');
  return `<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escape(title)} · Atrium API</title>
<meta name="description" content="${escape(about)}">
<link rel="icon" href="${up}../icons/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${up}style.css">
</head>
<body>
<a class="skip" href="#content">Skip to content</a>
<header class="top">
<a class="house" href="${up}../">Atrium</a>
<nav aria-label="API"><ul role="list">
${ways}
</ul></nav>
</header>
<main id="content" tabindex="-1">
${main}
</main>
${script}</body>
</html>
`;
}

const [checkout, out] = process.argv.slice(2).map((folder) => path.resolve(folder));
const contract = (...parts) => path.join(checkout, 'contract', ...parts);
const read = (file) => readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
const write = (place, text) => {
  mkdirSync(path.dirname(path.join(out, place)), { recursive: true });
  writeFileSync(path.join(out, place), text);
};

const written = PROSE.filter(([source]) => existsSync(contract(source)));
for (const [source, place, words] of written) {
  const text = read(contract(source));
  const title = /^# (.*)$/m.exec(text)?.[1].replace(/`/g, '') ?? words;
  write(place, page({ place, title, about: words, policy: PROSE_POLICY, main: `<article>\n${rendered(text, source)}</article>` }));
}

/** Files to take away, in a folder of their own. */
function offered(folder) {
  if (!existsSync(contract(folder))) return [];
  const files = readdirSync(contract(folder)).filter((file) => file.endsWith('.json')).sort();
  mkdirSync(path.join(out, folder), { recursive: true });
  for (const file of files) copyFileSync(contract(folder, file), path.join(out, folder, file));
  return files.map((file) => `<li><a href="${folder}/${file}">${file}</a></li>`);
}

copyFileSync(contract('openapi.json'), path.join(out, 'openapi.json'));
const [schemas, vectors] = [offered('schema'), offered('vectors')];
write('index.html', page({
  place: 'index.html',
  title: 'Overview',
  about: 'The documented JSON API of a cultural alliance: how to write a backend for it, and how to prove that it works.',
  policy: PROSE_POLICY,
  main: `<article>
<h1>The Atrium API</h1>
<p>Everything this front door knows about the world comes through a JSON API. A library or museum joins by answering it: with a folder of static files, or with a service in any language.</p>
<h2>Begin here</h2>
<ul>
<li><a href="guide/first-static-member.html">Your first static member in ten minutes</a></li>
<li><a href="guide/adding-participation.html">Adding participation</a></li>
</ul>
<h2>The three classes</h2>
<ul>
<li><a href="read.html">Read</a>: documents for everybody. Static files will do.</li>
<li><a href="participate.html">Participate</a>: what patrons give, and what comes of it by the <a href="rules.html">rules of the ledger</a>.</li>
<li><a href="publish.html">Publish</a>: what staff create, change, schedule and take down.</li>
</ul>
<p>Each operation with its answers and examples stands in the <a href="reference.html">reference</a>. <code>cargo xtask conform URL</code> tells whether a backend does what all of this says.</p>
<h2>To take away</h2>
<ul>
<li><a href="openapi.json">openapi.json</a>: the whole API as OpenAPI 3.1</li>
</ul>
<h3>JSON Schemas</h3>
<ul>${schemas.join('\n')}</ul>
${vectors.length > 0 ? `<h3>Vectors of the rules</h3>\n<ul>${vectors.join('\n')}</ul>` : ''}
</article>`,
}));

write('reference.html', page({
  place: 'reference.html',
  title: 'Reference',
  about: 'Every operation of the API with its answers and examples.',
  policy: REFERENCE_POLICY,
  main: '<noscript><p>This page needs scripts. <a href="openapi.json">openapi.json</a> holds the same.</p></noscript>\n<div id="reference"></div>',
  script: '<script src="redoc.js"></script>\n<script src="reference.js"></script>\n',
}));
const redoc = readFileSync(path.join(modules, 'redoc', 'bundles', 'redoc.standalone.js'), 'utf8');
if (!redoc.includes(FOREIGN)) throw new Error('Redoc no longer asks for its picture where this expects it: look what it asks for now');
write('redoc.js', redoc.replaceAll(FOREIGN, NOTHING).replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n'));
copyFileSync(contract('page', 'reference.js'), path.join(out, 'reference.js'));

// The house's tokens and elements, its typeface from where the app has it, and what only these pages need.
const style = ['tokens', 'faces', 'base'].map((name) => read(path.join(checkout, 'style', `${name}.css`))).join('\n');
write('style.css', `${style.replaceAll('url(fonts/', 'url(../fonts/')}\n${read(path.join(checkout, 'style', 'api.css'))}`);

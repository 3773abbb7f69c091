// What wasm-bindgen writes around a program, made small: text in, text out. It knows the form that the pinned version
// of wasm-bindgen writes, and says so where it meets another.
//
// Glue and program name each other's functions: `__wbg_addEventListener_4d0db17c671ea324` stands in both, three hundred
// of that kind, and sixteen digits of each do not compress. Nobody else reads these names.

/** Names that only glue and program say to each other. */
export const SHARED = /^(?:__wbg_|__wbindgen_|__externref_|wasm_bindgen__|\.\/[\w-]+_bg\.js$)/;

/**
 * Takes back what the glue offers to a page and no page of ours asks for: classes a dependency exports (their methods
 * hold functions in the program), and the synchronous start.
 */
export function closed(glue) {
  return glue
    .replace(/^export (?=class \w+ \{$)/gm, '')
    .replace(/^if \(Symbol\.dispose\) \w+\.prototype\[Symbol\.dispose\] = \w+\.prototype\.free;$/gm, '')
    .replace(/^export \{ initSync, __wbg_init as default \};$/m, 'export { __wbg_init as default };');
}

/** The program's exports that a glue without dead code still calls, or gives to the pieces of a program that was cut. */
export function called(glue) {
  const names = [...glue.matchAll(/\bwasm\.(\w+)/g)].map(([, name]) => name);
  const [, given = ''] = /const \{([^}]*)\} = initSync\(/.exec(glue) ?? [];
  return new Set([...names, ...given.split(',').map((name) => name.trim()).filter(Boolean)]);
}

const TABLE = /^( {4}const import0 = )\{\n {8}__proto__: null,\n((?: {8}.*\n|\n)*) {4}\};$/m;
const ENTRY = /^ {8}(\w+): (function\(.*\n(?: {9,}.*\n|\n)* {8}\}.*),\n/gm;

/**
 * The functions the program imports, as a list in the program's order, so that their names are numbers on its side and
 * nothing at all on this one. Those it does not import are left out. Answers with the glue and the numbers by name.
 */
export function listed(glue, imported) {
  const [whole, head, body] = TABLE.exec(glue) ?? [];
  if (whole === undefined) throw new Error('the glue has no table of imports of the known form');
  const entries = new Map([...body.matchAll(ENTRY)].map(([, name, value]) => [name, value]));
  if (body.replace(ENTRY, '').trim() !== '') throw new Error('the table of imports holds something of an unknown form');
  const names = [...new Set(imported)];
  const missing = names.filter((name) => !entries.has(name));
  if (missing.length > 0) throw new Error(`the glue has no ${missing.join(', ')}`);
  const list = names.map((name) => `        ${arrow(entries.get(name))},\n`).join('');
  return {
    glue: glue.replace(whole, () => `${head}[\n${list}    ];`),
    numbers: Object.fromEntries(names.map((name, number) => [name, String(number)])),
  };
}

/** Functions here know no `this`; arrows are shorter. */
function arrow(value) {
  const caught = /^function\(\) \{ return handleError\(function \((.*?)\) \{\n([^]*) {8}\}, arguments\); \}$/.exec(value);
  if (caught) return `(...all) => handleError((${caught[1]}) => {\n${caught[2]}        }, all)`;
  return /\b(?:arguments|this)\b/.test(value) ? value : value.replace(/^function(\(.*?\)) \{/, '$1 => {');
}

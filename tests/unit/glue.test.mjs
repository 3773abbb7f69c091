// What the build does to a program's glue: on a small glue in the form of wasm-bindgen, and on WebAssembly that runs.

import assert from 'node:assert/strict';
import test from 'node:test';
import { SHARED, called, closed, listed } from '../../xtask/npm/glue.mjs';
import { namesOf, renamed, withExports } from '../../xtask/npm/wasm.mjs';

const GLUE = `export class Stream {
    free() {
        wasm.stream_free(0, 0);
    }
}
if (Symbol.dispose) Stream.prototype[Symbol.dispose] = Stream.prototype.free;
function __wbg_get_imports() {
    const import0 = {
        __proto__: null,
        __wbg_now_0123456789abcdef: function() {
            const ret = Date.now();

            return ret;
        },
        __wbg_parse_1123456789abcdef: function() { return handleError(function (arg0, arg1) {
            return JSON.parse(getStringFromWasm0(arg0, arg1));
        }, arguments); },
        __wbg_twice_2123456789abcdef: function(arg0) {
            return wasm.__wbindgen_twice(arg0);
        },
    };
    return {
        __proto__: null,
        "./atrium_bg.js": import0,
    };
}
function handleError(f, args) { try { return f.apply(this, args); } catch { return 'caught'; } }
function initSync(module) { return module; }
async function __wbg_init(module) { return module; }
export { initSync, __wbg_init as default };
`;

/** A program that imports two functions of the glue and exports three. */
const section = (id, bytes) => [id, bytes.length, ...bytes];
const named = (text) => [text.length, ...Buffer.from(text)];
const WASM = Buffer.from([
  0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
  ...section(1, [1, 0x60, 1, 0x7f, 1, 0x7f]),
  ...section(2, [2, ...named('./atrium_bg.js'), ...named('__wbg_twice_2123456789abcdef'), 0, 0, ...named('elsewhere'), ...named('memory'), 2, 0, 1]),
  ...section(3, [1, 0]),
  ...section(7, [3, ...named('__wbindgen_twice'), 0, 1, ...named('stream_free'), 0, 1, ...named('memory'), 2, 0]),
  // Twice what it is given, by the import.
  ...section(10, [1, 6, 0, 0x20, 0, 0x10, 0, 0x0b]),
]);

test('what no page asks for is offered no more', () => {
  const glue = closed(GLUE);
  assert.match(glue, /^class Stream/);
  assert.doesNotMatch(glue, /Symbol\.dispose|initSync,/);
  assert.match(glue, /export \{ __wbg_init as default \};/);
  assert.deepEqual([...called(glue)].sort(), ['__wbindgen_twice', 'stream_free']);
});

test('imports become a list in the order of the program, and still do what they did', () => {
  const names = ['__wbg_twice_2123456789abcdef', '__wbg_parse_1123456789abcdef', '__wbg_twice_2123456789abcdef'];
  const { glue, numbers } = listed(closed(GLUE), names);
  assert.deepEqual(numbers, { __wbg_twice_2123456789abcdef: '0', __wbg_parse_1123456789abcdef: '1' });
  assert.doesNotMatch(glue, /__wbg_now|__wbg_parse|__wbg_twice/);
  const code = glue.replace(/^export .*$/gm, '');
  const table = new Function('wasm', 'getStringFromWasm0', `${code}; return __wbg_get_imports()['./atrium_bg.js'];`)(
    { __wbindgen_twice: (number) => 2 * number }, (from, to) => '[1,2,3]'.slice(from, to),
  );
  assert.equal(table[0](21), 42);
  assert.deepEqual(table[1](0, 7), [1, 2, 3]);
  assert.equal(table[1](0, 6), 'caught', 'an error is still caught, with all that was given');
});

test('a glue of another form is refused, not half read', () => {
  assert.throws(() => listed(GLUE.replace('const import0', 'const imports'), []), /no table of imports/);
  assert.throws(() => listed(GLUE.replace('__wbg_now_0123456789abcdef: function() {', 'get now() {'), []), /unknown form/);
  assert.throws(() => listed(GLUE, ['__wbg_gone_3123456789abcdef']), /the glue has no __wbg_gone/);
});

test('names in a program are changed on both of its sides, and it runs', () => {
  assert.ok(WebAssembly.validate(WASM));
  assert.deepEqual(namesOf(WASM).exports, ['__wbindgen_twice', 'stream_free', 'memory']);
  const small = renamed(withExports(WASM, (name) => name !== 'stream_free'), {
    './atrium_bg.js': 'a', __wbg_twice_2123456789abcdef: '0', __wbindgen_twice: 't',
  });
  assert.deepEqual(namesOf(small), { imports: [{ module: 'a', name: '0' }, { module: 'elsewhere', name: 'memory' }], exports: ['t', 'memory'] });
  const memory = new WebAssembly.Memory({ initial: 1 });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(small), { a: [(number) => 2 * number], elsewhere: { memory } });
  assert.equal(exports.t(21), 42);
});

test('long sections keep their length', () => {
  const long = 'x'.repeat(300);
  const wasm = renamed(WASM, { stream_free: long });
  assert.ok(WebAssembly.validate(wasm));
  assert.deepEqual(namesOf(wasm).exports, ['__wbindgen_twice', long, 'memory']);
});

test('only names that glue and program share are given up', () => {
  for (const name of ['__wbg_now_0123456789abcdef', '__wbindgen_malloc', '__externref_table_alloc', './atrium-embed_bg.js']) assert.match(name, SHARED);
  for (const name of ['memory', 'default', 'href', '__proto__', 'constructor', './atrium.js']) assert.doesNotMatch(name, SHARED);
});

// The two sections of a WebAssembly file that hold names: imports and exports. Everything else is passed on as it is.

const IMPORTS = 2;
const EXPORTS = 7;

/** Sections in order: `{ id, body }`. */
function sections(wasm) {
  const found = [];
  const at = { bytes: wasm, at: 8 };
  while (at.at < wasm.length) {
    const id = wasm[at.at++];
    const size = number(at);
    found.push({ id, body: wasm.subarray(at.at, at.at + size) });
    at.at += size;
  }
  return found;
}

/** An unsigned number in LEB128. */
function number(from) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = from.bytes[from.at++];
    value += (byte & 127) * 2 ** shift;
    if (byte < 128) return value;
  }
}

function bytesOf(value) {
  const out = [];
  do {
    out.push((value % 128) | (value > 127 ? 128 : 0));
    value = Math.floor(value / 128);
  } while (value > 0);
  return Buffer.from(out);
}

function name(from) {
  const size = number(from);
  from.at += size;
  return from.bytes.subarray(from.at - size, from.at).toString('utf8');
}

const named = (text) => [bytesOf(Buffer.byteLength(text)), Buffer.from(text)];

/** Steps over what an import is: a function, table, memory, global or tag. */
function stepOverKind(from) {
  const kind = from.bytes[from.at++];
  const limits = () => {
    const flags = number(from);
    number(from);
    if (flags & 1) number(from);
  };
  if (kind === 0) number(from);
  else if (kind === 1) { from.at += 1; limits(); }
  else if (kind === 2) limits();
  else if (kind === 3) from.at += 2;
  else if (kind === 4) { from.at += 1; number(from); }
  else throw new Error(`an import of an unknown kind, ${kind}`);
}

/** Each entry of a section: its names, and the rest of it as bytes. */
function entries(body, id) {
  const from = { bytes: body, at: 0 };
  return Array.from({ length: number(from) }, () => {
    const names = id === IMPORTS ? [name(from), name(from)] : [name(from)];
    const start = from.at;
    if (id === IMPORTS) stepOverKind(from);
    else { from.at += 1; number(from); }
    return { names, rest: body.subarray(start, from.at) };
  });
}

function rewritten(wasm, change) {
  const parts = [wasm.subarray(0, 8)];
  for (const { id, body } of sections(wasm)) {
    let out = body;
    if (id === IMPORTS || id === EXPORTS) {
      const kept = change(id, entries(body, id));
      out = Buffer.concat([bytesOf(kept.length), ...kept.flatMap(({ names, rest }) => [...names.flatMap(named), rest])]);
    }
    parts.push(Buffer.from([id]), bytesOf(out.length), out);
  }
  return Buffer.concat(parts);
}

/** The file with new names where `names` (old to new) has one. */
export function renamed(wasm, names) {
  const to = (old) => names[old] ?? old;
  return rewritten(wasm, (_, all) => all.map(({ names: old, rest }) => ({ names: old.map(to), rest })));
}

/** The file without the exports that `keep` refuses. What only they held, wasm-opt takes away. */
export function withExports(wasm, keep) {
  return rewritten(wasm, (id, all) => (id === EXPORTS ? all.filter(({ names }) => keep(names[0])) : all));
}

/** The names of a file's imports and exports: `{ imports: [{ module, name }], exports: [name] }`. */
export function namesOf(wasm) {
  const all = (id) => sections(wasm).filter((section) => section.id === id).flatMap(({ body }) => entries(body, id));
  return {
    imports: all(IMPORTS).map(({ names: [module, name] }) => ({ module, name })),
    exports: all(EXPORTS).map(({ names: [name] }) => name),
  };
}

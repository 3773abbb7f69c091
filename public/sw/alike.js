// One size of each picture is kept. Turned on its side, in a larger window or another browser, a page asks for another one:
// without network the one that is kept answers for all of them.

const ALIKE_MOST = 4000;

// From the address of a size that was not kept to the one that was.
let known;
let grown = false;

function alikes() {
  known ??= readNote('alike').then((entries) => new Map(entries ?? []));
  return known;
}

/** Notes that the picture stored under `key` shows the same as these addresses. */
async function alike(key, addresses) {
  const map = await alikes();
  for (const address of addresses.map(keyOf)) {
    if (address === key || map.get(address) === key) continue;
    // Put last: what is noted again is in use.
    map.delete(address);
    map.set(address, key);
    grown = true;
  }
}

async function saveAlike() {
  if (!grown) return;
  grown = false;
  const map = await alikes();
  for (const address of map.keys()) {
    if (map.size <= ALIKE_MOST) break;
    map.delete(address);
  }
  await writeNote('alike', [...map]);
}

/** The same picture in another size, if one is stored. */
async function likeIt(key) {
  const other = (await alikes()).get(key);
  return other && (await caches.open(PICTURES)).match(other, BY_ADDRESS);
}

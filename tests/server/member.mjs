// The demo's library as the tests' member: a folder of documents, as `cargo xtask demo` wrote them.

import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

const DEMO = process.env.ATRIUM_DEMO ?? path.resolve(import.meta.dirname, '../../target/demo');

/** The folder with its member document. */
export const MEMBER = path.join(DEMO, 'city-library');

/** A challenge of the member that counts a total in a unit. */
export function challengeOf(unit) {
  const folder = path.join(MEMBER, 'challenges');
  const all = readdirSync(folder).filter((name) => name.endsWith('.json')).map((name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')));
  const found = all.find(({ goal }) => goal.kind === 'total' && goal.unit === unit);
  if (!found) throw new Error(`the demo's library has no challenge in ${unit}`);
  return found;
}

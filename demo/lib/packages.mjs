// The one door to npm packages. The task runner installs them in a cache folder outside the
// clone and names it in ATRIUM_NODE_MODULES; by hand, `npm ci` in this folder does as well.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The folder this generator lives in. */
export const here = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

const modules = process.env.ATRIUM_NODE_MODULES ?? path.join(here, "node_modules");

/** `require`, looking in the folder of packages that was chosen. */
export const need = createRequire(path.join(modules, "_"));

/** The path of a file inside a package, whatever the package exports. */
export function inPackage(...parts) {
  return path.join(modules, ...parts);
}

/** A JSON file out of a package. */
export function packageJson(...parts) {
  return JSON.parse(readFileSync(inPackage(...parts), "utf8"));
}

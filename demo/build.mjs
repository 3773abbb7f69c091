// Lays the demo alliance out as static files: a backend of class Read on any web host.
//
//   node demo/build.mjs --out DIR --today YYYY-MM-DD --cache DIR [--url URL] [--only NAME,NAME]
//
// --url is where the folder will be served, for the `id` that IIIF wants absolute in each info.json
// (default http://127.0.0.1:8080/demo/). The app goes by the address it fetched, so a wrong one does no harm there.
// --only draws just these pictures, for trying one out; documents that use others are refused then.
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { keep } from "./lib/gallery.mjs";
import { here } from "./lib/packages.mjs";
import { infoOf } from "./lib/service.mjs";
import { Mistake, checkToday, resolveDocument } from "./lib/texts.mjs";
import { pictures } from "./pictures/index.mjs";

const entrance = [".well-known", "cultural-alliance.json"];

function options() {
  let given;
  try {
    given = parseArgs({ options: {
      out: { type: "string" }, today: { type: "string" }, cache: { type: "string" },
      url: { type: "string", default: "http://127.0.0.1:8080/demo/" }, only: { type: "string" },
    } }).values;
  } catch (error) {
    throw new Mistake(error.message);
  }
  for (const name of ["out", "today", "cache"]) {
    if (!given[name]) throw new Mistake(`--${name} is missing. Usage: node demo/build.mjs --out DIR --today YYYY-MM-DD --cache DIR`);
  }
  checkToday(given.today);
  return { ...given, out: path.resolve(given.out), cache: path.resolve(given.cache), url: given.url.replace(/\/*$/, "/") };
}

/** Empties the folder of an earlier demo, and no other. */
function makeRoom(out) {
  const full = existsSync(out) && readdirSync(out).length > 0;
  if (full && !existsSync(path.join(out, ...entrance))) {
    throw new Mistake(`${out} is not empty and holds no earlier demo alliance: nothing was changed there.`);
  }
  if (full) rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
}

function filesIn(folder, below = "") {
  return readdirSync(path.join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const relative = path.posix.join(below, entry.name);
    return entry.isDirectory() ? filesIn(folder, relative) : [relative];
  });
}

async function main() {
  const { out, today, cache, url, only } = options();
  const wanted = only ? pictures.filter(({ name }) => only.split(",").includes(name)) : pictures;
  const drawn = new Map();
  for (const [index, picture] of wanted.entries()) {
    const say = (what) => console.log(`picture ${index + 1}/${wanted.length} ${picture.name}: ${what}`);
    drawn.set(picture.name, { member: picture.member, ...(await keep(picture, cache, say)) });
  }
  const source = path.join(here, "alliance");
  const files = filesIn(source).filter((file) => !file.endsWith(".md"));
  // All documents are resolved before the first is written: a mistake leaves the old demo whole.
  const documents = files.filter((file) => file.endsWith(".json"))
    .map((file) => [file, resolveDocument(readFileSync(path.join(source, file), "utf8"), file, today, drawn)]);
  makeRoom(out);
  for (const file of files) cpSync(path.join(source, file), path.join(out, file));
  for (const [file, text] of documents) writeFileSync(path.join(out, file), text);
  for (const [name, { member, folder, meta }] of drawn) {
    const place = path.join(out, member, "pictures", name);
    cpSync(path.join(folder, "files"), place, { recursive: true });
    writeFileSync(path.join(place, "info.json"), JSON.stringify(infoOf(meta, `${url}${member}/pictures/${name}`)));
  }
  console.log(`demo alliance: ${documents.length} documents, ${drawn.size} pictures in ${out}`);
}

main().catch((error) => {
  console.error(error instanceof Mistake || ["ENOSPC", "EACCES", "EROFS"].includes(error.code) ? error.message : error);
  process.exitCode = 1;
});

// Draws each picture once and keeps it: a picture is drawn again only when something it is made from has changed.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { here, need } from "./packages.mjs";
import { sizesOf, tilesOf, writeService } from "./service.mjs";

/** The source files a module is made of: itself and what it imports from this folder. */
function sources(file, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, relative] of readFileSync(file, "utf8").matchAll(/\bfrom "(\.[^"]+)"/g)) {
    sources(path.resolve(path.dirname(file), relative), seen);
  }
  return seen;
}

function fingerprint(picture, module) {
  const hash = createHash("sha256").update(JSON.stringify(picture));
  const files = [...sources(module), path.join(here, "lib", "service.mjs"), path.join(here, "package-lock.json")];
  // Line endings differ between checkouts of the same source.
  for (const file of files.sort()) hash.update(readFileSync(file, "utf8").replaceAll("\r\n", "\n"));
  return hash.digest("hex").slice(0, 12);
}

/** Draws a picture: three channels of raw pixels and what is known about it. */
export async function draw(picture) {
  const { draw: paint } = await import(pathToFileURL(path.join(here, "pictures", picture.module)).href);
  const { canvas, file, regions = {} } = await paint(picture);
  const sharp = need("sharp");
  const image = canvas
    ? sharp(canvas.data(), { raw: { width: canvas.width, height: canvas.height, channels: 4 }, limitInputPixels: false })
    : sharp(file);
  const { data, info } = await image.removeAlpha().toColourspace("srgb").raw().toBuffer({ resolveWithObject: true });
  return { pixels: data, width: info.width, height: info.height, regions };
}

/** The folder with the files of a picture, drawn now or at an earlier time, and what is known about it. */
export async function keep(picture, cache, say) {
  const folder = path.join(cache, "pictures");
  const mine = `${picture.name}@${fingerprint(picture, path.join(here, "pictures", picture.module))}`;
  const done = path.join(folder, mine);
  const read = () => ({ folder: done, meta: JSON.parse(readFileSync(path.join(done, "meta.json"), "utf8")) });
  if (existsSync(path.join(done, "meta.json"))) {
    say("kept");
    return read();
  }
  const began = Date.now();
  mkdirSync(folder, { recursive: true });
  // Made beside and renamed: a half-drawn picture is never taken for a finished one.
  const unfinished = path.join(folder, `.${mine}.${process.pid}`);
  rmSync(unfinished, { recursive: true, force: true });
  const { pixels, width, height, regions } = await draw(picture);
  await writeService(pixels, { width, height }, path.join(unfinished, "files"), picture.quality);
  const meta = { width, height, sizes: sizesOf({ width, height }), tiles: tilesOf({ width, height }), regions };
  writeFileSync(path.join(unfinished, "meta.json"), JSON.stringify(meta));
  for (const old of readdirSync(folder)) {
    if (old.startsWith(picture.name + "@")) rmSync(path.join(folder, old), { recursive: true, force: true });
  }
  renameSync(unfinished, done);
  say(`drawn in ${((Date.now() - began) / 1000).toFixed(1)} s`);
  return read();
}

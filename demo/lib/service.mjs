// A picture as a static IIIF Image API 3 service, level 0: every address a client may ask for is a file.
import { mkdirSync } from "node:fs";
import path from "node:path";
import { need } from "./packages.mjs";

const tile = 512;
const widths = [400, 800, 1200, 2000];
const tiledFrom = 2400;

const ceil = (length, factor) => Math.ceil(length / factor);

/** The ready-made whole pictures: the usual widths up to the picture's own, and that too when it is small. */
export function sizesOf({ width, height }) {
  const fitting = widths.filter((w) => w < width);
  if (width <= widths.at(-1)) fitting.push(width);
  return fitting.map((w) => ({ width: w, height: Math.round((height * w) / width) }));
}

/** Tiles are made for pictures worth looking into. */
export function tilesOf({ width, height }) {
  if (width < tiledFrom) return undefined;
  const scaleFactors = [1];
  while (Math.max(ceil(width, scaleFactors.at(-1)), ceil(height, scaleFactors.at(-1))) > tile) scaleFactors.push(scaleFactors.at(-1) * 2);
  return [{ width: tile, scaleFactors }];
}

/** Every tile of a picture: where it is cut, its size, and the paths it is asked for by. */
export function tilePaths({ width, height }, factor) {
  const found = [];
  const step = tile * factor;
  for (let y = 0; y < height; y += step) {
    for (let x = 0; x < width; x += step) {
      const w = Math.min(step, width - x);
      const h = Math.min(step, height - y);
      const size = `${ceil(w, factor)},${ceil(h, factor)}`;
      const paths = [`${x},${y},${w},${h}/${size}/0/default.jpg`];
      // The canonical name of the whole is "full"; clients differ in which of the two they ask for.
      if (w === width && h === height) paths.push(`full/${size}/0/default.jpg`);
      found.push({ left: x / factor, top: y / factor, width: ceil(w, factor), height: ceil(h, factor), paths });
    }
  }
  return found;
}

/** What stands in `info.json`. Its `id` has to be absolute; everything else fits any host. */
export function infoOf(meta, id) {
  return {
    "@context": "http://iiif.io/api/image/3/context.json",
    id, type: "ImageService3", protocol: "http://iiif.io/api/image", profile: "level0",
    width: meta.width, height: meta.height, sizes: meta.sizes,
    ...(meta.tiles ? { tiles: meta.tiles } : {}),
    preferredFormats: ["jpg"], extraFormats: ["webp"],
  };
}

/** Writes all files of a picture (three channels, raw) but `info.json` under `folder`. */
export async function writeService(pixels, { width, height }, folder, quality = 80) {
  const sharp = need("sharp");
  const image = () => sharp(pixels, { raw: { width, height, channels: 3 } });
  const save = async (picture, relative) => {
    const file = path.join(folder, ...relative.split("/"));
    mkdirSync(path.dirname(file), { recursive: true });
    await (relative.endsWith(".webp") ? picture.webp({ quality: quality - 4 }) : picture.jpeg({ quality, mozjpeg: true })).toFile(file);
  };
  for (const size of sizesOf({ width, height })) {
    const smaller = () => image().resize(size.width, size.height, { fit: "fill" });
    await save(smaller(), `full/${size.width},${size.height}/0/default.jpg`);
    await save(smaller(), `full/${size.width},${size.height}/0/default.webp`);
  }
  const tiles = tilesOf({ width, height });
  for (const factor of tiles?.[0].scaleFactors ?? []) {
    const level = { width: ceil(width, factor), height: ceil(height, factor), channels: 3 };
    const raw = factor === 1 ? pixels : await image().resize(level.width, level.height, { fit: "fill" }).raw().toBuffer();
    for (const { paths, ...cut } of tilePaths({ width, height }, factor)) {
      for (const relative of paths) await save(sharp(raw, { raw: level }).extract(cut), relative);
    }
  }
}

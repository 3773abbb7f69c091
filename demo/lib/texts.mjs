// Turns a written document into the one that is served: days counted from today, pictures in full.
import path from "node:path";

/** A mistake in what a person wrote or asked for: told as one sentence, without a backtrace. */
export class Mistake extends Error {}

const day = /\{today(?:([+-])(\d{1,4}))?\}/g;

/** Replaces `{today}`, `{today+12}`, `{today-20}` in a string by the day they mean. */
export function resolveDays(string, today) {
  return string.replace(day, (_, sign, days) => {
    const date = new Date(today + "T00:00:00Z");
    date.setUTCDate(date.getUTCDate() + (days ? Number(sign + days) : 0));
    return date.toISOString().slice(0, 10);
  });
}

/** Checks that `--today` is a real day and not only shaped like one. */
export function checkToday(today) {
  const date = new Date(today + "T00:00:00Z");
  if (!/^\d{4}-\d{2}-\d{2}$/.test(today) || Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== today) {
    throw new Mistake(`--today must be a day like 2026-11-23, not "${today}".`);
  }
}

/** Writes a picture out as API.md has it, with links relative to the document at `file`. */
export function writePicture(wish, file, pictures) {
  const { $picture: name, region, ...kept } = wish;
  const known = pictures.get(name);
  if (!known) {
    throw new Mistake(`${file} asks for the picture "${name}", which is not drawn. There are: ${[...pictures.keys()].join(", ")}.`);
  }
  const { member, meta } = known;
  const base = path.posix.relative(path.posix.dirname(file), `${member}/pictures/${name}`);
  const at = (size, kind) => `${base}/full/${size.width},${size.height}/0/default.${kind}`;
  const fallback = meta.sizes.find((size) => size.width >= 800) ?? meta.sizes.at(-1);
  const service = { id: base, type: "ImageService3", profile: "level0", sizes: meta.sizes };
  if (meta.tiles) service.tiles = meta.tiles;
  return {
    src: at(fallback, "jpg"),
    width: meta.width,
    height: meta.height,
    ...kept,
    ...(region === undefined ? {} : { region: findRegion(region, name, file, meta) }),
    sizes: meta.sizes.map((size) => ({ src: at(size, "webp"), ...size })),
    service,
  };
}

/** A region is numbers, or the name that the picture itself gives to a part of it. */
function findRegion(region, name, file, meta) {
  const found = typeof region === "string" ? meta.regions?.[region] : region;
  if (!found) {
    const names = Object.keys(meta.regions ?? {}).join(", ") || "none";
    throw new Mistake(`${file} asks for the region "${region}" of "${name}", which has no such part. There are: ${names}.`);
  }
  const { x, y, w, h } = found;
  const fits = [x, y, w, h].every(Number.isInteger) && x >= 0 && y >= 0 && w > 0 && h > 0 && x + w <= meta.width && y + h <= meta.height;
  if (!fits) {
    throw new Mistake(`${file}: the region ${JSON.stringify(region)} does not lie within "${name}" (${meta.width} by ${meta.height}).`);
  }
  return { x, y, w, h };
}

function walk(value, visit) {
  if (typeof value === "string") return visit.string(value);
  if (Array.isArray(value)) return value.map((item) => walk(item, visit));
  if (value === null || typeof value !== "object") return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, visit)]));
  return "$picture" in copy ? visit.picture(copy) : copy;
}

/** The text of one JSON document as it is served. `file` is its path in the alliance, with `/`. */
export function resolveDocument(source, file, today, pictures) {
  let document;
  try {
    document = JSON.parse(source);
  } catch (error) {
    throw new Mistake(`${file} is not JSON: ${error.message}.`);
  }
  return JSON.stringify(walk(document, {
    string: (string) => resolveDays(string, today),
    picture: (wish) => writePicture(wish, file, pictures),
  }));
}

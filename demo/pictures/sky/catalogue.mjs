// The sky as d3-celestial brings it: stars with colour, the figures of two traditions, the outline of the Milky Way.
import { packageJson } from "../../lib/packages.mjs";

const data = (name) => packageJson("d3-celestial", "data", `${name}.json`);
const names = data("starnames");
const chineseNames = data("starnames.cn");

/** Stars from bright to faint: right ascension and declination in degrees, magnitude, colour index, names. */
export const stars = data("stars.8").features.map(({ id, properties, geometry }) => ({
  ra: geometry.coordinates[0], dec: geometry.coordinates[1], mag: properties.mag, bv: Number(properties.bv) || 0,
  name: names[id]?.name || "", bayer: names[id]?.bayer || "", chinese: chineseNames[id]?.name || "",
})).sort((a, b) => a.mag - b.mag);

/** The faintest star the eye can see; fainter ones are only dust of the Milky Way here. */
export const faintest = 6.5;

/** How many stars that makes. */
export const visible = stars.filter((star) => star.mag <= faintest).length;

// The faces used for the charts lack these signs; the asterisms are drawn without a name.
const undrawable = /[𫓧爟]/u;

function figures(lines, labels, name) {
  const text = new Map(data(labels).features.map((f) => [f.id, f]));
  const drawn = data(lines).features.map((f) => {
    const label = text.get(f.id);
    return { lines: f.geometry.coordinates, at: label?.geometry.coordinates, rank: Number(label?.properties.rank ?? 3), ...name(label?.properties ?? {}) };
  });
  // A label that has no lines of its own is still a label (Serpens has two, single-star asterisms none).
  const known = new Set(data(lines).features.map((f) => f.id));
  const bare = [...text.values()].filter((f) => !known.has(f.id))
    .map((f) => ({ lines: [], at: f.geometry.coordinates, rank: Number(f.properties.rank), ...name(f.properties) }));
  return [...drawn, ...bare];
}

/** The 88 constellations. */
export const western = figures("constellations.lines", "constellations", (p) => ({ name: p.la ?? "", meaning: p.en ?? "" }));

/** The Chinese asterisms; rank 1 are the twenty-eight mansions, rank 2 the walls of the three enclosures. */
export const chinese = figures("constellations.lines.cn", "constellations.cn", (p) => {
  const full = p.name ?? "";
  return { name: undrawable.test(full) ? "" : full.replace(/[((].*$/u, ""), meaning: (p.en ?? "").replace(/ ?\(.*$/, ""), pinyin: p.pinyin ?? "" };
});

/** The three enclosures, named in the middle between their walls. */
export const enclosures = [
  { name: "紫微垣", pinyin: "Ziwei Yuan", meaning: "Purple Forbidden Enclosure", ra: 222, dec: 68.5 },
  { name: "太微垣", pinyin: "Taiwei Yuan", meaning: "Supreme Palace Enclosure", ra: 182, dec: 9.5 },
  { name: "天市垣", pinyin: "Tianshi Yuan", meaning: "Heavenly Market Enclosure", ra: 256, dec: 9 },
];

/** Outlines of the Milky Way, from the faintest of five steps to the brightest. */
export const milkyWay = data("mw").features.map((f) => f.geometry.coordinates.flat());

/** The ecliptic for the equinox of 2000. */
export const ecliptic = Array.from({ length: 361 }, (_, i) => {
  const lambda = (i * Math.PI) / 180;
  const tilt = (23.4393 * Math.PI) / 180;
  return [(Math.atan2(Math.sin(lambda) * Math.cos(tilt), Math.cos(lambda)) * 180) / Math.PI,
    (Math.asin(Math.sin(lambda) * Math.sin(tilt)) * 180) / Math.PI];
});

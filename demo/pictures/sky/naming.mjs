// Which names go on a chart, how large, and in which of the two traditions.
import { chinese, enclosures, stars, western } from "./catalogue.mjs";
import { radius } from "./ink.mjs";

/** The inks of the two traditions on the same night. */
export const inks = {
  west: { line: "#d9b56a", name: "#f0d79b", star: "#e9e2cf", quiet: "#c9b27c" },
  china: { line: "#e4785a", name: "#fbeed2", star: "#f3c9ae", quiet: "#efb294" },
};

const capitals = (text) => text.toUpperCase();

/** Names of constellations, the large first, then of stars. */
export function nameWestern(labels, { size = 1, text = 1, starsTo = 2.7, must = false }) {
  const { projection } = labels;
  const sizes = { 1: 50, 2: 40, 3: 30 };
  for (const rank of [1, 2, 3]) {
    for (const { name, at } of western.filter((f) => f.rank === rank && f.at)) {
      const p = projection.point(...at);
      if (!p) continue;
      const line = { text: capitals(name), font: "Garamond", size: sizes[rank] * text, spread: rank === 3 ? 0.16 : 0.26, colour: inks.west.name, alpha: rank === 3 ? 0.78 : 0.92 };
      labels.near([line], p, 3.2 * projection.scale, must && rank === 1);
    }
  }
  for (const star of stars) {
    if (star.mag > starsTo) break;
    const p = projection.point(star.ra, star.dec);
    if (!p || !star.name) continue;
    labels.beside({ text: star.name, font: "Garamond Italic", size: (star.mag < 1.6 ? 33 : 27) * text, spread: 0.02, colour: inks.west.star, alpha: 0.9 }, p, radius(star.mag, size));
  }
}

/** Asterisms that everybody in China knows by name, whatever the old catalogues rank them. */
const beloved = new Set(["北斗", "织女", "河鼓", "北极", "天狼", "老人"]);

/** Names of the enclosures, the mansions, the asterisms; `gloss` adds how they are said and what they mean. */
export function nameChinese(labels, { size = 1, text = 1, starsTo = 1.7, gloss = "large" }) {
  const { projection } = labels;
  const explain = (f, height) => ({ text: `${f.pinyin} · ${f.meaning}`, font: "Garamond Italic", size: height, spread: 0.02, colour: inks.china.quiet, alpha: 0.95 });
  for (const f of enclosures) {
    const p = projection.point(f.ra, f.dec);
    if (p) labels.near([{ text: f.name, font: "Song Bold", size: 70 * text, spread: 0.42, colour: inks.china.name }, explain(f, 29 * text)], p, 5 * projection.scale);
  }
  for (const rank of [1, 3]) {
    const named = chinese.filter((one) => one.rank === rank && one.at && one.name);
    for (const f of [...named.filter((one) => beloved.has(one.name)), ...named.filter((one) => !beloved.has(one.name))]) {
      const p = projection.point(...f.at);
      if (!p) continue;
      const mansion = rank === 1;
      const known = mansion || beloved.has(f.name);
      const height = mansion ? 50 : known ? 38 : 28;
      const lines = [{ text: f.name, font: known ? "Song Bold" : "Song", size: height * text, spread: known ? 0.2 : 0.08, colour: known ? inks.china.name : inks.china.quiet, alpha: known ? 1 : 0.92 }];
      if (gloss === "all" || known) lines.push(explain(f, (mansion ? 25 : known ? 22 : 20) * text));
      labels.near(lines, p, (mansion ? 3.4 : 2.4) * projection.scale);
    }
  }
  for (const star of stars) {
    if (star.mag > starsTo) break;
    const p = projection.point(star.ra, star.dec);
    // A star that is an asterism by itself has its name already.
    if (p && star.chinese && !chinese.some((f) => f.name === star.chinese)) labels.beside({ text: star.chinese, font: "Song", size: (star.mag < 1 ? 27 : 23) * text, spread: 0.04, colour: inks.china.star, alpha: 0.9 }, p, radius(star.mag, size));
  }
}

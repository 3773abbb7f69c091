// Proves that no theme of the demo alliance can be hard to read: every pair of colours that ever meets on a page is
// measured by WCAG 2's contrast ratio, in light and dark, with normal and with more contrast, and every colour is shown
// to lie inside sRGB, so that what is measured is what a screen paints and not what it clipped.
//
// Run: node demo/check-themes.mjs [--table]

import { readFileSync, readdirSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "alliance");
const surfaces = ["surface", "raised", "sunken"];

/** OKLCH to linear sRGB, by Björn Ottosson's matrices. Channels outside 0..1 are outside the gamut. */
export function linear([lightness, chroma, hue]) {
  const angle = (hue * Math.PI) / 180;
  const a = chroma * Math.cos(angle);
  const b = chroma * Math.sin(angle);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

/** Whether a screen of today can paint the colour. The small allowance is for the rounding of the matrices. */
export const inGamut = (rgb) => rgb.every((channel) => channel > -0.0005 && channel < 1.0005);

/** The channel as a screen gets it: gamma-encoded, in 256 steps. Contrast is measured on this, as WCAG says. */
const byte = (channel) => {
  const clipped = Math.min(1, Math.max(0, channel));
  return Math.round(255 * (clipped <= 0.0031308 ? 12.92 * clipped : 1.055 * clipped ** (1 / 2.4) - 0.055));
};

export const hex = (rgb) => "#" + rgb.map((channel) => byte(channel).toString(16).padStart(2, "0")).join("");

/** Relative luminance of what is painted. */
function luminance(rgb) {
  const [r, g, b] = rgb.map((channel) => {
    const value = byte(channel) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

/** The colours of a theme as they apply together, for each of the four ways a person may look at it. */
export function schemes(theme) {
  const { sets, modifiers } = theme.tokens;
  const colours = (group) =>
    Object.fromEntries(
      Object.entries(group ?? {})
        .filter(([name]) => !name.startsWith("$"))
        .map(([name, token]) => [name, linear(token.$value.components)]),
    );
  const base = Object.assign({}, ...sets.base.sources.map((source) => colours(source.color)));
  const dark = Object.assign({}, ...modifiers.scheme.contexts.dark.map((source) => colours(source.color)));
  const more = modifiers.contrast.contexts.more;
  return {
    light: base,
    dark: { ...base, ...dark },
    "light, more contrast": Object.assign({}, base, ...more.map((source) => colours(source.color))),
    "dark, more contrast": Object.assign({}, base, dark, ...more.map((source) => colours(source.dark))),
  };
}

/** Every pair that must hold, with the ratio asked of it. */
export function pairs(scheme) {
  const text = scheme.includes("more") ? 7 : 4.5;
  return [
    ...["on-surface", "quiet"].flatMap((ink) => surfaces.map((ground) => [ink, ground, text])),
    ...["accent", "success", "danger"].flatMap((ink) => surfaces.map((ground) => [ink, ground, 4.5])),
    ["on-action", "action", 4.5],
    ...surfaces.map((ground) => ["outline", ground, 3]),
  ];
}

/** All themes of the alliance, wherever they lie. */
export function themes(folder = root) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return themes(path);
    if (!name.endsWith(".json")) return [];
    const document = JSON.parse(readFileSync(path, "utf8"));
    return document.type === "Theme" ? [{ path: relative(root, path), document }] : [];
  });
}

/** What is wrong with a theme, in sentences. */
export function faults(theme) {
  const found = [];
  for (const [scheme, colours] of Object.entries(schemes(theme))) {
    for (const [name, rgb] of Object.entries(colours)) {
      if (!inGamut(rgb)) {
        found.push(`${scheme}: ${name} is outside sRGB (${rgb.map((channel) => channel.toFixed(3)).join(", ")})`);
      }
    }
    for (const [ink, ground, least] of pairs(scheme)) {
      if (!colours[ink] || !colours[ground]) {
        found.push(`${scheme}: ${colours[ink] ? ground : ink} is missing`);
        continue;
      }
      const ratio = contrast(colours[ink], colours[ground]);
      if (ratio < least) found.push(`${scheme}: ${ink} on ${ground} is ${ratio.toFixed(2)}, needs ${least}`);
    }
  }
  return found;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const all = themes();
  let wrong = 0;
  for (const { path, document } of all) {
    const found = faults(document);
    wrong += found.length;
    console.log(`${found.length ? "✗" : "✓"} ${path}`);
    found.forEach((fault) => console.log(`    ${fault}`));
    if (process.argv.includes("--table")) {
      for (const [scheme, colours] of Object.entries(schemes(document))) {
        const list = Object.entries(colours).map(([name, rgb]) => `${name} ${hex(rgb)}`);
        const tightest = pairs(scheme)
          .map(([ink, ground, least]) => [contrast(colours[ink], colours[ground]) / least, `${ink} on ${ground}`])
          .sort((x, y) => x[0] - y[0])[0];
        console.log(`    ${scheme}: ${list.join(", ")}; tightest ${tightest[1]}, ${tightest[0].toFixed(2)} of what is asked`);
      }
    }
  }
  if (all.length === 0) console.log("✗ no theme found");
  process.exit(wrong || all.length === 0 ? 1 : 0);
}

// Makes the web typefaces of the app: subsets in `public/fonts/` and `style/faces.css`.
// Run by hand when a face changes (`node demo/fonts.mjs`); the results are checked in, so that
// building the app needs neither these packages nor this script.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { here, inPackage, need } from "./lib/packages.mjs";

const subsetFont = need("subset-font");
const fontkit = need("fontkit");
const out = path.join(here, "..", "public", "fonts");

// Basic Latin, the letters of Latin-1 with the Spanish ¡ ¿, œ, quotes, dashes, ellipsis, euro, minus.
// The rest of Latin-1 (fractions, old currencies, raised figures) is left to the fallback: it is never in our texts.
const ranges = [[0x20, 0x7e], [0xa0, 0xa1], [0xa9, 0xa9], [0xab, 0xab], [0xb0, 0xb0], [0xb7, 0xb7], [0xbb, 0xbb],
  [0xbf, 0xcf], [0xd1, 0xdd], [0xdf, 0xef], [0xf1, 0xfd], [0xff, 0xff], [0x152, 0x153], [0x2013, 0x2014],
  [0x2018, 0x2019], [0x201c, 0x201d], [0x2026, 0x2026], [0x20ac, 0x20ac], [0x2212, 0x2212]];
const text = ranges.flatMap(([a, b]) => Array.from({ length: b - a + 1 }, (_, i) => String.fromCodePoint(a + i))).join("");
const unicodeRange = ranges
  .map(([a, b]) => "U+" + a.toString(16) + (a === b ? "" : "-" + b.toString(16)))
  .join(", ");

// Average widths per em of running text, and vertical metrics, of faces nearly every device has.
const sans = { local: ["Arial", "Liberation Sans", "Arimo", "Roboto", "Helvetica Neue"], width: 913 / 2048 };
const serif = { local: ["Georgia", "Gelasio", "Times New Roman", "Liberation Serif"], width: 913 / 2048 };

const faces = [
  { family: "Atrium Text", fallback: "Text Fallback", file: "text", like: sans,
    from: "instrument-sans", source: "instrument-sans-latin-wght-normal", axes: { wght: { min: 400, max: 700 } }, features: ["kern", "tnum"] },
  { family: "Atrium Two Skies", fallback: "Two Skies Fallback", file: "two-skies", like: serif,
    from: "eb-garamond", source: "eb-garamond-latin-wght-normal", axes: { wght: { min: 400, max: 600 } }, features: ["kern"] },
  { family: "Atrium Lantern", fallback: "Lantern Fallback", file: "lantern", like: serif,
    from: "source-serif-4", source: "source-serif-4-latin-opsz-normal", axes: { wght: { min: 400, max: 700 }, opsz: 60 }, features: ["kern"] },
  { family: "Atrium Harbour", fallback: "Harbour Fallback", file: "harbour", like: sans,
    from: "archivo", source: "archivo-latin-standard-normal", axes: { wght: { min: 500, max: 800 }, wdth: 108 }, features: ["kern"] },
];

// Letters of English and Spanish running text by how often they come, for the average width.
const frequency = { " ": 180, e: 102, a: 72, o: 66, t: 66, n: 58, i: 56, s: 56, r: 50, h: 40, l: 38, d: 37,
  u: 27, c: 26, m: 21, f: 16, p: 17, g: 15, w: 15, y: 14, b: 12, v: 8, k: 5, T: 3, S: 3, A: 3, I: 3, C: 3, ",": 9, ".": 9 };

function averageWidth(font) {
  let sum = 0;
  let weight = 0;
  for (const [letter, often] of Object.entries(frequency)) {
    sum += font.layout(letter).advanceWidth * often;
    weight += often;
  }
  return sum / weight / font.unitsPerEm;
}

const percent = (x) => (x * 100).toFixed(2) + "%";

function css(face, font, bytes) {
  const adjust = averageWidth(font) / face.like.width;
  const per = (x) => percent(Math.abs(x) / font.unitsPerEm / adjust);
  const { min, max } = face.axes.wght;
  return `/* ${face.from}, ${(bytes / 1024).toFixed(1)} KB */
@font-face {
  font-family: "${face.family}";
  src: url(fonts/${face.file}.woff2) format("woff2");
  font-weight: ${min} ${max};
  font-style: normal;
  font-display: swap;
  unicode-range: ${unicodeRange};
}
@font-face {
  font-family: "${face.fallback}";
  src: ${face.like.local.map((name) => `local("${name}")`).join(", ")};
  font-weight: ${min} ${max};
  size-adjust: ${percent(adjust)};
  ascent-override: ${per(font.ascent)};
  descent-override: ${per(font.descent)};
  line-gap-override: ${per(font.lineGap)};
}
`;
}

mkdirSync(out, { recursive: true });
let sheet = `/* Made by demo/fonts.mjs: change it there. Each face has a fallback on the device with its metrics
   adjusted, so that no line moves when the real face arrives. Addresses are from the site's root. */\n`;
for (const face of faces) {
  const folder = inPackage("@fontsource-variable", face.from);
  const original = readFileSync(path.join(folder, "files", face.source + ".woff2"));
  const bytes = await subsetFont(original, text, {
    targetFormat: "woff2", variationAxes: face.axes, noHinting: true,
    keepFeatures: face.features,
  });
  writeFileSync(path.join(out, face.file + ".woff2"), bytes);
  copyFileSync(path.join(folder, "LICENSE"), path.join(out, face.file + "-OFL.txt"));
  sheet += "\n" + css(face, fontkit.create(bytes), bytes.length);
  console.log(`${face.family}: ${(bytes.length / 1024).toFixed(1)} KB`);
}
writeFileSync(path.join(here, "..", "style", "faces.css"), sheet);

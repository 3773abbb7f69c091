// Draws the mark of Atrium: an arch, at one stroke, and the light that falls in from above.
// Run by hand (`node demo/icons.mjs`); the results in `public/icons/` are checked in.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { here, need } from "./lib/packages.mjs";

const sharp = need("sharp");
const out = path.join(here, "..", "public", "icons");

const ground = "#1b2148";
const paper = "#f6efdf";
const light = "#f3bd4a";

// On a square of 64: the arch stands on the ground, the oculus hangs in its head.
const mark = `<path d="M16 53V29a16 16 0 0 1 32 0v24" fill="none" stroke="${paper}" stroke-width="5.5" stroke-linecap="round"/>
  <circle cx="32" cy="29" r="6.5" fill="${light}"/>`;

/** The mark on its ground; `corner` rounds the ground, `scale` leaves room around the mark. */
function icon({ corner = 0, scale = 1 } = {}) {
  const shift = (32 * (1 - scale)).toFixed(2);
  const inner = scale === 1 ? mark : `<g transform="translate(${shift} ${shift}) scale(${scale})">${mark}</g>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">
  <rect width="64" height="64" rx="${corner}" fill="${ground}"/>
  ${inner}
</svg>
`;
}

async function png(name, size, options) {
  const svg = Buffer.from(icon(options));
  await sharp(svg, { density: (72 * size) / 64 }).resize(size, size).png({ palette: true, effort: 10 }).toFile(path.join(out, name));
}

mkdirSync(out, { recursive: true });
writeFileSync(path.join(out, "icon.svg"), icon({ corner: 14 }));
writeFileSync(path.join(out, "favicon.svg"), icon({ corner: 12, scale: 1.1 }));
await png("icon-192.png", 192, { corner: 14 });
await png("icon-512.png", 512, { corner: 14 });
// A maskable icon may be cut to a circle: the mark keeps to the inner four fifths.
await png("maskable-512.png", 512, { scale: 0.74 });
await png("apple-touch-180.png", 180, { scale: 0.9 });

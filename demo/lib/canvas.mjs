// Canvas and typefaces for drawing. Faces come from packages only, so that a picture is the same on every machine.
import { readFileSync } from "node:fs";
import { inPackage, need } from "./packages.mjs";

const skia = need("@napi-rs/canvas");
export const { createCanvas, Path2D } = skia;

export const drawingFaces = [
  ["Garamond", "eb-garamond", "latin-400-normal"],
  ["Garamond", "eb-garamond", "latin-ext-400-normal"],
  ["Garamond Italic", "eb-garamond", "latin-400-italic"],
  ["Garamond Medium", "eb-garamond", "latin-500-normal"],
  ["Song", "noto-serif-sc", "chinese-simplified-400-normal"],
  ["Song Bold", "noto-serif-sc", "chinese-simplified-600-normal"],
];
// The common Chinese face lacks a few signs of old asterisms (觜 螣 籥 溷 棓 桴 囷); these slices of the full face have them.
const rare = [37, 38, 47, 59, 63, 64, 78];
for (const slice of rare) drawingFaces.push([`Song ${slice}`, "noto-serif-sc", `${slice}-400-normal`], [`Song Bold ${slice}`, "noto-serif-sc", `${slice}-600-normal`]);
for (const [family, folder, style] of drawingFaces) {
  skia.GlobalFonts.register(readFileSync(inPackage("@fontsource", folder, "files", `${folder}-${style}.woff2`)), family);
}

/** A drawing context with its canvas, filled with one colour. */
export function sheet(width, height, colour) {
  const canvas = createCanvas(width, height);
  const c = canvas.getContext("2d");
  c.fillStyle = colour;
  c.fillRect(0, 0, width, height);
  c.lineCap = c.lineJoin = "round";
  return { canvas, c };
}

/** A face with those that stand in for its missing signs. */
function stack(font, size) {
  const families = font.startsWith("Song") ? [font, ...rare.map((slice) => `${font} ${slice}`)] : [font];
  return `${size}px ${families.map((family) => `"${family}"`).join(", ")}`;
}

/** Numbers between 0 and 1 that look random and are the same each time: pictures must not change by themselves. */
export function dice(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Text with letters spread by a part of their size; `align` as in canvas. */
export function write(c, text, x, y, { font, size, colour, spread = 0, align = "center", baseline = "middle", alpha = 1, turn = 0 }) {
  c.save();
  c.font = stack(font, size);
  c.letterSpacing = `${(size * spread).toFixed(2)}px`;
  c.fillStyle = colour;
  c.globalAlpha *= alpha;
  c.textAlign = align;
  c.textBaseline = baseline;
  c.translate(x, y);
  c.rotate(turn);
  // The space after the last letter would push centred text to the left.
  c.fillText(text, align === "center" ? (size * spread) / 2 : 0, 0);
  c.restore();
}

/** How wide `write` makes a text. */
export function widthOf(c, text, { font, size, spread = 0 }) {
  c.save();
  c.font = stack(font, size);
  c.letterSpacing = `${(size * spread).toFixed(2)}px`;
  const { width } = c.measureText(text);
  c.restore();
  return width;
}

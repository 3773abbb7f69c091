// The lead picture of Two Skies: the same stars twice, joined one way on the left and another on the right.
import { createCanvas, sheet } from "../lib/canvas.mjs";
import { cut, glow, grain, hill, ridge, wash } from "./paper/kit.mjs";
import { chinese, western } from "./sky/catalogue.mjs";
import { paintGround } from "./sky/ground.mjs";
import { drawFigures, drawStars } from "./sky/ink.mjs";
import { inks } from "./sky/naming.mjs";
import { skyWindow } from "./sky/projections.mjs";

const leading = { west: new Set(["Orion"]), china: new Set(["参宿", "觜宿", "伐", "玉井"]) };

function half(which, w, h) {
  const frame = { x: 0, y: 0, w, h };
  const projection = skyWindow({ frame, ra: 83.6, dec: 2, scale: 34, centre: [w * 0.5, h * 0.41] });
  const canvas = createCanvas(w, h);
  const c = canvas.getContext("2d");
  paintGround(c, projection, { width: w, height: h, coarse: 3, glow: 1.5 });
  c.globalCompositeOperation = "soft-light";
  wash(c, 0, 0, w, h, which === "west" ? [[0, "#1c3f96"], [1, "#3b6fb8"]] : [[0, "#5a1c5a"], [1, "#a8404a"]]);
  c.globalCompositeOperation = "source-over";
  const all = which === "west" ? western : chinese;
  const first = all.filter((f) => leading[which].has(f.name));
  const { line, name } = inks[which];
  drawFigures(c, projection, all.filter((f) => !first.includes(f)), { colour: line, line: 2.4, alpha: 0.55, gap: 8 });
  c.save();
  c.shadowColor = line;
  c.shadowBlur = 26;
  drawFigures(c, projection, first, { colour: line, line: 9, alpha: 0.45, gap: 13 });
  c.restore();
  drawFigures(c, projection, first, { colour: name, line: 4.6, gap: 13 });
  drawStars(c, projection, { size: 1.55 });
  return canvas;
}

export function draw({ width, height }) {
  const { canvas, c } = sheet(width, height, "#0b1030");
  const w = width / 2;
  c.drawImage(half("west", w, height), 0, 0);
  c.drawImage(half("china", w, height), w, 0);
  // The seam: where one way of seeing ends and the other begins.
  const seam = c.createLinearGradient(0, 0, 0, height * 0.86);
  seam.addColorStop(0, "rgba(255,233,180,0)");
  seam.addColorStop(0.5, "rgba(255,233,180,0.5)");
  seam.addColorStop(1, "rgba(255,233,180,0.95)");
  c.fillStyle = seam;
  c.fillRect(w - 1.5, 0, 3, height * 0.87);
  glow(c, w, height * 0.86, 900, "#f2a65a", 0.5);
  hill(c, width, height, ridge(width, height * 0.875, 130, 11), "#2a2358");
  hill(c, width, height, ridge(width, height * 0.925, 120, 23), "#1a1840");
  hill(c, width, height, [[-20, height * 0.93], [width * 0.16, height * 0.885], [width * 0.31, height * 0.925], [w, height * 0.975], [width * 0.7, height * 0.925], [width * 0.84, height * 0.885], [width + 20, height * 0.93]], "#0c0d28");
  telescope(c, width * 0.165, height * 0.89, 190);
  armillary(c, width * 0.838, height * 0.89, 190);
  grain(c, width, height, 0.05);
  return { canvas };
}

const dark = "#080920";
const rim = "#e8b667";

function watcher(c, x, y, s, face) {
  cut(c, dark, () => {
    c.moveTo(x - s * 0.17, y + 8);
    c.quadraticCurveTo(x - s * 0.2, y - s * 0.5, x - s * 0.07, y - s * 0.72);
    c.lineTo(x + s * 0.07, y - s * 0.72);
    c.quadraticCurveTo(x + s * 0.2, y - s * 0.5, x + s * 0.17, y + 8);
  }, { lift: 0, shade: 0 });
  cut(c, dark, () => c.arc(x + face * s * 0.02, y - s * 0.83, s * 0.105, 0, 7), { lift: 0, shade: 0 });
  // A rim of light from the seam, on the side towards it.
  c.strokeStyle = rim;
  c.lineWidth = 3;
  c.globalAlpha = 0.8;
  c.beginPath();
  c.arc(x + face * s * 0.02, y - s * 0.83, s * 0.105, face > 0 ? -1.2 : Math.PI - 1, face > 0 ? 1 : Math.PI + 1.2);
  c.moveTo(x + face * s * 0.07, y - s * 0.72);
  c.quadraticCurveTo(x + face * s * 0.2, y - s * 0.5, x + face * s * 0.17, y);
  c.stroke();
  c.globalAlpha = 1;
}

function telescope(c, x, y, s) {
  watcher(c, x - s * 0.42, y + 8, s, 1);
  c.strokeStyle = dark;
  c.lineWidth = 10;
  c.beginPath();
  for (const dx of [-0.28, 0, 0.28]) {
    c.moveTo(x + s * 0.05, y - s * 0.62);
    c.lineTo(x + s * (0.05 + dx), y + 14);
  }
  c.stroke();
  c.save();
  c.translate(x + s * 0.05, y - s * 0.66);
  c.rotate(-0.72);
  cut(c, dark, () => c.roundRect(-s * 0.42, -s * 0.06, s * 1.0, s * 0.12, 5), { lift: 0, shade: 0 });
  cut(c, dark, () => c.roundRect(s * 0.42, -s * 0.085, s * 0.26, s * 0.17, 5), { lift: 0, shade: 0 });
  c.fillStyle = rim;
  c.fillRect(s * 0.655, -s * 0.075, 4, s * 0.15);
  c.globalAlpha = 0.8;
  c.fillRect(-s * 0.38, s * 0.045, s * 0.95, 3);
  c.restore();
}

function armillary(c, x, y, s) {
  watcher(c, x + s * 0.62, y + 8, s, -1);
  const middle = y - s * 0.74;
  cut(c, dark, () => {
    c.moveTo(x - s * 0.32, y + 16);
    c.quadraticCurveTo(x - s * 0.04, y - s * 0.1, x - s * 0.05, y - s * 0.34);
    c.lineTo(x + s * 0.05, y - s * 0.34);
    c.quadraticCurveTo(x + s * 0.04, y - s * 0.1, x + s * 0.32, y + 16);
  }, { lift: 0, shade: 0 });
  c.lineWidth = 9;
  c.strokeStyle = dark;
  const rings = [[1, 1, 0], [1, 0.34, 0.4], [1, 0.34, -0.5], [0.34, 1, 0.2]];
  for (const [a, b, turn] of rings) {
    c.beginPath();
    c.ellipse(x, middle, s * 0.42 * a, s * 0.42 * b, turn, 0, 7);
    c.stroke();
  }
  c.lineWidth = 2.5;
  c.strokeStyle = rim;
  c.globalAlpha = 0.75;
  for (const [a, b, turn] of rings) {
    c.beginPath();
    c.ellipse(x - 2, middle - 2, s * 0.42 * a, s * 0.42 * b, turn, Math.PI * 0.6, Math.PI * 1.5);
    c.stroke();
  }
  c.globalAlpha = 1;
  cut(c, rim, () => c.arc(x, middle, 7, 0, 7), { lift: 0, shade: 0 });
}

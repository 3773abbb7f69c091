// The star charts of the planetarium: two atlases that lie over each other, two closer charts of Orion, and the pole.
import { sheet, write } from "../lib/canvas.mjs";
import { chinese, ecliptic, visible, western } from "./sky/catalogue.mjs";
import { drawBorder, drawDegrees } from "./sky/frame.mjs";
import { paintGround } from "./sky/ground.mjs";
import { drawCircle, drawFigures, drawNet, drawStars } from "./sky/ink.mjs";
import { Labels } from "./sky/labels.mjs";
import { inks, nameChinese, nameWestern } from "./sky/naming.mjs";
import { box, skyWindow, wholeSky } from "./sky/projections.mjs";

const gold = "#d9bd7c";

/** Places worth going to: right ascension, declination, width and height in degrees. */
const places = {
  orion: [83, 1, 34, 30], "orion-belt": [84, -2, 14, 10], pleiades: [57, 24, 14, 11], taurus: [66, 19, 32, 24], sirius: [101, -17, 24, 20],
  "big-dipper": [183, 55, 56, 30], "ursa-major": [165, 55, 80, 44], "north-pole": [180, 80, 160, 22], gemini: [110, 24, 34, 26],
  leo: [160, 17, 44, 32], virgo: [198, -2, 48, 34], scorpius: [251, -29, 36, 34], sagittarius: [283, -28, 34, 28], "southern-cross": [187, -60, 30, 20],
  cassiopeia: [15, 60, 36, 22], perseus: [52, 45, 34, 28], canopus: [96, -53, 30, 24], "vega-altair": [289, 24, 34, 50], arcturus: [214, 20, 36, 30],
  "milky-way": [266, -26, 70, 50], "purple-enclosure": [205, 68, 110, 40], "supreme-palace": [182, 10, 50, 34], "heavenly-market": [256, 10, 54, 44],
  "heart-mansion": [247, -26, 24, 20], andromeda: [15, 36, 40, 28], argo: [130, -45, 70, 44], hydra: [150, -14, 100, 36],
};

function regionsOf(projection, size) {
  return Object.fromEntries(Object.entries(places).map(([name, place]) => [name, box(projection, size, place)]).filter(([, found]) => found));
}

/** Names and figures of one tradition over the stars that both share. */
function tradition(c, projection, which, { size, text, line, ...naming }) {
  if (which === "west") drawFigures(c, projection, western, { colour: inks.west.line, line, alpha: 0.88, gap: 8 * size });
  else {
    drawFigures(c, projection, chinese.filter((f) => f.rank === 3), { colour: inks.china.line, line: line * 0.85, alpha: 0.74, gap: 6 * size });
    drawFigures(c, projection, chinese.filter((f) => f.rank < 3), { colour: inks.china.line, line: line * 1.25, alpha: 0.98, gap: 8 * size });
  }
  drawStars(c, projection, { size });
  const labels = new Labels(c, projection, size, which === "west" ? western : chinese);
  return (title) => {
    title?.(labels);
    if (which === "west") nameWestern(labels, { size, text, ...naming });
    else nameChinese(labels, { size, text, ...naming });
  };
}

function atlas({ name, width, height }) {
  const middle = 144;
  const frame = { x: 128, y: 128, w: width - 256, h: height - 256 };
  const projection = wholeSky({ frame, middle });
  const { canvas, c } = sheet(width, height, "#0a0e2a");
  paintGround(c, projection, { width, height });
  drawNet(c, projection, { colour: gold });
  drawCircle(c, projection, ecliptic, { colour: gold, line: 3, dash: [22, 12], alpha: 0.5 });
  const west = name === "atlas-west";
  const names = tradition(c, projection, west ? "west" : "china", { size: 1, text: 1, line: 2.6 });
  const colour = west ? inks.west.name : inks.china.name;
  names((labels) => {
    const title = west ? { text: "THE SKY IN THE WESTERN TRADITION", font: "Garamond", spread: 0.34 } : { text: "三垣二十八宿 · 中国星空", font: "Song Bold", spread: 0.3 };
    const legend = west ? `${visible} stars to magnitude 6.5 · 88 constellations · equinox 2000` : `The sky in the Chinese tradition · the same ${visible} stars · three enclosures and twenty-eight mansions`;
    labels.near([{ ...title, size: 58, colour }, { text: legend, font: "Garamond Italic", size: 32, spread: 0.05, colour, alpha: 0.75 }], [width / 2, frame.y + frame.h - 90], 60, true);
  });
  drawBorder(c, { frame, width, height, colour: gold });
  drawDegrees(c, projection, { middle, colour: gold });
  return { canvas, regions: regionsOf(projection, { width, height }) };
}

function orion({ name, width, height }) {
  const frame = { x: 70, y: 70, w: width - 140, h: height - 340 };
  const projection = skyWindow({ frame, ra: 83.5, dec: 2, scale: 56, centre: [width / 2, frame.y + frame.h / 2] });
  const { canvas, c } = sheet(width, height, "#0a0e2a");
  paintGround(c, projection, { width, height, coarse: 3, glow: 1.1 });
  drawNet(c, projection, { colour: gold, line: 1.6, alpha: 0.15 });
  drawCircle(c, projection, ecliptic, { colour: gold, line: 3, dash: [22, 12], alpha: 0.45 });
  const west = name === "orion-west";
  const names = tradition(c, projection, west ? "west" : "china", { size: 1.75, text: west ? 1.3 : 1.36, line: 4, starsTo: west ? 3.9 : 3, gloss: "all" });
  const colour = west ? inks.west.name : inks.china.name;
  names();
  drawBorder(c, { frame, width, height, colour: gold });
  write(c, west ? "ORION" : "参宿", width / 2, height - 168, { font: west ? "Garamond" : "Song Bold", size: west ? 112 : 98, spread: 0.5, colour });
  const legend = west ? "the hunter, with the Bull, the Twins and the Hare" : "Shen Xiu, the Three Stars, in the White Tiger of the West";
  write(c, legend, width / 2, height - 84, { font: "Garamond Italic", size: 46, spread: 0.03, colour, alpha: 0.85 });
  return { canvas, regions: regionsOf(projection, { width, height }) };
}

function pole({ width, height }) {
  const reach = 1330;
  const middle = [width / 2, height / 2];
  const frame = { x: middle[0] - reach, y: middle[1] - reach, w: 2 * reach, h: 2 * reach };
  const projection = skyWindow({ frame, ra: 180, dec: 89.999, scale: 26.6, centre: middle });
  const { canvas, c } = sheet(width, height, "#0a0e2a");
  paintGround(c, projection, { width, height, coarse: 3 });
  drawNet(c, projection, { colour: gold, line: 1.6, alpha: 0.15 });
  drawFigures(c, projection, western, { colour: inks.west.line, line: 3, alpha: 0.8, gap: 10 });
  drawFigures(c, projection, chinese.filter((f) => f.rank === 3), { colour: inks.china.line, line: 2.4, alpha: 0.72, gap: 13 });
  drawFigures(c, projection, chinese.filter((f) => f.rank < 3), { colour: inks.china.line, line: 4.5, alpha: 0.95, gap: 10 });
  drawStars(c, projection, { size: 1.3 });
  const labels = new Labels(c, projection, 1.3, chinese);
  const square = labels.inside.bind(labels);
  labels.inside = (b) => square(b) && [[b.x, b.y], [b.x + b.w, b.y], [b.x, b.y + b.h], [b.x + b.w, b.y + b.h]].every(([x, y]) => Math.hypot(x - middle[0], y - middle[1]) < reach - 14);
  nameChinese(labels, { size: 1.3, text: 1.15, starsTo: 0, gloss: "large" });
  nameWestern(labels, { size: 1.3, text: 1.05, starsTo: 2.3 });
  drawRing(c, middle, reach, width, height);
  return { canvas, regions: regionsOf(projection, { width, height }) };
}

/** A round border with the hours of right ascension, and who is who in the corners. */
function drawRing(c, [x, y], reach, width, height) {
  c.save();
  c.fillStyle = "#0a0e2a";
  c.beginPath();
  c.rect(0, 0, width, height);
  c.moveTo(x + reach, y);
  c.arc(x, y, reach, 0, 2 * Math.PI);
  c.fill("evenodd");
  c.strokeStyle = gold;
  for (const [r, line, alpha] of [[reach, 3, 0.9], [reach + 22, 1.6, 0.8], [reach + 100, 3.5, 0.7]]) {
    c.globalAlpha = alpha;
    c.lineWidth = line;
    c.beginPath();
    c.arc(x, y, r, 0, 7);
    c.stroke();
  }
  c.lineWidth = 22;
  c.lineCap = "butt";
  c.globalAlpha = 0.75;
  for (let i = 0; i < 72; i += 2) {
    c.beginPath();
    c.arc(x, y, reach + 11, (i * Math.PI) / 36, ((i + 1) * Math.PI) / 36);
    c.stroke();
  }
  c.restore();
  for (let hour = 0; hour < 24; hour++) {
    // Right ascension 12h is below, and hours run with the clock for one who looks up at the pole.
    const turn = Math.PI / 2 + ((hour - 12) * Math.PI) / 12;
    write(c, `${hour}`, x + Math.cos(turn) * (reach + 60), y + Math.sin(turn) * (reach + 60), { font: "Garamond", size: 40, colour: gold, turn: turn - Math.PI / 2 });
  }
  write(c, "URSA MAIOR", 90, 120, { font: "Garamond", size: 50, spread: 0.2, colour: inks.west.name, align: "left" });
  write(c, "gold: the West", 90, 178, { font: "Garamond Italic", size: 36, colour: inks.west.quiet, align: "left" });
  write(c, "北斗", width - 90, 118, { font: "Song Bold", size: 58, spread: 0.2, colour: inks.china.name, align: "right" });
  write(c, "vermilion: China", width - 90, 178, { font: "Garamond Italic", size: 36, colour: inks.china.quiet, align: "right" });
}

export function draw(picture) {
  if (picture.name.startsWith("atlas")) return atlas(picture);
  return picture.name === "north-pole" ? pole(picture) : orion(picture);
}

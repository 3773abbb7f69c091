// The lead picture of Harbour: Vela from above, in chalk and sea green: mole, ships at anchor, old town, lighthouse.
import { dice, sheet } from "../lib/canvas.mjs";
import { cut, fade, glow, grain, mix, through, wash } from "./paper/kit.mjs";

const chalk = "#f2ecdc";

/** A sailing ship seen a little from above, heading to the side `face`. */
export function ship(c, x, y, s, { hull = "#7a3b2e", sail = chalk, face = 1, masts = 3 } = {}) {
  c.save();
  c.translate(x, y);
  c.scale(face, 1);
  c.fillStyle = "rgba(6,40,46,0.35)";
  c.beginPath();
  c.ellipse(-s * 0.05, s * 0.2, s * 1.0, s * 0.12, 0, 0, 7);
  c.fill();
  cut(c, hull, () => {
    c.moveTo(-s * 0.95, -s * 0.2);
    c.lineTo(-s * 0.7, -s * 0.08);
    c.lineTo(s * 0.72, -s * 0.08);
    c.lineTo(s * 1.1, -s * 0.26);
    c.quadraticCurveTo(s * 0.9, s * 0.2, s * 0.55, s * 0.2);
    c.lineTo(-s * 0.62, s * 0.2);
    c.quadraticCurveTo(-s * 0.9, s * 0.15, -s * 0.95, -s * 0.2);
  }, { lift: s * 0.03 });
  c.fillStyle = fade(chalk, 0.75);
  c.fillRect(-s * 0.82, -s * 0.02, s * 1.56, s * 0.03);
  for (let i = 0; i < masts; i++) {
    const mx = masts === 1 ? 0 : -s * 0.55 + (i * s * 1.1) / (masts - 1);
    const tall = s * (masts > 1 && i !== 1 ? 0.98 : 1.22);
    c.strokeStyle = "#4a2a22";
    c.lineWidth = s * 0.035;
    c.beginPath();
    c.moveTo(mx, -s * 0.06);
    c.lineTo(mx, -tall - s * 0.1);
    c.stroke();
    for (const [from, to, w] of [[0.2, 0.58, 0.27], [0.62, 0.92, 0.2]]) {
      cut(c, mix(sail, "#c8b78e", i * 0.08), () => {
        c.moveTo(mx - s * w, -tall * from);
        c.quadraticCurveTo(mx - s * w * 0.55, -tall * ((from + to) / 2), mx - s * w * 0.8, -tall * to);
        c.lineTo(mx + s * w * 0.8, -tall * to);
        c.quadraticCurveTo(mx + s * w * 1.45, -tall * ((from + to) / 2), mx + s * w, -tall * from);
        c.quadraticCurveTo(mx, -tall * (from - 0.06), mx - s * w, -tall * from);
      }, { lift: s * 0.02, shade: 0.25 });
    }
    cut(c, "#d8593e", through([[mx, -tall - s * 0.1], [mx - s * 0.2, -tall - s * 0.04], [mx, -tall]]), { lift: 1 });
  }
  c.restore();
}

/** A tower with its light, and the beam over the water. */
export function lighthouse(c, x, y, s, { beam = 0 } = {}) {
  if (beam) {
    const ray = c.createLinearGradient(x, 0, x + beam, 0);
    ray.addColorStop(0, "rgba(255,236,176,0.6)");
    ray.addColorStop(1, "rgba(255,236,176,0)");
    c.fillStyle = ray;
    c.beginPath();
    through([[x, y - s * 1.62], [x + beam, y - s * 1.95], [x + beam, y - s * 0.95]])(c);
    c.fill();
  }
  cut(c, chalk, through([[x - s * 0.24, y], [x - s * 0.15, y - s * 1.45], [x + s * 0.15, y - s * 1.45], [x + s * 0.24, y]]), { lift: s * 0.04 });
  for (const [a, b] of [[0.12, 0.36], [0.62, 0.86], [1.12, 1.34]]) {
    const half = (h) => s * (0.24 - (0.09 * h) / 1.45);
    cut(c, "#d8593e", through([[x - half(a), y - a * s], [x - half(b), y - b * s], [x + half(b), y - b * s], [x + half(a), y - a * s]]), { lift: 0, shade: 0 });
  }
  c.fillStyle = "rgba(10,50,56,0.2)";
  c.beginPath();
  through([[x + s * 0.06, y], [x + s * 0.04, y - s * 1.45], [x + s * 0.15, y - s * 1.45], [x + s * 0.24, y]])(c);
  c.fill();
  cut(c, "#16424a", () => c.rect(x - s * 0.22, y - s * 1.52, s * 0.44, s * 0.08), { lift: 3 });
  cut(c, "#ffe3a0", () => c.rect(x - s * 0.1, y - s * 1.72, s * 0.2, s * 0.2), { lift: 0, shade: 0 });
  glow(c, x, y - s * 1.62, s * 1.2, "#ffe3a0", 0.8);
  cut(c, "#d8593e", through([[x - s * 0.17, y - s * 1.72], [x, y - s * 1.92], [x + s * 0.17, y - s * 1.72]]), { lift: 3 });
}

/** A small house seen from above and in front: a wall, a roof of one colour in two lights. */
export function house(c, x, y, w, h, roof, wall, windows = true) {
  cut(c, wall, () => c.rect(x, y - h, w, h), { lift: 5, shade: 0.25 });
  const r = h * 0.55;
  cut(c, roof, through([[x - 4, y - h], [x + w * 0.2, y - h - r], [x + w * 0.8, y - h - r], [x + w + 4, y - h]]), { lift: 3, shade: 0.25 });
  c.fillStyle = "rgba(20,10,10,0.16)";
  c.beginPath();
  through([[x + w * 0.55, y - h], [x + w * 0.5, y - h - r], [x + w * 0.8, y - h - r], [x + w + 4, y - h]])(c);
  c.fill();
  if (!windows) return;
  c.fillStyle = mix(wall, "#1d4a50", 0.62);
  const n = Math.max(1, Math.floor(w / 24));
  for (let i = 0; i < n; i++) c.fillRect(x + ((i + 0.5) * w) / n - 4.5, y - h * 0.62, 9, h * 0.3);
}

export function draw({ width, height }) {
  const { canvas, c } = sheet(width, height, "#0f5a5e");
  wash(c, 0, 0, width, height * 0.24, [[0, "#efcf9c"], [0.55, "#f3e2bb"], [1, "#e9e6cb"]]);
  glow(c, width * 0.74, height * 0.16, 900, "#ffe9b8", 0.75);
  cut(c, "#8fb8a2", through([[-20, height * 0.215], [260, height * 0.15], [520, height * 0.185], [820, height * 0.125], [1150, height * 0.2], [1250, height * 0.215], [1250, height * 0.24], [-20, height * 0.24]]), { lift: 0, shade: 0 });
  wash(c, 0, height * 0.24, width, height * 0.76, [[0, "#8cc4b2"], [0.06, "#5fa99c"], [0.3, "#2f8a86"], [0.7, "#15656a"], [1, "#0b4650"]]);
  glow(c, width * 0.74, height * 0.26, 620, "#ffe9b8", 0.4);
  chartLines(c, width, height);
  water(c, width, height);
  town(c, width, height);
  mole(c, width, height);
  ship(c, width * 0.60, height * 0.52, 150, { face: -1 });
  ship(c, width * 0.80, height * 0.40, 92, { hull: "#274c52", masts: 2 });
  ship(c, width * 0.47, height * 0.355, 62, { hull: "#8a4a34", masts: 2, face: -1 });
  ship(c, width * 0.66, height * 0.275, 40, { hull: "#274c52", masts: 3 });
  ship(c, width * 0.435, height * 0.69, 78, { hull: "#b5502f", masts: 1 });
  ship(c, width * 0.915, height * 0.605, 66, { hull: "#8a4a34", masts: 1, face: -1 });
  compass(c, width * 0.885, height * 0.845, 150);
  grain(c, width, height, 0.055);
  return { canvas };
}

/** Courses and rhumb lines in chalk, as on a chart laid over the water. */
function chartLines(c, width, height) {
  c.save();
  c.beginPath();
  c.rect(0, height * 0.235, width, height);
  c.clip();
  c.strokeStyle = chalk;
  c.lineWidth = 2;
  c.globalAlpha = 0.2;
  for (let i = 0; i < 32; i++) {
    const turn = (i * Math.PI) / 16;
    c.beginPath();
    c.moveTo(width * 0.885, height * 0.845);
    c.lineTo(width * 0.885 + Math.cos(turn) * 3000, height * 0.845 + Math.sin(turn) * 3000);
    c.stroke();
  }
  c.globalAlpha = 0.75;
  c.lineWidth = 4;
  c.setLineDash([20, 16]);
  c.beginPath();
  c.moveTo(width * 0.52, height * 0.58);
  c.bezierCurveTo(width * 0.72, height * 0.72, width * 0.98, height * 0.5, width * 0.8, height * 0.34);
  c.bezierCurveTo(width * 0.7, height * 0.26, width * 0.9, height * 0.24, width * 1.02, height * 0.26);
  c.stroke();
  c.restore();
}

function water(c, width, height) {
  const roll = dice(31);
  c.save();
  c.strokeStyle = chalk;
  c.lineCap = "round";
  for (let i = 0; i < 420; i++) {
    const t = roll() ** 0.8;
    const y = height * (0.25 + 0.75 * t);
    const x = roll() * width;
    const w = 10 + t * 42;
    c.globalAlpha = 0.1 + 0.16 * roll();
    c.lineWidth = 1.5 + t * 2.6;
    c.beginPath();
    c.moveTo(x, y);
    c.quadraticCurveTo(x + w / 4, y - w * 0.12, x + w / 2, y);
    c.quadraticCurveTo(x + (w * 3) / 4, y + w * 0.12, x + w, y);
    c.stroke();
  }
  c.restore();
}

/** The old town climbs the shore on the left, house above house. */
function town(c, width, height) {
  const shore = () => {
    c.moveTo(-40, height * 0.2);
    c.bezierCurveTo(width * 0.13, height * 0.2, width * 0.2, height * 0.3, width * 0.24, height * 0.42);
    c.bezierCurveTo(width * 0.29, height * 0.55, width * 0.34, height * 0.66, width * 0.33, height * 0.8);
    c.bezierCurveTo(width * 0.32, height * 0.9, width * 0.38, height * 0.96, width * 0.4, height + 40);
    c.lineTo(-40, height + 40);
    c.closePath();
  };
  cut(c, "#e6d6ae", shore, { lift: 12, shade: 0.4 });
  c.save();
  c.beginPath();
  shore();
  c.clip();
  wash(c, 0, height * 0.18, width * 0.4, height * 0.85, [[0, "#7fa27e"], [0.25, "#a9b283"], [0.6, "#dccb9d"], [1, "#cdb689"]]);
  c.restore();
  const roll = dice(12);
  const roofTints = ["#c8553a", "#d8693f", "#b5452f", "#d98a4a", "#2f6a6c", "#c05a3e"];
  const walls = ["#f2ecdc", "#f6e3c0", "#ecd9b8", "#e9c9a0", "#f4efe4"];
  for (let row = 0; row < 19; row++) {
    const t = row / 18;
    const y = height * (0.3 + 0.72 * t);
    const edge = width * (0.175 + 0.12 * Math.min(1, t * 1.5)) - 40 + (row > 14 ? 22 : 0);
    const scale = 0.5 + t * 0.95;
    let x = -30 + roll() * 40;
    while (x < edge - 40) {
      const w = (44 + roll() * 52) * scale;
      const h = (36 + roll() * 36) * scale;
      if (x + w < edge && roll() > 0.08) house(c, x, y, w, h, roofTints[Math.floor(roll() * 6)], walls[Math.floor(roll() * 5)]);
      else if (roll() < 0.6) tree(c, x + w / 2, y, 26 * scale);
      x += w + 8 * scale;
    }
  }
  // The church above the roofs.
  cut(c, chalk, () => c.rect(width * 0.085, height * 0.32, 52, 180), { lift: 6 });
  cut(c, "#2f6a6c", through([[width * 0.085 - 8, height * 0.32], [width * 0.085 + 26, height * 0.235], [width * 0.085 + 60, height * 0.32]]), { lift: 4 });
}

function tree(c, x, y, s) {
  cut(c, "#4b7a5a", () => c.arc(x, y - s, s, 0, 7), { lift: 4 });
  c.fillStyle = "rgba(20,60,50,0.3)";
  c.beginPath();
  c.arc(x + s * 0.3, y - s * 0.85, s * 0.65, 0, 7);
  c.fill();
}

/** The curved mole of stone, with the lighthouse at its head. */
function mole(c, width, height) {
  const path = () => {
    c.moveTo(width * 0.34, height * 0.93);
    c.bezierCurveTo(width * 0.52, height * 1.0, width * 0.72, height * 0.93, width * 0.745, height * 0.72);
  };
  const stroke = (colour, line, shift = 0, cap = "round") => {
    c.save();
    c.translate(0, shift);
    c.strokeStyle = colour;
    c.lineWidth = line;
    c.lineCap = cap;
    c.beginPath();
    path();
    c.stroke();
    c.restore();
  };
  stroke("rgba(4,34,40,0.4)", 84, 24);
  stroke("#a8997a", 78, 12);
  stroke("#e3d7b8", 74);
  stroke("#f2ecdc", 50, -4);
  c.save();
  c.setLineDash([4, 40]);
  stroke("rgba(90,70,50,0.35)", 50, -4, "butt");
  c.restore();
  lighthouse(c, width * 0.745, height * 0.715, 150, { beam: 900 });
}

/** A compass rose in chalk. */
export function compass(c, x, y, s, colour = chalk, north = "#d8593e") {
  c.save();
  c.translate(x, y);
  c.strokeStyle = colour;
  for (const [r, line] of [[1, 4], [0.9, 1.6], [0.42, 2]]) {
    c.lineWidth = line;
    c.beginPath();
    c.arc(0, 0, s * r, 0, 7);
    c.stroke();
  }
  for (let i = 0; i < 16; i++) {
    const long = i % 4 === 0 ? 1.16 : i % 2 === 0 ? 0.86 : 0.6;
    c.save();
    c.rotate((i * Math.PI) / 8);
    for (const side of [-1, 1]) {
      c.fillStyle = side < 0 ? (i === 0 ? north : colour) : fade("#0b4650", 0.9);
      c.beginPath();
      through([[0, -s * long], [side * s * 0.09, -s * 0.13], [0, 0]])(c);
      c.fill();
      c.lineWidth = 1.4;
      c.stroke();
    }
    c.restore();
  }
  c.restore();
}

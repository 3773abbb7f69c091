// The exhibit of the lantern night: Library Street under its lanterns, and four things to look at closely.
import { dice, sheet, write } from "../lib/canvas.mjs";
import { roofs, cord } from "./lantern.mjs";
import { cut, fade, glow, grain, mix, moon, person, ridge, through, wash } from "./paper/kit.mjs";
import { fish, lotus, rabbit, round, star, tall } from "./paper/lanterns.mjs";

const night = [[0, "#130d2e"], [0.45, "#2a1242"], [0.8, "#5a1c3e"], [1, "#7a2a38"]];

/** Library Street: houses on both sides, cords of lanterns between them, the moon where they end. */
function street({ width, height }) {
  const { canvas, c } = sheet(width, height, "#130d2e");
  wash(c, 0, 0, width, height, night);
  const roll = dice(3);
  for (let i = 0; i < 90; i++) {
    c.fillStyle = fade("#fff1d0", 0.25 + roll() * 0.5);
    c.beginPath();
    c.arc(roll() * width, roll() * height * 0.45, 1 + roll() * 2.4, 0, 7);
    c.fill();
  }
  moon(c, width * 0.775, height * 0.2, 135);
  roofs(c, width, height * 0.62, { height: 330, colour: "#46183c", seed: 41, lit: 0.22 });
  roofs(c, width, height * 0.72, { height: 250, colour: "#351232", seed: 8, lit: 0.4 });
  facade(c, -30, height * 0.25, 560, height * 0.82, "#5d2036", "书");
  facade(c, 545, height * 0.36, 380, height * 0.79, "#4a1a35", "灯");
  facade(c, width - 420, height * 0.36, 480, height * 0.82, "#55203a", "茶");
  wash(c, 0, height * 0.78, width, height * 0.22, [[0, "#5a2334"], [0.4, "#3a152b"], [1, "#1a0a1c"]]);
  paving(c, width, height);
  glow(c, width * 0.42, height * 0.83, 1000, "#f09040", 0.42);
  crowd(c, width, height);
  rabbit(c, width * 0.56, height * 0.965, 110);
  const back = cord(c, [380, height * 0.3], [width * 0.86, height * 0.4], 80, 3);
  for (let i = 0; i < 9; i++) {
    const [x, y] = back(0.1 + i * 0.072);
    round(c, x, y + 58, 36, ["#e05a34", "#f0a83c", "#d8432e"][i % 3], { hang: y, light: 0.35 });
  }
  const front = cord(c, [-40, height * 0.1], [width * 0.66, height * 0.33], 120, 6);
  const row = [
    [0.1, (x, y) => round(c, x, y + 210, 132, "#d63a2a", { hang: y })],
    [0.29, (x, y) => fish(c, x + 10, y + 150, 112, "#ee7a3a", { hang: y })],
    [0.455, (x, y) => lotus(c, x, y + 215, 118, { hang: y })],
    [0.61, (x, y) => tall(c, x, y + 195, 92, "#f3cd7e", { hang: y })],
    [0.755, (x, y) => star(c, x, y + 130, 84, "#f5b83d", { hang: y })],
    [0.88, (x, y) => round(c, x, y + 120, 70, "#d63a2a", { hang: y, light: 0.45 })],
  ];
  for (const [t, hang] of row) hang(...front(t));
  grain(c, width, height, 0.055);
  return canvas;
}

/** A house of the street with lit rooms, shelves behind the panes and a sign. */
function facade(c, x, top, w, bottom, colour, sign) {
  cut(c, mix(colour, "#130d2e", 0.3), through([[x - 34, top], [x + w * 0.08, top - 84], [x + w * 0.92, top - 84], [x + w + 34, top]]), { lift: 14 });
  cut(c, colour, () => c.rect(x, top, w, bottom - top), { lift: 8 });
  const columns = Math.round(w / 130);
  const size = w / columns;
  for (let row = 0; row < 4; row++) {
    for (let i = 0; i < columns; i++) {
      const wx = x + (i + 0.5) * size - 40;
      const wy = top + 60 + row * 190;
      if (wy + 150 > bottom) continue;
      glow(c, wx + 40, wy + 60, 150, "#ffb85a", 0.28);
      cut(c, mix("#ffd083", "#e98f4a", ((i + row) % 3) / 3), () => c.roundRect(wx, wy, 80, 124, [40, 40, 4, 4]), { lift: 3 });
      c.fillStyle = fade("#7a3224", 0.5);
      for (let s = 0; s < 7; s++) c.fillRect(wx + 8 + s * 9.4, wy + 84 + ((s * 7 + i) % 4) * 5, 7, 36 - ((s * 7 + i) % 4) * 5);
      c.strokeStyle = colour;
      c.lineWidth = 6;
      c.beginPath();
      c.moveTo(wx + 40, wy);
      c.lineTo(wx + 40, wy + 124);
      c.moveTo(wx, wy + 62);
      c.lineTo(wx + 80, wy + 62);
      c.stroke();
      cut(c, mix(colour, "#ffffff", 0.12), () => c.rect(wx - 10, wy + 124, 100, 10), { lift: 3 });
    }
  }
  const [sx, sy] = [x + w - 54, top + 250];
  cut(c, "#b5352a", () => c.roundRect(sx, sy, 84, 132, 10), { lift: 8 });
  write(c, sign, sx + 42, sy + 64, { font: "Song Bold", size: 62, colour: "#ffe7b0" });
}

function paving(c, width, height) {
  c.strokeStyle = fade("#f0a860", 0.16);
  c.lineWidth = 3;
  for (let row = 0; row < 7; row++) {
    const y = height * (0.8 + (row / 7) ** 1.4 * 0.2);
    c.beginPath();
    c.moveTo(0, y);
    c.quadraticCurveTo(width / 2, y - 12, width, y);
    c.stroke();
  }
}

function crowd(c, width, height) {
  const roll = dice(9);
  const coats = ["#c23a2c", "#e0a948", "#2f5270", "#8a2a4c", "#d9825a", "#3b5e50"];
  for (let i = 0; i < 18; i++) {
    const near = i / 18;
    let x = 60 + roll() * (width - 120);
    if (near > 0.35 && Math.abs(x - width * 0.56) < 240) x += x < width * 0.56 ? -260 : 260;
    const s = 130 + near * 90 - (roll() < 0.3 ? 46 : 0);
    person(c, x, height * (0.86 + near * 0.1), s, mix(coats[i % 6], "#240b1e", 0.34 - near * 0.2), { face: roll() < 0.5 ? -1 : 1, up: roll() < 0.8, arm: roll() < 0.35 });
  }
}

/** Paper behind a single thing: a colour with a great disc of light and clouds at the foot. */
function stage(width, height, [top, bottom], disc) {
  const { canvas, c } = sheet(width, height, top);
  wash(c, 0, 0, width, height, [[0, top], [1, bottom]]);
  if (disc) {
    const [x, y, r, colour] = disc;
    for (const [k, alpha] of [[1.5, 0.08], [1.25, 0.12], [1, 0.22]]) {
      c.fillStyle = fade(colour, alpha);
      c.beginPath();
      c.arc(x, y, r * k, 0, 7);
      c.fill();
    }
  }
  return { canvas, c };
}

/** A bank of clouds in the old manner, scroll beside scroll. */
function clouds(c, x, y, s, colour, n = 4) {
  for (let i = 0; i < n; i++) {
    const cx = x + (i - (n - 1) / 2) * s * 1.1;
    const cy = y - (i % 2) * s * 0.35;
    cut(c, colour, () => {
      c.arc(cx, cy, s * 0.62, Math.PI, 0);
      c.roundRect(cx - s * 1.1, cy - 2, s * 2.2, s * 0.34, s * 0.17);
    }, { lift: 8, shade: 0.22 });
    c.strokeStyle = fade("#ffffff", 0.22);
    c.lineWidth = s * 0.04;
    for (const k of [0.44, 0.26]) {
      c.beginPath();
      c.arc(cx, cy, s * k, Math.PI, 0.6);
      c.stroke();
    }
  }
}

function riddle({ width, height }) {
  const { canvas, c } = stage(width, height, ["#7e1a28", "#3a0f22"], [width * 0.5, height * 0.4, 520, "#ffb45a"]);
  branch(c);
  round(c, width * 0.5, height * 0.36, 400, "#d63a2a", { hang: -10, light: 0.75 });
  // The strip of paper with the riddle that the exhibit tells: a thousand threads that vanish in the water, one thing to guess (rain).
  const [x, y] = [width * 0.5 - 120, height * 0.645];
  cut(c, "#f8ecd0", () => c.rect(x, y, 240, 560), { lift: 16 });
  cut(c, "#b5352a", () => c.rect(x - 14, y - 12, 268, 26), { lift: 4 });
  write(c, "谜", x + 120, y + 82, { font: "Song Bold", size: 96, colour: "#b5352a" });
  const column = (text, dx, size, colour) => [...text].forEach((sign, i) => write(c, sign, x + dx, y + 172 + i * 57, { font: "Song", size, colour }));
  column("千条线万条线", 194, 52, "#2b1416");
  column("掉到水里看不见", 124, 52, "#2b1416");
  column("打一物", 52, 44, "#6b3a2c");
  clouds(c, 260, height - 60, 210, "#8f2a34", 3);
  clouds(c, width - 240, height - 40, 230, "#a3343a", 3);
  grain(c, width, height, 0.055);
  return canvas;
}

function branch(c) {
  c.save();
  c.strokeStyle = "#2a0c18";
  c.lineCap = "round";
  for (const [line, points] of [[34, [-40, 330, 300, 250, 430, 90, 720, -20]], [18, [300, 222, 420, 250, 560, 300, 640, 420]], [14, [150, 285, 240, 400, 250, 500, 230, 620]], [12, [430, 130, 540, 130, 600, 150, 640, 190]]]) {
    c.lineWidth = line;
    c.beginPath();
    c.moveTo(points[0], points[1]);
    c.bezierCurveTo(...points.slice(2));
    c.stroke();
  }
  const roll = dice(15);
  for (const [x, y] of [[230, 615], [250, 520], [215, 430], [640, 415], [580, 330], [470, 262], [640, 190], [560, 138], [350, 210], [130, 285], [470, 80], [60, 320]]) {
    const turn = roll() * 6;
    for (let i = 0; i < 5; i++) {
      const a = turn + (i * 2 * Math.PI) / 5;
      cut(c, i % 2 ? "#f7c9b4" : "#fbdcc6", () => c.arc(x + Math.cos(a) * 24, y + Math.sin(a) * 24, 22, 0, 7), { lift: 4 });
    }
    cut(c, "#e2a23c", () => c.arc(x, y, 10, 0, 7), { lift: 1 });
  }
  c.restore();
}

function rabbitPicture({ width, height }) {
  const { canvas, c } = stage(width, height, ["#1b1440", "#6b2346"], null);
  moon(c, width * 0.5, height * 0.42, 560, "#f8dfae");
  const osmanthus = dice(4);
  for (let i = 0; i < 60; i++) {
    c.fillStyle = fade("#ffd98a", 0.3 + osmanthus() * 0.5);
    c.beginPath();
    c.arc(osmanthus() * width, osmanthus() * height * 0.8, 3 + osmanthus() * 5, 0, 7);
    c.fill();
  }
  clouds(c, 220, height * 0.8, 210, "#4a2358", 3);
  clouds(c, width - 180, height * 0.77, 240, "#56285c", 3);
  cut(c, "#7a2f3c", through([[-20, height * 0.86], [width * 0.5, height * 0.83], [width + 20, height * 0.86], [width + 20, height + 40], [-20, height + 40]]), { lift: -12 });
  glow(c, width * 0.5, height * 0.88, 800, "#f6a850", 0.5);
  c.strokeStyle = "#3a1220";
  c.lineWidth = 9;
  c.beginPath();
  c.moveTo(width * 0.5 + 400, height * 0.8);
  c.quadraticCurveTo(width * 0.84, height * 0.88, width + 30, height * 0.62);
  c.stroke();
  rabbit(c, width * 0.47, height * 0.9, 480, { light: 0.7 });
  grain(c, width, height, 0.055);
  return canvas;
}

function lotusPicture({ width, height }) {
  const { canvas, c } = stage(width, height, ["#10183a", "#123044"], null);
  moon(c, width * 0.76, height * 0.16, 105, "#f7e6c0");
  cut(c, "#0d1d3a", through([[-20, height * 0.36], ...ridge(width, height * 0.36, 190, 6), [width + 20, height * 0.4], [-20, height * 0.4]]), { lift: 0, shade: 0 });
  wash(c, 0, height * 0.36, width, height * 0.64, [[0, "#1c3a58"], [0.35, "#14304c"], [1, "#0a1730"]]);
  const roll = dice(21);
  c.lineCap = "round";
  for (let i = 0; i < 170; i++) {
    const t = roll();
    const y = height * (0.38 + 0.62 * t);
    const off = (roll() - 0.5) * (0.3 + t) * width * 1.3;
    c.strokeStyle = fade(Math.abs(off) < width * 0.3 ? "#ffb38f" : "#8fb3d0", 0.08 + roll() * 0.2);
    c.lineWidth = 3 + t * 6;
    c.beginPath();
    c.moveTo(width / 2 + off - 50 - t * 100, y);
    c.lineTo(width / 2 + off + 50 + t * 100, y);
    c.stroke();
  }
  // The reflection: the flower again, upside down and faint.
  c.save();
  c.translate(0, height * 1.37);
  c.scale(1, -0.9);
  c.globalAlpha = 0.3;
  lotus(c, width / 2, height * 0.755, 470, { light: 0 });
  c.restore();
  for (const [x, y, s] of [[0.14, 0.56, 60], [0.84, 0.5, 48], [0.3, 0.445, 30], [0.66, 0.43, 24], [0.1, 0.42, 20]]) lotus(c, width * x, height * y, s, { light: 0.5 });
  for (const [x, y, rx, colour] of [[0.23, 0.76, 270, "#1f5a4e"], [0.8, 0.79, 300, "#27695a"], [0.5, 0.765, 420, "#2f7a64"]]) leaf(c, width * x, height * y, rx, colour);
  lotus(c, width / 2, height * 0.745, 500, { light: 0.8 });
  grain(c, width, height, 0.055);
  return canvas;
}

function leaf(c, x, y, rx, colour) {
  cut(c, colour, () => {
    c.moveTo(x, y);
    c.ellipse(x, y, rx, rx * 0.26, 0, 0.35, Math.PI * 2 + 0.1);
    c.closePath();
  }, { lift: 8 });
  c.strokeStyle = fade("#bfe0c0", 0.22);
  c.lineWidth = 4;
  for (let i = 1; i < 12; i++) {
    const a = 0.35 + i * 0.5;
    c.beginPath();
    c.moveTo(x, y);
    c.lineTo(x + Math.cos(a) * rx * 0.9, y + Math.sin(a) * rx * 0.23);
    c.stroke();
  }
}

/** A handscroll, half unrolled: hills, a river, a bridge, and people on their way from scene to scene. */
function scroll({ width, height }) {
  const { canvas, c } = stage(width, height, ["#a3302c", "#5e1724"], [width * 0.5, height * 0.3, 560, "#f3a04a"]);
  clouds(c, 260, 330, 150, "#b8433a", 3);
  clouds(c, width - 260, 400, 170, "#b8433a", 3);
  const [x, y, w, h] = [130, height * 0.35, width - 400, height * 0.42];
  cut(c, "#c9a25a", () => c.rect(x, y - 46, w + 60, h + 92), { lift: 26 });
  cut(c, "#f6e8c6", () => c.rect(x, y, w + 60, h), { lift: 0, shade: 0 });
  c.save();
  c.beginPath();
  c.rect(x, y, w + 60, h);
  c.clip();
  landscape(c, x, y, w + 60, h);
  c.restore();
  for (const [rx, r] of [[x - 10, 34], [x + w + 60, 78]]) roller(c, rx, y, h, r);
  c.strokeStyle = "#3a0f14";
  c.lineWidth = 8;
  c.beginPath();
  c.moveTo(x + w + 90, y + h + 70);
  c.bezierCurveTo(x + w, y + h + 200, x + w + 260, y + h + 220, x + w + 130, y + h + 330);
  c.stroke();
  grain(c, width, height, 0.055);
  return canvas;
}

function roller(c, x, y, h, r) {
  const g = c.createLinearGradient(x - r, 0, x + r, 0);
  for (const [at, colour] of [[0, "#8a6a34"], [0.35, "#ecd7a0"], [0.7, "#c9a25a"], [1, "#7a5a2a"]]) g.addColorStop(at, colour);
  cut(c, "#4a1a14", () => c.roundRect(x - r * 0.36, y - 120, r * 0.72, h + 240, r * 0.2), { lift: 14 });
  cut(c, g, () => c.roundRect(x - r, y - 46, r * 2, h + 92, 6), { lift: 20 });
}

function landscape(c, x, y, w, h) {
  const layer = (base, lift, seed, colour) => {
    const points = ridge(w, base, lift, seed).map(([px, py]) => [px + x, py]);
    cut(c, colour, through([[x - 20, y + h + 20], ...points, [x + w + 20, y + h + 20]]), { lift: -5, shade: 0.18 });
  };
  cut(c, "#d8593e", () => c.arc(x + w * 0.2, y + h * 0.24, 58, 0, 7), { lift: 0, shade: 0 });
  layer(y + h * 0.5, h * 0.42, 3, "#cdd3b4");
  layer(y + h * 0.6, h * 0.36, 14, "#9dbba4");
  layer(y + h * 0.66, h * 0.2, 27, "#6f9c8c");
  const bend = (t) => y + h * (0.78 + 0.07 * Math.sin(t * 7 + 0.6));
  cut(c, "#e9d3a2", through([[x - 20, y + h + 20], ...Array.from({ length: 40 }, (_, i) => [x + (i / 39) * w, y + h * 0.6 + 20 * Math.sin(i / 5)]), [x + w + 20, y + h + 20]]), { lift: -4, shade: 0.15 });
  c.strokeStyle = "#4f8fa0";
  c.lineWidth = h * 0.17;
  c.lineCap = "butt";
  c.beginPath();
  for (let i = 0; i <= 60; i++) c.lineTo(x - 20 + (i / 60) * (w + 40), bend(i / 60));
  c.stroke();
  c.strokeStyle = fade("#f6e8c6", 0.6);
  c.lineWidth = 3;
  for (let k = -1; k <= 1; k++) {
    c.setLineDash([40, 60]);
    c.beginPath();
    for (let i = 0; i <= 60; i++) c.lineTo(x - 20 + (i / 60) * (w + 40), bend(i / 60) + k * h * 0.045);
    c.stroke();
  }
  c.setLineDash([]);
  // A bridge in the middle, trees, a boat, and the walkers.
  const [bx, by] = [x + w * 0.55, y + h * 0.8];
  cut(c, "#8a3a2a", () => {
    c.moveTo(bx - 150, by + 40);
    c.quadraticCurveTo(bx, by - 150, bx + 150, by + 40);
    c.lineTo(bx + 110, by + 40);
    c.quadraticCurveTo(bx, by - 92, bx - 110, by + 40);
    c.closePath();
  }, { lift: 6 });
  for (const [tx, ty, s] of [[0.06, 0.6, 44], [0.1, 0.63, 34], [0.33, 0.58, 40], [0.72, 0.6, 46], [0.76, 0.63, 34], [0.93, 0.58, 50]]) {
    c.fillStyle = "#5a3a2a";
    c.fillRect(x + tx * w - 4, y + ty * h - 8, 8, 50);
    cut(c, "#3f7a62", () => c.arc(x + tx * w, y + ty * h - s * 0.7, s, 0, 7), { lift: 5 });
    cut(c, "#56947a", () => c.arc(x + tx * w + s * 0.5, y + ty * h - s * 0.3, s * 0.62, 0, 7), { lift: 4 });
  }
  cut(c, "#6b2a1f", () => {
    c.moveTo(x + w * 0.24, y + h * 0.77);
    c.quadraticCurveTo(x + w * 0.3, y + h * 0.85, x + w * 0.37, y + h * 0.76);
    c.lineTo(x + w * 0.345, y + h * 0.8);
    c.lineTo(x + w * 0.265, y + h * 0.8);
    c.closePath();
  }, { lift: 4 });
  cut(c, "#f8ecd0", () => c.arc(x + w * 0.3, y + h * 0.785, 40, Math.PI, 0), { lift: 3 });
  const coats = ["#b5352a", "#2f5270", "#d98a3a", "#5a3a6a", "#3b6a58"];
  const walkers = [[0.08, 0.72, 88], [0.12, 0.725, 62], [0.2, 0.69, 84], [0.43, 0.71, 84], [0.47, 0.715, 60], [0.551, 0.725, 80], [0.66, 0.71, 86], [0.82, 0.7, 84], [0.86, 0.71, 84], [0.3, 0.95, 108], [0.345, 0.955, 78], [0.7, 0.955, 110], [0.9, 0.94, 106]];
  walkers.forEach(([px, py, s], i) => person(c, x + px * w, y + py * h, s, coats[i % 5], { face: i % 4 === 3 ? -1 : 1 }));
}

const pictures = { lanterns: street, "lantern-riddle": riddle, "rabbit-lantern": rabbitPicture, "lotus-lantern": lotusPicture, "story-scroll": scroll };

export function draw(picture) {
  return { canvas: pictures[picture.name](picture) };
}

// Portraits of the four members' houses, in the hand of all the drawn pictures.
import { createCanvas, dice, sheet } from "../lib/canvas.mjs";
import { compass, house, lighthouse, ship } from "./harbour.mjs";
import { cut, fade, glow, grain, hill, mix, person, ridge, through, wash } from "./paper/kit.mjs";
import { paintGround } from "./sky/ground.mjs";
import { drawStars } from "./sky/ink.mjs";
import { skyWindow } from "./sky/projections.mjs";

/** The reading room: one vanishing point, shelves up to the vault, lamps on long tables. */
function readingRoom(c, width, height) {
  const [vx, vy] = [width * 0.5, height * 0.47];
  const at = (x, y, depth) => [vx + (x - vx) * depth, vy + (y - vy) * depth];
  wash(c, 0, 0, width, height, [[0, "#20150f"], [0.5, "#3a2618"], [1, "#4a2f1c"]]);
  const far = 0.3;
  // The vault: ribs that come nearer.
  for (let i = 0; i <= 9; i++) {
    const d = far + (1.25 - far) * (i / 9) ** 1.5;
    const [l, t] = at(-120, height * 0.3, d);
    const [r] = at(width + 120, height * 0.3, d);
    c.strokeStyle = mix("#c98f4e", "#2a1a12", i / 9);
    c.lineWidth = 8 + d * 26;
    c.beginPath();
    c.ellipse(vx, t, (r - l) / 2, (r - l) * 0.27, 0, Math.PI, 0);
    c.stroke();
  }
  endWindow(c, at, far, width, height);
  for (const side of [0, 1]) shelves(c, at, far, side, width, height);
  cut(c, "#6a4428", through([at(-120, height * 1.12, far), at(width + 120, height * 1.12, far), at(width + 120, height * 1.12, 1.5), at(-120, height * 1.12, 1.5)]), { lift: 0, shade: 0 });
  c.save();
  c.globalCompositeOperation = "screen";
  const shaft = c.createLinearGradient(0, vy, 0, height);
  shaft.addColorStop(0, "rgba(255,206,130,0.5)");
  shaft.addColorStop(1, "rgba(255,206,130,0)");
  c.fillStyle = shaft;
  c.beginPath();
  through([at(width * 0.3, height * 1.12, far), at(width * 0.7, height * 1.12, far), [width * 0.74, height], [width * 0.26, height]])(c);
  c.fill();
  c.restore();
  for (const d of [0.36, 0.46, 0.6, 0.8, 1.08]) {
    for (const side of [-1, 1]) table(c, at, d, side, width, height);
  }
  glow(c, vx, vy, 700, "#ffd28a", 0.5);
}

function endWindow(c, at, far, width, height) {
  const [l, t] = at(width * 0.1, -height * 0.12, far);
  const [r, b] = at(width * 0.9, height * 0.95, far);
  cut(c, "#5a3a22", () => c.rect(...at(-120, -height * 0.6, far), (width + 240) * far, height * 1.72 * far), { lift: 0, shade: 0 });
  cut(c, "#ffe3a8", () => {
    c.moveTo(l, b);
    c.lineTo(l, t + (r - l) * 0.28);
    c.arc((l + r) / 2, t + (r - l) * 0.28, (r - l) / 2, Math.PI, 0);
    c.lineTo(r, b);
    c.closePath();
  }, { lift: 0, shade: 0 });
  c.save();
  c.clip();
  wash(c, l, t - 200, r - l, b - t + 200, [[0, "#7fb0c8"], [0.5, "#ffe0a0"], [1, "#f7b765"]]);
  cut(c, "#8fa078", through(ridge(2400, b - 20, 120, 5, 30).concat([[2400, b + 50], [0, b + 50]])), { lift: 0, shade: 0 });
  c.restore();
  c.strokeStyle = "#4a2e1c";
  c.lineWidth = 7;
  for (const k of [0, 0.25, 0.5, 0.75, 1]) {
    c.beginPath();
    c.moveTo(l + (r - l) * k, b);
    c.lineTo(l + (r - l) * k, t + (r - l) * 0.28 - Math.sqrt(0.25 - (k - 0.5) ** 2) * (r - l));
    c.stroke();
  }
  c.beginPath();
  for (const k of [0.3, 0.65]) {
    c.moveTo(l, t + (b - t) * k);
    c.lineTo(r, t + (b - t) * k);
  }
  c.stroke();
  glow(c, (l + r) / 2, (t + b) / 2, 620, "#ffdf9c", 0.7);
}

function shelves(c, at, far, side, width, height) {
  const roll = dice(40 + side);
  const x = side ? width + 120 : -120;
  const top = -height * 0.18;
  const bottom = height * 1.12;
  cut(c, "#3a2315", through([at(x, top, far), at(x, top, 1.5), at(x, bottom, 1.5), at(x, bottom, far)]), { lift: 0, shade: 0 });
  const spines = ["#8f3a2a", "#c2843c", "#3f5d5a", "#e0c38a", "#6a2f3a", "#2f4a66", "#a8683a", "#d9b070", "#56704e"];
  const bays = 9;
  const depth = (t) => far + (1.32 - far) * t ** 1.55;
  for (let bay = 0; bay < bays; bay++) {
    const [d0, d1] = [depth(bay / bays), depth((bay + 1) / bays)];
    for (let shelf = 0; shelf < 8; shelf++) {
      const y0 = top + ((bottom - top) * (shelf + 0.12)) / 8;
      const y1 = top + ((bottom - top) * (shelf + 0.94)) / 8;
      const books = 14;
      for (let i = 0; i < books; i++) {
        if (roll() < 0.06) continue;
        const [a, b] = [d0 + (d1 - d0) * (0.06 + (0.9 * i) / books), d0 + (d1 - d0) * (0.06 + (0.9 * (i + 0.86)) / books)];
        const head = y0 + (y1 - y0) * roll() * 0.3;
        const shade = Math.min(0.75, 0.12 + (d0 - far) * 0.42);
        c.fillStyle = mix(spines[Math.floor(roll() * spines.length)], "#1c100a", shade);
        c.beginPath();
        through([at(x, head, a), at(x, head, b), at(x, y1, b), at(x, y1, a)])(c);
        c.fill();
      }
      c.fillStyle = mix("#a06a3a", "#1c100a", Math.min(0.6, (d0 - far) * 0.5));
      c.beginPath();
      through([at(x, y1, d0), at(x, y1, d1), at(x, y1 + 12, d1), at(x, y1 + 12, d0)])(c);
      c.fill();
    }
    c.fillStyle = mix("#7a4c2a", "#1c100a", Math.min(0.6, (d1 - far) * 0.45));
    c.beginPath();
    through([at(x, top, d1 * 0.985), at(x, top, d1 * 1.012), at(x, bottom, d1 * 1.012), at(x, bottom, d1 * 0.985)])(c);
    c.fill();
  }
}

function table(c, at, d, side, width, height) {
  const inner = width * 0.5 + side * width * 0.13;
  const outer = width * 0.5 + side * width * 0.46;
  const y = height * 0.94;
  const [a, b] = [at(inner, y, d), at(outer, y, d)];
  const back = d * 0.84;
  const [e, f] = [at(inner, y, back), at(outer, y, back)];
  const s = 330 * d;
  const coats = ["#7a2f2a", "#2f4a5e", "#a8763a", "#4a5a3a"];
  for (const [i, t] of [0.3, 0.75].entries()) {
    const px = e[0] + (f[0] - e[0]) * t;
    person(c, px, e[1] + s * 0.42, s * 0.95, mix(coats[(i + Math.round(d * 10)) % 4], "#1c100a", 0.2), { face: i ? -1 : 1 });
  }
  cut(c, mix("#a5683a", "#2a1810", 0.15), through([e, f, b, a]), { lift: 10 * d });
  cut(c, "#5a341e", through([a, b, [b[0], b[1] + 34 * d], [a[0], a[1] + 34 * d]]), { lift: 6 });
  for (const t of [0.14, 0.52, 0.9]) {
    const x = (a[0] + e[0]) / 2 + ((b[0] + f[0]) / 2 - (a[0] + e[0]) / 2) * t;
    const ly = (a[1] + e[1]) / 2;
    lamp(c, x, ly, 120 * d);
  }
  for (const t of [0.33, 0.7]) {
    const x = a[0] + (b[0] - a[0]) * t;
    cut(c, "#f6e8c6", through([[x - 60 * d, a[1] - 16 * d], [x, a[1] - 26 * d], [x + 60 * d, a[1] - 16 * d], [x + 52 * d, a[1] - 40 * d], [x, a[1] - 48 * d], [x - 52 * d, a[1] - 40 * d]]), { lift: 3 });
  }
}

function lamp(c, x, y, s) {
  glow(c, x, y - s * 0.5, s * 2.1, "#ffcb72", 0.55);
  c.fillStyle = "#c99a4e";
  c.fillRect(x - s * 0.035, y - s * 0.75, s * 0.07, s * 0.75);
  cut(c, "#c99a4e", () => c.ellipse(x, y, s * 0.2, s * 0.06, 0, 0, 7), { lift: 2 });
  cut(c, "#2f7a5e", () => {
    c.moveTo(x - s * 0.4, y - s * 0.62);
    c.quadraticCurveTo(x - s * 0.34, y - s * 0.98, x, y - s);
    c.quadraticCurveTo(x + s * 0.34, y - s * 0.98, x + s * 0.4, y - s * 0.62);
    c.closePath();
  }, { lift: 3 });
  cut(c, "#fff0bd", () => c.rect(x - s * 0.38, y - s * 0.63, s * 0.76, s * 0.06), { lift: 0, shade: 0 });
}

/** The dome on its hill; above it the real sky, Cygnus and the Milky Way going down behind the hill. */
function dome(c, width, height) {
  const projection = skyWindow({ frame: { x: 0, y: 0, w: width, h: height }, ra: 298, dec: 24, scale: 34, centre: [width * 0.42, height * 0.32] });
  const night = createCanvas(width, height);
  const n = night.getContext("2d");
  paintGround(n, projection, { width, height, coarse: 3, glow: 2.1 });
  drawStars(n, projection, { size: 1.35 });
  c.drawImage(night, 0, 0);
  c.save();
  c.globalCompositeOperation = "screen";
  wash(c, 0, height * 0.45, width, height * 0.5, [[0, "#000000"], [0.6, "#2a2a6a"], [1, "#b06a5a"]]);
  c.restore();
  hill(c, width, height, ridge(width, height * 0.83, 170, 12), "#2b2f6b");
  hill(c, width, height, ridge(width, height * 0.9, 180, 33), "#1f2353");
  const crown = (x) => height * (0.955 - 0.25 * Math.exp(-((Math.max(0, Math.abs(x / width - 0.64) - 0.19) / 0.13) ** 2)));
  hill(c, width, height, Array.from({ length: 61 }, (_, i) => [(i / 60) * width, crown((i / 60) * width)]), "#151842");
  const [x, y, r] = [width * 0.67, height * 0.665, 265];
  glow(c, x, y - 30, 620, "#f5b860", 0.42);
  cut(c, "#cfd3ea", () => c.arc(x, y - 70, r, Math.PI, 0), { lift: 10 });
  const shade = c.createLinearGradient(x - r, 0, x + r, 0);
  for (const [k, colour] of [[0, "#f3e6cf"], [0.45, "#b4b8dc"], [1, "#4b4f94"]]) shade.addColorStop(k, colour);
  cut(c, shade, () => c.arc(x, y - 70, r, Math.PI, 0), { lift: 0, shade: 0 });
  c.strokeStyle = "rgba(40,42,100,0.35)";
  c.lineWidth = 3;
  for (const k of [-0.85, -0.55, -0.2, 0.2, 0.55, 0.85]) {
    c.beginPath();
    c.ellipse(x, y - 70, Math.abs(r * k), r, 0, k < 0 ? Math.PI : Math.PI * 1.5, k < 0 ? Math.PI * 1.5 : 2 * Math.PI);
    c.stroke();
  }
  // The slit is open and lit.
  cut(c, "#2a1f3a", () => {
    c.moveTo(x - 74, y - 70);
    c.quadraticCurveTo(x - 70, y - 70 - r * 0.72, x - 36, y - 70 - r * 0.985);
    c.lineTo(x + 24, y - 70 - r * 0.99);
    c.quadraticCurveTo(x + 10, y - 70 - r * 0.7, x + 14, y - 70);
    c.closePath();
  }, { lift: 0, shade: 0 });
  glow(c, x - 28, y - 210, 210, "#ffc56b", 0.85);
  c.save();
  c.translate(x - 24, y - 160);
  c.rotate(-0.28);
  cut(c, "#e9e0c8", () => c.roundRect(-22, -150, 44, 190, 8), { lift: 6 });
  cut(c, "#8a6a3a", () => c.rect(-26, -150, 52, 16), { lift: 2 });
  c.restore();
  cut(c, "#e4d6bf", () => c.rect(x - r - 40, y - 74, 2 * r + 80, 130), { lift: 10 });
  cut(c, "#8d90c0", () => c.rect(x - r - 60, y - 92, 2 * r + 120, 26), { lift: 6 });
  for (let i = 0; i < 9; i++) {
    const wx = x - r + 12 + i * 62;
    cut(c, i === 4 ? "#7a3a2a" : "#ffcf7d", () => c.roundRect(wx, y - 40, 38, i === 4 ? 96 : 62, [19, 19, 0, 0]), { lift: 0, shade: 0 });
  }
  cut(c, "#cfc3ae", () => c.rect(x - r - 330, y - 26, 300, 84), { lift: 8 });
  for (let i = 0; i < 5; i++) cut(c, "#ffc56b", () => c.rect(x - r - 310 + i * 56, y - 4, 34, 34), { lift: 0, shade: 0 });
  footpath(c, x, y, width, height);
  hill(c, width, height, ridge(width, height * 0.985, 90, 51), "#0b0d2c");
  const roll = dice(5);
  for (let i = 0; i < 26; i++) pine(c, roll() < 0.5 ? roll() * width * 0.3 : width * (0.86 + roll() * 0.16), height * (0.9 + roll() * 0.1), 90 + roll() * 130);
  person(c, width * 0.4, height * 0.945, 120, "#0a0b22", { skin: "#2a2a52", hair: "#0a0b22", face: 1, up: true, arm: true });
  person(c, width * 0.428, height * 0.95, 82, "#0a0b22", { skin: "#2a2a52", hair: "#0a0b22", face: 1, up: true });
}

function footpath(c, x, y, width, height) {
  c.save();
  c.strokeStyle = "#5a5496";
  c.lineCap = "round";
  c.lineWidth = 14;
  c.beginPath();
  c.moveTo(x, y + 56);
  c.bezierCurveTo(x - 40, y + 130, x - 360, y + 130, width * 0.47, height * 0.885);
  c.stroke();
  c.restore();
  for (const [lx, ly] of [[x - 30, y + 92], [x - 160, y + 124], [x - 300, y + 150], [x - 420, y + 190]]) glow(c, lx, ly - 16, 70, "#ffcf7d", 0.9);
}

function pine(c, x, y, s) {
  for (const [k, w] of [[0, 0.34], [0.28, 0.28], [0.54, 0.2]]) cut(c, "#080a24", through([[x - s * w, y - s * k], [x, y - s * (k + 0.5)], [x + s * w, y - s * k]]), { lift: 0, shade: 0 });
}

/** The city library in the evening, its windows lit. */
function cityLibrary(c, width, height) {
  wash(c, 0, 0, width, height, [[0, "#1d2350"], [0.45, "#7a3a5e"], [0.7, "#d9704a"], [0.85, "#f2b05e"]]);
  const roll = dice(2);
  for (let i = 0; i < 40; i++) {
    c.fillStyle = fade("#fff1d0", 0.2 + roll() * 0.5);
    c.beginPath();
    c.arc(roll() * width, roll() * height * 0.3, 1 + roll() * 2, 0, 7);
    c.fill();
  }
  for (let i = 0; i < 12; i++) {
    const x = i * 220 - 60;
    const h = 240 + roll() * 200;
    cut(c, "#6b2f52", through([[x, height], [x, height * 0.84 - h], [x + 110, height * 0.84 - h - 70], [x + 220, height * 0.84 - h], [x + 220, height]]), { lift: -6, shade: 0.2 });
  }
  const [l, r, top, base] = [width * 0.13, width * 0.87, height * 0.3, height * 0.84];
  glow(c, width / 2, height * 0.6, 1250, "#ffb45a", 0.4);
  cut(c, "#f0d9b0", () => c.rect(l, top, r - l, base - top), { lift: 14 });
  cut(c, "#d8b98a", () => c.rect(l - 36, top - 40, r - l + 72, 52), { lift: 10 });
  cut(c, "#b5452f", through([[l + 20, top - 40], [l + 130, top - 150], [r - 130, top - 150], [r - 20, top - 40]]), { lift: 10 });
  cut(c, "#f0d9b0", through([[width / 2 - 330, top - 30], [width / 2, top - 230], [width / 2 + 330, top - 30]]), { lift: 12 });
  cut(c, "#2c2550", () => c.arc(width / 2, top - 105, 50, 0, 7), { lift: 3 });
  cut(c, "#ffe0a0", () => c.arc(width / 2, top - 105, 41, 0, 7), { lift: 0, shade: 0 });
  c.strokeStyle = "#4a2440";
  c.lineWidth = 6;
  c.beginPath();
  c.moveTo(width / 2, top - 105);
  c.lineTo(width / 2, top - 135);
  c.moveTo(width / 2, top - 105);
  c.lineTo(width / 2 + 20, top - 92);
  c.stroke();
  const bays = 9;
  const bay = (r - l) / bays;
  for (let i = 0; i < bays; i++) {
    const x = l + i * bay;
    const door = i === 4;
    cut(c, "#e2c595", () => c.rect(x - 15, top + 24, 30, base - top - 24), { lift: 6, shade: 0.25 });
    cut(c, "#c9a873", () => c.rect(x - 24, top + 18, 48, 20), { lift: 3 });
    archWindow(c, x + bay / 2, top + 90, bay * 0.56, door ? base - 132 - top : 400, door, roll);
    if (!door) cut(c, "#d8b98a", () => c.rect(x + bay * 0.16, top + 494, bay * 0.68, 18), { lift: 4 });
  }
  cut(c, "#e2c595", () => c.rect(r - 15, top + 24, 30, base - top - 24), { lift: 6, shade: 0.25 });
  for (let i = 0; i < 5; i++) cut(c, mix("#f0d9b0", "#a8764e", i / 5), () => c.rect(width / 2 - 320 - i * 44, base - 42 + i * 24, 640 + i * 88, 28), { lift: 5 });
  wash(c, 0, base + 74, width, height - base - 74, [[0, "#5a2c4a"], [1, "#2a1636"]]);
  cut(c, "#5a2c4a", () => c.rect(-20, base + 2, width / 2 - 520, 90), { lift: 0, shade: 0 });
  cut(c, "#5a2c4a", () => c.rect(width / 2 + 540, base + 2, width, 90), { lift: 0, shade: 0 });
  glow(c, width / 2, base + 90, 700, "#ffc56b", 0.5);
  for (const [x, s] of [[width * 0.07, 190], [width * 0.185, 120], [width * 0.93, 200], [width * 0.83, 116]]) roundTree(c, x, base + 60, s);
  for (const x of [width * 0.28, width * 0.72]) streetLamp(c, x, base + 118, 330);
  const coats = ["#c23a2c", "#2f5270", "#e0a948", "#8a2a4c", "#3b5e50", "#d9825a"];
  for (const [i, [px, py, s, face]] of [[0.36, 0.945, 170, 1], [0.385, 0.95, 108, 1], [0.47, 0.905, 136, 1], [0.55, 0.92, 142, -1], [0.63, 0.965, 178, -1], [0.66, 0.965, 166, 1], [0.2, 0.96, 168, 1], [0.78, 0.95, 160, -1], [0.757, 0.955, 104, -1]].entries()) person(c, width * px, height * py, s, coats[i % 6], { face, arm: i === 4 });
}

function archWindow(c, x, y, w, h, door, roll) {
  const shape = () => {
    c.moveTo(x - w / 2, y + h);
    c.lineTo(x - w / 2, y + w / 2);
    c.arc(x, y + w / 2, w / 2, Math.PI, 0);
    c.lineTo(x + w / 2, y + h);
    c.closePath();
  };
  cut(c, "#b5452f", () => c.roundRect(x - w / 2 - 14, y - 14, w + 28, h + 14, [w / 2 + 14, w / 2 + 14, 0, 0]), { lift: 3 });
  cut(c, "#ffcf7d", shape, { lift: 0, shade: 0 });
  c.save();
  c.beginPath();
  shape();
  c.clip();
  wash(c, x - w / 2, y, w, h, [[0, "#fff0bd"], [0.5, "#ffcf7d"], [1, "#f0a04e"]]);
  c.fillStyle = "rgba(122,50,36,0.55)";
  for (let row = 0; row < (door ? 2 : 4); row++) {
    for (let i = 0; i < 14; i++) c.fillRect(x - w / 2 + 5 + i * (w / 14), y + 70 + row * 82 + roll() * 22, w / 17, 60);
    c.fillRect(x - w / 2, y + 138 + row * 82, w, 6);
  }
  if (door) {
    c.fillStyle = "#7a2f24";
    c.fillRect(x - w / 2, y + h - 300, w, 300);
    c.fillStyle = "#ffcf7d";
    for (const k of [-0.36, 0.08]) c.fillRect(x + w * k, y + h - 270, w * 0.28, 150);
  }
  c.restore();
  c.strokeStyle = "#7a3a2a";
  c.lineWidth = 6;
  c.beginPath();
  c.moveTo(x, y);
  c.lineTo(x, y + h);
  c.moveTo(x - w / 2, y + w / 2);
  c.lineTo(x + w / 2, y + w / 2);
  c.stroke();
}

function roundTree(c, x, y, s) {
  c.fillStyle = "#3a1a34";
  c.fillRect(x - s * 0.06, y - s * 0.9, s * 0.12, s * 0.95);
  cut(c, "#4a2a52", () => c.arc(x, y - s * 1.35, s * 0.62, 0, 7), { lift: 10 });
  cut(c, "#5e3560", () => c.arc(x + s * 0.2, y - s * 1.2, s * 0.42, 0, 7), { lift: 6 });
  cut(c, "#74436a", () => c.arc(x + s * 0.26, y - s * 1.42, s * 0.24, 0, 7), { lift: 5 });
}

function streetLamp(c, x, y, s) {
  c.fillStyle = "#2c1c3a";
  c.fillRect(x - 6, y - s, 12, s);
  glow(c, x, y - s - 20, 190, "#ffe0a0", 0.9);
  cut(c, "#fff0bd", () => c.arc(x, y - s - 22, 26, 0, 7), { lift: 0, shade: 0 });
}

/** The maritime museum: five gables on the quay in the morning, masts beside it, all of it again in the water. */
function quay(c, width, height) {
  const line = height * 0.7;
  wash(c, 0, 0, width, line, [[0, "#bfe0d4"], [0.5, "#e3ead0"], [1, "#f9dfae"]]);
  glow(c, width * 0.78, line - 150, 900, "#fff0bd", 0.8);
  cut(c, "#ffe9b0", () => c.arc(width * 0.78, line - 190, 84, 0, 7), { lift: 0, shade: 0 });
  cut(c, "#a9cdbf", through([...ridge(width, line - 20, 200, 8), [width + 20, line], [-20, line]]), { lift: 0, shade: 0 });
  wash(c, 0, line, width, height - line, [[0, "#6fb0a4"], [0.4, "#2f8a86"], [1, "#0f4f57"]]);
  const top = createCanvas(width, Math.round(line + 20));
  shore(top.getContext("2d"), width, line);
  c.save();
  c.beginPath();
  c.rect(0, line, width, height - line);
  c.clip();
  c.globalAlpha = 0.32;
  c.translate(0, 2 * line + 30);
  c.scale(1, -1);
  c.drawImage(top, 0, 0);
  c.restore();
  c.drawImage(top, 0, 0);
  const roll = dice(6);
  c.lineCap = "round";
  for (let i = 0; i < 150; i++) {
    const t = roll();
    c.strokeStyle = fade(i % 3 ? "#f2ecdc" : "#0f4f57", 0.1 + roll() * 0.22);
    c.lineWidth = 3 + t * 5;
    const [x, y, w] = [roll() * width, line + 44 + t * (height - line), 40 + t * 120];
    c.beginPath();
    c.moveTo(x, y);
    c.lineTo(x + w, y);
    c.stroke();
  }
  ship(c, width * 0.8, height * 0.83, 175, { face: -1 });
  ship(c, width * 0.2, height * 0.9, 90, { hull: "#b5502f", masts: 1 });
}

function shore(c, width, line) {
  for (const [x, w, h] of [[-30, 130, 150], [110, 110, 190], [1730, 120, 170], [1860, 150, 210], [2020, 120, 160], [2150, 140, 200], [2300, 130, 170]]) house(c, x, line - 20, w, h, "#c8693f", "#efe0c0");
  const tints = ["#c8553a", "#2f6a6c", "#d98a4a", "#1f5560", "#b5452f"];
  const [left, wide] = [270, 285];
  for (let i = 0; i < 5; i++) {
    const x = left + i * wide;
    const tall = i === 2 ? 470 : 390;
    const peak = line - tall - 150;
    cut(c, tints[i], through([[x, line - 20], [x, line - tall], [x + wide * 0.22, line - tall - 60], [x + wide * 0.22, line - tall - 92], [x + wide / 2, peak], [x + wide * 0.78, line - tall - 92], [x + wide * 0.78, line - tall - 60], [x + wide, line - tall], [x + wide, line - 20]]), { lift: 8 });
    c.fillStyle = fade("#f2ecdc", 0.9);
    for (let row = 0; row < 3; row++) {
      for (let k = 0; k < 3; k++) {
        c.beginPath();
        c.roundRect(x + 40 + k * 76, line - tall + 26 + row * 118, 52, 80, [26, 26, 0, 0]);
        c.fill();
      }
    }
    c.fillStyle = mix(tints[i], "#0a2a30", 0.6);
    for (let row = 0; row < 3; row++) {
      for (let k = 0; k < 3; k++) {
        c.beginPath();
        c.roundRect(x + 46 + k * 76, line - tall + 32 + row * 118, 40, 68, [20, 20, 0, 0]);
        c.fill();
      }
    }
    cut(c, "#f2ecdc", () => c.arc(x + wide / 2, line - tall - 60, 30, 0, 7), { lift: 2 });
    if (i === 2) compass(c, x + wide / 2, line - tall - 62, 46, "#1f5560", "#d8593e");
  }
  cut(c, "#f2ecdc", () => c.roundRect(left + 2 * wide + 84, line - 170, wide - 168, 150, [58, 58, 0, 0]), { lift: 4 });
  cut(c, "#7a3b2e", () => c.roundRect(left + 2 * wide + 100, line - 154, wide - 200, 134, [44, 44, 0, 0]), { lift: 0, shade: 0 });
  cut(c, "#cdbb92", () => c.rect(-20, line - 22, width + 40, 42), { lift: 6 });
  cut(c, "#e9dcb8", () => c.rect(-20, line - 30, width + 40, 16), { lift: 2 });
  lighthouse(c, width * 0.945, line - 24, 250);
  const coats = ["#c23a2c", "#1f5560", "#e0a948", "#8a4a34"];
  [[0.06, 96, 1], [0.085, 66, 1], [0.3, 98, -1], [0.52, 100, 1], [0.545, 92, -1], [0.7, 96, 1], [0.86, 98, -1], [0.835, 64, -1]].forEach(([x, s, face], i) => person(c, width * x, line - 22, s, coats[i % 4], { face }));
}

const portraits = { "reading-room": readingRoom, "planetarium-dome": dome, "city-library": cityLibrary, "museum-quay": quay };

export function draw({ name, width, height }) {
  const { canvas, c } = sheet(width, height, "#0b1030");
  portraits[name](c, width, height);
  grain(c, width, height, 0.055);
  return { canvas };
}

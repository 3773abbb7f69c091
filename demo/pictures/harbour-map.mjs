// The harbour of Vela, a city that is on no other map: drawn as a harbour chart of the old kind, ink on paper.
import { createCanvas, dice, sheet, write, widthOf } from "../lib/canvas.mjs";
import { compass } from "./harbour.mjs";
import { cut, grain, mix, through } from "./paper/kit.mjs";

const ink = "#1f4a50";
const red = "#b5452f";

/** The shore from the north-west round the bay to the south-west. */
function shore(c) {
  c.moveTo(-60, 260);
  c.bezierCurveTo(260, 250, 520, 300, 700, 250);
  c.bezierCurveTo(900, 190, 1120, 230, 1210, 330);
  c.lineTo(1300, 420);
  c.lineTo(1180, 520);
  c.lineTo(1080, 700);
  c.bezierCurveTo(1010, 800, 980, 900, 1020, 1010);
  c.bezierCurveTo(1060, 1120, 1000, 1220, 1090, 1330);
  c.bezierCurveTo(1150, 1420, 1060, 1520, 1100, 1700);
  c.lineTo(-60, 1700);
  c.closePath();
}

export function draw({ width, height }) {
  const { canvas, c } = sheet(width, height, "#efe3c6");
  const roll = dice(88);
  sea(c, width, height);
  cut(c, "#f4e8ca", shore, { lift: 4, shade: 0.2 });
  c.save();
  c.beginPath();
  shore(c);
  c.clip();
  hills(c, roll);
  blocks(c, roll, width, height);
  c.restore();
  c.strokeStyle = ink;
  c.lineWidth = 6;
  c.beginPath();
  shore(c);
  c.stroke();
  mole(c);
  quays(c);
  soundings(c, roll);
  anchorage(c);
  places(c);
  title(c, width);
  scale(c, 1840, 1474);
  compass(c, 2130, 1200, 130, ink, red);
  c.strokeStyle = "#efe3c6";
  c.lineWidth = 68;
  c.strokeRect(0, 0, width, height);
  c.strokeStyle = ink;
  c.lineWidth = 8;
  c.strokeRect(34, 34, width - 68, height - 68);
  c.lineWidth = 2.5;
  c.strokeRect(54, 54, width - 108, height - 108);
  grain(c, width, height, 0.07);
  return { canvas };
}

/** Water in washes of green that lighten from the shore, with lines along it. */
function sea(c, width, height) {
  c.fillStyle = "#a9cdbf";
  c.fillRect(0, 0, width, height);
  c.lineJoin = "round";
  for (const [line, colour] of [[900, "#b2d3c4"], [640, "#bddac9"], [400, "#c9e1cf"], [220, "#d6e8d5"], [110, "#e2eedb"]]) {
    c.strokeStyle = colour;
    c.lineWidth = line;
    c.beginPath();
    shore(c);
    c.stroke();
  }
  c.strokeStyle = ink;
  for (const [line, alpha] of [[36, 0.32], [66, 0.24], [104, 0.17], [150, 0.12]]) {
    // A thin line at a distance from the shore: a wide stroke with a slightly narrower one taken out.
    const ring = createCanvas(width, height);
    const r = ring.getContext("2d");
    r.lineJoin = "round";
    r.strokeStyle = ink;
    r.lineWidth = line + 4;
    r.beginPath();
    shore(r);
    r.stroke();
    r.globalCompositeOperation = "destination-out";
    r.lineWidth = line;
    r.stroke();
    c.globalAlpha = alpha * 2;
    c.drawImage(ring, 0, 0);
  }
  c.globalAlpha = 0.14;
  c.lineWidth = 2;
  for (let i = 0; i < 32; i++) {
    c.beginPath();
    c.moveTo(2130, 1200);
    c.lineTo(2130 + Math.cos((i * Math.PI) / 16) * 3000, 1200 + Math.sin((i * Math.PI) / 16) * 3000);
    c.stroke();
  }
  c.globalAlpha = 1;
}

function hills(c, roll) {
  c.strokeStyle = mix(ink, "#f4e8ca", 0.45);
  c.lineWidth = 3;
  for (const [x, y, s] of [[180, 560, 130], [330, 470, 100], [140, 760, 120]]) {
    for (let ring = 0; ring < 5; ring++) {
      c.beginPath();
      c.ellipse(x, y, s * (1 - ring * 0.18) * 1.35, s * (1 - ring * 0.18), -0.25, 0, 7);
      c.stroke();
    }
  }
  for (let i = 0; i < 60; i++) {
    const [x, y] = [70 + roll() * 240, 880 + roll() * 640];
    cut(c, mix("#7fa37c", "#a9be8c", roll()), () => c.arc(x, y, 12 + roll() * 9, 0, 7), { lift: 3, shade: 0.25 });
  }
}

/** Streets that follow the bay; between them blocks of houses, and squares left open. */
function blocks(c, roll, width, height) {
  const middle = [1500, 860];
  const open = [[800, 700, 80], [640, 1080, 72], [905, 420, 60], [180, 560, 215], [330, 470, 175], [140, 760, 190], [860, 1290, 50], [990, 560, 46]];
  for (let ring = 0; ring < 10; ring++) {
    const radius = 500 + ring * 108;
    const step = 128 / radius;
    for (let turn = Math.PI * 0.6; turn < Math.PI * 1.38; turn += step) {
      const parts = 2 + Math.floor(roll() * 2);
      for (let n = 0; n < parts; n++) {
        for (const half of [0, 1]) {
          const [a, b] = [turn + (step * 0.86 * n) / parts, turn + (step * 0.86 * (n + 0.9)) / parts];
          const [r1, r2] = [radius + half * 42, radius + half * 42 + 34 + roll() * 5];
          const corner = (t, r) => [middle[0] + Math.cos(t) * r * 1.02, middle[1] - Math.sin(t) * r];
          const points = [corner(a, r1), corner(b, r1), corner(b, r2), corner(a, r2)];
          const [x, y] = corner((a + b) / 2, (r1 + r2) / 2);
          if (x < 330 && y > 840) continue;
          if (y < 330 && x < 560) continue;
          if (open.some(([ox, oy, r]) => Math.hypot(x - ox, y - oy) < r + 24)) continue;
          cut(c, mix(["#d98a62", "#c9704e", "#e0a878", "#d27a58"][Math.floor(roll() * 4)], "#f4e8ca", 0.25), through(points), { lift: 4, shade: 0.3 });
          c.strokeStyle = mix(ink, "#d98a62", 0.35);
          c.lineWidth = 2;
          c.stroke();
        }
      }
    }
  }
  // The shore street and the beach stay free.
  c.strokeStyle = "#f4e8ca";
  c.lineWidth = 84;
  c.beginPath();
  shore(c);
  c.stroke();
}

function mole(c) {
  const path = () => {
    c.moveTo(1000, 1180);
    c.bezierCurveTo(1240, 1330, 1580, 1270, 1670, 930);
  };
  for (const [line, colour] of [[64, ink], [52, "#efe0bb"], [3, mix(ink, "#efe0bb", 0.4)]]) {
    c.strokeStyle = colour;
    c.lineWidth = line;
    c.lineCap = "round";
    c.beginPath();
    path();
    c.stroke();
  }
  c.lineCap = "butt";
  c.strokeStyle = mix(ink, "#efe0bb", 0.55);
  c.lineWidth = 50;
  c.setLineDash([2.5, 26]);
  c.beginPath();
  path();
  c.stroke();
  c.setLineDash([]);
  cut(c, "#f7f0dc", () => c.arc(1672, 916, 46, 0, 7), { lift: 6 });
  for (let i = 0; i < 16; i++) {
    c.fillStyle = i % 2 ? red : "#f3c24e";
    c.beginPath();
    const turn = (i * Math.PI) / 8;
    through([[1672 + Math.cos(turn) * 80, 916 + Math.sin(turn) * 80], [1672 + Math.cos(turn - 0.13) * 34, 916 + Math.sin(turn - 0.13) * 34], [1672 + Math.cos(turn + 0.13) * 34, 916 + Math.sin(turn + 0.13) * 34]])(c);
    c.fill();
  }
  cut(c, red, () => c.arc(1672, 916, 24, 0, 7), { lift: 2 });
}

function quays(c) {
  for (const points of [[[1190, 510], [1400, 590], [1386, 626], [1168, 548]], [[1100, 660], [1300, 760], [1282, 794], [1082, 698]], [[1010, 950], [1180, 960], [1180, 998], [1014, 990]]]) {
    cut(c, "#efe0bb", through(points), { lift: 4 });
    c.strokeStyle = ink;
    c.lineWidth = 5;
    c.stroke();
  }
}

/** Depths in metres: shallow inside, deeper away from the shore. */
function soundings(c, roll) {
  for (let y = 130; y < 1520; y += 92) {
    for (let x = 1160 + (y % 184) / 3; x < 2320; x += 118) {
      const [px, py] = [x + (roll() - 0.5) * 50, y + (roll() - 0.5) * 40];
      c.beginPath();
      shore(c);
      if (c.isPointInPath(px, py) || c.isPointInPath(px - 80, py)) continue;
      if (px > 1500 && py < 520) continue;
      if (Math.hypot(px - 2130, py - 1200) < 210 || (px > 1790 && py > 1400)) continue;
      if (Math.hypot(px - 1672, py - 916) < 130 || (px < 1640 && py > 1120 && py < 1370) || (px > 1330 && px < 1500 && py > 700 && py < 900) || (px > 1040 && px < 1450 && py > 480 && py < 1020)) continue;
      const away = Math.hypot(px - 1000, (py - 850) * 0.6);
      write(c, String(Math.max(2, Math.round(away / 62 + (roll() - 0.5) * 4))), px, py, { font: "Garamond Italic", size: 34, colour: ink, alpha: 0.75 });
    }
  }
}

function anchorage(c) {
  for (const [x, y] of [[1440, 800], [1480, 1010], [1720, 640]]) {
    c.save();
    c.translate(x, y);
    c.strokeStyle = ink;
    c.lineWidth = 6;
    c.lineCap = "round";
    c.beginPath();
    c.arc(0, -32, 9, 0, 7);
    c.moveTo(0, -22);
    c.lineTo(0, 34);
    c.moveTo(-18, -10);
    c.lineTo(18, -10);
    c.moveTo(-32, 12);
    c.quadraticCurveTo(-22, 36, 0, 36);
    c.quadraticCurveTo(22, 36, 32, 12);
    c.stroke();
    c.restore();
  }
}

/** The houses everybody knows, each with its name on a slip of paper. */
function places(c) {
  const building = (x, y, w, h, colour, turn = 0) => {
    c.save();
    c.translate(x, y);
    c.rotate(turn);
    cut(c, colour, () => c.rect(-w / 2, -h / 2, w, h), { lift: 8 });
    c.strokeStyle = ink;
    c.lineWidth = 4;
    c.strokeRect(-w / 2, -h / 2, w, h);
    c.beginPath();
    for (const [sx, sy] of [[-1, -1], [1, -1], [1, 1], [-1, 1]]) {
      c.moveTo((sx * w) / 2, (sy * h) / 2);
      c.lineTo(sx * (w / 2 - h / 2), 0);
    }
    c.moveTo(h / 2 - w / 2, 0);
    c.lineTo(w / 2 - h / 2, 0);
    c.stroke();
    c.restore();
  };
  building(800, 700, 120, 84, "#d8593e", 0.2);
  building(640, 1080, 110, 100, "#8f6a9a", -0.1);
  building(905, 420, 96, 66, red, 0.1);
  building(990, 560, 66, 62, "#2f6a6c", 0.5);
  building(860, 1290, 84, 60, "#e0a948", -0.2);
  building(1240, 545, 130, 40, "#2f6a6c", 0.37);
  cut(c, "#cfd3ea", () => c.arc(180, 560, 44, 0, 7), { lift: 8 });
  c.strokeStyle = ink;
  c.lineWidth = 4;
  c.beginPath();
  c.arc(180, 560, 44, 0, 7);
  c.moveTo(180, 516);
  c.lineTo(180, 604);
  c.stroke();
  for (const [x, y, name] of [[800, 784, "City Library"], [640, 1170, "University Library"], [880, 350, "Old Customs House"], [910, 500, "Fish Market"], [860, 1360, "Ropewalk"], [1440, 490, "Maritime Museum"], [230, 640, "Planetarium Hill"], [1672, 800, "Lighthouse"], [1400, 1360, "The Mole"], [1290, 888, "Inner Harbour"]]) {
    const text = { font: "Garamond Medium", size: 40, spread: 0.01 };
    const w = widthOf(c, name, text);
    cut(c, "#fbf4e2", () => c.roundRect(x - w / 2 - 16, y - 27, w + 32, 54, 5), { lift: 5 });
    write(c, name, x, y, { ...text, colour: ink });
  }
}

function title(c, width) {
  const [x, y, w, h] = [1560, 110, width - 1560 - 110, 300];
  cut(c, "#fbf4e2", () => c.roundRect(x, y, w, h, 10), { lift: 12 });
  c.strokeStyle = red;
  c.lineWidth = 3;
  c.strokeRect(x + 16, y + 16, w - 32, h - 32);
  write(c, "THE HARBOUR OF", x + w / 2, y + 72, { font: "Garamond", size: 46, spread: 0.28, colour: ink });
  write(c, "VELA", x + w / 2, y + 152, { font: "Garamond Medium", size: 112, spread: 0.36, colour: red });
  write(c, "an invented city · depths in metres", x + w / 2, y + 238, { font: "Garamond Italic", size: 40, colour: ink });
}

function scale(c, x, y) {
  for (let i = 0; i < 4; i++) {
    c.fillStyle = i % 2 ? "#fbf4e2" : ink;
    c.fillRect(x + i * 110, y, 110, 18);
  }
  c.strokeStyle = ink;
  c.lineWidth = 3;
  c.strokeRect(x, y, 440, 18);
  ["0", "100", "200", "300", "400 m"].forEach((text, i) => write(c, text, x + i * 110, y - 24, { font: "Garamond", size: 30, colour: ink }));
}

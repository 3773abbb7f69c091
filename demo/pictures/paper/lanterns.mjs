// Lanterns of paper: round, tall, star, fish, rabbit, lotus; each lit from inside.
import { cut, fade, glow, mix, through } from "./kit.mjs";

const paperLight = "#fff1c4";

function inner(c, x, y, r, colour, offset = 0) {
  const g = c.createRadialGradient(x, y + r * offset, r * 0.05, x, y, r);
  g.addColorStop(0, paperLight);
  g.addColorStop(0.35, mix(colour, "#ffd27a", 0.62));
  g.addColorStop(0.8, colour);
  g.addColorStop(1, mix(colour, "#3a0d16", 0.22));
  return g;
}

function string(c, x, from, to, line = 3) {
  if (from === undefined) return;
  c.strokeStyle = "rgba(30,16,20,0.75)";
  c.lineWidth = line;
  c.beginPath();
  c.moveTo(x, from);
  c.lineTo(x, to);
  c.stroke();
}

function tassel(c, x, y, s, colour) {
  c.strokeStyle = colour;
  c.lineCap = "round";
  c.lineWidth = Math.max(1.2, s * 0.028);
  for (let i = -2; i <= 2; i++) {
    c.beginPath();
    c.moveTo(x + i * s * 0.035, y + s * 0.12);
    c.lineTo(x + i * s * 0.05, y + s * (0.62 - Math.abs(i) * 0.04));
    c.stroke();
  }
  cut(c, mix(colour, "#ffd27a", 0.5), () => c.arc(x, y + s * 0.1, s * 0.075, 0, 7), { lift: 1 });
}

/** A round lantern of `s` pixels radius with ribs; `squash` makes it flatter or taller. */
export function round(c, x, y, s, colour = "#d8432e", { hang, squash = 0.86, light = 0.6 } = {}) {
  string(c, x, hang, y - s * squash, Math.max(2, s * 0.03));
  glow(c, x, y, s * 3.6, mix(colour, "#ffb45a", 0.6), light);
  tassel(c, x, y + s * squash * 1.08, s * 0.9, mix(colour, "#f3bd4a", 0.35));
  cut(c, inner(c, x, y, s * 1.02, colour, 0.18), () => c.ellipse(x, y, s, s * squash, 0, 0, 7), { lift: s * 0.06 });
  c.strokeStyle = fade(mix(colour, "#4a0f14", 0.55), 0.42);
  c.lineWidth = Math.max(1.2, s * 0.022);
  for (const k of [0.22, 0.52, 0.8]) {
    c.beginPath();
    c.ellipse(x, y, s * k, s * squash, 0, 0, 7);
    c.stroke();
  }
  for (const end of [-1, 1]) {
    cut(c, "#7a2a1c", () => c.roundRect(x - s * 0.36, y + end * s * squash * 0.96 - s * 0.09, s * 0.72, s * 0.18, s * 0.05), { lift: 2 });
    cut(c, "#e7b04c", () => c.rect(x - s * 0.36, y + end * s * squash * 0.96 - s * 0.022, s * 0.72, s * 0.044), { lift: 0, shade: 0 });
  }
}

/** A tall lantern, six-sided, with a frame of dark wood and a painted branch. */
export function tall(c, x, y, s, colour = "#f0c978", { hang, light = 0.55 } = {}) {
  string(c, x, hang, y - s * 1.2, Math.max(2, s * 0.03));
  glow(c, x, y, s * 3.2, mix(colour, "#ffb45a", 0.4), light);
  tassel(c, x, y + s * 1.2, s * 0.8, "#c8452f");
  cut(c, inner(c, x, y, s * 1.25, colour, 0.1), through([[x - s * 0.62, y - s], [x + s * 0.62, y - s], [x + s * 0.7, y + s], [x - s * 0.7, y + s]]), { lift: s * 0.06 });
  c.strokeStyle = "#6b2a1f";
  c.lineWidth = s * 0.055;
  for (const k of [-0.26, 0.26]) {
    c.beginPath();
    c.moveTo(x + k * s, y - s);
    c.lineTo(x + k * s * 1.1, y + s);
    c.stroke();
  }
  c.strokeStyle = fade("#5a1f1c", 0.65);
  c.lineWidth = s * 0.035;
  c.beginPath();
  c.moveTo(x - s * 0.14, y + s * 0.7);
  c.quadraticCurveTo(x + s * 0.12, y + s * 0.2, x - s * 0.02, y - s * 0.55);
  c.stroke();
  c.fillStyle = fade("#d8432e", 0.85);
  for (const [dx, dy] of [[-0.1, -0.35], [0.1, -0.1], [-0.08, 0.1], [0.12, 0.38], [-0.02, -0.58]]) {
    c.beginPath();
    c.arc(x + dx * s, y + dy * s, s * 0.065, 0, 7);
    c.fill();
  }
  cut(c, "#6b2a1f", through([[x - s * 0.95, y - s * 0.92], [x - s * 0.5, y - s * 1.25], [x + s * 0.5, y - s * 1.25], [x + s * 0.95, y - s * 0.92]]), { lift: 4 });
  cut(c, "#6b2a1f", () => c.roundRect(x - s * 0.8, y + s * 0.95, s * 1.6, s * 0.17, 4), { lift: 3 });
}

/** A star of five points, folded. */
export function star(c, x, y, s, colour = "#f2b23e", { hang, light = 0.55 } = {}) {
  string(c, x, hang, y - s, Math.max(2, s * 0.03));
  glow(c, x, y, s * 3.2, mix(colour, "#fff1c4", 0.4), light);
  const at = (i, r) => [x + Math.sin((i * Math.PI) / 5) * r, y - Math.cos((i * Math.PI) / 5) * r];
  const points = Array.from({ length: 10 }, (_, i) => at(i, i % 2 ? s * 0.46 : s));
  cut(c, inner(c, x, y, s, colour), through(points), { lift: s * 0.06 });
  c.fillStyle = fade("#8a3a1c", 0.2);
  for (let i = 0; i < 10; i += 2) {
    c.beginPath();
    through([[x, y], points[i], points[i + 1]])(c);
    c.fill();
  }
}

/** A carp with scales, swimming to the side `face`. */
export function fish(c, x, y, s, colour = "#e2603a", { hang, face = 1, light = 0.55 } = {}) {
  string(c, x, hang, y - s * 0.5, Math.max(2, s * 0.03));
  glow(c, x, y, s * 3, mix(colour, "#ffb45a", 0.6), light);
  c.save();
  c.translate(x, y);
  c.scale(face, 1);
  const tail = () => {
    c.moveTo(-s * 0.85, 0);
    c.bezierCurveTo(-s * 1.1, -s * 0.15, -s * 1.35, -s * 0.6, -s * 1.7, -s * 0.55);
    c.bezierCurveTo(-s * 1.45, -s * 0.1, -s * 1.45, s * 0.1, -s * 1.7, s * 0.55);
    c.bezierCurveTo(-s * 1.35, s * 0.6, -s * 1.1, s * 0.15, -s * 0.85, 0);
  };
  cut(c, mix(colour, "#f3bd4a", 0.45), tail, { lift: s * 0.05 });
  cut(c, mix(colour, "#7a1f1c", 0.2), through([[-s * 0.35, -s * 0.4], [s * 0.05, -s * 0.85], [s * 0.4, -s * 0.45]]), { lift: s * 0.04 });
  cut(c, mix(colour, "#7a1f1c", 0.2), through([[-s * 0.1, s * 0.4], [-s * 0.3, s * 0.8], [s * 0.25, s * 0.45]]), { lift: s * 0.04 });
  const body = () => {
    c.moveTo(s * 1.05, s * 0.04);
    c.bezierCurveTo(s * 0.8, -s * 0.62, -s * 0.4, -s * 0.72, -s * 0.98, 0);
    c.bezierCurveTo(-s * 0.4, s * 0.72, s * 0.8, s * 0.62, s * 1.05, s * 0.04);
  };
  cut(c, inner(c, 0, 0, s * 1.05, colour), body, { lift: s * 0.06 });
  c.save();
  c.beginPath();
  body();
  c.clip();
  c.strokeStyle = fade("#7a1f1c", 0.4);
  c.lineWidth = s * 0.028;
  for (let i = 0; i < 6; i++) {
    for (let j = -3; j <= 3; j++) {
      c.beginPath();
      c.arc(-s * 0.75 + i * s * 0.22, j * s * 0.2 + (i % 2) * s * 0.1, s * 0.13, -1.3, 1.3);
      c.stroke();
    }
  }
  c.fillStyle = fade("#fff1c4", 0.55);
  c.beginPath();
  c.arc(s * 0.98, 0, s * 0.42, 0, 7);
  c.fill();
  c.restore();
  c.fillStyle = "#2b1416";
  c.beginPath();
  c.arc(s * 0.72, -s * 0.12, s * 0.07, 0, 7);
  c.fill();
  c.restore();
}

/** The rabbit on four wheels, white paper over wire, looking to the right; (x, y) is on the ground. */
export function rabbit(c, x, y, s, { light = 0.6 } = {}) {
  const white = "#fdf3e0";
  glow(c, x, y - s * 0.8, s * 2.7, "#ffcf7d", light);
  const paper = (px, py, r) => {
    const g = c.createRadialGradient(px, py + r * 0.2, r * 0.05, px, py, r * 1.1);
    g.addColorStop(0, "#fff8dd");
    g.addColorStop(0.45, "#ffe6ad");
    g.addColorStop(1, "#f3d3a6");
    return g;
  };
  cut(c, "#8a3524", () => c.roundRect(x - s * 0.95, y - s * 0.3, s * 1.85, s * 0.1, s * 0.04), { lift: s * 0.03 });
  for (const dx of [-0.68, 0.6]) wheel(c, x + (dx + 0.1) * s, y - s * 0.2, s * 0.17, "#7d2f22");
  cut(c, white, () => c.arc(x - s * 0.98, y - s * 0.72, s * 0.2, 0, 7), { lift: s * 0.03 });
  for (const [dx, turn, far] of [[0.42, -0.34, true], [0.62, -0.02, false]]) {
    c.save();
    c.translate(x + dx * s, y - s * 1.42);
    c.rotate(turn);
    cut(c, far ? "#eccb9c" : paper(0, -s * 0.2, s * 0.6), () => c.ellipse(0, -s * 0.3, s * 0.155, s * 0.56, 0, 0, 7), { lift: s * 0.035 });
    cut(c, far ? "#d99c86" : "#eba892", () => c.ellipse(0, -s * 0.28, s * 0.07, s * 0.4, 0, 0, 7), { lift: 0, shade: 0 });
    c.restore();
  }
  cut(c, paper(x - s * 0.1, y - s * 0.7, s * 0.95), () => c.ellipse(x - s * 0.12, y - s * 0.68, s * 0.88, s * 0.5, -0.08, 0, 7), { lift: s * 0.05 });
  // Seams of the wire frame show through the lit paper.
  c.save();
  c.beginPath();
  c.ellipse(x - s * 0.12, y - s * 0.68, s * 0.88, s * 0.5, -0.08, 0, 7);
  c.clip();
  c.strokeStyle = "rgba(176,108,58,0.45)";
  c.lineWidth = Math.max(1.2, s * 0.014);
  for (const k of [0.25, 0.55, 0.82]) {
    c.beginPath();
    c.ellipse(x - s * 0.12, y - s * 0.68, s * 0.88 * k, s * 0.5, -0.08, 0, 7);
    c.stroke();
  }
  c.beginPath();
  c.ellipse(x - s * 0.12, y - s * 0.68, s * 0.88, s * 0.14, -0.08, 0, 7);
  c.stroke();
  c.restore();
  cut(c, paper(x + s * 0.62, y - s * 1.12, s * 0.45), () => c.ellipse(x + s * 0.64, y - s * 1.12, s * 0.43, s * 0.37, 0.12, 0, 7), { lift: s * 0.05 });
  c.fillStyle = "#ec9d86";
  c.globalAlpha = 0.55;
  c.beginPath();
  c.arc(x + s * 0.68, y - s * 0.98, s * 0.09, 0, 7);
  c.fill();
  c.globalAlpha = 1;
  c.fillStyle = "#c4271f";
  c.beginPath();
  c.arc(x + s * 0.76, y - s * 1.17, s * 0.062, 0, 7);
  c.fill();
  c.fillStyle = "#fff";
  c.beginPath();
  c.arc(x + s * 0.782, y - s * 1.192, s * 0.02, 0, 7);
  c.fill();
  c.strokeStyle = "#b5644c";
  c.lineWidth = s * 0.02;
  c.beginPath();
  c.moveTo(x + s * 1.05, y - s * 1.1);
  c.quadraticCurveTo(x + s * 0.99, y - s * 1.0, x + s * 0.9, y - s * 1.02);
  c.stroke();
  for (const [dx, dy] of [[-0.62, -0.36], [0.42, -0.36]]) cut(c, paper(x + dx * s, y + dy * s, s * 0.3), () => c.ellipse(x + dx * s, y + dy * s, s * 0.26, s * 0.13, 0, 0, 7), { lift: s * 0.025 });
  for (const dx of [-0.68, 0.6]) wheel(c, x + dx * s, y - s * 0.17, s * 0.19, "#c8452f");
}

function wheel(c, x, y, r, colour) {
  cut(c, colour, () => c.arc(x, y, r, 0, 7), { lift: r * 0.12 });
  cut(c, "#f0c063", () => c.arc(x, y, r * 0.66, 0, 7), { lift: 0, shade: 0 });
  c.strokeStyle = colour;
  c.lineWidth = r * 0.14;
  for (let i = 0; i < 3; i++) {
    const [dx, dy] = [Math.cos((i * Math.PI) / 3 + 0.3) * r * 0.7, Math.sin((i * Math.PI) / 3 + 0.3) * r * 0.7];
    c.beginPath();
    c.moveTo(x - dx, y - dy);
    c.lineTo(x + dx, y + dy);
    c.stroke();
  }
  cut(c, colour, () => c.arc(x, y, r * 0.2, 0, 7), { lift: 0, shade: 0 });
}

/** A lotus of pink paper, seen from the side; (x, y) is where it rests. */
export function lotus(c, x, y, s, { light = 0.7, hang } = {}) {
  string(c, x, hang, y - s * 0.8, Math.max(2, s * 0.03));
  glow(c, x, y - s * 0.35, s * 2.6, "#ff9f8a", light);
  const petal = (turn, length, width, from, to) => {
    c.save();
    c.translate(x, y);
    c.rotate(turn);
    const g = c.createLinearGradient(0, 0, 0, -length);
    g.addColorStop(0, "#ffe7b0");
    g.addColorStop(0.35, from);
    g.addColorStop(1, to);
    cut(c, g, () => {
      c.moveTo(0, 0);
      c.bezierCurveTo(-width, -length * 0.25, -width * 0.9, -length * 0.75, 0, -length);
      c.bezierCurveTo(width * 0.9, -length * 0.75, width, -length * 0.25, 0, 0);
    }, { lift: s * 0.035, shade: 0.3 });
    c.strokeStyle = "rgba(160,50,70,0.28)";
    c.lineWidth = Math.max(1, s * 0.01);
    for (const k of [-0.35, 0, 0.35]) {
      c.beginPath();
      c.moveTo(0, -length * 0.1);
      c.quadraticCurveTo(width * k, -length * 0.55, width * k * 0.3, -length * 0.9);
      c.stroke();
    }
    c.restore();
  };
  for (const turn of [-0.62, 0.62, -0.22, 0.22]) petal(turn, s * 1.12, s * 0.36, "#ee8f93", "#c9486a");
  for (const turn of [-1.12, 1.12, -0.82, 0.82]) petal(turn, s * 1.1, s * 0.34, "#f5a59d", "#d65a76");
  glow(c, x, y - s * 0.35, s * 0.9, "#fff1c4", 0.9);
  for (const turn of [-0.5, 0.5, 0]) petal(turn, s * 0.8, s * 0.34, "#fbc0ae", "#e2738a");
  for (const turn of [-1.38, 1.38, -1.0, 1.0]) petal(turn, s * 0.92, s * 0.3, "#fbc3b2", "#e47c8e");
  for (const turn of [-0.75, 0.75, -0.27, 0.27]) petal(turn, s * 0.54, s * 0.26, "#ffd9bf", "#ee98a0");
}

// One hand for all drawn pictures: flat shapes of coloured paper, laid over each other, each with its soft shadow.
import { createCanvas, dice } from "../../lib/canvas.mjs";

/** Fills a path as a sheet of paper lying a little above what is under it. */
export function cut(c, colour, path, { lift = 10, shade = 0.35 } = {}) {
  c.save();
  c.shadowColor = `rgba(10,6,14,${shade})`;
  c.shadowBlur = lift * 2.2;
  c.shadowOffsetY = lift;
  c.fillStyle = colour;
  c.beginPath();
  path(c);
  c.fill();
  c.restore();
}

/** A closed path through points. */
export const through = (points) => (c) => {
  points.forEach(([x, y], i) => (i ? c.lineTo(x, y) : c.moveTo(x, y)));
  c.closePath();
};

/** Light in the air around a lamp. */
export function glow(c, x, y, r, colour, alpha = 0.6) {
  c.save();
  c.globalCompositeOperation = "screen";
  const light = c.createRadialGradient(x, y, 0, x, y, r);
  light.addColorStop(0, colour);
  light.addColorStop(0.25, fade(colour, 0.45));
  light.addColorStop(0.6, fade(colour, 0.12));
  light.addColorStop(1, fade(colour, 0));
  c.globalAlpha = alpha;
  c.fillStyle = light;
  c.fillRect(x - r, y - r, 2 * r, 2 * r);
  c.restore();
}

/** A colour `#rrggbb` with less than its full strength. */
export function fade(colour, alpha) {
  const [r, g, b] = [1, 3, 5].map((i) => Number.parseInt(colour.slice(i, i + 2), 16));
  return `rgba(${r},${g},${b},${alpha})`;
}

/** Between two colours. */
export function mix(a, b, t) {
  const part = (i) => Math.round(Number.parseInt(a.slice(i, i + 2), 16) * (1 - t) + Number.parseInt(b.slice(i, i + 2), 16) * t);
  return "#" + [1, 3, 5].map((i) => part(i).toString(16).padStart(2, "0")).join("");
}

/** A ground that changes from colour to colour downwards. */
export function wash(c, x, y, w, h, stops) {
  const g = c.createLinearGradient(0, y, 0, y + h);
  for (const [at, colour] of stops) g.addColorStop(at, colour);
  c.fillStyle = g;
  c.fillRect(x, y, w, h);
}

/** The grain of paper over the whole picture. */
export function grain(c, width, height, strength = 0.07, seed = 7) {
  const roll = dice(seed);
  const side = 300;
  const tile = createCanvas(side, side);
  const t = tile.getContext("2d");
  const image = t.createImageData(side, side);
  for (let i = 0; i < side * side; i++) {
    const v = roll() > 0.5 ? 255 : 0;
    image.data.set([v, v, v, 255 * strength * roll()], i * 4);
  }
  t.putImageData(image, 0, 0);
  c.save();
  c.fillStyle = c.createPattern(tile, "repeat");
  c.fillRect(0, 0, width, height);
  c.restore();
}

/** A moon of paper with its halo. */
export function moon(c, x, y, r, colour = "#fbeecb") {
  glow(c, x, y, r * 4.2, colour, 0.42);
  cut(c, colour, () => c.arc(x, y, r, 0, 7), { lift: 0, shade: 0 });
  c.save();
  c.beginPath();
  c.arc(x, y, r, 0, 7);
  c.clip();
  c.fillStyle = fade("#d9b98a", 0.32);
  for (const [dx, dy, s] of [[-0.3, -0.25, 0.3], [0.32, 0.05, 0.22], [-0.12, 0.42, 0.26], [0.3, -0.5, 0.14], [-0.6, 0.2, 0.15]]) {
    c.beginPath();
    c.ellipse(x + dx * r, y + dy * r, s * r, s * r * 0.82, dx, 0, 7);
    c.fill();
  }
  c.restore();
}

/** A ridge of hills or trees: heights from a few slow waves. */
export function ridge(width, base, height, seed, step = 20) {
  const roll = dice(seed);
  const waves = Array.from({ length: 4 }, (_, i) => [(i + 1) * (0.7 + roll() * 0.8), roll() * 7, 1 / (i + 1.3)]);
  const points = [];
  for (let x = -step; x <= width + step; x += step) {
    const lift = waves.reduce((sum, [f, p, a]) => sum + a * Math.sin((x / width) * f * 6.28 + p), 0);
    points.push([x, base - height * (0.5 + 0.38 * lift)]);
  }
  return points;
}

/** Lays a ridge as paper down to the bottom of the picture. */
export function hill(c, width, bottom, points, colour, lift = 12) {
  cut(c, colour, through([[-40, bottom + 40], ...points, [width + 40, bottom + 40]]), { lift: -lift, shade: 0.25 });
}

/** A person as a small paper figure, standing at (x, y), `s` tall. */
export function person(c, x, y, s, coat, { skin = "#e9b88f", hair = "#2b1c22", face = 1, up = false, arm = false } = {}) {
  cut(c, coat, () => {
    c.moveTo(x - s * 0.16, y);
    c.quadraticCurveTo(x - s * 0.2, y - s * 0.55, x - s * 0.07, y - s * 0.74);
    c.lineTo(x + s * 0.07, y - s * 0.74);
    c.quadraticCurveTo(x + s * 0.2, y - s * 0.55, x + s * 0.16, y);
    c.closePath();
  }, { lift: s * 0.02 });
  if (arm) {
    c.strokeStyle = mix(coat, "#000000", 0.12);
    c.lineWidth = s * 0.075;
    c.lineCap = "round";
    c.beginPath();
    c.moveTo(x + face * s * 0.06, y - s * 0.64);
    c.lineTo(x + face * s * 0.24, y - s * 0.8);
    c.stroke();
  }
  // The head, tipped back when it looks up; hair covers the crown and the nape.
  c.save();
  c.translate(x + s * 0.02 * face, y - s * 0.845);
  c.rotate(up ? -face * 0.5 : 0);
  c.fillStyle = skin;
  c.beginPath();
  c.arc(0, 0, s * 0.1, 0, 7);
  c.fill();
  c.fillStyle = hair;
  c.beginPath();
  const [from, to] = face > 0 ? [Math.PI * 0.62, Math.PI * 1.78] : [Math.PI * 1.22, Math.PI * 2.38];
  c.arc(0, 0, s * 0.106, from, to);
  c.closePath();
  c.fill();
  c.restore();
}

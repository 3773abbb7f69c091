// The layers of a star chart, each drawn over the one before: net, ecliptic, figures, stars.
import { faintest, stars } from "./catalogue.mjs";
import { greatCircle } from "./projections.mjs";

/** The colour of a star by its B-V index, from blue over white to orange, a little stronger than the eye sees it. */
export function tint(bv) {
  const steps = [[-0.4, 158, 190, 255], [0, 205, 220, 255], [0.35, 246, 247, 255], [0.65, 255, 243, 222], [1, 255, 222, 172], [1.5, 255, 190, 125], [2.2, 255, 150, 100]];
  const upper = Math.max(1, steps.findIndex(([at]) => at >= bv) + (bv > 2.2 ? steps.length : 0));
  const [a, b] = [steps[Math.min(upper, steps.length - 1) - 1], steps[Math.min(upper, steps.length - 1)]];
  const t = Math.min(1, Math.max(0, (bv - a[0]) / (b[0] - a[0])));
  return [1, 2, 3].map((i) => Math.round(a[i] + (b[i] - a[i]) * t));
}

/** Radius of a star on a chart where 22 pixels are a degree; `size` scales it. */
export const radius = (mag, size) => size * (0.85 + 0.78 * Math.max(0, faintest - mag) ** 1.25);

function trace(c, projection, coordinates) {
  for (const piece of projection.pieces(coordinates)) {
    piece.forEach(([x, y], i) => (i ? c.lineTo(x, y) : c.moveTo(x, y)));
  }
}

/** Hours and tens of degrees, hairlines; the equator a little stronger. */
export function drawNet(c, projection, { colour, line = 1.5, alpha = 0.13 }) {
  c.save();
  c.strokeStyle = colour;
  c.lineWidth = line;
  c.globalAlpha = alpha;
  c.beginPath();
  for (let ra = 0; ra < 360; ra += 15) {
    const end = ra % 90 === 0 ? 90 : 80;
    trace(c, projection, Array.from({ length: end * 2 + 1 }, (_, i) => [ra, i - end]));
  }
  for (let dec = -80; dec <= 80; dec += 10) {
    if (dec !== 0) trace(c, projection, Array.from({ length: 361 }, (_, i) => [i, dec]));
  }
  c.stroke();
  c.globalAlpha = alpha * 2.2;
  c.beginPath();
  trace(c, projection, Array.from({ length: 361 }, (_, i) => [i, 0]));
  c.stroke();
  c.restore();
}

/** A great circle as a dashed line. */
export function drawCircle(c, projection, points, { colour, line, dash, alpha }) {
  c.save();
  c.strokeStyle = colour;
  c.lineWidth = line;
  c.globalAlpha = alpha;
  c.setLineDash(dash);
  c.beginPath();
  trace(c, projection, points);
  c.stroke();
  c.restore();
}

/** The lines of the figures; each ends a little before its stars, as an engraver would leave it. */
export function drawFigures(c, projection, figures, { colour, line, alpha = 1, gap = 7 }) {
  c.save();
  c.strokeStyle = colour;
  c.lineWidth = line;
  c.globalAlpha = alpha;
  c.lineCap = "round";
  c.beginPath();
  for (const { lines } of figures) {
    for (const run of lines) {
      for (let i = 1; i < run.length; i++) {
        for (const piece of projection.pieces(greatCircle(run[i - 1], run[i]))) drawShort(c, piece, gap);
      }
    }
  }
  c.stroke();
  c.restore();
}

function drawShort(c, piece, gap) {
  const points = piece.map((p) => [...p]);
  const pull = (end, next) => {
    const length = Math.hypot(next[0] - end[0], next[1] - end[1]);
    const by = Math.min(gap, length * 0.3) / (length || 1);
    end[0] += (next[0] - end[0]) * by;
    end[1] += (next[1] - end[1]) * by;
  };
  pull(points[0], points[1]);
  pull(points.at(-1), points.at(-2));
  points.forEach(([x, y], i) => (i ? c.lineTo(x, y) : c.moveTo(x, y)));
}

/** All stars: the faintest as dust, the visible as discs with the colour they have, the bright ones with a halo. */
export function drawStars(c, projection, { size = 1, dust = true, rays = true } = {}) {
  const { frame } = projection;
  const inside = ([x, y]) => x > frame.x - 20 && y > frame.y - 20 && x < frame.x + frame.w + 20 && y < frame.y + frame.h + 20;
  c.save();
  for (const star of [...stars].reverse()) {
    if (star.mag > faintest && !dust) continue;
    const p = projection.point(star.ra, star.dec);
    if (!p || !inside(p)) continue;
    const [r, g, b] = tint(star.bv);
    if (star.mag > faintest) {
      c.globalAlpha = 0.34 - 0.11 * (star.mag - faintest);
      c.fillStyle = `rgb(${r} ${g} ${b})`;
      c.fillRect(p[0] - 0.6 * size, p[1] - 0.6 * size, 1.3 * size, 1.3 * size);
      continue;
    }
    drawStar(c, p, radius(star.mag, size), [r, g, b], star.mag, rays);
  }
  c.restore();
}

/** One star: disc, halo when it is bright, and hairline rays for the brightest. */
export function drawStar(c, [x, y], radius, [r, g, b], mag, rays = true) {
  c.globalAlpha = 1;
  if (mag < 4.6) {
    const halo = radius * (mag < 2 ? 5 : 3.6);
    const glow = c.createRadialGradient(x, y, radius * 0.6, x, y, halo);
    glow.addColorStop(0, `rgba(${r},${g},${b},${mag < 2 ? 0.42 : 0.26})`);
    glow.addColorStop(0.35, `rgba(${r},${g},${b},0.1)`);
    glow.addColorStop(1, `rgba(${r},${g},${b},0)`);
    c.fillStyle = glow;
    c.fillRect(x - halo, y - halo, 2 * halo, 2 * halo);
  }
  if (rays && mag < 1.7) {
    c.fillStyle = `rgba(${r},${g},${b},0.55)`;
    const long = radius * 3.4;
    const thin = radius * 0.1;
    c.beginPath();
    for (const [dx, dy] of [[1, 0], [0, 1]]) {
      c.moveTo(x - dx * long, y - dy * long);
      c.lineTo(x + dy * thin, y + dx * thin);
      c.lineTo(x + dx * long, y + dy * long);
      c.lineTo(x - dy * thin, y - dx * thin);
      c.closePath();
    }
    c.fill();
  }
  c.globalAlpha = mag > 5.2 ? 0.72 : 1;
  c.fillStyle = `rgb(${r} ${g} ${b})`;
  c.beginPath();
  c.arc(x, y, radius, 0, 7);
  c.fill();
  if (mag < 2.2) {
    c.fillStyle = "rgba(255,255,255,0.75)";
    c.beginPath();
    c.arc(x, y, radius * 0.62, 0, 7);
    c.fill();
  }
}

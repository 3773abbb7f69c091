// A nautical chart of the real coasts, in sea green and chalk: water lines along the shore, courses, ports, winds.
import { need, packageJson } from "../lib/packages.mjs";
import { write, widthOf, Path2D } from "../lib/canvas.mjs";
import { through } from "./paper/kit.mjs";

export const chalk = "#f4eedd";
const { feature } = need("topojson-client");

/** Degrees as they come, between two corners. */
export function flat({ west, north, perDegree }) {
  return (lon, lat) => [(lon - west) * perDegree, (north - lat) * perDegree];
}

/** The land as one path. */
export function land(place) {
  const topology = packageJson("world-atlas", "land-50m.json");
  const path = new Path2D();
  for (const { geometry } of feature(topology, topology.objects.land).features) {
    for (const polygon of geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates) {
      for (const ring of polygon) addRing(path, ring, place);
    }
  }
  return path;
}

/** A coast that crosses the edge of the map is laid out in one piece and drawn at both edges. */
function addRing(path, ring, place) {
  const line = [];
  for (const [lon, lat] of ring) line.push([line.length ? line.at(-1)[0] + ((((lon - line.at(-1)[0] + 180) % 360) + 360) % 360) - 180 : lon, lat]);
  const around = line.at(-1)[0] - line[0][0];
  // Antarctica goes once around: closed below the edge of the map.
  if (Math.abs(around) > 180) line.push([line.at(-1)[0], -99], [line[0][0], -99]);
  const wide = line.some(([lon]) => Math.abs(lon) > 180);
  for (const shift of wide ? [-360, 0, 360] : [0]) {
    line.forEach(([lon, lat], i) => path[i ? "lineTo" : "moveTo"](...place(lon + shift, lat)));
    path.closePath();
  }
}

/** Sea, lines along the coasts that fade outwards, land of paper. */
export function drawCoasts(c, path, { width, height, size = 1 }) {
  const sea = c.createRadialGradient(width * 0.5, height * 0.42, 0, width * 0.5, height * 0.42, width * 0.66);
  sea.addColorStop(0, "#2b8580");
  sea.addColorStop(0.6, "#1c6a6a");
  sea.addColorStop(1, "#0f4a52");
  c.fillStyle = sea;
  c.fillRect(0, 0, width, height);
  c.save();
  c.lineJoin = "round";
  for (const [line, alpha] of [[58, 0.05], [42, 0.06], [28, 0.08], [16, 0.12], [8, 0.2]]) {
    c.strokeStyle = chalk;
    c.globalAlpha = alpha;
    c.lineWidth = line * size;
    c.stroke(path);
  }
  c.globalAlpha = 1;
  c.shadowColor = "rgba(4,34,40,0.55)";
  c.shadowBlur = 18 * size;
  c.shadowOffsetY = 6 * size;
  c.fillStyle = "#e9dfc4";
  c.fill(path, "evenodd");
  c.restore();
  c.strokeStyle = "#8c7f5c";
  c.lineWidth = 1.6 * size;
  c.stroke(path);
}

/** The net of degrees. */
export function drawNet(c, place, { west, east, south, north, step, alpha = 0.2 }) {
  c.save();
  c.strokeStyle = chalk;
  c.globalAlpha = alpha;
  c.lineWidth = 1.5;
  c.beginPath();
  for (let lon = Math.ceil(west / step) * step; lon <= east; lon += step) {
    c.moveTo(...place(lon, north));
    c.lineTo(...place(lon, south));
  }
  for (let lat = Math.ceil(south / step) * step; lat <= north; lat += step) {
    c.moveTo(...place(west, lat));
    c.lineTo(...place(east, lat));
  }
  c.stroke();
  c.restore();
}

/** Points of a smooth course through its stations; longitudes may run beyond 180 so that the Pacific is one piece. */
export function course(stations) {
  const points = [];
  const at = (i) => stations[Math.min(stations.length - 1, Math.max(0, i))];
  for (let i = 0; i < stations.length - 1; i++) {
    const [p, q, r, s] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    for (let step = 0; step < 16; step++) {
      const t = step / 16;
      // A cubic between the two, its slopes taken from the neighbours but kept short, so that it stays off the land.
      const [h1, h2, h3, h4] = [2 * t ** 3 - 3 * t * t + 1, t ** 3 - 2 * t * t + t, -2 * t ** 3 + 3 * t * t, t ** 3 - t * t];
      const reach = Math.hypot(r[0] - q[0], r[1] - q[1]);
      const slope = (from, to) => {
        const length = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1;
        return [0, 1].map((k) => ((to[k] - from[k]) / length) * reach * 0.8);
      };
      const [m, n] = [slope(p, r), slope(q, s)];
      points.push([0, 1].map((k) => h1 * q[k] + h2 * m[k] + h3 * r[k] + h4 * n[k]));
    }
  }
  points.push(stations.at(-1));
  return points;
}

/** A course on the page, dashed, with a dark edge that lifts it from the sea. */
export function drawCourse(c, place, points, { colour, line = 7, dash = [24, 15], shifts = [0] }) {
  c.save();
  c.lineJoin = c.lineCap = "round";
  c.setLineDash(dash);
  for (const [ink, width] of [["rgba(5,40,46,0.6)", line + 6], [colour, line]]) {
    c.strokeStyle = ink;
    c.lineWidth = width;
    for (const shift of shifts) {
      c.beginPath();
      points.forEach(([lon, lat], i) => c[i ? "lineTo" : "moveTo"](...place(lon + shift, lat)));
      c.stroke();
    }
  }
  c.restore();
}

/** A small arrow head on a course. */
export function drawHead(c, [x1, y1], [x2, y2], colour, s) {
  const turn = Math.atan2(y2 - y1, x2 - x1);
  c.save();
  c.translate(x2, y2);
  c.rotate(turn);
  c.fillStyle = colour;
  c.strokeStyle = "rgba(5,40,46,0.7)";
  c.lineWidth = 3;
  c.beginPath();
  through([[s, 0], [-s * 0.7, s * 0.62], [-s * 0.35, 0], [-s * 0.7, -s * 0.62]])(c);
  c.stroke();
  c.fill();
  c.restore();
}

/** A port: a ring, and its name to the side that is asked for (`e`, `w`, `n`, `s`). */
export function drawPort(c, [x, y], name, side, { size = 26, colour = chalk } = {}) {
  c.save();
  c.fillStyle = "#0b3f47";
  c.strokeStyle = colour;
  c.lineWidth = size * 0.15;
  c.beginPath();
  c.arc(x, y, size * 0.27, 0, 7);
  c.fill();
  c.stroke();
  const w = widthOf(c, name, { font: "Garamond Medium", size, spread: 0.01 });
  const [dx, dy, align] = { e: [size * 0.55, 0, "left"], w: [-size * 0.55, 0, "right"], n: [0, -size * 0.85, "center"], s: [0, size * 0.85, "center"] }[side];
  const left = align === "left" ? x + dx : align === "right" ? x + dx - w : x - w / 2;
  c.fillStyle = "rgba(8,52,58,0.8)";
  c.beginPath();
  c.roundRect(left - size * 0.2, y + dy - size * 0.56, w + size * 0.4, size * 1.12, size * 0.2);
  c.fill();
  write(c, name, x + dx, y + dy, { font: "Garamond Medium", size, spread: 0.01, colour, align });
  c.restore();
}

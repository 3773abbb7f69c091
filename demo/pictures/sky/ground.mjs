// The night behind the stars: indigo, darker to the edges, with the Milky Way as soft light.
import { createCanvas } from "../../lib/canvas.mjs";
import { milkyWay } from "./catalogue.mjs";

const perDegree = 8;
const pad = 20;

/** How bright the Milky Way is anywhere, 0 to 1, from its five outlines laid over each other and softened. */
function brightness() {
  const width = (360 + 2 * pad) * perDegree;
  const height = 180 * perDegree;
  const canvas = createCanvas(width, height);
  const c = canvas.getContext("2d");
  c.fillStyle = "#000";
  c.fillRect(0, 0, width, height);
  c.globalCompositeOperation = "lighter";
  for (const [step, rings] of milkyWay.entries()) {
    const layer = createCanvas(width, height);
    const l = layer.getContext("2d");
    l.fillStyle = ["#2e2e2e", "#303030", "#343434", "#363636", "#363636"][step];
    l.beginPath();
    for (const ring of rings) {
      const turns = [];
      for (const [ra] of ring) turns.push(turns.length ? turns.at(-1) + (((ra - turns.at(-1) + 540) % 360) + 360) % 360 - 180 : ra);
      const around = Math.round((turns.at(-1) - turns[0]) / 360) !== 0;
      const run = (shift) => ring.forEach(([, dec], i) => l.lineTo((turns[i] + shift + 180 + pad) * perDegree, (90 - dec) * perDegree));
      if (around) {
        // An edge that goes once around the sky: laid end to end and closed over the pole; the other edge cuts that away again.
        const forward = turns.at(-1) > turns[0];
        const shifts = forward ? [-720, -360, 0, 360, 720] : [720, 360, 0, -360, -720];
        l.moveTo((turns[0] + shifts[0] + 180 + pad) * perDegree, -99);
        shifts.forEach(run);
        l.lineTo((turns.at(-1) + shifts.at(-1) + 180 + pad) * perDegree, -99);
        l.closePath();
        continue;
      }
      for (const shift of [-720, -360, 0, 360, 720]) {
        const [, dec] = ring[0];
        l.moveTo((turns[0] + shift + 180 + pad) * perDegree, (90 - dec) * perDegree);
        run(shift);
        l.closePath();
      }
    }
    l.fill("evenodd");
    for (const [blur, share] of [[4, 0.5], [18, 0.5]]) {
      c.filter = `blur(${blur * (1 + (4 - step) * 0.25)}px)`;
      c.globalAlpha = share;
      c.drawImage(layer, 0, 0);
    }
  }
  const pixels = c.getImageData(0, 0, width, height).data;
  return (ra, dec) => {
    const turn = ((((ra + 180) % 360) + 360) % 360) + pad;
    const x = Math.min(width - 2, turn * perDegree);
    const y = Math.min(height - 2, Math.max(0, (90 - dec) * perDegree));
    const [i, j] = [Math.floor(x), Math.floor(y)];
    const at = (p, q) => pixels[(q * width + p) * 4];
    const [u, v] = [x - i, y - j];
    return ((at(i, j) * (1 - u) + at(i + 1, j) * u) * (1 - v) + (at(i, j + 1) * (1 - u) + at(i + 1, j + 1) * u) * v) / 255;
  };
}

const hash = (x, y, z) => {
  let h = Math.imul(x, 374761393) ^ Math.imul(y, 668265263) ^ Math.imul(z, 2147483647 - 1274126177);
  h = Math.imul(h ^ (h >>> 13), 1274126177);
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
};
const smooth = (t) => t * t * (3 - 2 * t);

/** Cloudy noise on the sphere, about 0 to 1, without a seam. */
function clouds(x, y, z) {
  let sum = 0;
  let share = 0.5;
  for (let octave = 0; octave < 5; octave++) {
    const [i, j, k] = [Math.floor(x), Math.floor(y), Math.floor(z)];
    const [u, v, w] = [smooth(x - i), smooth(y - j), smooth(z - k)];
    const mix = (a, b, t) => a + (b - a) * t;
    const layer = (d) => mix(mix(hash(i, j, k + d), hash(i + 1, j, k + d), u), mix(hash(i, j + 1, k + d), hash(i + 1, j + 1, k + d), u), v);
    sum += share * mix(layer(0), layer(1), w);
    share /= 2;
    x *= 2.03;
    y *= 2.03;
    z *= 2.03;
  }
  return sum;
}

/** Paints the ground over the whole page, computed at a `coarse`-th of its size: there are no edges in it. */
export function paintGround(c, projection, { width, height, coarse = 4, glow = 1 }) {
  const light = brightness();
  const [w, h] = [Math.ceil(width / coarse), Math.ceil(height / coarse)];
  const small = createCanvas(w, h);
  const s = small.getContext("2d");
  const image = s.createImageData(w, h);
  const rad = Math.PI / 180;
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const [ra, dec] = projection.inverse((x + 0.5) * coarse, (y + 0.5) * coarse);
      const away = Math.hypot((x / w - 0.5) * 1.7, (y / h - 0.5) * 1.9);
      const centre = Math.max(0, 1 - away * away);
      let level = light(ra, dec);
      let cloud = 0;
      if (level > 0.004) {
        const cd = Math.cos(dec * rad) * 9;
        cloud = clouds(cd * Math.cos(ra * rad) + 40, cd * Math.sin(ra * rad) + 40, Math.sin(dec * rad) * 9 + 40);
        level *= glow * Math.max(0, 0.35 + 1.35 * (cloud - 0.12));
      }
      const at = (y * w + x) * 4;
      const warm = level * level;
      image.data[at] = 9 + 13 * centre + 92 * level + 60 * warm;
      image.data[at + 1] = 13 + 18 * centre + 104 * level + 36 * warm;
      image.data[at + 2] = 36 + 38 * centre + 122 * level - 8 * warm;
      image.data[at + 3] = 255;
    }
  }
  s.putImageData(image, 0, 0);
  c.imageSmoothingEnabled = true;
  c.imageSmoothingQuality = "high";
  c.drawImage(small, 0, 0, w * coarse, h * coarse);
}

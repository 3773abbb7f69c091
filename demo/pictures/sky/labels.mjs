// Names on a chart, so that none lies on another and as few as can be on bright stars.
import { widthOf, write } from "../../lib/canvas.mjs";
import { stars } from "./catalogue.mjs";
import { radius } from "./ink.mjs";
import { greatCircle } from "./projections.mjs";

/** Keeps what is taken of the page, and finds room for more. */
export class Labels {
  constructor(c, projection, size, figures = []) {
    this.c = c;
    this.projection = projection;
    this.taken = [];
    this.stars = [];
    for (const star of stars) {
      if (star.mag > 4.3) break;
      const p = projection.point(star.ra, star.dec);
      if (p && this.inside({ x: p[0], y: p[1], w: 0, h: 0 })) this.stars.push({ x: p[0], y: p[1], r: radius(star.mag, size) + 2, weight: 5 - star.mag });
    }

    // Lines of the figures are obstacles too, by a point every so often.
    for (const run of figures.flatMap((f) => f.lines)) {
      for (let i = 1; i < run.length; i++) {
        for (const piece of projection.pieces(greatCircle(run[i - 1], run[i]))) this.avoid(piece);
      }
    }
  }

  avoid(piece) {
    for (let i = 1; i < piece.length; i++) {
      const [[x1, y1], [x2, y2]] = [piece[i - 1], piece[i]];
      const steps = Math.ceil(Math.hypot(x2 - x1, y2 - y1) / 14);
      for (let n = 0; n < steps; n++) {
        const [x, y] = [x1 + ((x2 - x1) * n) / steps, y1 + ((y2 - y1) * n) / steps];
        if (this.inside({ x, y, w: 0, h: 0 })) this.stars.push({ x, y, r: 3, weight: 0.16 });
      }
    }
  }

  inside({ x, y, w, h }) {
    const { frame } = this.projection;
    return x > frame.x + 8 && y > frame.y + 8 && x + w < frame.x + frame.w - 8 && y + h < frame.y + frame.h - 8;
  }

  free(box) {
    return this.inside(box) && !this.taken.some((t) => box.x < t.x + t.w && t.x < box.x + box.w && box.y < t.y + t.h && t.y < box.y + box.h);
  }

  covered(box) {
    return this.stars.reduce((sum, s) => sum + (s.x + s.r > box.x && s.x - s.r < box.x + box.w && s.y + s.r > box.y && s.y - s.r < box.y + box.h ? s.weight : 0), 0);
  }

  /** Several lines of text under each other, near a place; the best of the tried places, or none. */
  near(lines, [x, y], reach, must = false) {
    const w = Math.max(...lines.map((l) => widthOf(this.c, l.text, l)));
    const h = lines.reduce((sum, l) => sum + l.size * 1.12, 0);
    let best = null;
    for (const out of [0, 0.35, 0.7, 1, 1.4, 1.9]) {
      const around = out === 0 ? 1 : 12;
      for (let i = 0; i < around; i++) {
        const turn = (i / around) * 2 * Math.PI;
        const box = { x: x + Math.cos(turn) * out * reach - w / 2, y: y + Math.sin(turn) * out * reach * 0.8 - h / 2, w, h };
        if (!this.free(box)) continue;
        const cost = this.covered(box) * 1.2 + out * 2.2;
        if (!best || cost < best.cost) best = { ...box, cost };
      }
    }
    if (!best && must) best = { x: x - w / 2, y: y - h / 2, w, h, cost: 0 };
    if (best) this.put(lines, best, "center");
    return Boolean(best);
  }

  /** A name beside its star: right, left, or slantwise above and below; left out when there is no room. */
  beside(line, star, r) {
    const w = widthOf(this.c, line.text, line);
    const h = line.size;
    const d = r + line.size * 0.28;
    const [x, y] = star;
    const tries = [[x + d, y - h / 2], [x - d - w, y - h / 2], [x + d * 0.6, y - h - d * 0.3], [x + d * 0.6, y + d * 0.3],
      [x - w - d * 0.6, y - h - d * 0.3], [x - w - d * 0.6, y + d * 0.3], [x - w / 2, y + d * 0.9], [x - w / 2, y - d * 0.9 - h]];
    const found = tries.map(([bx, by], i) => ({ x: bx, y: by, w, h, i })).filter((box) => this.free(box))
      .map((box) => ({ ...box, cost: this.covered(box) + box.i * 0.3 })).sort((a, b) => a.cost - b.cost)[0];
    if (found && found.cost < 6) this.put([line], found, "left");
  }

  put(lines, box, align) {
    const c = this.c;
    const margin = 5;
    this.taken.push({ x: box.x - margin, y: box.y - margin, w: box.w + 2 * margin, h: box.h + 2 * margin });
    let y = box.y;
    for (const line of lines) {
      y += line.size * 0.56;
      const x = align === "center" ? box.x + box.w / 2 : box.x;
      // A breath of night around the letters keeps them readable over lines and dust.
      c.save();
      c.shadowColor = "rgba(8,11,34,0.95)";
      c.shadowBlur = line.size * 0.28;
      write(c, line.text, x, y, { ...line, align });
      write(c, line.text, x, y, { ...line, align });
      c.restore();
      y += line.size * 0.56;
    }
  }
}

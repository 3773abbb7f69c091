// From the sphere to the page and back. East is to the left, as it is for one who looks up.

const rad = Math.PI / 180;
const turnTo = (ra, middle) => ((((ra - middle + 180) % 360) + 360) % 360) - 180;

/** The whole sky, degrees as they come: right ascension across, declination down. */
export function wholeSky({ frame, middle }) {
  const perRa = frame.w / 360;
  const perDec = frame.h / 180;
  const place = (turn, dec) => [frame.x + frame.w / 2 - turn * perRa, frame.y + frame.h / 2 - dec * perDec];
  return {
    frame,
    scale: perRa,
    point: (ra, dec) => place(turnTo(ra, middle), dec),
    /** A line as pieces on the page: once, and again beyond the other edge when it crosses the seam. */
    pieces(coordinates) {
      let last = null;
      const turns = coordinates.map(([ra, dec]) => {
        const turn = last === null ? turnTo(ra, middle) : last + turnTo(ra, last + middle);
        last = turn;
        return [turn, dec];
      });
      return [-360, 0, 360].map((shift) => turns.map(([turn, dec]) => place(turn + shift, dec)))
        .filter((piece) => piece.some(([x]) => x > frame.x - 50 && x < frame.x + frame.w + 50));
    },
    inverse: (x, y) => [middle - (x - frame.x - frame.w / 2) / perRa, (frame.y + frame.h / 2 - y) / perDec],
  };
}

/** A part of the sky as through a window: stereographic, true in shape, `scale` pixels to a degree in the middle. */
export function skyWindow({ frame, ra: ra0, dec: dec0, scale, centre = [frame.x + frame.w / 2, frame.y + frame.h / 2] }) {
  const k = scale / rad;
  const [sin0, cos0] = [Math.sin(dec0 * rad), Math.cos(dec0 * rad)];
  const point = (ra, dec) => {
    const turn = (ra - ra0) * rad;
    const [s, c] = [Math.sin(dec * rad), Math.cos(dec * rad)];
    const cosine = sin0 * s + cos0 * c * Math.cos(turn);
    if (cosine < -0.5) return null;
    const f = (2 * k) / (1 + cosine);
    return [centre[0] - f * c * Math.sin(turn), centre[1] - f * (cos0 * s - sin0 * c * Math.cos(turn))];
  };
  return {
    frame,
    scale,
    point,
    pieces(coordinates) {
      const pieces = [[]];
      for (const [ra, dec] of coordinates) {
        const p = point(ra, dec);
        if (p) pieces.at(-1).push(p);
        else if (pieces.at(-1).length) pieces.push([]);
      }
      return pieces.filter((piece) => piece.length > 1);
    },
    inverse(x, y) {
      const [dx, dy] = [centre[0] - x, centre[1] - y];
      const rho = Math.hypot(dx, dy);
      if (rho < 1e-9) return [ra0, dec0];
      const c = 2 * Math.atan(rho / (2 * k));
      const dec = Math.asin(Math.cos(c) * sin0 + (dy * Math.sin(c) * cos0) / rho);
      const turn = Math.atan2(dx * Math.sin(c), rho * cos0 * Math.cos(c) - dy * sin0 * Math.sin(c));
      return [ra0 + turn / rad, dec / rad];
    },
  };
}

/** Points along the great circle between two stars, close enough together for any projection. */
export function greatCircle([ra1, dec1], [ra2, dec2]) {
  const vector = (ra, dec) => [Math.cos(dec * rad) * Math.cos(ra * rad), Math.cos(dec * rad) * Math.sin(ra * rad), Math.sin(dec * rad)];
  const a = vector(ra1, dec1);
  const b = vector(ra2, dec2);
  const angle = Math.acos(Math.min(1, Math.max(-1, a[0] * b[0] + a[1] * b[1] + a[2] * b[2])));
  const steps = Math.max(1, Math.ceil(angle / rad / 1.5));
  return Array.from({ length: steps + 1 }, (_, i) => {
    if (i === 0) return [ra1, dec1];
    if (i === steps) return [ra2, dec2];
    const t = i / steps;
    const [f, g] = [Math.sin((1 - t) * angle) / Math.sin(angle), Math.sin(t * angle) / Math.sin(angle)];
    const [x, y, z] = [0, 1, 2].map((n) => f * a[n] + g * b[n]);
    return [Math.atan2(y, x) / rad, Math.atan2(z, Math.hypot(x, y)) / rad];
  });
}

/** A box around a place of the sky, in pixels, cut to the page. */
export function box(projection, { width, height }, [ra, dec, w, h]) {
  const middle = projection.point(ra, dec);
  if (!middle) return undefined;
  const half = [(w * projection.scale) / 2, (h * projection.scale) / 2];
  const left = Math.max(0, Math.round(middle[0] - half[0]));
  const top = Math.max(0, Math.round(middle[1] - half[1]));
  const right = Math.min(width, Math.round(middle[0] + half[0]));
  const bottom = Math.min(height, Math.round(middle[1] + half[1]));
  if (right - left < half[0] || bottom - top < half[1]) return undefined;
  return { x: left, y: top, w: right - left, h: bottom - top };
}

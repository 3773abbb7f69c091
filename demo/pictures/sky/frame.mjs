// The border of a chart: double rules, blocks every five degrees, and the numbers of the net.
import { write } from "../../lib/canvas.mjs";

/** Paints over everything outside the map, and rules it off. */
export function drawBorder(c, { frame, width, height, colour, ground = "#0a0e2a" }) {
  c.fillStyle = ground;
  c.fillRect(0, 0, width, frame.y);
  c.fillRect(0, frame.y + frame.h, width, height - frame.y - frame.h);
  c.fillRect(0, 0, frame.x, height);
  c.fillRect(frame.x + frame.w, 0, width - frame.x - frame.w, height);
  const rule = (out, line, alpha) => {
    c.globalAlpha = alpha;
    c.lineWidth = line;
    c.strokeRect(frame.x - out, frame.y - out, frame.w + 2 * out, frame.h + 2 * out);
  };
  c.save();
  c.strokeStyle = colour;
  c.lineJoin = "miter";
  rule(0, 2.5, 0.9);
  rule(18, 1.5, 0.8);
  c.globalAlpha = 0.7;
  c.lineWidth = 4;
  c.strokeRect(26, 26, width - 52, height - 52);
  c.restore();
}

/** Degrees of the whole sky along its four sides. */
export function drawDegrees(c, projection, { middle, colour }) {
  const { frame } = projection;
  c.save();
  c.fillStyle = colour;
  const text = { font: "Garamond", size: 36, colour, alpha: 0.85, spread: 0.04 };
  for (let turn = -180; turn < 180; turn += 2.5) {
    const x = frame.x + ((turn + 180) / 360) * frame.w;
    const w = (2.5 / 360) * frame.w;
    c.globalAlpha = 0.75;
    if (Math.round(turn / 2.5) % 2 === 0) {
      c.fillRect(x, frame.y - 18, w, 18);
      c.fillRect(x, frame.y + frame.h, w, 18);
    }
  }
  c.globalAlpha = 1;
  for (let hour = 0; hour < 24; hour++) {
    const [x] = projection.point(hour * 15, 0);
    if (x < frame.x + 60 || x > frame.x + frame.w - 60) continue;
    for (const y of [frame.y - 52, frame.y + frame.h + 53]) {
      write(c, String(hour), x, y, { ...text, align: "right" });
      write(c, "h", x + 2, y - 11, { ...text, font: "Garamond Italic", size: 26, align: "left" });
    }
  }
  for (let dec = -90; dec < 90; dec += 5) {
    const [, y] = projection.point(middle, dec + 5);
    const h = (5 / 180) * frame.h;
    c.globalAlpha = 0.75;
    if (Math.round(dec / 5) % 2 === 0) {
      c.fillRect(frame.x - 18, y, 18, h);
      c.fillRect(frame.x + frame.w, y, 18, h);
    }
    c.globalAlpha = 1;
    if (dec % 10 === 0 && dec > -90) {
      const [, at] = projection.point(middle, dec);
      const sign = dec > 0 ? "+" : dec < 0 ? "−" : "";
      for (const [x, turn] of [[frame.x - 50, -Math.PI / 2], [frame.x + frame.w + 50, Math.PI / 2]]) {
        write(c, `${sign}${Math.abs(dec)}°`, x, at, { ...text, size: 32, turn });
      }
    }
  }
  c.restore();
}

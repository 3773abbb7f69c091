// The lead picture of Lantern: dusk over a square, lanterns of many shapes, the moon rising behind the roofs.
import { dice, sheet } from "../lib/canvas.mjs";
import { cut, fade, glow, grain, mix, moon, person, through, wash } from "./paper/kit.mjs";
import { fish, lotus, rabbit, round, star, tall } from "./paper/lanterns.mjs";

/** A row of town houses with lit windows, as one sheet of paper. */
export function roofs(c, width, base, { height, colour, seed, light = "#ffc56b", lit = 0.5, step = [150, 270] }) {
  const roll = dice(seed);
  const windows = [];
  const outline = [[-20, base + 400]];
  let x = -30;
  while (x < width + 30) {
    const w = step[0] + roll() * (step[1] - step[0]);
    const top = base - height * (0.55 + 0.45 * roll());
    const pitch = w * (0.22 + roll() * 0.2);
    const kind = roll();
    if (kind < 0.45) outline.push([x, top], [x + w / 2, top - pitch], [x + w, top]);
    else if (kind < 0.75) outline.push([x, top], [x + w * 0.16, top - pitch * 0.8], [x + w * 0.84, top - pitch * 0.8], [x + w, top]);
    else outline.push([x, top], [x, top - 16], [x + w * 0.4, top - 16], [x + w * 0.4, top - 60], [x + w * 0.48, top - 60], [x + w * 0.48, top - 16], [x + w, top - 16]);
    const columns = Math.max(2, Math.round(w / 62));
    for (let row = 0; row < 5; row++) {
      for (let i = 0; i < columns; i++) {
        const wy = top + 34 + row * 84;
        if (wy < base - 20 && roll() < lit) windows.push([x + ((i + 0.5) * w) / columns - 13, wy, roll()]);
      }
    }
    x += w;
  }
  outline.push([width + 30, base + 400]);
  cut(c, colour, through(outline), { lift: -10, shade: 0.35 });
  for (const [wx, wy, how] of windows) {
    c.fillStyle = mix(light, colour, how * 0.5);
    c.beginPath();
    c.roundRect(wx, wy, 26, 42, [13, 13, 0, 0]);
    c.fill();
    c.strokeStyle = fade(colour, 0.8);
    c.lineWidth = 3;
    c.beginPath();
    c.moveTo(wx + 13, wy);
    c.lineTo(wx + 13, wy + 42);
    c.moveTo(wx, wy + 22);
    c.lineTo(wx + 26, wy + 22);
    c.stroke();
  }
}

/** A cord between two points that hangs in a curve; tells where it is at any part of its length. */
export function cord(c, [x1, y1], [x2, y2], sag, line = 4) {
  c.strokeStyle = "rgba(34,14,22,0.85)";
  c.lineWidth = line;
  c.beginPath();
  c.moveTo(x1, y1);
  c.quadraticCurveTo((x1 + x2) / 2, (y1 + y2) / 2 + sag * 2, x2, y2);
  c.stroke();
  return (t) => [x1 + (x2 - x1) * t, (1 - t) ** 2 * y1 + 2 * t * (1 - t) * ((y1 + y2) / 2 + sag * 2) + t * t * y2];
}

export function draw({ width, height }) {
  const { canvas, c } = sheet(width, height, "#3a1430");
  wash(c, 0, 0, width, height, [[0, "#2a1238"], [0.35, "#6b1f3a"], [0.62, "#c2452f"], [0.78, "#ee8b3a"], [1, "#f6b455"]]);
  moon(c, width * 0.63, height * 0.44, 190, "#fff0c6");
  roofs(c, width, height * 0.78, { height: 330, colour: "#7d2436", seed: 5, lit: 0.25, light: "#ffb45a" });
  roofs(c, width, height * 0.86, { height: 300, colour: "#4b1730", seed: 19, lit: 0.5 });
  wash(c, 0, height * 0.84, width, height * 0.16, [[0, "#4b1730"], [1, "#240b1e"]]);
  glow(c, width * 0.5, height * 0.9, 1100, "#f08a3c", 0.45);
  const coats = ["#d8432e", "#f0c063", "#2c4a6e", "#8f2a4a", "#e9a06a", "#3a5a4a", "#b33a2a"];
  const roll = dice(77);
  for (let i = 0; i < 26; i++) {
    const near = i / 26;
    person(c, 40 + roll() * (width - 80), height * (0.885 + near * 0.07), 92 + near * 62, mix(coats[i % coats.length], "#240b1e", 0.42 - near * 0.25), { face: roll() < 0.5 ? -1 : 1, up: true, arm: roll() < 0.25, skin: mix("#e9b88f", "#6b1f3a", 0.3) });
  }
  rabbit(c, width * 0.5, height * 0.975, 105);
  const far = cord(c, [-30, height * 0.2], [width + 30, height * 0.12], 110, 3);
  for (const [i, t] of [0.06, 0.15, 0.24, 0.34, 0.44, 0.54, 0.7, 0.79, 0.88, 0.96].entries()) {
    const [x, y] = far(t);
    round(c, x, y + 66, 40, ["#e05a34", "#f0a83c", "#d8432e"][i % 3], { hang: y, light: 0.4 });
  }
  const near = cord(c, [-40, height * 0.03], [width + 40, height * 0.07], 130, 6);
  const row = [
    [0.075, (x, y) => round(c, x, y + 230, 150, "#d63a2a", { hang: y })],
    [0.205, (x, y) => fish(c, x, y + 170, 118, "#ee7a3a", { hang: y })],
    [0.325, (x, y) => tall(c, x, y + 230, 112, "#f3cd7e", { hang: y })],
    [0.445, (x, y) => star(c, x, y + 165, 108, "#f5b83d", { hang: y })],
    [0.8, (x, y) => lotus(c, x, y + 250, 140, { hang: y })],
    [0.93, (x, y) => round(c, x, y + 250, 165, "#c92f2c", { hang: y, squash: 0.9 })],
  ];
  for (const [t, hang] of row) hang(...near(t));
  grain(c, width, height, 0.06);
  return { canvas };
}

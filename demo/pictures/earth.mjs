// NASA's Blue Marble and Earth at night, as the three-globe package brings them: nothing done but recompressed.
import { inPackage } from "../lib/packages.mjs";

const files = { "blue-marble": "earth-blue-marble.jpg", "earth-night": "earth-night.jpg" };

/** Places on an equirectangular picture of the whole Earth, by west, north, width and height in degrees. */
const places = {
  mediterranean: [-10, 47, 50, 20], "indian-ocean": [30, 30, 75, 50], "south-china-sea": [98, 30, 32, 30], nile: [26, 34, 12, 14],
  iberia: [-12, 46, 18, 12], japan: [126, 47, 22, 18], "north-america": [-130, 52, 75, 40], caribbean: [-90, 30, 34, 22],
  amazon: [-82, 8, 50, 30], sahara: [-18, 36, 55, 26], europe: [-12, 62, 45, 28], china: [95, 45, 35, 30], "strait-of-magellan": [-82, -45, 24, 14],
};

export function draw({ name, width, height }) {
  const region = ([west, north, w, h]) => ({
    x: Math.round(((west + 180) / 360) * width), y: Math.round(((90 - north) / 180) * height),
    w: Math.round((w / 360) * width), h: Math.round((h / 180) * height),
  });
  const regions = Object.fromEntries(Object.entries(places).map(([place, box]) => [place, region(box)]));
  return { file: inPackage("three-globe", "example", "img", files[name]), regions };
}

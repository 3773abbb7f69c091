// Draws one picture, or a part of it, into a file to look at while working on it:
//   node demo/look.mjs NAME FILE.png [WIDTH] [x,y,w,h]
import { draw } from "./lib/gallery.mjs";
import { need } from "./lib/packages.mjs";
import { pictures } from "./pictures/index.mjs";

const [name, file, width = "1600", part] = process.argv.slice(2);
const picture = pictures.find((one) => one.name === name);
if (!picture || !file) {
  console.error(`Usage: node demo/look.mjs NAME FILE.png [WIDTH] [x,y,w,h]. Pictures: ${pictures.map((one) => one.name).join(", ")}`);
  process.exit(1);
}
const drawn = await draw(picture);
let image = need("sharp")(drawn.pixels, { raw: { width: drawn.width, height: drawn.height, channels: 3 } });
if (part) {
  const [left, top, w, h] = part.split(",").map(Number);
  image = image.extract({ left, top, width: w, height: h });
}
await image.resize(Number(width), null, { withoutEnlargement: true }).toFile(file);

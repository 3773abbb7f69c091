// A sign that no face has comes out as an empty box on the chart: every name must be drawable.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { drawingFaces } from "./lib/canvas.mjs";
import { inPackage, need } from "./lib/packages.mjs";
import { chinese, enclosures, stars } from "./pictures/sky/catalogue.mjs";

test("the Chinese faces have every sign of the charts", () => {
  const fontkit = need("fontkit");
  const open = (weight) => drawingFaces.filter(([family, , style]) => family.startsWith("Song") && style.includes(weight))
    .map(([, folder, style]) => fontkit.create(readFileSync(inPackage("@fontsource", folder, "files", `${folder}-${style}.woff2`))));
  const names = [...chinese, ...enclosures].map((one) => one.name).concat(stars.filter((star) => star.mag < 3.1).map((star) => star.chinese));
  for (const weight of ["-400-", "-600-"]) {
    const faces = open(weight);
    assert.ok(faces.length > 1);
    const missing = [...new Set(names.join(""))].filter((sign) => !faces.some((face) => face.hasGlyphForCodePoint(sign.codePointAt(0))));
    assert.deepEqual(missing, []);
  }
});

// Every address that info.json promises must be a file, and no picture may be cut wrongly.
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { need } from "./lib/packages.mjs";
import { infoOf, sizesOf, tilePaths, tilesOf, writeService } from "./lib/service.mjs";

test("sizes go up to the picture and no further", () => {
  assert.deepEqual(sizesOf({ width: 2400, height: 1350 }).map((s) => s.width), [400, 800, 1200, 2000]);
  assert.deepEqual(sizesOf({ width: 1800, height: 1800 }).map((s) => s.width), [400, 800, 1200, 1800]);
  assert.deepEqual(sizesOf({ width: 300, height: 100 }), [{ width: 300, height: 100 }]);
});

test("the coarsest level is one tile, and small pictures have none", () => {
  assert.deepEqual(tilesOf({ width: 8192, height: 4096 })[0].scaleFactors, [1, 2, 4, 8, 16]);
  assert.equal(tilesOf({ width: 1800, height: 1800 }), undefined);
  assert.equal(tilePaths({ width: 8192, height: 4096 }, 16).length, 1);
});

test("tiles cover the picture exactly, edges included", () => {
  for (const picture of [{ width: 2400, height: 1350 }, { width: 2401, height: 3001 }, { width: 8192, height: 4096 }]) {
    for (const factor of tilesOf(picture)[0].scaleFactors) {
      let area = 0;
      for (const { paths } of tilePaths(picture, factor)) {
        const [, , w, h] = paths[0].split("/")[0].split(",").map(Number);
        const [tw, th] = paths[0].split("/")[1].split(",").map(Number);
        assert.deepEqual([tw, th], [Math.ceil(w / factor), Math.ceil(h / factor)]);
        assert.ok(tw <= 512 && th <= 512);
        area += w * h;
      }
      assert.equal(area, picture.width * picture.height);
    }
  }
});

test("what is written is what info.json says", async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "atrium-tiles-"));
  try {
    // Odd sizes, and a red corner that has to come out in the last tile.
    const picture = { width: 2561, height: 1025 };
    const pixels = Buffer.alloc(picture.width * picture.height * 3, 40);
    for (let y = 1000; y < 1025; y++) for (let x = 2561 - 25; x < 2561; x++) pixels[(y * picture.width + x) * 3] = 250;
    await writeService(pixels, picture, folder);
    const info = infoOf({ ...picture, sizes: sizesOf(picture), tiles: tilesOf(picture) }, "https://example.org/one");
    for (const { width, height } of info.sizes) {
      for (const kind of ["jpg", "webp"]) assert.ok(existsSync(path.join(folder, "full", `${width},${height}`, "0", `default.${kind}`)));
    }
    const sharp = need("sharp");
    for (const factor of info.tiles[0].scaleFactors) {
      for (const { paths, width, height } of tilePaths(picture, factor)) {
        const meta = await sharp(path.join(folder, paths[0])).metadata();
        assert.deepEqual([meta.width, meta.height], [width, height]);
      }
    }
    const corner = await sharp(path.join(folder, "2560,1024,1,1/1,1/0/default.jpg")).raw().toBuffer();
    assert.ok(corner[0] > 200, "the last tile shows the red corner");
    assert.ok(existsSync(path.join(folder, "full", "321,129", "0", "default.jpg")), "the whole at the coarsest level has its canonical name");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

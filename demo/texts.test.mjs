// What stands between a written document and the one that is served.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Mistake, checkToday, resolveDays, resolveDocument } from "./lib/texts.mjs";

const meta = {
  width: 8192, height: 4096, tiles: [{ width: 512, scaleFactors: [1, 2] }],
  sizes: [{ width: 400, height: 200 }, { width: 800, height: 400 }], regions: { orion: { x: 10, y: 20, w: 300, h: 400 } },
};
const pictures = new Map([["atlas", { member: "planetarium", meta }]]);
const resolve = (document, file = "planetarium/exhibits/one.json") =>
  JSON.parse(resolveDocument(JSON.stringify(document), file, "2026-11-23", pictures));

test("days are counted over the ends of months and years", () => {
  assert.equal(resolveDays("{today}", "2026-11-23"), "2026-11-23");
  assert.equal(resolveDays("{today+8}T18:00:00+01:00 or {today-23}", "2026-11-23"), "2026-12-01T18:00:00+01:00 or 2026-10-31");
  assert.equal(resolveDays("{today+1}", "2027-12-31"), "2028-01-01");
  assert.equal(resolveDays("{today+1}", "2028-02-28"), "2028-02-29");
  assert.equal(resolveDays("{tomorrow} {id}", "2026-11-23"), "{tomorrow} {id}");
});

test("days are found anywhere in a document, and nothing else is touched", () => {
  assert.deepEqual(resolve({ a: [{ starts: "{today-1}" }], n: 1, none: null, yes: true }),
    { a: [{ starts: "2026-11-22" }], n: 1, none: null, yes: true });
});

test("a day that does not exist is refused", () => {
  checkToday("2026-02-28");
  for (const bad of ["2026-02-30", "today", "26-1-1", ""]) assert.throws(() => checkToday(bad), Mistake);
});

test("a picture is written out relative to its document", () => {
  const { picture } = resolve({ picture: { $picture: "atlas", alt: { en: "Stars on {today}" } } });
  assert.equal(picture.src, "../pictures/atlas/full/800,400/0/default.jpg");
  assert.deepEqual(picture.alt, { en: "Stars on 2026-11-23" });
  assert.equal(picture.width, 8192);
  assert.deepEqual(picture.sizes[0], { src: "../pictures/atlas/full/400,200/0/default.webp", width: 400, height: 200 });
  assert.equal(picture.service.id, "../pictures/atlas");
  assert.deepEqual(picture.service.tiles, meta.tiles);
  assert.ok(!("$picture" in picture));
});

test("a picture of another member, and from the alliance's own document", () => {
  assert.equal(resolve({ p: { $picture: "atlas" } }, "city-library/member.json").p.service.id, "../planetarium/pictures/atlas");
  assert.equal(resolve({ p: { $picture: "atlas" } }, ".well-known/a.json").p.service.id, "../planetarium/pictures/atlas");
});

test("a region is numbers or a name the picture knows, and lies within it", () => {
  assert.deepEqual(resolve({ p: { $picture: "atlas", region: "orion" } }).p.region, { x: 10, y: 20, w: 300, h: 400 });
  assert.deepEqual(resolve({ p: { $picture: "atlas", region: { x: 0, y: 0, w: 8192, h: 1 } } }).p.region, { x: 0, y: 0, w: 8192, h: 1 });
  assert.throws(() => resolve({ p: { $picture: "atlas", region: { x: 1, y: 0, w: 8192, h: 1 } } }), /does not lie within/);
  assert.throws(() => resolve({ p: { $picture: "atlas", region: "lyra" } }), /"lyra".*There are: orion/);
});

test("mistakes are sentences that name the file", () => {
  assert.throws(() => resolve({ p: { $picture: "moon" } }), /planetarium\/exhibits\/one\.json asks for the picture "moon".*There are: atlas/);
  assert.throws(() => resolveDocument("{", "x.json", "2026-11-23", pictures), /^Error: x\.json is not JSON/);
});

// Proves the documents of the demo alliance as they are written: links, languages, days, ISBNs, pictures and their
// regions, and that a card says what the document behind it says. Run: node --test demo/alliance.test.mjs

import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { faults, themes } from "./check-themes.mjs";
import { pictures } from "./pictures/index.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.join(here, "alliance");
const files = readdirSync(root, { recursive: true }).map((name) => name.replaceAll("\\", "/")).filter((name) => name.endsWith(".json")).sort();
const read = (file) => JSON.parse(readFileSync(path.join(root, file), "utf8"));
const documents = new Map(files.map((file) => [file, read(file)]));
const ofType = (type) => [...documents].filter(([, document]) => document.type === type);
const memberIds = new Set(read(".well-known/cultural-alliance.json").members.map(({ id }) => id));

/** Every value inside a document with its JSON Pointer, the outer ones first. */
function* walk(value, pointer = "") {
  yield [pointer, value];
  if (value === null || typeof value !== "object") return;
  for (const [key, item] of Object.entries(value)) yield* walk(item, `${pointer}/${key}`);
}

const everything = function* () {
  for (const [file, document] of documents) for (const [pointer, value] of walk(document)) yield [file, pointer, value];
};
const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const languages = ["en", "zh-Hans", "es", "ar"];
const isText = (value) => isObject(value) && Object.keys(value).length > 0 && Object.keys(value).every((key) => /^(en|zh|es|ar|pt|fr)(-[A-Za-z]+)*$/.test(key));
const strings = (text) => Object.values(text).flat();
const links = (file, pointer, value) => (typeof value === "string" && /\/(href|theme|list|exhibit|licenceHref|homepage)$/.test(pointer) && !/^(https?|mailto):/.test(value) ? [path.posix.join(path.posix.dirname(file), value)] : []);
const day = (value) => Number(/^\{today([+-]\d+)?\}$/.exec(value)?.[1] ?? (value === "{today}" ? 0 : NaN));

test("every document says what it is and has what its type requires", () => {
  const required = {
    Alliance: ["id", "name", "members"], Member: ["id", "kind", "name"], Campaign: ["id", "title", "starts", "ends", "zone"], Exhibit: ["id", "title", "scenes"],
    Challenge: ["id", "title", "goal", "starts", "ends", "zone"], ReadingList: ["id", "title", "works"], Theme: ["id", "title", "tokens"],
  };
  for (const [file, document] of documents) {
    assert.equal(document.atrium, "1", file);
    assert.ok(required[document.type], `${file}: type ${document.type}`);
    for (const field of required[document.type]) assert.ok(field in document, `${file}: ${field} is missing`);
  }
});

test("every link leads to a document of the alliance", () => {
  let count = 0;
  for (const [file, pointer, value] of everything()) {
    for (const target of links(file, pointer, value)) {
      count += 1;
      assert.ok(existsSync(path.join(root, target)), `${file}${pointer}: ${value} leads nowhere`);
    }
  }
  assert.ok(count > 20, "hardly any links were found");
});

test("every document but the entrance is reached from it by links", () => {
  const reached = new Set([".well-known/cultural-alliance.json"]);
  for (const file of reached) {
    for (const [pointer, value] of walk(documents.get(file))) for (const target of links(file, pointer, value)) if (documents.has(target)) reached.add(target);
  }
  assert.deepEqual(files.filter((file) => !reached.has(file)), []);
});

test("ids are well formed, and unique where they have to be", () => {
  const seen = new Map();
  for (const [file, document] of documents) {
    const key = [file.split("/")[0], document.type, document.id].join(" ");
    assert.ok(!seen.has(key), `${file} and ${seen.get(key)} are both ${key}`);
    seen.set(key, file);
    for (const field of ["scenes", "stages", "sections", "works", "milestones", "events", "campaigns", "exhibits", "challenges"]) {
      const ids = (document[field] ?? []).map(({ id }) => id).filter(Boolean);
      assert.equal(new Set(ids).size, ids.length, `${file}: an id comes twice in ${field}`);
    }
  }
  for (const [file, pointer, value] of everything()) {
    if (pointer.endsWith("/id") && typeof value === "string") assert.match(value, /^[A-Za-z0-9._-]{1,100}$/, `${file}${pointer}`);
  }
});

test("members that are named exist", () => {
  for (const [file, pointer, value] of everything()) {
    if (/\/hosts\/\d+$/.test(pointer) || pointer.endsWith("/member")) assert.ok(memberIds.has(value), `${file}${pointer}: ${value}`);
  }
});

test("a card says what its document says", () => {
  for (const [file, pointer, value] of everything()) {
    if (!/\/(campaigns|exhibits|challenges|items)\/\d+$/.test(pointer) || !value.href) continue;
    const target = path.posix.join(path.posix.dirname(file), value.href);
    const document = documents.get(target);
    assert.ok(document, `${file}${pointer}: there is no ${target}`);
    for (const field of ["id", "title", "summary", "starts", "ends", "zone"]) {
      if (field in value) assert.deepEqual(value[field], document[field], `${file}${pointer}/${field} is not what ${target} says`);
    }
    if (value.theme) assert.equal(path.posix.join(path.posix.dirname(file), value.theme), path.posix.join(path.posix.dirname(target), document.theme), `${file}${pointer}/theme`);
    const owner = file.split("/")[0];
    if (owner !== target.split("/")[0]) assert.equal(value.member, target.split("/")[0], `${file}${pointer} does not say whose it is`);
  }
});

// The whole of Two Skies, and everything one sees before entering a campaign, is in four languages.
const inFour = (file, document) =>
  ["Alliance", "Member", "Theme"].includes(document.type) || document.id === "two-skies" || document.campaign?.id === "two-skies";

test("texts are in the languages that were promised", () => {
  let count = 0;
  for (const [file, document] of documents) {
    for (const [pointer, value] of walk(document)) {
      if (!isText(value)) continue;
      count += 1;
      // The name of a book and of its author stays in its own language.
      if (/^\/works\/\d+\/(title|authors\/\d+)$/.test(pointer)) continue;
      const outside = /\/(title|summary|name|tag)$/.test(pointer) && !/^\/(scenes|sources|works)\//.test(pointer) && !/^\/(goal|milestones|sections)\//.test(pointer);
      const asked = inFour(file, document) || outside ? languages : ["en", "zh-Hans"];
      for (const language of asked) assert.ok(language in value, `${file}${pointer} is not in ${language}`);
      const lengths = Object.values(value).map((list) => [list].flat().length);
      assert.equal(new Set(lengths).size, 1, `${file}${pointer}: a language lacks a paragraph`);
    }
  }
  assert.ok(count > 300, `only ${count} texts were found`);
});

test("each language is written in its own script, and nothing is left to fill in", () => {
  for (const [file, pointer, value] of everything()) {
    if (!isText(value)) continue;
    for (const string of strings(value)) {
      assert.ok(string.trim().length > 0, `${file}${pointer} is empty`);
      assert.doesNotMatch(string, /[Ll]orem|ipsum|TODO|FIXME|XXX|\u200b|\ufffd/, `${file}${pointer}`);
    }
    const plain = (language) => [value[language] ?? []].flat().join(" ");
    // A name such as "Open Library" may stay; a sentence may not.
    if (plain("zh-Hans").length > 12) assert.match(plain("zh-Hans"), /\p{Script=Han}/u, `${file}${pointer}: zh-Hans without Chinese`);
    if (plain("ar").length > 12) assert.match(plain("ar"), /\p{Script=Arabic}/u, `${file}${pointer}: ar without Arabic`);
    if (plain("es").length > 40 && !pointer.endsWith("/label")) assert.notEqual(plain("es"), plain("en"), `${file}${pointer}: es is English`);
  }
});

test("rich text keeps to the elements that are shown, and plain text has none", () => {
  const allowed = new Set("a b br em i p small span strong sub sup h3 h4 ul ol li blockquote".split(" "));
  for (const [file, pointer, value] of everything()) {
    if (!isText(value)) continue;
    const rich = /\/(body|about|forChildren)$/.test(pointer);
    for (const string of strings(value)) {
      const tags = [...string.matchAll(/<\/?([a-z0-9]+)[^>]*>/gi)].map(([, name]) => name.toLowerCase());
      if (!rich) assert.deepEqual(tags, [], `${file}${pointer} is plain text`);
      for (const tag of tags) assert.ok(allowed.has(tag), `${file}${pointer}: <${tag}>`);
    }
    if (/\p{Script=Han}[,:;?!]/u.test([value["zh-Hans"] ?? []].flat().join(""))) assert.fail(`${file}${pointer}: Chinese has its own punctuation`);
    if (rich && value["zh-Hans"]) assert.doesNotMatch([value["zh-Hans"]].flat().join(""), /<(em|i)>/, `${file}${pointer}: Chinese has no italics`);
  }
});

/** Whether the last digit of an ISBN follows from the others. */
function trueIsbn(isbn) {
  const digits = isbn.replaceAll("-", "");
  const sum = (weight) => [...digits].reduce((total, digit, index) => total + (digit === "X" ? 10 : Number(digit)) * weight(index), 0);
  if (/^\d{13}$/.test(digits)) return sum((index) => (index % 2 ? 3 : 1)) % 10 === 0;
  return /^\d{9}[\dX]$/.test(digits) && sum((index) => 10 - index) % 11 === 0;
}

test("every ISBN has a true checksum, and a wrong one would be seen", () => {
  assert.ok(!trueIsbn("978-0-19-871698-4"));
  let count = 0;
  for (const [file, list] of ofType("ReadingList")) {
    assert.ok(list.works.length >= 5, `${file} is short`);
    for (const work of list.works) {
      assert.ok(strings({ title: work.title }).length, `${file}: a work without a title`);
      if (!work.isbn) continue;
      count += 1;
      assert.ok(trueIsbn(work.isbn), `${file}: ${work.isbn}`);
    }
  }
  assert.ok(count >= 10);
});

test("days are counted from today, in order, and one campaign runs, one comes, one has ended", () => {
  const dated = [...ofType("Campaign"), ...ofType("Challenge")];
  for (const [file, document] of dated) {
    assert.ok(day(document.starts) <= day(document.ends), `${file}: ${document.starts} to ${document.ends}`);
    if (document.logUntil) assert.ok(day(document.logUntil) >= day(document.ends), `${file}: logUntil`);
    let last = day(document.starts) - 1;
    for (const stage of document.stages ?? []) {
      assert.equal(day(stage.starts), last + 1, `${file}: stage ${stage.id} does not follow the one before`);
      last = day(stage.ends);
    }
    if (document.stages) assert.equal(last, day(document.ends), `${file}: the stages end with the campaign`);
  }
  const when = ofType("Campaign").map(([, { starts, ends }]) => (day(starts) > 0 ? "coming" : day(ends) < 0 ? "ended" : "running"));
  assert.deepEqual(when.sort(), ["coming", "ended", "running"]);
  for (const [file, pointer, value] of everything()) {
    if (/\/(events|items)\/\d+$/.test(pointer) && value.starts && !value.href?.endsWith(".json")) {
      assert.match(value.starts, /^\{today([+-]\d+)?\}T\d\d:\d\d:\d\d[+-]\d\d:\d\d$/, `${file}${pointer}/starts`);
      if (value.ends) assert.ok(value.ends > value.starts, `${file}${pointer}/ends`);
    }
  }
});

test("pictures exist, are told to those who cannot see them, and regions lie within", () => {
  const known = new Map(pictures.map((picture) => [picture.name, picture]));
  let regions = 0;
  for (const [file, pointer, value] of everything()) {
    if (!isObject(value) || !("$picture" in value)) continue;
    const picture = known.get(value.$picture);
    assert.ok(picture, `${file}${pointer}: no picture ${value.$picture}`);
    assert.ok(value.alt, `${file}${pointer} has no alt`);
    // A named region is looked up when the picture is drawn, and refused there when there is none.
    if (!isObject(value.region)) continue;
    regions += 1;
    const { x, y, w, h } = value.region;
    assert.ok([x, y, w, h].every(Number.isInteger) && w > 0 && h > 0, `${file}${pointer}/region`);
    assert.ok(x >= 0 && y >= 0 && x + w <= picture.width && y + h <= picture.height, `${file}${pointer}/region is not within ${picture.name}`);
  }
  assert.ok(regions > 5);
});

/** Which figures a scene promises, by the ids and names of d3-celestial. */
const figures = {
  "the-same-stars": { dipper: ["UMa"], weaver: ["织女", "河鼓", "天津"], "heart-of-fire": ["房宿", "心宿", "尾宿"], "names-that-travelled": ["Tau"] },
  "how-the-sky-was-counted": {
    "lacquer-lid": ["奎宿", "娄宿", "胃宿", "昴宿", "毕宿", "觜宿", "参宿"], "al-sufi": ["And"], "su-song": ["太微左垣", "太微右垣"], tycho: ["Cas"], flamsteed: ["Cyg"],
  },
};

/** The formula of the README, worked out here on its own, so that it cannot be wrong in the same way as the drawing. */
function place([ra, dec]) {
  const turn = ((((ra - 144 + 180) % 360) + 360) % 360) - 180;
  return [128 + 3968 - (turn * 7936) / 360, 128 + 1920 - (dec * 3840) / 180];
}

const celestial = path.join(process.env.ATRIUM_NODE_MODULES ?? path.join(here, "node_modules"), "d3-celestial", "data");

test("a region on an atlas holds every star of its figure", { skip: existsSync(celestial) ? false : "d3-celestial is not installed" }, () => {
  const source = readFileSync(path.join(here, "pictures", "sky.mjs"), "utf8");
  assert.match(source, /const middle = 144;\s+const frame = \{ x: 128, y: 128, w: width - 256, h: height - 256 \}/, "the atlases are drawn otherwise now: the formula and the regions must follow");
  const load = (name) => JSON.parse(readFileSync(path.join(celestial, `${name}.json`), "utf8")).features;
  const lines = new Map(load("constellations.lines").map(({ id, geometry }) => [id, geometry.coordinates]));
  const chinese = new Map(load("constellations.lines.cn").map(({ id, geometry }) => [id, geometry.coordinates]));
  for (const { id, properties } of load("constellations.cn")) if (chinese.has(id)) lines.set(properties.name, chinese.get(id));
  for (const [exhibit, scenes] of Object.entries(figures)) {
    const [, document] = ofType("Exhibit").find(([, { id }]) => id === exhibit);
    for (const [id, names] of Object.entries(scenes)) {
      const { x, y, w, h } = document.scenes.find((scene) => scene.id === id).picture.region;
      for (const name of names) {
        for (const star of lines.get(name).flat()) {
          const [left, top] = place(star);
          assert.ok(left >= x && left <= x + w && top >= y && top <= y + h, `${exhibit}/${id}: a star of ${name} at ${star} lies outside`);
        }
      }
    }
  }
});

test("exhibits have five scenes or more, each for adults and for children, and name their sources", () => {
  for (const [file, { scenes, sources }] of ofType("Exhibit")) {
    assert.ok(scenes.length >= 5, file);
    for (const { id, body, forChildren, picture } of scenes) assert.ok(body && forChildren && picture, `${file}: scene ${id}`);
    assert.ok(sources?.length > 0 && sources.some(({ licence }) => licence), `${file} names no licence`);
  }
  assert.ok(ofType("Exhibit").length >= 4);
});

test("challenges are of different kinds, and milestones are on the way to the goal", () => {
  for (const [file, { goal, milestones = [] }] of ofType("Challenge")) {
    const target = goal.target ?? goal.items.length;
    let last = 0;
    for (const { at, id } of milestones) {
      assert.ok(Number.isInteger(at) && at > last && at <= target, `${file}: milestone ${id}`);
      last = at;
    }
  }
  assert.deepEqual([...new Set(ofType("Challenge").map(([, { goal }]) => goal.kind))].sort(), ["checklist", "days", "streak", "total"]);
  assert.ok(ofType("Challenge").length >= 5);
});

test("no theme can be hard to read", () => {
  const all = themes();
  assert.ok(all.length >= 4);
  for (const { path: file, document } of all) assert.deepEqual(faults(document), [], file);
});

test("every code ticks one item of a running challenge, and none of them is served", () => {
  const folder = path.join(here, "codes");
  let count = 0;
  for (const file of readdirSync(folder)) {
    const member = path.basename(file, ".json");
    const seen = new Set();
    for (const [id, codes] of Object.entries(JSON.parse(readFileSync(path.join(folder, file), "utf8")))) {
      const [, challenge] = ofType("Challenge").find(([name, document]) => name.startsWith(`${member}/`) && document.id === id) ?? [];
      assert.ok(challenge?.codes, `${file}: ${id} has no field for codes`);
      assert.ok(day(challenge.starts) <= 0 && day(challenge.ends) >= 0, `${file}: ${id} does not run`);
      const asked = challenge.goal.items.filter((item) => item.code).map((item) => item.id);
      assert.deepEqual(codes.map(({ item }) => item).sort(), asked.sort(), `${file}: ${id}`);
      for (const { code } of codes) {
        count += 1;
        assert.ok(code.length >= 4 && code.length <= 40 && !seen.has(code), `${file}: ${code}`);
        seen.add(code);
        for (const [name, document] of documents) assert.ok(!JSON.stringify(document).includes(code), `${name} tells ${code}`);
      }
    }
  }
  assert.ok(count >= 5);
});

// Every picture of the demo alliance: its name in the documents, the member that owns it, its size, and who draws it.

const sky = { member: "planetarium", module: "sky.mjs" };
const map = { member: "maritime-museum", module: "maps.mjs" };
const paper = { member: "city-library", module: "lanterns.mjs", width: 1800, height: 1800 };
const poster = { width: 2400, height: 1350 };

export const pictures = [
  { name: "blue-marble", member: "maritime-museum", module: "earth.mjs", width: 4096, height: 2048 },
  { name: "earth-night", member: "maritime-museum", module: "earth.mjs", width: 4096, height: 2048 },
  { name: "atlas-west", ...sky, width: 8192, height: 4096 },
  { name: "atlas-china", ...sky, width: 8192, height: 4096 },
  { name: "orion-west", ...sky, width: 2400, height: 3000 },
  { name: "orion-china", ...sky, width: 2400, height: 3000 },
  { name: "north-pole", ...sky, width: 3000, height: 3000 },
  { name: "voyages", ...map, width: 4096, height: 2048 },
  { name: "monsoon", ...map, width: 3000, height: 2000 },
  { name: "harbour-map", member: "maritime-museum", module: "harbour-map.mjs", width: 2400, height: 1600 },
  { name: "lanterns", member: "city-library", module: "lanterns.mjs", width: 2400, height: 1600 },
  { name: "lantern-riddle", ...paper },
  { name: "rabbit-lantern", ...paper },
  { name: "lotus-lantern", ...paper },
  { name: "story-scroll", ...paper },
  { name: "reading-room", member: "university-library", module: "houses.mjs", ...poster },
  { name: "planetarium-dome", member: "planetarium", module: "houses.mjs", ...poster },
  { name: "city-library", member: "city-library", module: "houses.mjs", ...poster },
  { name: "museum-quay", member: "maritime-museum", module: "houses.mjs", ...poster },
  { name: "two-skies", member: "planetarium", module: "two-skies.mjs", ...poster },
  { name: "lantern", member: "city-library", module: "lantern.mjs", ...poster },
  { name: "harbour", member: "maritime-museum", module: "harbour.mjs", ...poster },
];

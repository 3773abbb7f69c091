// The two maps of the voyages: four courses round the world, and the winds of the Indian Ocean.
import { sheet, write } from "../lib/canvas.mjs";
import { chalk, course, drawCoasts, drawCourse, drawHead, drawNet, drawPort, flat, land } from "./chart.mjs";
import { compass } from "./harbour.mjs";
import { cut } from "./paper/kit.mjs";

const courses = [
  { name: "Zheng He", detail: "the treasure fleets, 1405–1433", colour: "#ff7a59", line: 7, stations: [[121.6, 31.4], [122.8, 29.5], [120.1, 25.9], [117, 21.8], [110.2, 13.9], [107.6, 8.4], [104.9, 2.6], [103.9, 1.1], [102, 2.1], [98, 5.3], [94.6, 6.2], [86, 5.4], [80.3, 5.6], [77.2, 7.4], [75.5, 11.2], [70, 18.5], [65, 22.6], [60.2, 25], [57, 26.4], [59.8, 24.4], [60.4, 20.6], [55, 16.4], [45.2, 12.3], [51.9, 12.4], [50.5, 7.4], [45.8, 1.7], [40.5, -3.2]] },
  { name: "Magellan and Elcano", detail: "around the world, 1519–1522", colour: "#f7c948", line: 7, stations: [[-6.5, 36.6], [-11, 33.2], [-16.9, 27.8], [-19.6, 15], [-19, 6], [-28, -2], [-33.9, -9], [-42.6, -23.4], [-47.5, -30], [-55, -36.2], [-66.9, -49.3], [-68, -52.4], [-71, -53.8], [-75.2, -52.6], [-76.6, -46], [-78, -35], [-95, -22], [-138, -15], [-160, -5], [-180, 5], [-200, 12], [-215.4, 13.3], [-233.8, 10.6], [-235.5, 9.4], [-239, 7.6], [-244.6, 5.4], [-241.5, 5.6], [-236.5, 4.4], [-232.6, 0.9], [-233, -3], [-234.4, -8.8], [-243, -12.5], [-265, -25], [-282, -37], [-315, -40], [-335, -37.5], [-342, -35.6], [-352, -28], [-367, -12], [-378, 5], [-383.8, 14.6], [-386, 30], [-374, 36.4], [-366.6, 36.6]] },
  { name: "The Manila galleon", detail: "Manila to Acapulco, 1565–1815", colour: "#ffffff", line: 6, stations: [[120.7, 14.4], [120.6, 13.4], [123, 12.7], [124.6, 12.7], [128, 14.5], [135, 22], [145, 32], [160, 38], [180, 39.3], [210, 39.6], [232, 40], [235.6, 37.4], [240, 32.3], [245.4, 26.6], [249.6, 21.6], [254.6, 18.6], [260.1, 16.6]] },
  { name: "Cook’s first voyage", detail: "the Endeavour, 1768–1771", colour: "#8fe3ff", line: 6, stations: [[-4.2, 50.1], [-10, 45], [-16.6, 32.3], [-22, 15], [-30, -3], [-42.6, -23.6], [-54, -42], [-64.6, -54.9], [-67.4, -56.4], [-85, -58.4], [-110, -42], [-130, -27], [-149.4, -17.9], [-151, -23], [-148, -37], [-165, -38.4], [-181.4, -38.7], [-180.6, -37.2], [-185.4, -34], [-188.4, -34.6], [-186.8, -38.2], [-187.2, -40.2], [-184.9, -41.6], [-182.4, -40.6], [-185, -43.4], [-188.8, -45.8], [-191.4, -47.6], [-194.4, -46.6], [-192.4, -43.8], [-189.2, -41.6], [-187.6, -40.3], [-200, -38.6], [-209.8, -37.7], [-208.4, -34], [-205.8, -28], [-207, -23.6], [-210.4, -20], [-213.2, -18], [-214.4, -15.4], [-216.2, -11.6], [-218.6, -10.5], [-225, -9.8], [-239, -11.2], [-249, -8.9], [-254.6, -6.9], [-255.4, -6], [-254.9, -7.2], [-280, -20], [-315, -31], [-333, -36], [-342, -34.6], [-365.7, -15.9], [-380, 5], [-388, 25], [-380, 42], [-365, 49.4]] },
];

const ports = [
  [-6.4, 36.7, "Seville", "e"], [-4.1, 50.4, "Plymouth", "n"], [-16.5, 28.3, "Tenerife", "w"], [-43.2, -22.9, "Rio de Janeiro", "w"], [-67.7, -49.3, "Puerto San Julián", "w"],
  [-23.5, 15, "Cape Verde", "w"], [-149.4, -17.6, "Tahiti", "n"], [-99.9, 16.9, "Acapulco", "e"], [120.9, 14.6, "Manila", "w"], [144.8, 13.4, "Guam", "n"],
  [123.9, 10.3, "Cebu", "e"], [127.4, 0.7, "Tidore", "e"], [106.8, -6.1, "Batavia", "s"], [151.2, -33.9, "Botany Bay", "w"], [18.4, -33.9, "Cape of Good Hope", "n"],
  [118.8, 32, "Nanjing", "w"], [102.2, 2.3, "Malacca", "w"], [80.4, 6.4, "Ceylon", "n"], [75.8, 11.3, "Calicut", "e"], [56.4, 27.2, "Hormuz", "n"], [45, 12.9, "Aden", "w"],
  [40.1, -3.2, "Malindi", "w"], [174.4, -41.2, "New Zealand", "w"], [-5.7, -15.9, "St Helena", "e"],
];

function voyages({ width, height }) {
  const { canvas, c } = sheet(width, height, "#1c6a6a");
  const place = flat({ west: -180, north: 90, perDegree: width / 360 });
  drawCoasts(c, land(place), { width, height });
  drawNet(c, place, { west: -180, east: 180, south: -90, north: 90, step: 15, alpha: 0.15 });
  for (const name of [["PACIFIC OCEAN", -150, 26], ["ATLANTIC OCEAN", -45, 34], ["INDIAN OCEAN", 76, -9], ["SOUTHERN OCEAN", 20, -58]]) {
    write(c, name[0], ...place(name[1], name[2]), { font: "Garamond", size: 44, spread: 0.3, colour: chalk, alpha: 0.5 });
  }
  for (const { stations, colour, line } of courses) {
    const points = course(stations);
    drawCourse(c, place, points, { colour, line, dash: [line * 3.2, line * 2], shifts: [-360, 0, 360] });
    for (let i = 40; i < points.length - 4; i += 74) {
      for (const shift of [-360, 0, 360]) drawHead(c, place(points[i][0] + shift, points[i][1]), place(points[i + 1][0] + shift, points[i + 1][1]), colour, 18);
    }
  }
  for (const [lon, lat, name, side] of ports) drawPort(c, place(lon, lat), name, side, { size: 27 });
  legend(c, width * 0.026, height * 0.775);
  compass(c, ...place(98, -50), 108);
  return { canvas, regions: {} };
}

function legend(c, x, y) {
  cut(c, "rgba(9,58,64,0.92)", () => c.roundRect(x, y, 620, 390, 14), { lift: 10 });
  c.strokeStyle = chalk;
  c.globalAlpha = 0.6;
  c.lineWidth = 2;
  c.beginPath();
  c.roundRect(x + 12, y + 12, 596, 366, 8);
  c.stroke();
  c.globalAlpha = 1;
  write(c, "FOUR VOYAGES", x + 40, y + 62, { font: "Garamond", size: 50, spread: 0.24, colour: chalk, align: "left" });
  courses.forEach(({ name, detail, colour }, i) => {
    const at = y + 132 + i * 62;
    c.strokeStyle = colour;
    c.lineWidth = 8;
    c.setLineDash([22, 14]);
    c.beginPath();
    c.moveTo(x + 42, at);
    c.lineTo(x + 142, at);
    c.stroke();
    c.setLineDash([]);
    write(c, name, x + 172, at - 11, { font: "Garamond Medium", size: 33, colour: chalk, align: "left" });
    write(c, detail, x + 172, at + 19, { font: "Garamond Italic", size: 25, colour: chalk, align: "left", alpha: 0.85 });
  });
}

const havens = [
  [39.5, -9, "Kilwa", "w"], [39.3, -6.2, "Zanzibar", "w"], [39.7, -4.1, "Mombasa", "w"], [40.1, -3.2, "Malindi", "n"], [45.3, 2, "Mogadishu", "w"], [45, 12.8, "Aden", "n"], [39.2, 21.5, "Jeddah", "e"],
  [48.2, 30.3, "Basra", "w"], [56.4, 27.2, "Hormuz", "n"], [58.6, 23.6, "Muscat", "w"], [67, 24.8, "Debal", "n"], [72.6, 22.3, "Cambay", "n"], [75.8, 11.3, "Calicut", "e"], [76.6, 8.9, "Quilon", "w"],
  [80.2, 6.1, "Galle", "s"], [80.3, 13.1, "Mylapore", "n"], [88.3, 22, "Satgaon", "n"], [97.6, 16.5, "Martaban", "n"], [95.3, 5.6, "Aceh", "w"], [102.2, 2.2, "Malacca", "e"], [104.8, -3, "Palembang", "e"], [73.5, 4.2, "Maldives", "w"],
];

/** Where the wind blows to, in degrees: in summer from the south-west, in winter from the north-east; the trade wind below both. */
function wind(season, lon, lat) {
  const blend = Math.max(0, Math.min(1, (lat + 7) / 14));
  const [south, north] = season === "summer" ? [[-0.9, 0.62], [0.88, 0.5]] : [[0.72, -0.35], [-0.86, -0.55]];
  const bend = season === "summer" ? [-0.1, 1] : [-0.2, -1];
  const [x, y] = [0, 1].map((k) => south[k] * (1 - blend) ** 2 + 2 * blend * (1 - blend) * bend[k] + north[k] * blend ** 2);
  const length = Math.hypot(x, y);
  return [x / length, y / length];
}

function monsoon({ width, height }) {
  const { canvas, c } = sheet(width, height, "#1c6a6a");
  const place = flat({ west: 30, north: 32.5, perDegree: width / 80 });
  const path = land(place);
  drawCoasts(c, path, { width, height, size: 1.4 });
  drawNet(c, place, { west: 30, east: 110, south: -21, north: 33, step: 10, alpha: 0.16 });
  const colours = { summer: "#ffc94d", winter: "#c9f0ff" };
  // Names and the legend are kept free of arrows as the land is.
  const kept = [[56.5, 71, 14, 17.3], [84.5, 99, 12.3, 15.2], [61.5, 91, -11.7, -8.3], [51.5, 89.5, -21, -12.4], [100, 110, -21, -11]];
  const sea = (lon, lat) => !c.isPointInPath(path, ...place(lon, lat), "evenodd") && !kept.some(([w, e, s, n]) => lon > w && lon < e && lat > s && lat < n);
  for (const [season, x0, y0] of [["summer", 34, -17], ["winter", 39.6, -14.3]]) {
    for (let lat = y0; lat < 24; lat += 5.4) {
      for (let lon = x0 + ((lat - y0) / 5.4) % 2 * 3; lon < 100; lon += 7.6) gust(c, season, lon, lat, place, sea, colours[season]);
    }
  }
  write(c, "ARABIAN SEA", ...place(63.8, 15.6), { font: "Garamond", size: 46, spread: 0.4, colour: chalk, alpha: 0.75 });
  write(c, "BAY OF BENGAL", ...place(91.6, 13.7), { font: "Garamond", size: 38, spread: 0.26, colour: chalk, alpha: 0.75 });
  write(c, "INDIAN OCEAN", ...place(76, -10), { font: "Garamond", size: 66, spread: 0.6, colour: chalk, alpha: 0.75 });
  for (const [lon, lat, name, side] of havens) drawPort(c, place(lon, lat), name, side, { size: 36 });
  const [x, y] = place(52.5, -13.4);
  cut(c, "rgba(9,58,64,0.94)", () => c.roundRect(x, y, 1330, 216, 14), { lift: 10 });
  write(c, "THE WINDS OF TWO SEASONS", x + 44, y + 58, { font: "Garamond", size: 52, spread: 0.2, colour: chalk, align: "left" });
  [["summer", "June to September: the south-west monsoon carries ships to India"], ["winter", "November to March: the north-east monsoon brings them home"]].forEach(([season, text], i) => {
    c.strokeStyle = colours[season];
    c.lineWidth = 9;
    c.beginPath();
    c.moveTo(x + 46, y + 122 + i * 52);
    c.lineTo(x + 150, y + 122 + i * 52);
    c.stroke();
    drawHead(c, [x, y + 122 + i * 52], [x + 150, y + 122 + i * 52], colours[season], 22);
    write(c, text, x + 196, y + 120 + i * 52, { font: "Garamond Italic", size: 38, colour: chalk, align: "left" });
  });
  compass(c, ...place(104.5, -15.2), 120);
  return { canvas, regions: {} };
}

/** One gust: follows the wind over open sea, swelling towards its head. */
function gust(c, season, lon, lat, place, sea, colour) {
  const points = [[lon, lat]];
  for (let i = 0; i < 26; i++) {
    const [x, y] = points.at(-1);
    const [dx, dy] = wind(season, x, y);
    const next = [x + dx * 0.17, y + dy * 0.17];
    if (![0, 1.1].every((ahead) => sea(next[0] + dx * ahead, next[1] + dy * ahead))) break;
    points.push(next);
  }
  if (points.length < 14 || !sea(lon, lat)) return;
  const page = points.map(([x, y]) => place(x, y));
  c.save();
  c.strokeStyle = colour;
  c.lineCap = "round";
  for (let i = 1; i < page.length; i++) {
    c.globalAlpha = 0.25 + (0.65 * i) / page.length;
    c.lineWidth = 2 + (6.5 * i) / page.length;
    c.beginPath();
    c.moveTo(...page[i - 1]);
    c.lineTo(...page[i]);
    c.stroke();
  }
  c.globalAlpha = 0.95;
  drawHead(c, page.at(-2), page.at(-1), colour, 20);
  c.restore();
}

export function draw(picture) {
  return picture.name === "voyages" ? voyages(picture) : monsoon(picture);
}

// Which files of a picture a page will ask for on this screen: the sums of src/ui/picture.rs and src/exhibit/{part,tiles}.rs
// once more, since the worker has no WebAssembly. tests/unit/campaign.test.mjs holds both to the same numbers, and
// tests/e2e/offline.test.mjs walks through every scene of a kept campaign.

const FULL_WIDTHS = [400, 800, 1200, 2000];
const PART_WIDTHS = [400, 800, 1200, 2000, 3000];
const MOST_TILES = 64;

/**
 * Groups of addresses, each showing the same thing in several sizes; the first of a group is the one to keep.
 * `screen` is the window's width in CSS pixels and how many of the screen's go into one of them, in hundredths; `place` is
 * 'scene', 'card' or anything else.
 */
function filesOf(picture, base, screen, place) {
  const pixelsOf = (wide) => Math.floor((Math.floor(wide) * screen.density) / 100);
  const desk = screen.width >= 960;
  // A card is as wide as a phone and a column of a desk; other pictures may be as wide as the window.
  const pixels = pixelsOf(place === 'card' && desk ? 480 : screen.width);
  const sizes = candidates(picture, base);
  const plain = resolved(picture.src, base);
  const groups = [[...bestFirst(sizes, pixels), plain]];
  if (place !== 'scene') return groups.map(present);

  const all = { x: 0, y: 0, w: picture.width, h: picture.height };
  const part = partOf(picture, all);
  // As in `scene.rs`: all of a phone, three fifths of a desk. The whole picture is opened as wide as the window.
  const inPlace = pixelsOf(desk ? (screen.width * 3) / 5 : screen.width);
  const pieces = piecesOf(picture, base, part, inPlace);
  if (pieces.length === 0 && !same(part, all)) {
    // Cut by the page from the whole, which then is wider than its place.
    groups.push([...bestFirst(sizes, Math.floor((inPlace * all.w) / Math.max(1, part.w))), plain]);
  }
  return [...groups, ...pieces, ...piecesOf(picture, base, all, pixels)].map(present);
}

const present = (group) => group.filter(Boolean);
const same = (a, b) => a.x === b.x && a.y === b.y && a.w === b.w && a.h === b.h;

/** The candidates of a `srcset`: the picture's own sizes, else those of its image service. */
function candidates({ sizes, service, width }, base) {
  const own = list(sizes).map((size) => ({ address: inSet(size.src, base), width: size.width }));
  if (own.length > 0 || !service) return own;
  const id = idOf(service);
  if (onDemand(service)) {
    return FULL_WIDTHS.filter((wide) => wide < width)
      .map((wide) => ({ address: inSet(`${id}/full/${wide},/0/default.jpg`, base), width: wide }));
  }
  return list(service.sizes)
    .map((size) => ({ address: inSet(`${id}/full/${size.width},${size.height}/0/default.jpg`, base), width: size.width }));
}

/** The smallest that is sharp leads, or the largest; the others follow. */
function bestFirst(sizes, pixels) {
  const ordered = [...sizes].sort((a, b) => a.width - b.width);
  const best = ordered.find(({ width }) => width >= pixels) ?? ordered.at(-1);
  return [best, ...ordered.filter((size) => size !== best)].map((size) => size?.address);
}

/** What a part is put together from, where that is not the whole picture: a cut made by the service, or tiles. */
function piecesOf(picture, base, part, pixels) {
  const { service } = picture;
  const isAll = part.w === picture.width && part.h === picture.height;
  const largest = Math.max(0, ...[...list(service?.sizes), ...list(picture.sizes)].map(({ width }) => width || 0));
  if (!service || (isAll && pixels <= largest)) return [];
  const id = idOf(service);
  if (onDemand(service)) {
    const widths = [...PART_WIDTHS.filter((wide) => wide < part.w), ...(part.w <= 3000 ? [part.w] : [])];
    const region = `${part.x},${part.y},${part.w},${part.h}`;
    return [bestFirst(widths.map((wide) => ({ address: inSet(`${id}/${region}/${wide},/0/default.jpg`, base), width: wide })), pixels)];
  }
  const [tiling] = list(service.tiles);
  if (!tiling) return [];
  const cut = { whole: { w: picture.width, h: picture.height }, wide: tiling.width, high: tiling.height ?? tiling.width, factors: list(tiling.scaleFactors) };
  return tilesOf(cut, part, pixels).map((tile) => [resolved(`${id}/${tile}`, base)]);
}

/** The tiles that cover a part: the coarsest that are sharp enough, or coarser ones where those would be too many. */
function tilesOf({ whole, wide, high, factors }, part, pixels) {
  const ordered = factors.filter((factor) => factor > 0).sort((a, b) => a - b);
  const sharp = Math.max(0, ordered.findLastIndex((factor) => Math.floor(part.w / factor) >= pixels));
  for (const factor of ordered.slice(sharp)) {
    const [w, h] = [wide * factor, high * factor];
    const span = (from, length, end, step) => [Math.floor(from / step), Math.floor((Math.min(from + length, end) - 1) / step)];
    const [left, right] = span(part.x, part.w, whole.w, w);
    const [top, bottom] = span(part.y, part.h, whole.h, h);
    const count = (right - left + 1) * (bottom - top + 1);
    if (!(right >= left && bottom >= top && count <= MOST_TILES)) continue;
    return Array.from({ length: count }, (_, at) => {
      const x = (left + (at % (right - left + 1))) * w;
      const y = (top + Math.floor(at / (right - left + 1))) * h;
      const area = { w: Math.min(w, whole.w - x), h: Math.min(h, whole.h - y) };
      return `${x},${y},${area.w},${area.h}/${Math.ceil(area.w / factor)},${Math.ceil(area.h / factor)}/0/default.jpg`;
    });
  }
  return [];
}

/** The part a scene looks at, cut to the picture; the whole where none is named or it lies outside. */
function partOf({ region }, all) {
  if (!region || !(region.x < all.w && region.y < all.h)) return all;
  return { x: region.x, y: region.y, w: Math.min(region.w, all.w - region.x), h: Math.min(region.h, all.h - region.y) };
}

const onDemand = ({ profile }) => /level[12]/.test(profile ?? '');
const idOf = ({ id }) => String(id).replace(/\/+$/, '');
const list = (value) => (Array.isArray(value) ? value.filter((item) => item !== null && item !== undefined) : []);

function resolved(href, base) {
  try {
    return new URL(href, base).href;
  } catch {
    return null;
  }
}

/** As it stands in a `srcset`, where a comma or a space would end it. */
const inSet = (href, base) => resolved(href, base)?.replaceAll(',', '%2C').replaceAll(' ', '%20');

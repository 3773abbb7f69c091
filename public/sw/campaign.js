// What belongs to a campaign: the documents its pages open, and the pictures these show. Documents of strangers: every field
// may be missing or of another type, and then belongs to nothing. Of a member's own document the cards' pictures are kept too:
// home and the end of an exhibit show them.

const FOLLOWED = {
  Campaign: ({ theme, sections }) => [theme, ...list(sections).flatMap(({ kind, href, items }) => {
    if (kind === 'list') return [href];
    return kind === 'exhibits' || kind === 'challenges' ? list(items).map((card) => card.href) : [];
  })],
  Exhibit: ({ theme }) => [theme],
  Member: () => [],
  Challenge: ({ theme, list: works, goal }) => [theme, works, ...list(goal?.items).map(({ exhibit }) => exhibit)],
};

/** Addresses of the documents that a document of a campaign leads to. Upwards, to the campaign or a member, nothing is followed. */
function documentsOf(document, base) {
  const follow = Object.hasOwn(FOLLOWED, document?.type) ? FOLLOWED[document.type] : () => [];
  return follow(document).filter((href) => typeof href === 'string').map((href) => resolved(href, base)).filter(Boolean);
}

/** The pictures of a document of a campaign, in groups; see `filesOf`. */
function picturesOf(document, base, screen) {
  if (!Object.hasOwn(FOLLOWED, document?.type)) return [];
  const inScenes = new Set(list(document.scenes).map((scene) => scene.picture));
  return everyPicture(document, '').flatMap(([picture, place]) => filesOf(picture, base, screen, inScenes.has(picture) ? 'scene' : place));
}

/** Whatever looks like a picture, wherever it stands, in the order of the document; with 'card' where it stands beside a link. */
function everyPicture(value, place, deep = 0) {
  if (value === null || typeof value !== 'object' || deep > 12) return [];
  // A smaller version has a file and a width too, but stands inside its picture.
  if (typeof value.src === 'string' && value.width > 0 && value.height > 0) return [[value, place]];
  const inside = typeof value.href === 'string' ? 'card' : '';
  return Object.values(value).flatMap((inner) => everyPicture(inner, inside, deep + 1));
}

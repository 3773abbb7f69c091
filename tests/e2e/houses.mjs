// Alliances to order: members with as many cards as wanted, well or badly meant, each as a document.

const DAY = 86_400_000;
/** A day so far from today, as documents write it. */
export const day = (from = 0) => new Date(Date.now() + from * DAY).toISOString().slice(0, 10);

const NOUNS = ['harbour', 'lantern', 'library', 'river', 'garden', 'mountain', 'letter', 'winter', 'comet', 'theatre', 'bridge', 'forest', 'mirror', 'island', 'voice', 'clock'];
const ADJECTIVES = ['silent', 'golden', 'forgotten', 'northern', 'paper', 'hidden', 'first', 'open', 'wandering', 'blue', 'slow', 'bright', 'distant', 'small', 'borrowed', 'old'];
const HAN = ['港', '灯', '书', '河', '园', '山', '信', '冬', '星', '戏', '桥', '林', '镜', '岛', '声', '钟'];
const at = (list, number) => list[number % list.length];

/** A campaign's card; `number` decides its words and its days: a third runs, a third is to come, a third is over. */
export function campaignCard(number, more = {}) {
  const [one, other] = [at(ADJECTIVES, number * 7 + Math.floor(number / 16)), at(NOUNS, number * 5 + Math.floor(number / 9))];
  const starts = [-20, 12, -90][number % 3] + (number % 11);
  return {
    id: `campaign-${number}`,
    href: `campaigns/campaign-${number}.json`,
    title: { en: [`The ${one} ${other} ${number}`], 'zh-Hans': [`${at(HAN, number)}与${at(HAN, number * 3 + 1)}之${number}`] },
    summary: { en: [`Read about the ${other} of a ${one} town, walk to where it stood, and tell somebody younger what you found there.`] },
    starts: day(starts), ends: day(starts + 40), zone: 'Europe/Lisbon', audience: [at(['everyone', 'families', 'adults'], number)],
    ...more,
  };
}

/** A member's document. */
export const member = (id, fields = {}) => ({
  atrium: '1', type: 'Member', id, kind: 'library', name: { en: [`House ${id}`] },
  summary: { en: [`House ${id} lends books.`] }, offers: ['read'], ...fields,
});

/** The alliance of these members, each with where its document is. */
export const alliance = (members) => ({
  atrium: '1', type: 'Alliance', id: 'many', name: { en: ['Many Houses'] },
  members: members.map(({ id, href }) => ({ id, kind: 'library', name: { en: [`House ${id}`] }, href })),
});

/** Five thousand cards in just under two million bytes: long words, many languages, others' names and hosts, links and pictures to anywhere. */
export function hostileMember(id, { owner = 'planetarium' } = {}) {
  const long = 'x'.repeat(30_000);
  const languages = Object.fromEntries(Array.from({ length: 3000 }, (_, number) => [`q${number.toString(36).padStart(3, 'a')}`, ['y']]));
  const document = member(id, {
    name: { en: ['Hostile '.repeat(2000)] },
    about: { en: [long] },
    campaigns: Array.from({ length: 5000 }, (_, number) => campaignCard(number, {
      title: { en: [`Mine ${number}`] }, summary: { en: ['Buy now '.repeat(8)] }, zone: `Europe/Nowhere${number}`, audience: [`a${number}`],
      starts: day(-39), ends: day(1), href: 'https://elsewhere.example/x.json', hosts: ['nobody', owner],
      ...(number % 5 === 0 ? { member: owner } : {}),
      ...(number === 1 ? { title: { en: [long] } } : {}),
      ...(number === 2 ? { title: languages } : {}),
      ...(number % 100 === 3 ? { picture: { src: 'member.json', width: 4000, height: 3000 } } : {}),
    })),
  });
  const text = JSON.stringify(document);
  return text.length < 2_000_000 ? text + ' '.repeat(1_990_000 - text.length) : text;
}

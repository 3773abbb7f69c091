// Every page of the app, once: for pictures, for axe, and for whoever adds a page. Paths are below the app's base.

export const PAGES = {
  home: '',
  'campaign-two-skies': 'campaign/planetarium/two-skies',
  'campaign-lantern': 'campaign/city-library/lantern',
  'campaign-harbour': 'campaign/maritime-museum/harbour',
  exhibit: 'exhibit/planetarium/the-same-stars',
  'exhibit-scene': 'exhibit/planetarium/the-same-stars/hunter',
  'exhibit-voyages': 'exhibit/maritime-museum/four-voyages',
  'challenge-minutes': 'challenge/city-library/twenty-minutes',
  'challenge-days': 'challenge/planetarium/ten-nights',
  'challenge-checklist': 'challenge/city-library/lantern-trail',
  'challenge-books': 'challenge/university-library/five-books',
  'challenge-ended': 'challenge/maritime-museum/thousand-pages',
  member: 'member/city-library',
  reader: 'reader',
  search: 'search',
  'search-words': 'search?q=star',
  share: 'share/campaign/planetarium/two-skies',
  'not-found': 'no/such/page',
  'embed-campaign': 'embed/campaign/planetarium/two-skies',
  'embed-challenge': 'embed/challenge/city-library/twenty-minutes',
  studio: 'studio/',
};

export const LANGUAGES = ['en', 'zh-Hans', 'es', 'ar'];
/** Which languages a page is photographed in: one script from the left, one without letters, one from the right; home in all. */
export const SHOT_LANGUAGES = (page) => (page === 'home' ? LANGUAGES : ['en', 'zh-Hans', 'ar']);
export const SCHEMES = ['light', 'dark'];
export const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } };

/** What a browser says its language is, for a language of the interface. */
export const LOCALES = { en: 'en-GB', 'zh-Hans': 'zh-CN', es: 'es-ES', ar: 'ar-EG' };

// Before WebAssembly, on each of the three pages: the person's choices, the first requests, and a way out when the rest
// does not come. ES5 on purpose: a browser too old for the app must still read this.
//
// It stands in the page before the style sheets: a script behind them would wait for them, and the requests with it.
// The page calls it once, with
//   catalogue  where the texts are, up to the language
//   needs      what the browser has to know besides what every page needs
//   choice     what was chosen of `language` and `scheme`; without it, what this device keeps
//   member     whose documents alone are asked for; without it, everybody's
//   away       where the links of the failure notice lead
window.atriumBoot = function (page) {
  var root = document.documentElement;
  var choice = page.choice || function (name) {
    try { return localStorage.getItem('atrium.' + name); } catch (refused) { return null; }
  };
  var tags = [choice('language')].concat(navigator.languages || [navigator.language]);
  var known = { en: 'en', zh: 'zh-Hans', es: 'es', ar: 'ar' }, tag;
  for (var i = 0; i < tags.length && !tag; i++) tag = known[String(tags[i]).split('-')[0]];
  tag = tag || 'en';
  root.lang = tag;
  root.dir = tag === 'ar' ? 'rtl' : 'ltr';
  var scheme = choice('scheme');
  if (scheme === 'light' || scheme === 'dark') root.setAttribute('data-scheme', scheme);

  window.atriumFailed = function (why) {
    var notice = document.getElementById('failure');
    if (!notice) return addEventListener('DOMContentLoaded', function () { atriumFailed(why); });
    var texts = notice.children;
    for (var i = 0; i < texts.length; i++) {
      texts[i].hidden = texts[i].lang !== tag;
      if (page.away) texts[i].getElementsByTagName('a')[0].href = page.away;
    }
    var place = document.getElementById('failure-why-' + tag);
    if (place) place.textContent = why || '';
    notice.hidden = false;
    var waiting = document.querySelector('#app .skeleton');
    if (waiting) waiting.remove();
  };
  addEventListener('error', function (event) {
    var script = event.target && event.target.tagName === 'SCRIPT';
    // A picture or a sheet that does not come has no message, and is no reason to give up.
    if (script || (event.message && !root.hasAttribute('data-started'))) atriumFailed(script ? 'script' : event.message);
  }, true);

  // Who does not know modules does not know the last of these either.
  var able = typeof WebAssembly === 'object' && window.fetch && window.Map && window.AbortSignal && AbortSignal.timeout;
  if (!able || !window[page.needs]) return atriumFailed('browser');

  // The alliance and its members are asked for while the program is still on its way; `data::fetch` takes the answers.
  var early = (window.atriumEarly = new Map());
  var ask = function (address) {
    // A quick program may have asked by itself while the alliance was being read.
    if (early.has(address)) return early.get(address);
    var answer = fetch(address, { headers: { Accept: 'application/json' }, signal: AbortSignal.timeout(12000) });
    early.set(address, answer);
    answer.catch(function () { early.delete(address); });
    return answer;
  };
  var at = function (href, base) { return new URL(href, base).href; };
  ask(at(page.catalogue + tag + '.json', document.baseURI));
  var alliance = at(document.querySelector('meta[name=atrium-alliance]').content, document.baseURI);
  ask(alliance).then(function (answer) {
    // Its links are relative to where it came from in the end; a copy of the worker's says where that was. Another server's own
    // answer, of the type `cors`, is not believed when it says so.
    alliance = answer.type === 'cors' ? answer.url : answer.headers.get('x-atrium-url') || answer.url;
    return answer.clone().json();
  }).then(function (it) {
    // The first in the alliance's order lead the page; the line is theirs and the program's until that is there.
    it.members.filter(function (member) { return page.member === undefined || member.id === page.member; })
      .slice(0, 2).forEach(function (member) { ask(at(member.href, alliance)); });
  }).catch(function () {});
};

// Shows openapi.json by Redoc, in the colours of the house, light or dark as the device is.

(function () {
  'use strict';

  // Redoc calculates with colours and reads only the older forms: a canvas knows them all.
  var canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  var pen = canvas.getContext('2d', { willReadFrequently: true });
  function hex(name) {
    pen.fillStyle = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    pen.fillRect(0, 0, 1, 1);
    var parts = pen.getImageData(0, 0, 1, 1).data;
    return '#' + [parts[0], parts[1], parts[2]].map(function (part) { return ('0' + part.toString(16)).slice(-2); }).join('');
  }

  var place = document.getElementById('reference');
  function show() {
    var text = hex('--on-surface');
    var quiet = hex('--quiet');
    var accent = hex('--accent');
    var sunken = hex('--sunken');
    var raised = hex('--raised');
    var line = hex('--outline');
    // Redoc writes light letters on its samples whatever the theme: they stand on dark ground in both schemes.
    var dark = matchMedia('(prefers-color-scheme: dark)').matches;
    var ground = dark ? raised : hex('--on-surface');
    Redoc.init('openapi.json', {
      disableSearch: true,
      hideDownloadButtons: true,
      nativeScrollbars: true,
      requiredPropsFirst: true,
      expandResponses: '200,201',
      jsonSamplesExpandLevel: 4,
      scrollYOffset: function () { return 0; },
      theme: {
        spacing: { sectionVertical: 24 },
        breakpoints: { medium: '60rem', large: '80rem' },
        colors: {
          primary: { main: accent },
          success: { main: hex('--success') },
          error: { main: hex('--danger') },
          text: { primary: text, secondary: quiet },
          border: { dark: line, light: sunken },
          responses: {
            success: { color: hex('--success'), backgroundColor: sunken },
            error: { color: hex('--danger'), backgroundColor: sunken },
            redirect: { color: quiet, backgroundColor: sunken },
            info: { color: quiet, backgroundColor: sunken },
          },
        },
        schema: { nestedBackground: sunken, linesColor: line, typeNameColor: quiet, typeTitleColor: quiet, requireLabelColor: hex('--danger') },
        typography: {
          fontFamily: 'var(--text-face)',
          fontSize: '16px',
          headings: { fontFamily: 'var(--display)', fontWeight: '600' },
          code: { color: text, backgroundColor: sunken, wrap: true },
          links: { color: accent, visited: accent, hover: accent },
        },
        sidebar: { backgroundColor: raised, textColor: text, activeTextColor: accent },
        rightPanel: { backgroundColor: ground, textColor: dark ? text : hex('--surface') },
        codeBlock: { backgroundColor: ground },
      },
    }, place, function (error) {
      place.setAttribute('data-shown', error ? 'failed' : '');
      if (error) place.textContent = 'The reference could not be shown: ' + error.message;
    });
  }
  show();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', function () { location.reload(); });
})();

// The manifest: every picture it names is there, of the type and size it says, and fit for the dialogue that installs the app.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';

const PUBLIC = path.resolve(import.meta.dirname, '../../public');
const manifest = JSON.parse(readFileSync(path.join(PUBLIC, 'manifest.webmanifest'), 'utf8'));

/** Type and size of a picture from its first bytes. */
function factsOf(bytes) {
  if (bytes.subarray(1, 4).toString('latin1') === 'PNG') return { type: 'image/png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  if (bytes.subarray(8, 12).toString('latin1') === 'WEBP') {
    const form = bytes.subarray(12, 16).toString('latin1');
    if (form === 'VP8 ') return { type: 'image/webp', width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
    if (form === 'VP8X') return { type: 'image/webp', width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
  }
  if (/<svg\b/.test(bytes.subarray(0, 400).toString('utf8'))) return { type: 'image/svg+xml' };
  return { type: 'unknown' };
}

const named = [...manifest.icons, ...manifest.screenshots, ...manifest.shortcuts.flatMap(({ icons }) => icons)];

test('every picture is there, of the type and size that is said', () => {
  for (const { src, type, sizes } of named) {
    const facts = factsOf(readFileSync(path.join(PUBLIC, src)));
    assert.equal(facts.type, type, src);
    if (facts.width) assert.equal(`${facts.width}x${facts.height}`, sizes, src);
    else assert.equal(sizes, 'any', src);
  }
});

test('there are screenshots for a phone and for a desk, as browsers want them', () => {
  for (const form of ['narrow', 'wide']) {
    const shots = manifest.screenshots.filter((it) => it.form_factor === form);
    assert.ok(shots.length >= 2 && shots.length <= 8, `${shots.length} ${form}`);
    // Chromium leaves out what has another shape than the first of its kind.
    assert.equal(new Set(shots.map(({ sizes }) => sizes)).size, 1, `all ${form} ones have one shape`);
    for (const { src, sizes, label } of shots) {
      const [width, height] = sizes.split('x').map(Number);
      assert.ok(Math.min(width, height) >= 320 && Math.max(width, height) <= 3840, src);
      assert.ok(Math.max(width, height) <= 2.3 * Math.min(width, height), `${src}: too long for Chromium`);
      assert.equal(width > height, form === 'wide', src);
      assert.ok(label?.length > 10, `${src} has words for those who do not see it`);
    }
  }
});

test('the screenshots are small: somebody about to install waits for them', () => {
  const bytes = manifest.screenshots.map(({ src }) => readFileSync(path.join(PUBLIC, src)).length);
  assert.ok(bytes.every((size) => size < 90_000), String(bytes));
  assert.ok(bytes.reduce((sum, size) => sum + size, 0) < 300_000, String(bytes));
});

test('what makes the app installable is said', () => {
  assert.ok(manifest.id && manifest.start_url && manifest.name && manifest.short_name);
  assert.ok(['standalone', 'minimal-ui', 'fullscreen'].includes(manifest.display));
  for (const size of ['192x192', '512x512']) assert.ok(manifest.icons.some((it) => it.sizes === size && it.type === 'image/png'), size);
  assert.ok(manifest.icons.some((it) => it.purpose === 'maskable'));
});

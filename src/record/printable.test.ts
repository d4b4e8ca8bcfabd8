import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPrintable, printable, printableLine } from './printable.ts';

// oxlint-disable-next-line no-control-regex -- these must not be there
const ACTING = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

const text = fc.string({ unit: fc.oneof(fc.constantFrom('\n', '\u001b', '\u202e'), fc.string()) });

test.each([
  ['plain text, µ and 漢字 and 🙂', 'plain text, µ and 漢字 and 🙂'],
  ['two\nlines', 'two\nlines'],
  ['\u001b[31mred', String.raw`\u{1b}[31mred`],
  ['a\tb\r', String.raw`a\tb\r`],
  ['\u0000\u009b', String.raw`\u{0}\u{9b}`],
  ['abc\u202edef', String.raw`abc\u{202e}def`],
  ['zero\u200bwidth', String.raw`zero\u{200b}width`],
  ['half \ud83d', String.raw`half \u{d83d}`],
  ['tag \u{e0041}', String.raw`tag \u{e0041}`],
])('%j is shown as %j', (given, shown) => {
  expect(printable(given)).toBe(shown);
});

test('nothing that acts is left, and shown text is shown as it is', () => {
  fc.assert(
    fc.property(text, (given) => {
      const shown = printable(given);
      expect(shown).not.toMatch(ACTING);
      expect(shown.isWellFormed()).toBe(true);
      expect(isPrintable(shown)).toBe(true);
      expect(printable(shown)).toBe(shown);
      expect(printableLine(given)).not.toContain('\n');
    }),
  );
});

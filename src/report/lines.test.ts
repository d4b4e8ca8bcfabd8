import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { withoutCommands, wrapped } from './lines.ts';

test.each([
  ['::error::boom', String.raw`\u{3a}:error::boom`],
  ['a\n  ::set-output name=x::y', `a\n  ${String.raw`\u{3a}:set-output name=x::y`}`],
  ['\u001b[31m::warning::', `\u001b[31m${String.raw`\u{3a}:warning::`}`],
  ['a ##[error]b', String.raw`a \u{23}#[error]b`],
  ['##vso[task.setvariable]x', String.raw`\u{23}#vso[task.setvariable]x`],
  ['##teamcity[buildStatus]', String.raw`\u{23}#teamcity[buildStatus]`],
  ['std::vector and ## a heading', 'std::vector and ## a heading'],
  ['a: b', 'a: b'],
])('%j gives no command as %j', (given, shown) => {
  expect(withoutCommands(given)).toBe(shown);
});

test.each([
  ['a short line', 40, ['a short line']],
  ['columns   stay   apart', 40, ['columns   stay   apart']],
  ['one two three four', 9, ['one two', 'three', 'four']],
  ['  one two three', 9, ['  one two', '  three']],
  ['a abcdefghijkl', 6, ['a abcd', 'efghij', 'kl']],
  ['    abcdefgh', 6, ['   abc', '   def', '   gh']],
  ['one\n\ntwo', 40, ['one', '', 'two']],
  ['', 40, ['']],
  ['\u001b[31mred', 40, [String.raw`\u{1b}[31mred`]],
])('%j in %d columns is %j', (text, width, lines) => {
  expect(wrapped(text, width)).toEqual(lines);
});

function dense(text: string): string {
  return text.replaceAll(/\s/g, '');
}

test('no line is too wide, and nothing but white space is lost', () => {
  const text = fc.array(fc.string({ unit: 'grapheme' })).map((words) => words.join(' '));
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 60 }), (given, width) => {
      const lines = wrapped(given, width);
      for (const line of lines) expect(Array.from(line).length).toBeLessThanOrEqual(width);
      expect(dense(lines.join(''))).toBe(dense(wrapped(given, 1e9).join('')));
    }),
  );
});

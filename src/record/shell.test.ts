import { expect, test } from 'vitest';
import { fitsInWord, printBytes, shellWord } from './shell.ts';

test.each([
  ['', "''"],
  ['plain', "'plain'"],
  ["it's", String.raw`'it'\''s'`],
  ['$(boom) `boom` "$HOME" \\', '\'$(boom) `boom` "$HOME" \\\''],
])('%j is the word %s', (text, word) => {
  expect(shellWord(text)).toBe(word);
});

test('bytes are written in plain ASCII, a line for each 60', () => {
  expect(printBytes(Buffer.from("a'\\\u0000é"))).toBe(
    String.raw`printf '%b' 'a\0047\0134\0000\0303\0251'`,
  );
  expect(printBytes(Buffer.alloc(61, 'a'))).toBe(
    `{\n  printf '%b' '${'a'.repeat(60)}'\n  printf '%b' 'a'\n}`,
  );
});

test.each([
  ['a body', true],
  ['two\nlines', true],
  ['\u001b[31m', false],
  ['\u202e', false],
  ['x'.repeat(100_001), false],
])('whether %j can stand in a script: %s', (text, fits) => {
  expect(fitsInWord(text)).toBe(fits);
});

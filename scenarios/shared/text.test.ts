import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringAt } from './member.ts';
import { utf8Length, withoutSecret } from './text.ts';

test('counts bytes as an encoder writes them', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(utf8Length(text)).toBe(new TextEncoder().encode(text).length);
    }),
  );
});

test('leaves no trace of a secret, and nothing out where there is none', () => {
  expect(withoutSecret('key k-1 is wrong: k-1', 'k-1')).toBe('key [redacted] is wrong: [redacted]');
  expect(withoutSecret('as it was', '')).toBe('as it was');
});

test.each([
  ['{"id":"a"}', 'a'],
  ['{"id":""}', undefined],
  ['{"id":7}', undefined],
  ['{"other":"a"}', undefined],
  ['["id"]', undefined],
  ['null', undefined],
  ['"id"', undefined],
  ['<html>', undefined],
  ['', undefined],
])('the text at a member of %s is %s', (text, wanted) => {
  expect(stringAt(text, 'id')).toBe(wanted);
});

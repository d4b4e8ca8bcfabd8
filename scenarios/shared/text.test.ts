import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringAt } from './member.ts';
import { redactorOf, utf8Length } from './text.ts';

test('counts bytes as an encoder writes them', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(utf8Length(text)).toBe(new TextEncoder().encode(text).length);
    }),
  );
});

const base64 = (text: string): string => Buffer.from(text).toString('base64');

test.each([
  ['as it is', 'key SG_0123456789abcdef is wrong: SG_0123456789abcdef'],
  ['in a URL', `/?key=${encodeURIComponent('SG_0123456789abcdef')}`],
  ['in base64', base64('SG_0123456789abcdef')],
  ['in base64 of more', base64('key=SG_0123456789abcdef; more')],
  ['in base64 of still more', base64('a key=SG_0123456789abcdef; more')],
])('leaves no trace of a secret %s', (_, text) => {
  const clean = redactorOf('SG_0123456789abcdef', base64)(text);
  expect(clean).toContain('[redacted]');
  expect(clean).not.toContain('0123456789');
  expect(clean).not.toContain('MDEyMzQ1Njc4O');
});

test.each(['a "quoted" key', 'ключ/+?', 'k'])('knows the escaped spellings of %s', (secret) => {
  const clean = redactorOf(secret, base64);
  expect(clean(`<${JSON.stringify(secret).slice(1, -1)}>`)).toBe('<[redacted]>');
  expect(clean(`<${encodeURIComponent(secret)}>`)).toBe('<[redacted]>');
});

test('takes nothing out where there is no secret', () => {
  expect(redactorOf('', base64)('as it was')).toBe('as it was');
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

import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { bytesOf, headerOf, isWhole, jsonOf, type Message } from './exchange.ts';

const withText = (text: string): Message => ({ headers: [], body: { text }, bytes: text.length });

describe('headerOf', () => {
  const message: Message = {
    headers: [
      ['Set-Cookie', 'a=1'],
      ['X-Cost', '0.063'],
      ['set-cookie', 'b=2'],
      ['x-empty', ''],
    ],
    bytes: 0,
  };

  test.each([
    ['x-cost', '0.063'],
    ['X-COST', '0.063'],
    ['set-cookie', 'a=1'],
    ['x-empty', ''],
    ['x-other', undefined],
  ])('%s: %s', (name, expected) => {
    expect(headerOf(message, name)).toBe(expected);
  });
});

describe('bytesOf', () => {
  it('gives back the bytes of a text and of base64', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), fc.string({ minLength: 1 }), (bytes, text) => {
        const base64 = Buffer.from(bytes).toString('base64');
        const binary = bytesOf({ headers: [], body: { base64 }, bytes: bytes.length });
        expect(binary).toEqual(new Uint8Array(bytes));
        expect(Buffer.from(bytesOf(withText(text)) ?? []).toString()).toBe(text);
      }),
    );
  });

  it('tells an empty body from one that was not kept', () => {
    expect(bytesOf({ headers: [], bytes: 0 })).toEqual(new Uint8Array());
    expect(bytesOf({ headers: [], bytes: 9, sha256: 'ab' })).toBeUndefined();
  });
});

describe('jsonOf', () => {
  test.each([
    ['{"a":[1]}', { a: [1] }],
    ['null', null],
    ['\u{FEFF}{"a":1}', { a: 1 }],
    ['<html></html>', undefined],
    ['{"a":', undefined],
    ['', undefined],
    [`${'['.repeat(200)}${']'.repeat(200)}`, expect.any(Array)],
    [`${'['.repeat(201)}${']'.repeat(201)}`, undefined],
    [`${'['.repeat(200_000)}${']'.repeat(200_000)}`, undefined],
  ])('%.20s: %j', (text, expected) => {
    expect(jsonOf(withText(text))).toEqual(expected);
  });

  it('finds none where there is no text', () => {
    expect(jsonOf(undefined)).toBeUndefined();
    expect(jsonOf({ headers: [], bytes: 0 })).toBeUndefined();
    const base64 = Buffer.from('{}').toString('base64');
    expect(jsonOf({ headers: [], body: { base64 }, bytes: 2 })).toBeUndefined();
  });
});

test.each([
  ['a body that was kept', { status: 200, headers: [], body: { text: 'a' }, bytes: 1 }, true],
  ['an empty body', { status: 204, headers: [], bytes: 0 }, true],
  ['a body that was not kept', { status: 200, headers: [], bytes: 9, sha256: 'ab' }, false],
  ['no answer', undefined, false],
])('isWhole of %s: %s', (_, response, expected) => {
  const answer = response === undefined ? {} : { response };
  expect(isWhole(answer)).toBe(expected);
  expect(isWhole({ ...answer, error: { kind: 'truncated', sent: 'yes' } })).toBe(false);
});

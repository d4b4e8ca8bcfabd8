import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { isJsonObject, nestsDeeperThan, parseJson } from './json.ts';

describe('parseJson', () => {
  it('reads what JSON can say', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
        const text = JSON.stringify(value);
        expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (text) => {
        expect(() => parseJson(text)).not.toThrow();
      }),
    );
    expect(parseJson('')).toBeUndefined();
    expect(parseJson('{"a":')).toBeUndefined();
    expect(parseJson('<html>')).toBeUndefined();
  });
});

test.each([
  [{}, true],
  [{ a: 1 }, true],
  [[], false],
  [null, false],
  ['{}', false],
  [1, false],
  [undefined, false],
])('isJsonObject of %j: %s', (value, expected) => {
  expect(isJsonObject(value)).toBe(expected);
});

describe('nestsDeeperThan', () => {
  test.each([
    ['', 0, false],
    ['1', 0, false],
    ['[]', 0, true],
    ['[]', 1, false],
    ['[[1],{"a":[]}]', 2, true],
    ['[[1],{"a":[]}]', 3, false],
    ['"[[[["', 0, false],
    ['["\\"[[["]', 1, false],
    ['["\\\\",[]]', 1, true],
  ])('%s, %i levels: %s', (text, levels, expected) => {
    expect(nestsDeeperThan(text, levels)).toBe(expected);
  });

  it('agrees with how deep a value is', () => {
    const depthOf = (value: unknown): number =>
      typeof value === 'object' && value !== null
        ? 1 + Math.max(0, ...Object.values(value).map(depthOf))
        : 0;
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.nat(6), (value, levels) => {
        const expected = depthOf(value) > levels;
        expect(nestsDeeperThan(JSON.stringify(value), levels)).toBe(expected);
        expect(nestsDeeperThan(JSON.stringify(value, null, 2), levels)).toBe(expected);
      }),
    );
  });

  it('is not slow on what is hostile', () => {
    const begun = performance.now();
    expect(nestsDeeperThan('['.repeat(2 ** 20), 200)).toBe(true);
    expect(nestsDeeperThan(`"${'['.repeat(2 ** 20)}"`, 200)).toBe(false);
    expect(performance.now() - begun).toBeLessThan(1_000);
  });
});

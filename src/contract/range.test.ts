import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IntegerKind, NumberKind } from './parameter.ts';
import { isMultipleOf, outermost } from './range.ts';
import { flawsOf } from './value-flaws.ts';

describe('the outermost value', () => {
  it.each<[NumberKind | IntegerKind, number | undefined, number | undefined]>([
    [{ type: 'integer', min: 1, max: 9 }, 1, 9],
    [{ type: 'integer', exclusiveMin: 1, exclusiveMax: 9 }, 2, 8],
    [{ type: 'integer', min: 250, max: 1_440, multipleOf: 32 }, 256, 1_440],
    [{ type: 'integer', exclusiveMin: 256, exclusiveMax: 1_440, multipleOf: 32 }, 288, 1_408],
    [{ type: 'number', min: 0, max: 0.5 }, 0, 0.5],
    [{ type: 'number', exclusiveMin: 0, exclusiveMax: 1 }, undefined, undefined],
    [{ type: 'number', min: 0.05, exclusiveMax: 0.7, multipleOf: 0.1 }, 0.1, 0.6],
    [{ type: 'number', multipleOf: 0.1 }, undefined, undefined],
  ])('of %j is %j, %j', (kind, least, greatest) => {
    expect([outermost(kind, 'min'), outermost(kind, 'max')]).toEqual([least, greatest]);
  });

  it('is documented, and nothing beyond it is', () => {
    const bounds = fc.record({
      min: fc.integer({ min: -1_000, max: 0 }),
      max: fc.integer({ min: 100, max: 1_000 }),
      multipleOf: fc.integer({ min: 1, max: 40 }),
      isExclusive: fc.boolean(),
    });
    fc.assert(
      fc.property(bounds, ({ min, max, multipleOf, isExclusive }) => {
        const ends = isExclusive ? { exclusiveMin: min, exclusiveMax: max } : { min, max };
        const kind = { type: 'integer', name: 'it', multipleOf, ...ends } as const;
        const least = outermost(kind, 'min') ?? Number.NaN;
        const greatest = outermost(kind, 'max') ?? Number.NaN;
        expect([least, greatest].flatMap((value) => flawsOf(kind, value))).toEqual([]);
        expect(flawsOf(kind, least - multipleOf)).toMatchObject([{ aspect: 'min' }]);
        expect(flawsOf(kind, greatest + multipleOf)).toMatchObject([{ aspect: 'max' }]);
      }),
    );
  });
});

describe('a multiple', () => {
  it.each([
    [0.3, 0.1, true],
    [0.35, 0.1, false],
    [-64, 32, true],
    [65, 32, false],
    [0, 7, true],
  ])('%d of %d: %s', (value, of, is) => {
    expect(isMultipleOf(value, of)).toBe(is);
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Random, randomStream } from './random.ts';
import { MAX_SEED, seed } from './units.ts';

const seeds = fc.integer({ min: 0, max: MAX_SEED }).map(seed);
const purposes = fc.string({ maxLength: 20 });

const take = (random: Random, count = 8): readonly number[] =>
  Array.from({ length: count }, () => random.next());

describe('a random stream', () => {
  it('is the same for the same seed and purpose', () => {
    fc.assert(
      fc.property(seeds, purposes, (one, purpose) => {
        expect(take(randomStream(one, purpose))).toEqual(take(randomStream(one, purpose)));
      }),
    );
  });

  it('is another for another seed, and for another purpose', () => {
    fc.assert(
      fc.property(seeds, seeds, purposes, (one, other, purpose) => {
        fc.pre(one !== other);
        expect(take(randomStream(one, purpose))).not.toEqual(take(randomStream(other, purpose)));
        const named = take(randomStream(one, `${purpose}.a`));
        expect(named).not.toEqual(take(randomStream(one, `${purpose}.b`)));
      }),
    );
  });

  it('is not disturbed by drawing from another', () => {
    const alone = take(randomStream(seed(1), 'ids'), 20);
    const ids = randomStream(seed(1), 'ids');
    const times = randomStream(seed(1), 'times');
    const together = Array.from({ length: 20 }, () => {
      times.next();
      times.integer(1, 6);
      return ids.next();
    });
    expect(together).toEqual(alone);
  });

  it('draws from 0 up to but not including 1', () => {
    fc.assert(
      fc.property(seeds, (one) => {
        for (const value of take(randomStream(one, 'unit'), 50)) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThan(1);
        }
      }),
    );
  });

  it('draws integers of a range, both ends included', () => {
    fc.assert(
      fc.property(seeds, fc.integer(), fc.nat(1_000), (one, low, width) => {
        const random = randomStream(one, 'integers');
        for (let draw = 0; draw < 20; draw += 1) {
          const value = random.integer(low, low + width);
          expect(Number.isInteger(value)).toBe(true);
          expect(value).toBeGreaterThanOrEqual(low);
          expect(value).toBeLessThanOrEqual(low + width);
        }
      }),
    );
    const random = randomStream(seed(3), 'die');
    const seen = new Set(Array.from({ length: 200 }, () => random.integer(1, 6)));
    expect(seen).toEqual(new Set([1, 2, 3, 4, 5, 6]));
  });

  it('spreads evenly over neighbouring seeds', () => {
    const draws = Array.from({ length: 2_000 }, (_, at) => randomStream(seed(at), 'even').next());
    const mean = draws.reduce((sum, value) => sum + value, 0) / draws.length;
    // Six standard errors of a uniform mean.
    expect(Math.abs(mean - 0.5)).toBeLessThan(6 / Math.sqrt(12 * draws.length));
  });

  it('keeps its values from one version to the next', () => {
    expect(take(randomStream(seed(42), 'mock.ids'), 3)).toMatchInlineSnapshot(`
      [
        0.9249800278380685,
        0.04260029623306438,
        0.4160230025271058,
      ]
    `);
  });
});

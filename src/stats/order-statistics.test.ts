import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { randomStream } from '../units/random.ts';
import { seed } from '../units/units.ts';
import { isEstimated } from './estimate.ts';
import { quantileEstimate, quantileRanks, samplesFor } from './order-statistics.ts';

const probability = fc.double({ min: 0.01, max: 0.99, noNaN: true });
const confidence = fc.double({ min: 0.5, max: 0.9999, noNaN: true });

describe('how many observations an interval needs', () => {
  test.each([
    [0.5, 0.95, 6],
    [0.5, 0.999, 11],
    [0.95, 0.95, 72],
    [0.95, 0.999, 149],
    [0.99, 0.95, 368],
  ])('p=%d at a confidence of %d: %i', (p, level, wanted) => {
    expect(samplesFor(p, level)).toBe(wanted);
    expect(quantileRanks(wanted - 1, p, level)).toBeUndefined();
    expect(quantileRanks(wanted, p, level)).toBeDefined();
  });

  test('fewer are not estimable, and the reason counts them', () => {
    const values = Array.from({ length: 14 }, (_, place) => place);
    expect(quantileEstimate(values, 0.95, { confidence: 0.95, things: 'jobs' })).toEqual({
      reason: 'not estimable: 14 of 72 jobs',
    });
  });

  test('nothing at all is not estimable either', () => {
    expect(quantileEstimate([], 0.5, { confidence: 0.95, things: 'jobs' })).toEqual({
      reason: 'not estimable: 0 of 6 jobs',
    });
  });
});

describe('the interval of a quantile', () => {
  test('lies inside the sample and has its value inside', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { maxLength: 300 }),
        probability,
        confidence,
        (values, p, level) => {
          const estimate = quantileEstimate(values, p, { confidence: level, things: 'jobs' });
          expect(isEstimated(estimate)).toBe(values.length >= samplesFor(p, level));
          if (!isEstimated(estimate)) return;
          expect(values).toContain(estimate.low);
          expect(values).toContain(estimate.high);
          expect(estimate.low).toBeLessThanOrEqual(estimate.value);
          expect(estimate.value).toBeLessThanOrEqual(estimate.high);
          expect(estimate.n).toBe(values.length);
        },
      ),
    );
  });

  test('mirrors when the values do', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000 }), probability, confidence, (n, p, level) => {
        const ranks = quantileRanks(n, p, level);
        const mirrored = quantileRanks(n, 1 - p, level);
        if (ranks === undefined || mirrored === undefined) return;
        expect(mirrored.low).toBe(n + 1 - ranks.high);
      }),
      // 1 - p rounds: a tail that equals its limit to the last bit may fall on either side.
      { seed: 3, numRuns: 200 },
    );
  });

  test('grows with the confidence', () => {
    fc.assert(
      fc.property(fc.integer({ min: 400, max: 5_000 }), probability, (n, p) => {
        const narrow = quantileRanks(n, p, 0.9);
        const wide = quantileRanks(n, p, 0.99);
        if (narrow === undefined || wide === undefined) return;
        expect(wide.low).toBeLessThanOrEqual(narrow.low);
        expect(wide.high).toBeGreaterThanOrEqual(narrow.high);
      }),
    );
  });

  test.each([
    [100, 0.5],
    [100, 0.95],
    [400, 0.99],
  ])('holds the true value at least as often as it says (n=%i, p=%d)', (n, p) => {
    const random = randomStream(seed(20_261), `coverage ${n} ${p}`);
    const runs = 2_000;
    let held = 0;
    for (let run = 0; run < runs; run += 1) {
      const values = Array.from({ length: n }, () => random.next());
      const estimate = quantileEstimate(values, p, { confidence: 0.95, things: 'values' });
      if (isEstimated(estimate) && estimate.low <= p && p <= estimate.high) held += 1;
    }
    expect(held / runs).toBeGreaterThan(0.94);
    expect(held / runs).toBeLessThan(0.99);
  });

  test.each([0, 1, -0.1, Number.NaN])('refuses %d as a quantile or a confidence', (value) => {
    expect(() => quantileRanks(10, value, 0.95)).toThrow(RangeError);
    expect(() => quantileRanks(10, 0.5, value)).toThrow(RangeError);
  });
});

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { randomStream } from '../units/random.ts';
import { seed } from '../units/units.ts';
import { autocorrelation, autocorrelationTime, neighboursAreAlike } from './dependence.ts';
import { isEstimated } from './estimate.ts';
import { quantileEstimate } from './order-statistics.ts';
import { exactly, seriesQuantile } from './series.ts';

const options = { confidence: 0.95, things: 'requests' };

/** Uniform noise, each value keeping `memory` of the one before it. */
function autoregressive(length: number, memory: number, run: number): readonly number[] {
  const random = randomStream(seed(run), 'autoregressive');
  let value = 0;
  return Array.from({ length }, () => (value = memory * value + random.next() - 0.5));
}

function shareThatLooksAlike(memory: number): number {
  const runs = Array.from({ length: 1_000 }, (_, run) => autoregressive(100, memory, run));
  return runs.filter(neighboursAreAlike).length / runs.length;
}

describe('dependence', () => {
  test.each([
    [0, 1],
    [0.5, 3],
    [0.9, 19],
  ])('a memory of %d is forgotten after about %i values', (memory, wanted) => {
    const series = autoregressive(40_000, memory, 1);
    expect(autocorrelation(series, 1)).toBeCloseTo(memory, 1);
    expect(autocorrelationTime(series) / wanted).toBeGreaterThan(0.8);
    expect(autocorrelationTime(series) / wanted).toBeLessThan(1.25);
  });

  test('of independent values one series in twenty looks alike, of dependent ones nearly all', () => {
    expect(shareThatLooksAlike(0)).toBeGreaterThan(0.02);
    expect(shareThatLooksAlike(0)).toBeLessThan(0.07);
    expect(shareThatLooksAlike(0.5)).toBeGreaterThan(0.98);
  });

  test('a series that never varies is not dependent', () => {
    const series = Array.from({ length: 100 }, () => 7);
    expect(neighboursAreAlike(series)).toBe(false);
    expect(autocorrelationTime(series)).toBe(1);
  });
});

describe('the quantile of a series', () => {
  test('is that of independent values where neighbours do not hang together', () => {
    const values = autoregressive(200, 0, 5);
    expect(neighboursAreAlike(values)).toBe(false);
    expect(seriesQuantile(values.map(exactly), 0.95, options)).toEqual(
      quantileEstimate(values, 0.95, options),
    );
  });

  test('has a wider interval where they do', () => {
    const values = autoregressive(5_000, 0.8, 5);
    const dependent = seriesQuantile(values.map(exactly), 0.5, options);
    const naive = quantileEstimate(values, 0.5, options);
    if (!isEstimated(dependent) || !isEstimated(naive)) throw new Error('expected two estimates');
    expect(dependent.value).toBe(naive.value);
    expect(dependent.high - dependent.low).toBeGreaterThan(2 * (naive.high - naive.low));
  });

  test('is not estimable where the series is too short for its memory', () => {
    const estimate = seriesQuantile(autoregressive(100, 0.95, 2).map(exactly), 0.5, options);
    expect('reason' in estimate && estimate.reason).toMatch(
      /^not estimable: not settled: neighbouring requests/u,
    );
  });

  test.each([0.5, 0.95])('p=%d: of what it prints, at most one in fifteen is wrong', (p) => {
    const truth = (() => {
      const long = autoregressive(200_000, 0.7, 99).toSorted((a, b) => a - b);
      return long[Math.floor(p * long.length)] ?? 0;
    })();
    let printed = 0;
    let wrong = 0;
    for (let run = 0; run < 300; run += 1) {
      const estimate = seriesQuantile(autoregressive(2_000, 0.7, run).map(exactly), p, options);
      if (!isEstimated(estimate)) continue;
      printed += 1;
      if (truth < estimate.low || truth > estimate.high) wrong += 1;
    }
    expect(printed).toBeGreaterThan(200);
    expect(wrong / printed).toBeLessThan(1 / 15);
  });

  test('encloses the quantile of every value that the bounds allow', () => {
    const within = fc.record({ low: fc.integer({ max: 1_000, min: 0 }), width: fc.nat(50) });
    fc.assert(
      fc.property(
        fc.array(within, { minLength: 6, maxLength: 40 }),
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        (spans, shares) => {
          const series = spans.map(({ low, width }) => ({ low, high: low + width }));
          const estimate = seriesQuantile(series, 0.5, options);
          if (!isEstimated(estimate)) return;
          const truths = series.map(({ low, high }) => low + shares.next().value * (high - low));
          const exact = quantileEstimate(truths, 0.5, options);
          if (!isEstimated(exact)) throw new Error('expected an estimate');
          expect(estimate.low).toBeLessThanOrEqual(exact.low + 1e-9);
          expect(estimate.high).toBeGreaterThanOrEqual(exact.high - 1e-9);
        },
      ),
    );
  });
});

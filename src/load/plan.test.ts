import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { milliseconds, requestsPerMinute } from '../units/units.ts';
import { defaultRate, describeShowing, type LoadPlan, planLoad } from './plan.ts';

function planned(perMinute: number, jobs: number, confidence = 0.95): LoadPlan {
  return planLoad(contract, { rate: requestsPerMinute(perMinute), jobs, confidence });
}

describe('the plan of a load', () => {
  test('says what it will do, cost and show', () => {
    expect(planned(20, 100)).toEqual({
      rate: 20,
      jobs: 100,
      interval: 3_000,
      deadline: 600_000,
      arrivals: 297_000,
      expectedDuration: 322_350,
      longestDuration: 897_000,
      virtualUsers: 105,
      inFlight: 8.45,
      requestsPerMinute: 20 * 27.35,
      cost: 6.3,
      shows: [
        { quantile: 0.5, needs: 6, estimable: true },
        { quantile: 0.95, needs: 72, estimable: true },
        { quantile: 0.99, needs: 368, estimable: false },
      ],
    });
  });

  test.each([
    [100, 0.95, '100 jobs, 6.30 USD: median and p95; no p99 (needs 368)'],
    [100, 0.999, '100 jobs, 6.30 USD: median; no p95 (needs 149); no p99 (needs 757)'],
    [1, 0.95, '1 job, 0.06 USD: no median (needs 6); no p95 (needs 72); no p99 (needs 368)'],
    [400, 0.95, '400 jobs, 25.20 USD: median and p95 and p99'],
  ])('in words, for %i jobs at %d', (jobs, confidence, wanted) => {
    expect(describeShowing(planned(20, jobs, confidence))).toBe(wanted);
  });

  test('makes as many jobs as fit into a duration, and no more for its end', () => {
    const request = { rate: requestsPerMinute(6), confidence: 0.95 };
    expect(planLoad(contract, { ...request, duration: milliseconds(60_000) }).jobs).toBe(6);
    expect(planLoad(contract, { ...request, duration: milliseconds(60_000), jobs: 2 }).jobs).toBe(
      2,
    );
    expect(planLoad(contract, request).jobs).toBe(100);
    expect(() => planLoad(contract, { ...request, duration: milliseconds(9_000) })).toThrow(
      RangeError,
    );
    expect(() => planLoad(contract, { ...request, jobs: 1.5 })).toThrow(RangeError);
  });

  test('has a virtual user for every job that can be in flight', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 600, noNaN: true }),
        fc.integer({ min: 1, max: 5_000 }),
        (rate, jobs) => {
          const plan = planned(rate, jobs);
          const most = Math.min(jobs, Math.floor(plan.deadline / plan.interval) + 1);
          expect(plan.virtualUsers).toBeGreaterThan(most);
          expect(plan.virtualUsers).toBeLessThanOrEqual(jobs + 5);
        },
      ),
    );
  });
});

describe('the default rate', () => {
  test('keeps a pool of ten busy and not full', () => {
    const rate = defaultRate(contract);
    expect(rate).toBe(14);
    expect(planned(rate, 100).inFlight).toBeGreaterThan(5);
    expect(planned(rate, 100).inFlight).toBeLessThan(8);
  });

  test.each([
    [250, 1_440],
    [600_000, 0.6],
  ])('suits models of %i ms: %d a minute', (typicalMs, wanted) => {
    expect(defaultRate({ ...contract, latency: { typicalMs, source: '' } })).toBe(wanted);
  });
});

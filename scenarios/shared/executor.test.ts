import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import type { ScenarioSettings } from '../../src/load/protocol.ts';
import { evenArrivals } from './executor.ts';

function settings(change: Partial<ScenarioSettings>): ScenarioSettings {
  return {
    contract,
    baseUrl: 'http://127.0.0.1:1',
    headers: [],
    seed: 1,
    jobs: 10,
    intervalMs: 3_000,
    deadlineMs: 600_000,
    virtualUsers: 11,
    clock: { rate: 1, wall: 0, target: 0 },
    ...change,
  };
}

const spanOf = (text: string): number => Number(/^([\d.]+)ms$/u.exec(text)?.[1]);

describe('even arrivals', () => {
  test('start every job with time to spare, and in real time none too many', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.integer({ min: 1, max: 600 }),
        fc.constantFrom(1, 20, 100),
        (jobs, perMinute, rate) => {
          const clock = { rate, wall: 0, target: 0 };
          const made = evenArrivals(settings({ jobs, intervalMs: 60_000 / perMinute, clock }));
          const interval = spanOf(made.timeUnit);
          const spare = spanOf(made.duration) - (jobs - 1) * interval;
          expect(spare).toBeGreaterThan(999);
          // k6 starts one at either end of a duration.
          expect(spare < interval || interval < 1_001).toBe(true);
        },
      ),
    );
  });

  test('give a job its whole deadline after the last start, in wall-clock time', () => {
    const inRealTime = evenArrivals(settings({}));
    expect(spanOf(inRealTime.gracefulStop)).toBeGreaterThan(600_000);
    const fast = evenArrivals(settings({ clock: { rate: 100, wall: 0, target: 0 } }));
    expect(spanOf(fast.gracefulStop)).toBeGreaterThan(6_000);
    expect(spanOf(fast.gracefulStop)).toBeLessThan(600_000);
  });
});

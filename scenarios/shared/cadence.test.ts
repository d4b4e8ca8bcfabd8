import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextTick } from './cadence.ts';

test.each([
  [0, 1_000, 0, 1_000],
  [0, 1_000, 40, 1_000],
  [500, 1_000, 1_499, 1_500],
  [500, 1_000, 1_500, 2_500],
  [0, 1_000, 2_300, 3_000],
])('after the tick at %i, every %i, with the answer at %i: %i', (tick, interval, now, wanted) => {
  expect(nextTick(tick, interval, now)).toBe(wanted);
});

test('is the first tick of the same cadence after the answer', () => {
  const instants = fc.nat(1_000_000);
  fc.assert(
    fc.property(instants, fc.integer({ min: 1, max: 5_000 }), instants, (tick, interval, late) => {
      const next = nextTick(tick, interval, tick + late);
      expect((next - tick) % interval).toBe(0);
      expect(next).toBeGreaterThan(tick + late);
      expect(next - interval).toBeLessThanOrEqual(tick + late);
    }),
  );
});

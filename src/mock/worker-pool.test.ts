import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { epochMs, milliseconds } from '../units/units.ts';
import { type Span, WorkerPool } from './worker-pool.ts';

const jobs = fc.array(
  fc.record({
    gap: fc.double({ min: 0, max: 100, noNaN: true }),
    service: fc.double({ min: 0, max: 500, noNaN: true }),
  }),
  { minLength: 1, maxLength: 60 },
);
const workers = fc.integer({ min: 1, max: 6 });

interface Run extends Span {
  readonly readyAt: number;
  readonly service: number;
}

function runs(count: number, program: readonly { gap: number; service: number }[]): Run[] {
  const pool = new WorkerPool(count);
  let readyAt = 0;
  return program.map(({ gap, service }) => {
    readyAt += gap;
    return { readyAt, service, ...pool.assign(epochMs(readyAt), milliseconds(service)) };
  });
}

test('a job starts when it is ready or a worker is free, and runs as long as it takes', () => {
  fc.assert(
    fc.property(workers, jobs, (count, program) => {
      const all = runs(count, program);
      const freed = new Set(all.map(({ endsAt }) => endsAt));
      for (const { readyAt, startsAt, endsAt, service } of all) {
        expect(startsAt === readyAt || (startsAt > readyAt && freed.has(startsAt))).toBe(true);
        expect(endsAt).toBe(startsAt + service);
      }
    }),
  );
});

test('jobs start in the order in which they came', () => {
  fc.assert(
    fc.property(workers, jobs, (count, program) => {
      const starts = runs(count, program).map(({ startsAt }) => startsAt);
      expect(starts).toEqual(starts.toSorted((one, other) => one - other));
    }),
  );
});

test('never more run at once than there are workers', () => {
  fc.assert(
    fc.property(workers, jobs, (count, program) => {
      const all = runs(count, program);
      for (const { startsAt } of all) {
        const running = all.filter((run) => run.startsAt <= startsAt && startsAt < run.endsAt);
        expect(running.length).toBeLessThanOrEqual(count);
      }
    }),
  );
});

test('no job waits while a worker is free', () => {
  fc.assert(
    fc.property(workers, jobs, (count, program) => {
      const all = runs(count, program);
      for (const { readyAt, startsAt } of all.filter((run) => run.startsAt > run.readyAt)) {
        const busy = all.filter((run) => run.startsAt <= readyAt && run.endsAt > readyAt);
        expect(startsAt > readyAt && busy.length).toBeGreaterThanOrEqual(count);
      }
    }),
  );
});

test.each([0, -1, 1.5, Number.NaN])('a pool of %d workers is refused', (count) => {
  expect(() => new WorkerPool(count)).toThrow(RangeError);
});

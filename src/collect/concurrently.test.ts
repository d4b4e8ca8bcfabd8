import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { milliseconds } from '../units/units.ts';
import { VirtualClock } from '../units/virtual-clock.ts';
import { concurrently } from './concurrently.ts';

const spans = fc.array(fc.nat(100), { maxLength: 20 });
const limits = fc.integer({ min: 1, max: 6 });

it('runs each task once, begun in order, never more than the limit at once', async () => {
  await fc.assert(
    fc.asyncProperty(limits, spans, async (limit, takes) => {
      const clock = new VirtualClock(0, 'itself');
      const begun: number[] = [];
      let [running, most] = [0, 0];
      await clock.activity(() =>
        concurrently(clock, limit, [...takes.entries()], async ([place, span]) => {
          begun.push(place);
          running += 1;
          most = Math.max(most, running);
          await clock.sleep(milliseconds(span));
          running -= 1;
        }),
      );
      expect(begun).toEqual([...takes.keys()]);
      expect(most).toBe(Math.min(limit, takes.length));
    }),
  );
});

it('begins nothing more after a failure, and finishes what runs', async () => {
  await fc.assert(
    fc.asyncProperty(limits, spans, fc.nat(19), async (limit, takes, guilty) => {
      fc.pre(guilty < takes.length);
      const clock = new VirtualClock(0, 'itself');
      const failure = new Error('torn');
      let failedAt = Infinity;
      const late: number[] = [];
      let [begun, ended] = [0, 0];
      const run = clock.activity(() =>
        concurrently(clock, limit, [...takes.entries()], async ([place, span]) => {
          if (failedAt !== Infinity) late.push(place);
          begun += 1;
          await clock.sleep(milliseconds(span));
          ended += 1;
          if (place !== guilty) return;
          failedAt = clock.now();
          throw failure;
        }),
      );
      await expect(run).rejects.toBe(failure);
      expect(late).toEqual([]);
      expect(ended).toBe(begun);
    }),
  );
});

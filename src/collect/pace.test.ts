import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { milliseconds, requestsPerMinute } from '../units/units.ts';
import { VirtualClock } from '../units/virtual-clock.ts';
import { pacedTo } from './pace.ts';

const never = new AbortController().signal;

it('never lets more than the rate begin within any minute', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 30 }),
      fc.array(fc.nat(20_000), { maxLength: 40 }),
      async (rate, gaps) => {
        const clock = new VirtualClock(0, 'itself');
        const pace = pacedTo(requestsPerMinute(rate), clock);
        const begun: number[] = [];
        await clock.activity(async () => {
          for (const gap of gaps) {
            await clock.sleep(milliseconds(gap));
            await pace(never);
            begun.push(clock.now());
          }
        });
        const spans = begun.slice(rate).map((at, place) => at - (begun[place] ?? Number.NaN));
        // A minute is 60 s but for the dust of binary fractions.
        expect(spans.filter((span) => !(span > 60_000 - 1e-6))).toEqual([]);
      },
    ),
  );
});

it('ends a wait with the run', async () => {
  const clock = new VirtualClock(0, 'itself');
  const pace = pacedTo(requestsPerMinute(1), clock);
  const abort = new AbortController();
  const reason = new Error('interrupted');
  const waits = clock.activity(async () => {
    await pace(abort.signal);
    await clock.waitFor(
      Promise.all([
        clock.activity(async () => {
          await clock.sleep(milliseconds(10));
          abort.abort(reason);
        }),
        clock.activity(() => pace(abort.signal)),
      ]),
    );
  });
  await expect(waits).rejects.toBe(reason);
  expect(clock.now()).toBe(10);
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { milliseconds, usd } from '../units/units.ts';
import { VirtualClock } from '../units/virtual-clock.ts';
import { Budget, jobsIn } from './budget.ts';

const price = usd(0.063);

/** A POST in flight: how long it takes, and whether it turns out to be free. */
const submission = fc.record({
  begins: fc.nat(50),
  takes: fc.nat(50),
  isFree: fc.boolean(),
  saysTwice: fc.boolean(),
});

describe('how many jobs an allowance reaches for', () => {
  it.each([
    [{}, Infinity],
    [{ jobs: 0 }, 0],
    [{ jobs: 3 }, 3],
    [{ jobs: 2.5 }, 2],
    [{ usd: usd(0) }, 0],
    [{ usd: usd(0.0629) }, 0],
    [{ usd: usd(0.06299) }, 0],
    [{ usd: usd(0.063) }, 1],
    [{ usd: usd(0.441) }, 7],
    [{ usd: usd(7 * 0.063) }, 7],
    [{ usd: usd(2.5) }, 39],
    [{ usd: usd(2.5), jobs: 4 }, 4],
    [{ usd: usd(0.1), jobs: 40 }, 1],
  ])('is the stricter of both: %o', (allowance, jobs) => {
    expect(jobsIn(allowance, price)).toBe(jobs);
  });

  it('never overspends, and leaves less than a price unspent', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1_000, noNaN: true }),
        fc.double({ min: 1e-6, max: 10, noNaN: true }),
        (dollars, each) => {
          const jobs = jobsIn({ usd: usd(dollars) }, usd(each));
          expect(jobs * each).toBeLessThanOrEqual(dollars + 1e-8 * each);
          expect((jobs + 1) * each).toBeGreaterThan(dollars);
        },
      ),
    );
  });

  it('is no limit where a job costs nothing', () => {
    expect(jobsIn({ usd: usd(0) }, usd(0))).toBe(Infinity);
    expect(jobsIn({ usd: usd(1), jobs: 2 }, usd(0))).toBe(2);
  });
});

describe('the money of a run', () => {
  it('never holds more than the allowance, and refuses only once all of it is spent', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 5 }),
        fc.array(submission, { maxLength: 25 }),
        async (jobs, submissions) => {
          const clock = new VirtualClock(0, 'itself');
          const budget = new Budget({ jobs }, price);
          let [inFlight, kept] = [0, 0];
          const keptWhenDenied: number[] = [];
          const isWithin = (): void => {
            expect(inFlight + kept).toBeLessThanOrEqual(jobs);
            expect(budget.committed).toBeCloseTo((inFlight + kept) * price, 9);
            expect(budget.left).toBe(jobs - inFlight - kept);
          };
          await clock.activity(() =>
            clock.waitFor(
              Promise.all(
                submissions.map(({ begins, takes, isFree, saysTwice }) =>
                  clock.activity(async () => {
                    await clock.sleep(milliseconds(begins));
                    const reservation = await budget.reserve(clock);
                    if (reservation === undefined) {
                      keptWhenDenied.push(kept);
                      return;
                    }
                    inFlight += 1;
                    isWithin();
                    await clock.sleep(milliseconds(takes));
                    inFlight -= 1;
                    if (!isFree) kept += 1;
                    if (isFree) reservation.giveBack();
                    else reservation.keep();
                    if (saysTwice) {
                      reservation.giveBack();
                      reservation.keep();
                    }
                    isWithin();
                  }),
                ),
              ),
            ),
          );
          const paid = submissions.filter(({ isFree }) => !isFree).length;
          expect(keptWhenDenied).toEqual(keptWhenDenied.map(() => jobs));
          expect(kept).toBe(Math.min(jobs, paid));
        },
      ),
    );
  });

  it('charges for a job that nobody asked for, beyond the allowance too', async () => {
    const clock = new VirtualClock(0, 'itself');
    const budget = new Budget({ jobs: 0 }, price);
    const stray = budget.charge();
    expect(budget.committed).toBe(price);
    expect(budget.left).toBe(0);
    stray.giveBack();
    expect(budget.committed).toBe(0);
    expect(await clock.activity(() => budget.reserve(clock))).toBeUndefined();
  });

  it('reserves nothing more once the time is up', async () => {
    const clock = new VirtualClock(0, 'itself');
    const budget = new Budget({}, price, () => clock.now() >= 10);
    const reserved = await clock.activity(async () => {
      const before = await budget.reserve(clock);
      await clock.sleep(milliseconds(10));
      return [before, await budget.reserve(clock)];
    });
    expect(reserved).toEqual([expect.anything(), undefined]);
    expect(budget.isTimeUp).toBe(true);
  });
});

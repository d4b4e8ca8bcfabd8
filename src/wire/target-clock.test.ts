import { setTimeout as wait } from 'node:timers/promises';
import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Clock } from '../units/clock.ts';
import { milliseconds } from '../units/units.ts';
import { SimulatedTarget } from './fixtures/simulated-target.ts';
import { ClockError, targetClock } from './target-clock.ts';

const ms = milliseconds;
const ORIGIN = 5_000;

async function follow(target: SimulatedTarget): Promise<Clock> {
  return targetClock(target.line());
}

/** Runs these at the same time, each as an activity, and awaits them all. */
function together(clock: Clock, ...works: readonly (() => Promise<unknown>)[]): Promise<unknown> {
  return clock.activity(() =>
    clock.waitFor(Promise.all(works.map((work) => clock.activity(work)))),
  );
}

describe('a target in virtual time', () => {
  it('is followed from where it stands', async () => {
    const clock = await follow(new SimulatedTarget(ORIGIN));
    expect([clock.now(), clock.rate]).toEqual([ORIGIN, 0]);
  });

  it('is moved to whoever wakes next, in order', async () => {
    const spans = fc.array(fc.nat(40), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(spans, async (all) => {
        const target = new SimulatedTarget(ORIGIN);
        const clock = await follow(target);
        const woken: { readonly at: number; readonly place: number }[] = [];
        await together(
          clock,
          ...all.map((span, place) => async () => {
            await clock.sleep(ms(span));
            woken.push({ at: clock.now() - ORIGIN, place });
          }),
        );
        const expected = all
          .map((at, place) => ({ at, place }))
          .toSorted((one, other) => one.at - other.at || one.place - other.place);
        expect(woken).toEqual(expected);
        expect(target.clock.now() - ORIGIN).toBe(Math.max(...all));
      }),
      { numRuns: 15 },
    );
  });

  it('is moved by whole milliseconds, and not past who sleeps for less', async () => {
    const target = new SimulatedTarget(ORIGIN);
    const clock = await follow(target);
    await clock.activity(() => clock.sleep(ms(0.25)));
    expect(target.moves).toEqual([1]);
    expect(clock.now()).toBe(ORIGIN + 1);
  });

  it('moves while all that is in flight is held, and an answer ends when it was given', async () => {
    const target = new SimulatedTarget(ORIGIN);
    const clock = await follow(target);
    const told: (readonly [string, number])[] = [];
    const tell = (what: string): number => told.push([what, clock.now() - ORIGIN]);
    await together(
      clock,
      async () => {
        await clock.answer(target.answerAfter(ms(25_000), 'image'));
        tell('answered');
      },
      async () => {
        for (let count = 0; count < 3; count += 1) {
          await clock.sleep(ms(10_000));
          tell('polled');
        }
      },
    );
    expect(told).toEqual([
      ['polled', 10_000],
      ['polled', 20_000],
      ['answered', 25_000],
      ['polled', 30_000],
    ]);
  });

  it('stands still while an exchange is on its way and not held', async () => {
    const target = new SimulatedTarget(ORIGIN);
    const clock = await follow(target);
    let answered: number | undefined;
    await together(
      clock,
      async () => {
        await clock.answer(wait(40));
        answered = clock.now() - ORIGIN;
      },
      () => clock.sleep(ms(1_000)),
    );
    expect(answered).toBe(0);
    expect(target.moves).toEqual([1_000]);
  });

  it('stands still while an activity runs', async () => {
    const target = new SimulatedTarget(ORIGIN);
    const clock = await follow(target);
    await clock.activity(async () => {
      const asleep = clock.activity(() => clock.sleep(ms(1_000)));
      await wait(20);
      expect([clock.now() - ORIGIN, target.moves]).toEqual([0, []]);
      await clock.waitFor(asleep);
      expect(clock.now() - ORIGIN).toBe(1_000);
      await wait(10);
      expect(target.moves).toEqual([1_000]);
    });
  });

  it('is not asked over and over once all is done', async () => {
    const target = new SimulatedTarget(ORIGIN);
    const clock = await follow(target);
    await clock.activity(() => clock.sleep(ms(10)));
    const { reads } = target;
    await wait(15);
    expect(target.reads).toBe(reads);
  });

  it('is followed where others move it too', async () => {
    const target = new SimulatedTarget(ORIGIN);
    const clock = await follow(target);
    await target.clock.advance(ms(700));
    await clock.activity(() => clock.sleep(ms(1_000)));
    expect(target.moves).toEqual([300]);
    expect(clock.now()).toBe(target.clock.now());
  });

  it('goes on after a sleep that was broken off', async () => {
    const target = new SimulatedTarget(ORIGIN);
    const clock = await follow(target);
    const reason = new Error('interrupted');
    const controller = new AbortController();
    await together(
      clock,
      async () => {
        const sleep = clock.sleep(ms(60_000), controller.signal);
        await expect(sleep).rejects.toBe(reason);
      },
      async () => {
        await clock.sleep(ms(10));
        controller.abort(reason);
        await clock.sleep(ms(10));
      },
    );
    expect(clock.now() - ORIGIN).toBe(20);
    const over = clock.activity(() => clock.sleep(ms(5), controller.signal));
    await expect(over).rejects.toBe(reason);
  });

  it('wakes all sleepers with the failure of its clock, then tries again', async () => {
    const target = new SimulatedTarget(ORIGIN);
    const clock = await follow(target);
    const failure = new Error('the line is dead');
    target.failure = failure;
    const asleep = [10, 20].map((span) => clock.activity(() => clock.sleep(ms(span))));
    const ended = await Promise.allSettled(asleep);
    const reason = expect.objectContaining({ name: 'ClockError', cause: failure }) as unknown;
    expect(ended).toEqual([
      { status: 'rejected', reason },
      { status: 'rejected', reason },
    ]);
    target.failure = undefined;
    await clock.activity(() => clock.sleep(ms(10)));
    expect(clock.now() - ORIGIN).toBe(10);
  });

  it('asks again where the line breaks once', async () => {
    const target = new SimulatedTarget(ORIGIN);
    const clock = await follow(target);
    target.failure = new Error('the line broke');
    setTimeout(() => {
      target.failure = undefined;
    }, 5);
    await clock.activity(() => clock.sleep(ms(10)));
    expect(clock.now() - ORIGIN).toBe(10);
  });

  it('does not ask a clock that failed over and over while an answer is awaited', async () => {
    const target = new SimulatedTarget(ORIGIN);
    const clock = await follow(target);
    target.failure = new Error('the line is dead');
    const { reads } = target;
    await clock.activity(() => clock.answer(wait(40)));
    expect(target.reads - reads).toBeLessThan(5);
  });

  it('is not asked in a rush while something is due that does not come', async () => {
    const line = { now: ORIGIN, rate: 0, parked: 1, next: ORIGIN - 10 };
    let reads = 0;
    const clock = await targetClock({
      read: () => Promise.resolve((reads += 1) && line),
      advance: () => Promise.resolve(line),
    });
    await clock.activity(() => clock.answer(wait(100)));
    expect(reads).toBeLessThan(50);
  });
});

describe('a target that tells only what time it is', () => {
  it('is taken to be virtual, and to hold nothing', async () => {
    const target = new SimulatedTarget(ORIGIN, 'now alone');
    const clock = await follow(target);
    expect(clock.rate).toBe(0);
    let answered: number | undefined;
    await together(
      clock,
      async () => {
        await clock.answer(wait(40));
        answered = clock.now() - ORIGIN;
      },
      () => clock.sleep(ms(1_000)),
    );
    expect(answered).toBe(0);
    expect(clock.now() - ORIGIN).toBe(1_000);
  });

  it('is moved all the same when it has been silent for long: it may hold after all', async () => {
    const target = new SimulatedTarget(ORIGIN, 'now alone');
    const clock = await follow(target);
    let answered: number | undefined;
    await together(
      clock,
      async () => {
        await clock.answer(target.answerAfter(ms(500), 'image'));
        answered = clock.now() - ORIGIN;
      },
      () => clock.sleep(ms(1_000)),
    );
    expect(answered).toBe(1_000);
  });
});

describe('a target whose time runs by itself', () => {
  it('is followed at its rate, from where it stands', async () => {
    const clock = await targetClock({
      read: () => Promise.resolve({ now: ORIGIN, rate: 1_000, parked: 0, next: null }),
      advance: () => Promise.reject(new Error('must not be moved')),
    });
    expect(clock.rate).toBe(1_000);
    expect(clock.now()).toBeGreaterThanOrEqual(ORIGIN);
    await clock.sleep(ms(10_000));
    expect(clock.now() - ORIGIN).toBeGreaterThan(8_000);
  });
});

test.each([
  [undefined],
  [null],
  ['2026-01-01'],
  [{}],
  [{ now: '5' }],
  [{ now: 5, rate: -1 }],
  [{ now: 5, parked: 0.5 }],
  [{ error: 'not found' }],
])('an answer of %j is not that of a clock', async (answer) => {
  const line = {
    read: () => Promise.resolve<unknown>(answer),
    advance: () => Promise.resolve<unknown>(answer),
  };
  await expect(targetClock(line)).rejects.toThrow(ClockError);
  await expect(targetClock(line)).rejects.toThrow(/should answer .* it answered /);
});

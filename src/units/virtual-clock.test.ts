import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { milliseconds } from './units.ts';
import { VirtualClock } from './virtual-clock.ts';

const ms = milliseconds;
const ORIGIN = 1_000_000;

/** A turn of the event loop in which nothing is awaited of the clock. */
const turn = (): Promise<void> => new Promise(setImmediate);

describe('virtual time that passes by itself', () => {
  it('wakes sleepers in the order of their instants, whatever the order they fell asleep in', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(50), { minLength: 1, maxLength: 12 }), async (spans) => {
        const clock = new VirtualClock(ORIGIN, 'itself');
        const woken: { readonly at: number; readonly place: number }[] = [];
        const sleeper = async (span: number, place: number): Promise<void> => {
          await clock.sleep(ms(span));
          woken.push({ at: clock.now() - ORIGIN, place });
        };
        await clock.activity(() =>
          clock.waitFor(
            Promise.all(spans.map((span, place) => clock.activity(() => sleeper(span, place)))),
          ),
        );
        const expected = spans
          .map((at, place) => ({ at, place }))
          .toSorted((one, other) => one.at - other.at || one.place - other.place);
        expect(woken).toEqual(expected);
      }),
    );
  });

  it('takes no time of the wall clock', async () => {
    const clock = new VirtualClock(ORIGIN, 'itself');
    const begun = performance.now();
    await clock.activity(() => clock.sleep(ms(3_600_000)));
    expect(clock.now()).toBe(ORIGIN + 3_600_000);
    expect(performance.now() - begun).toBeLessThan(1_000);
  });

  it('stands still while any activity runs', async () => {
    const clock = new VirtualClock(ORIGIN, 'itself');
    const seen: number[] = [];
    await clock.activity(async () => {
      const asleep = clock.activity(() => clock.sleep(ms(10)));
      for (let count = 0; count < 5; count += 1) {
        await turn();
        seen.push(clock.now() - ORIGIN);
      }
      await clock.waitFor(asleep);
      seen.push(clock.now() - ORIGIN);
    });
    expect(seen).toEqual([0, 0, 0, 0, 0, 10]);
  });

  it('wakes one at a time: who is woken runs until it sleeps again', async () => {
    const clock = new VirtualClock(ORIGIN, 'itself');
    const told: string[] = [];
    const work = async (name: string): Promise<void> => {
      await clock.sleep(ms(5));
      told.push(`${name} begins`);
      await turn();
      await turn();
      told.push(`${name} ends`);
    };
    await clock.activity(() =>
      clock.waitFor(
        Promise.all([clock.activity(() => work('a')), clock.activity(() => work('b'))]),
      ),
    );
    expect(told).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });

  it('lets others pass while one waits for them, and stands still when it is back', async () => {
    const clock = new VirtualClock(ORIGIN, 'itself');
    const result = await clock.activity(async () => {
      const other = clock.activity(async () => {
        await clock.sleep(ms(40));
        return 'done';
      });
      const late = clock.activity(() => clock.sleep(ms(100)));
      const answer = await clock.waitFor(other);
      await turn();
      await turn();
      const now = clock.now() - ORIGIN;
      await clock.waitFor(late);
      return { answer, now };
    });
    expect(result).toEqual({ answer: 'done', now: 40 });
  });

  it('goes on after an activity that failed', async () => {
    const clock = new VirtualClock(ORIGIN, 'itself');
    const failure = new Error('broke');
    const failing = clock.activity(() => Promise.reject(failure));
    await expect(failing).rejects.toBe(failure);
    await clock.activity(() => clock.sleep(ms(5)));
    expect(clock.now()).toBe(ORIGIN + 5);
  });

  it('goes on after a failed wait', async () => {
    const clock = new VirtualClock(ORIGIN, 'itself');
    const failure = new Error('broke');
    await clock.activity(async () => {
      await expect(clock.waitFor(Promise.reject(failure))).rejects.toBe(failure);
      await clock.sleep(ms(5));
    });
    expect(clock.now()).toBe(ORIGIN + 5);
  });

  it('takes a negative span for none', async () => {
    const clock = new VirtualClock(ORIGIN, 'itself');
    await clock.activity(() => clock.sleep(ms(-5)));
    expect(clock.now()).toBe(ORIGIN);
  });

  it('hands an answer through: the embedded target answers inside the activity', async () => {
    const clock = new VirtualClock(ORIGIN, 'itself');
    expect(await clock.activity(() => clock.answer(Promise.resolve(4)))).toBe(4);
  });
});

describe('a virtual sleep that is broken off', () => {
  const reason = new Error('interrupted');

  it('rejects at once with the reason, and leaves time to the others', async () => {
    const clock = new VirtualClock(ORIGIN, 'itself');
    const controller = new AbortController();
    const seen = await clock.activity(async () => {
      const long = clock.activity(() => clock.sleep(ms(1_000), controller.signal));
      const short = clock.activity(async () => {
        await clock.sleep(ms(10));
        controller.abort(reason);
      });
      await clock.waitFor(short);
      await expect(clock.waitFor(long)).rejects.toBe(reason);
      const at = clock.now() - ORIGIN;
      await clock.sleep(ms(5));
      return { at, after: clock.now() - ORIGIN, parked: clock.parked };
    });
    expect(seen).toEqual({ at: 10, after: 15, parked: 0 });
  });

  it('leaves time standing still while whoever slept goes on', async () => {
    const clock = new VirtualClock(ORIGIN, 'itself');
    const controller = new AbortController();
    const other = clock.activity(() => clock.sleep(ms(500)));
    await clock.activity(async () => {
      const asleep = clock.sleep(ms(1_000), controller.signal);
      controller.abort(reason);
      await expect(asleep).rejects.toBe(reason);
      for (let count = 0; count < 5; count += 1) await turn();
      expect(clock.now()).toBe(ORIGIN);
      await clock.waitFor(other);
    });
    expect(clock.now()).toBe(ORIGIN + 500);
  });

  it('does not begin with a signal that is over', async () => {
    const clock = new VirtualClock(ORIGIN, 'itself');
    const sleep = (): Promise<void> => clock.sleep(ms(5), AbortSignal.abort(reason));
    await expect(clock.activity(sleep)).rejects.toBe(reason);
    expect(clock.parked).toBe(0);
  });

  it('is not disturbed by an abort after it', async () => {
    const clock = new VirtualClock(ORIGIN, 'itself');
    const controller = new AbortController();
    await clock.activity(async () => {
      await clock.sleep(ms(5), controller.signal);
      controller.abort(reason);
      await clock.sleep(ms(5));
    });
    expect(clock.now()).toBe(ORIGIN + 10);
  });
});

describe('virtual time that is moved by hand', () => {
  it('does not move by itself, and tells who sleeps and until when', async () => {
    const clock = new VirtualClock(ORIGIN, 'by-hand');
    expect([clock.parked, clock.next]).toEqual([0, undefined]);
    const asleep = [
      clock.activity(() => clock.sleep(ms(30))),
      clock.activity(() => clock.sleep(ms(10))),
    ];
    await turn();
    await turn();
    expect([clock.now(), clock.parked, clock.next]).toEqual([ORIGIN, 2, ORIGIN + 10]);
    await clock.advance(ms(10));
    expect([clock.now(), clock.parked, clock.next]).toEqual([ORIGIN + 10, 1, ORIGIN + 30]);
    await clock.advance(ms(100));
    await Promise.all(asleep);
    expect([clock.now(), clock.parked, clock.next]).toEqual([ORIGIN + 110, 0, undefined]);
  });

  it('wakes at its own instant whoever falls asleep again on the way', async () => {
    const clock = new VirtualClock(ORIGIN, 'by-hand');
    const woken: number[] = [];
    const steps = clock.activity(async () => {
      for (const span of [10, 15, 0, 25]) {
        await clock.sleep(ms(span));
        woken.push(clock.now() - ORIGIN);
      }
    });
    await clock.advance(ms(40));
    expect(woken).toEqual([10, 25, 25]);
    await clock.advance(ms(10));
    await steps;
    expect(woken).toEqual([10, 25, 25, 50]);
    expect(clock.now()).toBe(ORIGIN + 50);
  });

  it.each([
    [100, 10],
    [10, 100],
  ])('never goes back, when calls of %i and %i overlap', async (one, other) => {
    const clock = new VirtualClock(ORIGIN, 'by-hand');
    const sleepers = [5, 6, 7].map((span) => clock.activity(() => clock.sleep(ms(span))));
    const seen: number[] = [];
    const advance = async (span: number): Promise<void> => {
      await clock.advance(ms(span));
      seen.push(clock.now() - ORIGIN);
    };
    await Promise.all([advance(one), advance(other), ...sleepers]);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(clock.now() - ORIGIN).toBeGreaterThanOrEqual(100);
  });

  it('takes a negative span for none', async () => {
    const clock = new VirtualClock(ORIGIN, 'by-hand');
    await clock.advance(ms(-50));
    expect(clock.now()).toBe(ORIGIN);
  });
});

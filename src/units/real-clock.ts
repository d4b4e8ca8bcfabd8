import { setTimeout as timer } from 'node:timers/promises';
import type { Clock } from './clock.ts';
import { type EpochMs, epochMs, type Milliseconds } from './units.ts';

/** The wall clock, as epoch milliseconds that never go back. */
export const wallClock = (): number => performance.timeOrigin + performance.now();

/**
 * A clock that runs `rate` times as fast as the wall clock.
 * @param rate above 0; 1 is real time.
 * @param startsAt the target's instant at this moment; the wall clock's by default.
 */
export function realClock(rate: number, startsAt?: number, wall: () => number = wallClock): Clock {
  const begun = wall();
  const origin = startsAt ?? begun;
  const now = (): EpochMs => epochMs(origin + (wall() - begun) * rate);
  return {
    rate,
    now,
    sleep: async (span: Milliseconds, signal?: AbortSignal) => {
      signal?.throwIfAborted();
      try {
        await timer(Math.max(0, span) / rate, undefined, signal && { signal });
      } catch (error) {
        // The timer rejects with an error of its own, which only wraps the signal's reason.
        signal?.throwIfAborted();
        throw error;
      }
    },
    activity: (run) => run(),
    waitFor: (others) => others,
    answer: (exchange) => exchange,
  };
}

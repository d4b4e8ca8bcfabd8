import type { Clock } from '../units/clock.ts';
import { milliseconds, type RequestsPerMinute } from '../units/units.ts';

const MINUTE_MS = 60_000;

/** Resolves when the next request may begin. */
export type Pace = (signal: AbortSignal) => Promise<void>;

/** Requests as they come. */
export const unpaced: Pace = () => Promise.resolve();

/**
 * Keeps requests apart so that no more than `rate` begin in any minute of the target's time. They
 * are spaced evenly: a burst at the start of a window would be over a limit that slides.
 */
export function pacedTo(rate: RequestsPerMinute, clock: Clock): Pace {
  const interval = MINUTE_MS / rate;
  let next = clock.now() as number;
  return async (signal) => {
    const begin = Math.max(next, clock.now());
    next = begin + interval;
    if (begin > clock.now()) await clock.sleep(milliseconds(begin - clock.now()), signal);
  };
}

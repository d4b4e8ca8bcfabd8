import { epochMs, type EpochMs } from '../units/units.ts';
import { type Limiter, type LimiterSpec, UNOCCUPIED } from './model.ts';

interface Counts {
  /** The current window's start. */
  readonly start: number;
  readonly previous: number;
  readonly current: number;
}

/**
 * Counts requests in windows aligned to the clock, and the previous window's by the share of it
 * that the last `windowMs` overlap. State: window's start, previous count, current count.
 */
export function slidingCounter(spec: LimiterSpec): Limiter {
  return {
    ...UNOCCUPIED,
    start: [],
    decide(state, at) {
      const { start, previous, current } = countsAt(spec, state, at);
      return admits(spec, { start, previous, current }, at)
        ? { accepted: true, state: [start, previous, current + 1] }
        : {
            accepted: false,
            state: [start, previous, current],
            resetAt: resetOf(spec, { start, previous, current }),
          };
    },
  };
}

function countsAt({ windowMs }: LimiterSpec, state: readonly number[], at: number): Counts {
  const start = Math.floor(at / windowMs) * windowMs;
  const [before = Number.NEGATIVE_INFINITY, previous = 0, current = 0] = state;
  if (before === start) return { start, previous, current };
  return { start, previous: before === start - windowMs ? current : 0, current: 0 };
}

function admits({ limit, windowMs }: LimiterSpec, counts: Counts, at: number): boolean {
  const overlap = 1 - (at - counts.start) / windowMs;
  return counts.previous * overlap + counts.current + 1 <= limit;
}

function resetOf(spec: LimiterSpec, counts: Counts): EpochMs {
  const { limit, windowMs } = spec;
  const window: Counts =
    counts.current < limit
      ? counts
      : { start: counts.start + windowMs, previous: counts.current, current: 0 };
  const overlap = (limit - 1 - window.current) / window.previous;
  let at = Math.ceil(window.start + windowMs * (1 - overlap));
  // The quotient may be off by a rounding error, and the instant by a millisecond.
  while (!admits(spec, window, at)) at += 1;
  return epochMs(at);
}

import { epochMs } from '../units/units.ts';
import { type Limiter, type LimiterSpec, UNOCCUPIED } from './model.ts';

/** Instants since 1970 are exact to a quarter of a microsecond: what is closer is the same. */
const SAME_MS = 1e-3;

/**
 * A bucket that holds `limit` tokens and refills as many in a window, steadily. Kept as the time
 * that it takes to fill up again, which is GCRA and accepts alike. State: when it was last drawn
 * from, and how long it then took to be full.
 */
export function tokenBucket({ limit, windowMs }: LimiterSpec): Limiter {
  const interval = windowMs / limit;
  const most = windowMs - interval + SAME_MS;
  return {
    ...UNOCCUPIED,
    start: [],
    decide([drawnAt = 0, lacked = 0], at) {
      const lacks = Math.max(0, lacked - (at - drawnAt));
      return lacks <= most
        ? { accepted: true, state: [at, lacks + interval] }
        : {
            accepted: false,
            state: [drawnAt, lacked],
            resetAt: epochMs(Math.ceil(drawnAt + lacked - (windowMs - interval) - SAME_MS / 2)),
          };
    },
  };
}

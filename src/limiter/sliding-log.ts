import { epochMs } from '../units/units.ts';
import { type Limiter, type LimiterSpec, UNOCCUPIED } from './model.ts';

/** Counts the requests accepted within the last window. State: their instants. */
export function slidingLog({ limit, windowMs }: LimiterSpec): Limiter {
  return {
    ...UNOCCUPIED,
    start: [],
    decide(state, at) {
      const recent = state.filter((accepted) => accepted + windowMs > at);
      const oldest = recent.at(-limit);
      if (oldest === undefined) return { accepted: true, state: [...recent, at] };
      return { accepted: false, state: recent, resetAt: epochMs(Math.ceil(oldest + windowMs)) };
    },
  };
}

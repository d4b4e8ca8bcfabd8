import { epochMs } from '../units/units.ts';
import type { Limiter, LimiterSpec } from './model.ts';

/** Counts accepted jobs that have not ended. State: when each of them ends. */
export function concurrency({ limit }: LimiterSpec): Limiter {
  return {
    start: [],
    decide(state, at) {
      const running = state.filter((endsAt) => endsAt > at).toSorted((a, b) => a - b);
      const freed = running.at(-limit);
      return freed === undefined
        ? { accepted: true, state: running }
        : { accepted: false, state: running, resetAt: epochMs(Math.ceil(freed)) };
    },
    occupy: (state, until) => [...state, until],
  };
}

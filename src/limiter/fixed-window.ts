import { type EpochMs, epochMs } from '../units/units.ts';
import { type Decision, type Limiter, type LimiterSpec, UNOCCUPIED } from './model.ts';

/** Counts requests in windows that are aligned to the clock. State: window's start, count. */
export function fixedWindow(spec: LimiterSpec): Limiter {
  return {
    ...UNOCCUPIED,
    start: [],
    decide([start, count], at) {
      const current = Math.floor(at / spec.windowMs) * spec.windowMs;
      return counted(spec, current, start === current ? (count ?? 0) : 0);
    },
  };
}

/** Counts requests in windows that begin with the first request. State: window's start, count. */
export function fixedWindowFirst(spec: LimiterSpec): Limiter {
  return {
    ...UNOCCUPIED,
    start: [],
    decide([start, count], at) {
      const isOver = start === undefined || at >= start + spec.windowMs;
      return isOver ? counted(spec, at, 0) : counted(spec, start, count ?? 0);
    },
  };
}

function counted({ limit, windowMs }: LimiterSpec, start: number, count: number): Decision {
  if (count < limit) return { accepted: true, state: [start, count + 1] };
  const resetAt: EpochMs = epochMs(Math.ceil(start + windowMs));
  return { accepted: false, state: [start, count], resetAt };
}

import { concurrency } from './concurrency.ts';
import { fixedWindow, fixedWindowFirst } from './fixed-window.ts';
import type { Limiter, LimiterSpec } from './model.ts';
import { slidingCounter } from './sliding-counter.ts';
import { slidingLog } from './sliding-log.ts';
import { tokenBucket } from './token-bucket.ts';

/**
 * The model of a limiter.
 * @throws RangeError when the limit is not a whole number above 0, or the window not above 0.
 */
export function createLimiter(spec: LimiterSpec): Limiter {
  if (!Number.isInteger(spec.limit) || spec.limit < 1) {
    throw new RangeError(`expected a limit of 1 or more, got ${spec.limit}`);
  }
  if (!(spec.windowMs > 0)) {
    throw new RangeError(`expected a window above 0 ms, got ${spec.windowMs}`);
  }
  switch (spec.class) {
    case 'fixed-window':
      return fixedWindow(spec);
    case 'fixed-window-first':
      return fixedWindowFirst(spec);
    case 'sliding-log':
      return slidingLog(spec);
    case 'sliding-counter':
      return slidingCounter(spec);
    case 'token-bucket':
      return tokenBucket(spec);
    case 'concurrency':
      return concurrency(spec);
  }
}

/**
 * The first tick of a cadence after `now`: a late answer skips ticks, it does not shift them.
 * @param tick the one before; `interval` is above 0, all in milliseconds.
 */
export function nextTick(tick: number, interval: number, now: number): number {
  return tick + interval * Math.max(1, Math.floor((now - tick) / interval) + 1);
}

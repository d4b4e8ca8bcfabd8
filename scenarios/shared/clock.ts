import { sleep } from 'k6';
import exec from 'k6/execution';
import type { ClockOrigin } from '../../src/load/protocol.ts';

/**
 * The target's time in epoch milliseconds, to the microsecond: k6's `Date.now()` knows whole
 * milliseconds only, each of which is many of a fast clock.
 */
export function now(origin: ClockOrigin): number {
  return targetTime(origin, exec.scenario.startTime + exec.instance.currentTestRunDuration);
}

/** When a job was meant to start. */
export function plannedStart(origin: ClockOrigin, intervalMs: number, job: number): number {
  return rounded(targetTime(origin, exec.scenario.startTime) + job * intervalMs);
}

/** Waits until an instant of the target's time. */
export function waitUntil(origin: ClockOrigin, instant: number): void {
  const left = (instant - now(origin)) / origin.rate;
  if (left > 0) sleep(left / 1_000);
}

/** To the microsecond: more digits say nothing and fill a history. */
export function rounded(instant: number): number {
  return Math.round(instant * 1_000) / 1_000;
}

function targetTime(origin: ClockOrigin, wall: number): number {
  return origin.target + (wall - origin.wall) * origin.rate;
}

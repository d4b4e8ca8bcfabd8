import { ascending, quantile } from '../stats/quantile.ts';
import type { JobTimes } from './job-trace.ts';

/** The largest share that the sender's own work may have in a typical job's time. */
const LARGEST_SHARE = 0.02;

/**
 * Why latencies are not given under a fast clock, or undefined where it is not fast: they are a few
 * milliseconds, of which nobody can say how many are the sender's own.
 * @param rate target milliseconds in one wall-clock millisecond.
 */
export function latencyHindrance(rate: number): string | undefined {
  if (rate <= 1) return undefined;
  return `at ${rate} times its speed every millisecond of the sender counts as ${rate}`;
}

/**
 * Why, under a fast clock, times to completion tell too much of the sender and its machine, or
 * undefined where they do not. Its own are the time until a submit is answered, and that by which
 * a job's last polls are farther apart than their interval.
 * @param times of finished jobs.
 */
export function sendersShare(
  times: readonly JobTimes[],
  pollIntervalMs: number,
  rate: number,
): string | undefined {
  if (rate <= 1 || times.length === 0) return undefined;
  const median = (of: (job: JobTimes) => number): number => quantile(ascending(times.map(of)), 0.5);
  const own = median(
    ({ submit, completion: { low, high } }) => submit + Math.max(0, high - low - pollIntervalMs),
  );
  if (own <= LARGEST_SHARE * median(({ completion }) => completion.high)) return undefined;
  const wall = (own / rate).toFixed(1);
  return `the sender's own ${wall} ms a job are ${(own / 1_000).toFixed(1)} s at ${rate} times its speed`;
}

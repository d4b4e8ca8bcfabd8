import type { ScenarioSettings } from '../../src/load/protocol.ts';

/** k6 refuses shorter scenarios, and a busy machine can start a job this late. */
const SHORTEST_MS = 1_000;
/** A job waits for at most this many answers that never come: submit, last poll, result. */
const SLOW_ANSWERS = 3;
const MARGIN_MS = 5_000;

/** The members of k6's options for a scenario that starts jobs evenly, whatever becomes of them. */
export interface EvenArrivals {
  readonly executor: 'constant-arrival-rate';
  readonly rate: number;
  readonly timeUnit: string;
  readonly duration: string;
  readonly preAllocatedVUs: number;
  readonly gracefulStop: string;
}

/**
 * A constant arrival rate that makes as many starts as there are jobs: k6 starts one at either end
 * of a duration, so it ends half an interval after the last, or a second where a busy machine could
 * be later than that; starts beyond the last job do nothing. k6's own default would cut jobs 30 s
 * after the end; here they get their whole deadline.
 */
export function evenArrivals(settings: ScenarioSettings): EvenArrivals {
  const { clock, contract, deadlineMs, intervalMs, jobs, virtualUsers } = settings;
  const interval = intervalMs / clock.rate;
  const slow = SLOW_ANSWERS * contract.gateway.client.timeoutMs;
  return {
    executor: 'constant-arrival-rate',
    rate: 1,
    timeUnit: `${interval}ms`,
    duration: `${(jobs - 1) * interval + Math.max(SHORTEST_MS, interval / 2)}ms`,
    preAllocatedVUs: virtualUsers,
    gracefulStop: `${deadlineMs / clock.rate + slow + MARGIN_MS}ms`,
  };
}

/**
 * Every job is started and has an end, and no start was dropped. k6 passes a threshold over a metric
 * without samples: the first two are counts that must be reached, and for the last none is right.
 */
export function accounting(jobs: number): Record<string, string[]> {
  return {
    jobs_started: [`count==${jobs}`],
    jobs_ended: [`count==${jobs}`],
    dropped_iterations: ['count==0'],
  };
}

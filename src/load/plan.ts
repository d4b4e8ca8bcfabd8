import type { Contract } from '../contract/contract.ts';
import { samplesFor } from '../stats/order-statistics.ts';
import {
  type Milliseconds,
  milliseconds,
  type RequestsPerMinute,
  type Usd,
  usd,
} from '../units/units.ts';

const MINUTE = 60_000;
/** For starts beyond the last job, which do nothing but must find a virtual user that is free. */
const SPARE_USERS = 5;
/** The quantiles of completion that a run is asked for. */
const ASKED = [0.5, 0.95, 0.99] as const;

/** What a user asks of a steady load. All times are the target's. */
export interface LoadRequest {
  readonly rate: RequestsPerMinute;
  /** How many jobs, or for how long they are started; jobs win where both are given. */
  readonly jobs?: number;
  readonly duration?: Milliseconds;
  /** How long a job is polled; the contract's client's deadline by default. */
  readonly deadline?: Milliseconds;
  readonly confidence: number;
}

/** What a steady load will do, cost and be able to show. All times are the target's. */
export interface LoadPlan {
  readonly rate: RequestsPerMinute;
  readonly jobs: number;
  readonly interval: Milliseconds;
  readonly deadline: Milliseconds;
  /** From the first start to the last. */
  readonly arrivals: Milliseconds;
  /** Until the last job has ended, when it takes as long as documented; and at most. */
  readonly expectedDuration: Milliseconds;
  readonly longestDuration: Milliseconds;
  readonly virtualUsers: number;
  /** Jobs in flight at a time, by Little's law, when jobs take as long as documented. */
  readonly inFlight: number;
  /** Submits, polls and results in a minute, at that many jobs in flight. */
  readonly requestsPerMinute: number;
  /** When every job completes, which is also the most that it can cost. */
  readonly cost: Usd;
  readonly shows: readonly Showing[];
}

/** Whether a run is long enough for an interval of a quantile. */
export interface Showing {
  readonly quantile: number;
  /** Jobs that must complete. */
  readonly needs: number;
  readonly estimable: boolean;
}

/** The load that `leadline load baseline` makes when nothing is asked for. */
export const DEFAULT_JOBS = 100;

/**
 * A rate at which some six jobs are in flight when they take as long as documented: enough to see
 * several at once, and below a pool of ten.
 */
export function defaultRate(contract: Contract): number {
  const perMinute = (6 * MINUTE) / contract.latency.typicalMs;
  return perMinute >= 5 ? Math.round(perMinute) : Math.round(perMinute * 100) / 100;
}

/**
 * The plan of a steady load.
 * @throws RangeError when it would start less than one job, or no whole number of them.
 */
export function planLoad(contract: Contract, request: LoadRequest): LoadPlan {
  const { rate } = request;
  const interval = MINUTE / rate;
  const jobs = jobsOf(request);
  const deadline = request.deadline ?? contract.gateway.client.deadlineMs;
  const typical = contract.latency.typicalMs;
  const arrivals = (jobs - 1) * interval;
  const inFlight = Math.min(jobs, (rate * typical) / MINUTE);
  const polls = typical / contract.gateway.client.pollIntervalMs;
  return {
    rate,
    jobs,
    interval: milliseconds(interval),
    deadline: milliseconds(deadline),
    arrivals: milliseconds(arrivals),
    expectedDuration: milliseconds(arrivals + typical),
    longestDuration: milliseconds(arrivals + deadline),
    virtualUsers: Math.min(jobs, Math.ceil(deadline / interval) + 1) + SPARE_USERS,
    inFlight,
    requestsPerMinute: Math.min(rate, jobs) * (2 + polls),
    cost: usd(jobs * contract.price.usd),
    shows: ASKED.map((quantile) => {
      const needs = samplesFor(quantile, request.confidence);
      return { quantile, needs, estimable: jobs >= needs };
    }),
  };
}

/** E.g. `100 jobs, 6.30 USD: median and p95; no p99 (needs 368)`. */
export function describeShowing(plan: LoadPlan): string {
  const { jobs, cost, shows } = plan;
  const able = shows.filter(({ estimable }) => estimable).map(({ quantile }) => nameOf(quantile));
  const unable = shows
    .filter(({ estimable }) => !estimable)
    .map(({ quantile, needs }) => `no ${nameOf(quantile)} (needs ${needs})`);
  const parts = [able.join(' and '), ...unable].filter((part) => part !== '');
  return `${jobs} ${jobs === 1 ? 'job' : 'jobs'}, ${cost.toFixed(2)} USD: ${parts.join('; ')}`;
}

function jobsOf({ jobs, duration, rate }: LoadRequest): number {
  const count =
    jobs ?? (duration === undefined ? DEFAULT_JOBS : Math.floor((rate * duration) / MINUTE));
  if (!Number.isInteger(count) || count < 1) {
    throw new RangeError(`expected a load of one job or more, got ${count}`);
  }
  return count;
}

function nameOf(quantile: number): string {
  return quantile === 0.5 ? 'median' : `p${quantile * 100}`;
}

import type { Contract } from '../contract/contract.ts';
import type { Exchange } from '../history/exchange.ts';
import { type Estimate, notEstimable } from '../stats/estimate.ts';
import { quantileEstimate } from '../stats/order-statistics.ts';
import { type Bounds, exactly, seriesQuantile } from '../stats/series.ts';
import { compareWithBaseline } from './compare.ts';
import { countJobs, type JobTimes, type JobTrace, traceJobs } from './job-trace.ts';
import { latencyHindrance, sendersShare } from './fast-clock.ts';
import { isRateLimited, limiterSeen } from './limiter-seen.ts';
import {
  LOAD_ROUTES,
  type LoadMeasurement,
  type LoadRoute,
  type Percentiles,
  type RouteMeasurement,
} from './measurement.ts';
import { jobsHangTogether } from './settled.ts';

export interface MeasureOptions {
  readonly scenario: string;
  readonly engine: LoadMeasurement['engine'];
  /** Target milliseconds in one wall-clock millisecond, as the history's header says. */
  readonly rate: number;
  /** How long each job was polled, in milliseconds of the target's time. */
  readonly deadlineMs: number;
  /** Of every interval; above 0, below 1. */
  readonly confidence: number;
}

/** Measures a load run from its history. */
export function measureLoad(
  contract: Contract,
  exchanges: readonly Exchange[],
  options: MeasureOptions,
): LoadMeasurement {
  const jobs = traceJobs(contract, exchanges, options.deadlineMs);
  const times = jobs.flatMap((job: JobTrace) => job.times ?? []);
  const inference = inferencePercentiles(times, options);
  const waiting = jobsHangTogether(times);
  const own = sendersShare(times, contract.gateway.client.pollIntervalMs, options.rate);
  const completion = seriesPercentiles(
    times.map((job) => job.completion),
    'jobs',
    waiting ?? own,
    options,
  );
  const queue = seriesPercentiles(
    times.map((job) => job.queue),
    'jobs',
    waiting,
    options,
  );
  const compared = times.some((job) => job.inference !== undefined) ? 'inference' : 'completion';
  const { p50 } = compared === 'inference' ? inference : completion;
  return {
    scenario: options.scenario,
    engine: options.engine,
    jobs: countJobs(jobs),
    routes: measureRoutes(contract, exchanges, options),
    completion,
    queue: median95(queue),
    inference: median95(inference),
    baseline: compareWithBaseline(contract, compared, p50),
    limiter: limiterSeen(contract, exchanges),
  };
}

/** The server's own compute times do not depend on each other, however long the queue is. */
function inferencePercentiles(times: readonly JobTimes[], options: MeasureOptions): Percentiles {
  const values = times.flatMap(({ inference }) => inference ?? []);
  return percentiles((p) => quantileEstimate(values, p, { ...options, things: 'jobs' }));
}

/** Quantiles of what may hang together, or for all of them why they are not given. */
function seriesPercentiles(
  series: readonly (Bounds | undefined)[],
  things: string,
  hindrance: string | undefined,
  options: MeasureOptions,
): Percentiles {
  if (hindrance !== undefined) return percentiles(() => notEstimable(hindrance));
  const known = series.flatMap((bounds) => bounds ?? []);
  return percentiles((p) => seriesQuantile(known, p, { ...options, things }));
}

function measureRoutes(
  contract: Contract,
  exchanges: readonly Exchange[],
  options: MeasureOptions,
): Readonly<Partial<Record<LoadRoute, RouteMeasurement>>> {
  const measured = LOAD_ROUTES.flatMap((route) => {
    const all = exchanges.filter((exchange) => exchange.route === route);
    return all.length === 0 ? [] : [[route, measureRoute(contract, all, options)] as const];
  });
  return Object.fromEntries(measured);
}

function measureRoute(
  contract: Contract,
  exchanges: readonly Exchange[],
  options: MeasureOptions,
): RouteMeasurement {
  const answered = exchanges
    .filter(({ response }) => response !== undefined)
    .toSorted((a, b) => a.t0 - b.t0)
    .map(({ t0, t1 }) => exactly(t1 - t0));
  return {
    requests: exchanges.length,
    status429: exchanges.filter((exchange) => isRateLimited(contract, exchange)).length,
    latency: seriesPercentiles(answered, 'requests', latencyHindrance(options.rate), options),
  };
}

function percentiles(estimate: (p: number) => Estimate): Percentiles {
  return { p50: estimate(0.5), p95: estimate(0.95), p99: estimate(0.99) };
}

function median95({ p50, p95 }: Percentiles): Pick<Percentiles, 'p50' | 'p95'> {
  return { p50, p95 };
}

import type { LimiterClass } from '../limiter/model.ts';
import type { Estimate } from '../stats/estimate.ts';

/** What a load run measured: the `load` member of a run record. Times are in milliseconds. */
export interface LoadMeasurement {
  /** The scenario's name. */
  readonly scenario: string;
  /** Where k6 ran. */
  readonly engine: 'local' | 'k8s';
  readonly jobs: JobCounts;
  /** Routes to which requests went. */
  readonly routes: Readonly<Partial<Record<LoadRoute, RouteMeasurement>>>;
  /** From the beginning of a submit to the end of its job, as a client that polls can know it. */
  readonly completion: Percentiles;
  /** From submission to a worker. */
  readonly queue: Pick<Percentiles, 'p50' | 'p95'>;
  /** On a worker, as the server reports it. */
  readonly inference: Pick<Percentiles, 'p50' | 'p95'>;
  readonly baseline: BaselineComparison;
  readonly limiter: LimiterVerdict;
}

export type LoadRoute = 'submit' | 'status' | 'result' | 'sync';
export const LOAD_ROUTES: readonly LoadRoute[] = ['submit', 'status', 'result', 'sync'];

/** What became of the jobs; `started` is the sum of the others. */
export interface JobCounts {
  readonly started: number;
  /** The submit was turned away: nothing was queued. */
  readonly refused: number;
  /** A job may exist: no answer, a server error, a success without an id. */
  readonly ambiguous: number;
  readonly finished: number;
  readonly failed: number;
  /** Still not ended at the poll deadline. */
  readonly timedOut: number;
  /** The run ended before the job, or before the answer to its submit. */
  readonly cut: number;
}

export interface RouteMeasurement {
  readonly requests: number;
  readonly status429: number;
  readonly latency: Percentiles;
}

export interface Percentiles {
  readonly p50: Estimate;
  readonly p95: Estimate;
  readonly p99: Estimate;
}

export interface BaselineComparison {
  readonly documentedMs: number;
  readonly compared: 'inference' | 'completion';
  /** One sentence for people. */
  readonly statement: string;
  /** The median by the documented time. */
  readonly ratio: Estimate;
}

/** What the run tells of a rate limiter. */
export interface LimiterVerdict {
  readonly verdict: 'named' | 'undetermined' | 'not-seen';
  /** Routes that are known to be limited; that others are not is not known. */
  readonly counts: readonly LoadRoute[];
  readonly resetHeader: 'true' | 'wrong' | 'absent' | 'not-seen';
  /** The models that what was seen leaves possible. */
  readonly candidates: readonly { readonly class: LimiterClass }[];
}

import { createLimiter } from '../limiter/limiter.ts';
import type { LimiterSpec, LimiterState } from '../limiter/model.ts';
import type { EpochMs } from '../units/units.ts';
import type { Account } from './account.ts';
import type { Job } from './job.ts';
import type { Trouble } from './trouble.ts';

/** A limiter, and which requests it counts. Every key has its own. */
export interface RateLimit extends LimiterSpec {
  /** `submits`: those that make a job; `all`: every request to the gateway. */
  readonly count: 'all' | 'submits';
}

/** The limiter in front of the gateway. */
export interface RateGate {
  /** @returns the trouble of a request that is one too many. */
  pass(account: Account, isSubmission: boolean, at: EpochMs): Trouble | undefined;
  /** Tells of a job that was taken. */
  took(job: Job): void;
}

/** @param limit undefined lets everything through. @throws RangeError for an impossible limit. */
export function createGate(limit: RateLimit | undefined): RateGate {
  if (limit === undefined) return { pass: () => undefined, took: () => undefined };
  const limiter = createLimiter(limit);
  const states = new Map<Account, LimiterState>();
  const stateOf = (account: Account): LimiterState => states.get(account) ?? limiter.start;
  // Concurrency is about jobs: a request that makes none cannot be one too many.
  const countsAll = limit.count === 'all' && limit.class !== 'concurrency';
  return {
    pass(account, isSubmission, at) {
      if (!countsAll && !isSubmission) return undefined;
      const decision = limiter.decide(stateOf(account), at);
      states.set(account, decision.state);
      return decision.accepted ? undefined : { reason: 'rate-limited', resetAt: decision.resetAt };
    },
    took(job) {
      states.set(job.account, limiter.occupy(stateOf(job.account), job.endsAt));
    },
  };
}

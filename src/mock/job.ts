import type { Payload } from '../contract/contract.ts';
import type { EpochMs, Milliseconds, Usd } from '../units/units.ts';
import type { Account, Charge } from './account.ts';
import type { InputFault } from './input.ts';

/** What becomes of a job, known when it is submitted. */
export type Outcome =
  | { readonly kind: 'completed' }
  | {
      readonly kind: 'failed';
      readonly cause: 'invalid' | 'blocked' | 'generation' | 'given-up';
      readonly detail: string;
    };

/** A submission on its way to being a job. */
export interface Draft {
  /** Counts accepted submissions, from 1. */
  readonly number: number;
  readonly account: Account;
  readonly slug: string;
  /** What was sent, as the request history shows it. */
  readonly sent: Payload;
  /** What the model gets. */
  readonly inputs: Payload;
  /** What is wrong with the inputs; they run nevertheless where a job is to fail late. */
  readonly faults: readonly InputFault[];
  readonly via: 'submit' | 'sync';
  readonly at: EpochMs;
}

/** What is to happen with a draft. */
export interface Plan {
  readonly outcome: Outcome;
  readonly service: Milliseconds;
  /** Whether it waits for a worker; what fails before the model runs does not. */
  readonly queued: boolean;
}

export interface Job extends Draft {
  readonly id: string;
  readonly outcome: Outcome;
  readonly startsAt: EpochMs;
  readonly endsAt: EpochMs;
  /** What it says that it cost. */
  readonly statedCost: Usd;
  readonly charge: Charge;
}

export type Phase = 'queued' | 'running' | 'completed' | 'failed';

/** Where a job is at an instant. */
export function phaseAt(job: Job, at: EpochMs): Phase {
  if (at < job.startsAt) return 'queued';
  return at < job.endsAt ? 'running' : job.outcome.kind;
}

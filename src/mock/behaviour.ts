import type { Payload } from '../contract/contract.ts';
import type { JsonObject } from '../units/json.ts';
import type { EpochMs, Milliseconds, Usd } from '../units/units.ts';
import type { Account } from './account.ts';
import type { Answer } from './answer.ts';
import type { InputFault } from './input.ts';
import type { Draft, Job, Outcome, Plan } from './job.ts';
import type { Trouble } from './trouble.ts';

/** What a request brings to show who sends it. */
export interface Credentials {
  readonly key: string | undefined;
  readonly bearer: string | undefined;
}

export type Identity = { readonly account: Account } | { readonly trouble: Trouble };

/** A job as one request sees it. */
export interface Sight {
  readonly job: Job;
  readonly at: EpochMs;
  /** The mock's own origin, as the client calls it. */
  readonly origin: string;
  readonly view: 'status' | 'result' | 'poll';
}

/** What a job costs. */
export interface Cost {
  readonly charged: Usd;
  readonly stated: Usd;
}

/**
 * Everything about a mock that can go wrong, one function for each. The clean one keeps every
 * promise of the contract; a seeded defect replaces the few that it is about.
 */
export interface Behaviour {
  readonly identify: (credentials: Credentials) => Identity;
  readonly knowsModel: (slug: string) => boolean;
  readonly mayRun: (account: Account) => boolean;
  readonly canPay: (account: Account, at: EpochMs) => boolean;
  /** Reads a body; `why` says why it is not a JSON object. */
  readonly read: (text: string | undefined) => { payload: Payload } | { why: string };
  /** What the model makes of what was sent. */
  readonly inputs: (sent: Payload) => Payload;
  readonly faults: (inputs: Payload) => readonly InputFault[];
  readonly checksInput: 'door' | 'late';
  /** What a refusal at the door costs. */
  readonly refusalCost: () => Usd;
  readonly trouble: (trouble: Trouble) => Answer;
  readonly newId: (draft: Draft) => string;
  readonly plan: (draft: Draft) => Plan;
  readonly cost: (draft: Draft, outcome: Outcome) => Cost;
  /** The body of a submit's answer. */
  readonly submitted: (job: Job, origin: string) => JsonObject;
  /** What the job's state is called. */
  readonly state: (sight: Sight) => string;
  readonly httpStatus: (state: string, sight: Sight) => number;
  readonly body: (state: string, sight: Sight) => JsonObject;
  /** Seconds of computing, as the metrics state them; undefined where they say nothing. */
  readonly inferenceSeconds: (job: Job) => number | undefined;
  /** Which of the contract's formats a job's output has. */
  readonly format: (job: Job) => string;
  readonly retention: Milliseconds;
  /** The answer of the synchronous route to a job that completed. */
  readonly syncAnswer: (job: Job, origin: string) => Answer;
}

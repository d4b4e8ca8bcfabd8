import {
  type EpochMs,
  epochMs,
  type Milliseconds,
  milliseconds,
  type Usd,
} from '../units/units.ts';
import type { Account } from './account.ts';
import type { Behaviour } from './behaviour.ts';
import type { Draft, Job, Outcome } from './job.ts';
import { type Span, WorkerPool } from './worker-pool.ts';

/** Between a submission and the earliest start of its job. */
export const DISPATCH = milliseconds(50);

export type Submission = Omit<Draft, 'number'>;

/** All jobs that a mock ever took, and the workers that run them. */
export class JobBook {
  readonly #behaviour: Behaviour;
  readonly #pool: WorkerPool;
  readonly #syncGiveUp: Milliseconds;
  readonly #byId = new Map<string, Job>();
  readonly #byAccount = new Map<Account, Job[]>();
  #count = 0;

  constructor(behaviour: Behaviour, workers: number, syncGiveUp: Milliseconds) {
    this.#behaviour = behaviour;
    this.#pool = new WorkerPool(workers);
    this.#syncGiveUp = syncGiveUp;
  }

  /** Takes a job: from now on its whole life is known. */
  open(submission: Submission): Job {
    const draft: Draft = { ...submission, number: this.#count + 1 };
    const planned = this.#behaviour.plan(draft);
    const readyAt = epochMs(draft.at + DISPATCH);
    const span: Span = planned.queued
      ? this.#pool.assign(readyAt, planned.service)
      : { startsAt: readyAt, endsAt: epochMs(readyAt + planned.service) };
    const { outcome, endsAt } = this.#withinPatience(draft, planned.outcome, span);
    const cost = this.#behaviour.cost(draft, outcome);
    return this.#enter({
      ...draft,
      id: this.#behaviour.newId(draft),
      outcome,
      startsAt: epochMs(Math.min(span.startsAt, endsAt)),
      endsAt,
      statedCost: cost.stated,
      charge: draft.account.charge(cost.charged, endsAt),
    });
  }

  /** Enters a refusal that costs something all the same. */
  bill(submission: Submission, detail: string, cost: Usd): void {
    const draft: Draft = { ...submission, number: this.#count + 1 };
    this.#enter({
      ...draft,
      id: this.#behaviour.newId(draft),
      outcome: { kind: 'failed', cause: 'invalid', detail },
      startsAt: submission.at,
      endsAt: submission.at,
      statedCost: cost,
      charge: submission.account.charge(cost, submission.at),
    });
  }

  /** A job by its id, whatever its age; of two with one id the later. */
  find(id: string): Job | undefined {
    return this.#byId.get(id);
  }

  /** All jobs of an account, in the order of submission. */
  of(account: Account): readonly Job[] {
    return this.#byAccount.get(account) ?? [];
  }

  #enter(job: Job): Job {
    this.#count = job.number;
    this.#byId.set(job.id, job);
    const others = this.#byAccount.get(job.account);
    if (others === undefined) this.#byAccount.set(job.account, [job]);
    else others.push(job);
    return job;
  }

  /** The synchronous route gives a job up after a while; nobody pays for it then. */
  #withinPatience(draft: Draft, outcome: Outcome, { endsAt }: Span): Ending {
    const giveUpAt = epochMs(draft.at + this.#syncGiveUp);
    if (draft.via === 'submit' || endsAt <= giveUpAt) return { outcome, endsAt };
    const detail = 'The model did not answer in time';
    return { outcome: { kind: 'failed', cause: 'given-up', detail }, endsAt: giveUpAt };
  }
}

interface Ending {
  readonly outcome: Outcome;
  readonly endsAt: EpochMs;
}

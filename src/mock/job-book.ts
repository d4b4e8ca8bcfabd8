import { type EpochMs, epochMs, type Milliseconds, milliseconds } from '../units/units.ts';
import type { Account } from './account.ts';
import type { Behaviour } from './behaviour.ts';
import type { Draft, Job, Outcome } from './job.ts';
import type { Span } from './worker-pool.ts';
import { WorkerPool } from './worker-pool.ts';

/** Between a submission and the earliest start of its job. */
export const DISPATCH = milliseconds(50);

/** All jobs that a mock ever took, and the workers that run them. */
export class JobBook {
  readonly #behaviour: Behaviour;
  readonly #pool: WorkerPool;
  readonly #syncGiveUp: Milliseconds;
  readonly #byId = new Map<string, Job>();
  readonly #jobs: Job[] = [];

  constructor(behaviour: Behaviour, workers: number, syncGiveUp: Milliseconds) {
    this.#behaviour = behaviour;
    this.#pool = new WorkerPool(workers);
    this.#syncGiveUp = syncGiveUp;
  }

  /** Takes a job: from now on its whole life is known. */
  open(submission: Omit<Draft, 'number'>): Job {
    const draft: Draft = { ...submission, number: this.#jobs.length + 1 };
    const planned = this.#behaviour.plan(draft);
    const readyAt = epochMs(draft.at + DISPATCH);
    const span: Span = planned.queued
      ? this.#pool.assign(readyAt, planned.service)
      : { startsAt: readyAt, endsAt: epochMs(readyAt + planned.service) };
    const { outcome, endsAt } = this.#withinPatience(draft, planned.outcome, span);
    const cost = this.#behaviour.cost(draft, outcome);
    return this.#enter({
      ...draft,
      id: this.#behaviour.newId(),
      outcome,
      startsAt: epochMs(Math.min(span.startsAt, endsAt)),
      endsAt,
      statedCost: cost.stated,
      charge: draft.account.charge(cost.charged, endsAt),
    });
  }

  /** A job by its id, whatever its age; of two with one id the later. */
  find(id: string): Job | undefined {
    return this.#byId.get(id);
  }

  /** All jobs of an account, in the order of submission. */
  of(account: Account): readonly Job[] {
    return this.#jobs.filter((job) => job.account === account);
  }

  #enter(job: Job): Job {
    this.#byId.set(job.id, job);
    this.#jobs.push(job);
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

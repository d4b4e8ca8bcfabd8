import type { Account } from './account.ts';
import { type Answer, jsonAnswer } from './answer.ts';
import type { Arrival, Handled } from './arrival.ts';
import type { Behaviour } from './behaviour.ts';
import type { Job } from './job.ts';
import type { JobBook, Submission } from './job-book.ts';
import type { RateGate } from './rate-gate.ts';
import { readSubmission } from './reading.ts';
import type { Setting } from './setting.ts';
import { describeFaults, type Trouble } from './trouble.ts';

/** Takes submissions, or refuses them; in the order in which a gateway looks at a request. */
export class SubmissionDesk {
  readonly #setting: Setting;
  readonly #behaviour: Behaviour;
  readonly #jobs: JobBook;
  readonly #gate: RateGate;

  constructor(setting: Setting, behaviour: Behaviour, jobs: JobBook, gate: RateGate) {
    this.#setting = setting;
    this.#behaviour = behaviour;
    this.#jobs = jobs;
    this.#gate = gate;
  }

  async take(
    arrival: Arrival,
    account: Account,
    via: 'submit' | 'sync',
    slug: string,
  ): Promise<Handled> {
    if (!this.#behaviour.knowsModel(slug)) return this.#refuse({ reason: 'unknown-model', slug });
    if (!this.#behaviour.mayRun(account)) return this.#refuse({ reason: 'forbidden' });
    const { contract } = this.#setting;
    const read = await readSubmission(contract, this.#behaviour, arrival, via);
    if ('trouble' in read) return this.#refuse(read.trouble);
    const inputs = this.#behaviour.inputs(read.payload);
    const faults = this.#behaviour.faults(inputs);
    const submission = { account, slug, sent: read.payload, inputs, faults, via, at: arrival.at };
    if (faults.length > 0 && this.#behaviour.checksInput === 'door') {
      return this.#refuseInput(submission);
    }
    if (!this.#behaviour.canPay(account, arrival.at)) return this.#refuse({ reason: 'no-credits' });
    const job = this.#jobs.open(submission);
    this.#gate.took(job);
    if (via === 'sync') return { until: job.endsAt, answer: () => this.#syncAnswer(job, arrival) };
    const body = this.#behaviour.submitted(job, arrival.origin);
    return jsonAnswer(contract.gateway.routes.submit.success, body);
  }

  #refuseInput(submission: Submission): Answer {
    const { faults } = submission;
    const cost = this.#behaviour.refusalCost();
    if (cost > 0) this.#jobs.bill(submission, describeFaults(faults), cost);
    return this.#refuse({ reason: 'invalid-input', faults });
  }

  #syncAnswer(job: Job, { origin }: Arrival): Answer {
    job.account.balanceAt(job.endsAt);
    if (job.outcome.kind === 'completed') return this.#behaviour.syncAnswer(job, origin);
    const { cause, detail } = job.outcome;
    switch (cause) {
      case 'invalid':
        return this.#refuse({ reason: 'invalid-input', faults: job.faults });
      case 'given-up':
        return this.#refuse({ reason: 'given-up' });
      case 'blocked':
      case 'generation':
        return this.#refuse({ reason: 'bad-request', why: detail });
    }
  }

  #refuse(trouble: Trouble): Answer {
    return this.#behaviour.trouble(trouble);
  }
}

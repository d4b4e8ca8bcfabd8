import type { EpochMs } from '../units/units.ts';
import type { Account } from './account.ts';
import { type Answer, bytesAnswer, jsonAnswer } from './answer.ts';
import type { Arrival } from './arrival.ts';
import type { Behaviour, Sight } from './behaviour.ts';
import { imageOf, mediaTypeOf } from './image.ts';
import type { Job } from './job.ts';
import type { JobBook } from './job-book.ts';
import type { Setting } from './setting.ts';
import { OUTPUTS, outputName } from './urls.ts';

/** Outputs outlive the job's own record: seven days. */
const OUTPUT_RETENTION_MS = 7 * 86_400_000;

/** Shows jobs to those who own them, and outputs to everybody. */
export class JobDesk {
  readonly #setting: Setting;
  readonly #behaviour: Behaviour;
  readonly #jobs: JobBook;

  constructor(setting: Setting, behaviour: Behaviour, jobs: JobBook) {
    this.#setting = setting;
    this.#behaviour = behaviour;
    this.#jobs = jobs;
  }

  show({ at, origin }: Arrival, account: Account, view: Sight['view'], id: string): Answer {
    const job = this.#jobs.find(id);
    if (job === undefined || job.account !== account || this.#isExpired(job, at)) {
      return this.#behaviour.trouble({ reason: 'unknown-job', id, wasKnown: job !== undefined });
    }
    // What ended by now is charged by now, so that the body can tell the balance.
    account.balanceAt(at);
    const sight: Sight = { job, at, origin, view };
    const state = this.#behaviour.state(sight);
    const body = this.#behaviour.body(state, sight);
    return jsonAnswer(this.#behaviour.httpStatus(state, sight), body);
  }

  /** @returns undefined when there is no output at this path, not yet or no longer. */
  output(path: string, at: EpochMs): Answer | undefined {
    const { contract } = this.#setting;
    const name = path.slice(OUTPUTS.length);
    const job = this.#jobs.find(name.slice(0, Math.max(0, name.lastIndexOf('.'))));
    if (job?.outcome.kind !== 'completed' || at < job.endsAt) return undefined;
    if (at >= job.endsAt + OUTPUT_RETENTION_MS) return undefined;
    const format = this.#behaviour.format(job);
    if (name !== outputName(job, format)) return undefined;
    return bytesAnswer(mediaTypeOf(contract, format), imageOf(contract, job.inputs, format));
  }

  #isExpired(job: Job, at: EpochMs): boolean {
    return at >= job.endsAt + this.#behaviour.retention;
  }
}

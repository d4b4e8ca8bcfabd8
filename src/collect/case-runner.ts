import type { Payload } from '../contract/contract.ts';
import type { Case } from '../generate/case.ts';
import type { CaseNote, Exchange } from '../history/exchange.ts';
import { askAgain, askEarly, inspect } from './inspection.ts';
import type { Probe } from './probes.ts';
import { noteOf } from './session.ts';
import {
  type Became,
  type Desk,
  type FollowedJob,
  isFree,
  type Submission,
  submit,
  submitFree,
} from './submission.ts';

/** Keys that are not the job's own: what they see of one is asked once. */
const STRANGERS = ['other', 'none', 'wrong'] as const;

/** Sends probes and cases one by one, and remembers of them what a run has to know to go on. */
export class CaseRunner {
  readonly #desk: Desk;
  readonly #isPaid: boolean;
  /** Classes of invalid input of which one may have run. */
  readonly #ranInvalid = new Set<string>();
  readonly #jobs: FollowedJob[] = [];
  readonly #completed: Payload[] = [];
  readonly #turnedDown: Payload[] = [];
  readonly #unsent: string[] = [];
  #hasAskedEarly = false;
  #hasSeenWaiting = false;
  #hasAskedAsOthers = false;

  /** @param isPaid whether accepted jobs cost real money. */
  constructor(desk: Desk, isPaid: boolean) {
    this.#desk = desk;
    this.#isPaid = isPaid;
  }

  /** Jobs that were seen through, in the order in which they ended. */
  get jobs(): readonly FollowedJob[] {
    return this.#jobs;
  }

  /** Valid payloads that ran to their end. */
  get completed(): readonly Payload[] {
    return this.#completed;
  }

  /** Valid payloads that were refused, at the door or in the job. */
  get turnedDown(): readonly Payload[] {
    return this.#turnedDown;
  }

  /** Ids of what was planned and not sent, for want of budget or time. */
  get unsent(): readonly string[] {
    return this.#unsent;
  }

  /** Whether what there is to see of a job before its end has been seen of one. */
  get hasWatched(): boolean {
    return this.#hasAskedEarly && this.#hasSeenWaiting;
  }

  /** Sends a probe; should a job come of it, follows that. */
  async probe(probe: Probe): Promise<void> {
    const { session, budget } = this.#desk;
    const { id, route, method, path, key, nearMiss, body, expect, bills } = probe;
    if (budget.isTimeUp) return this.#leaveOut(id);
    const note: CaseNote = { id, kind: 'probe', expect };
    const ask = { key, note, ...(nearMiss !== undefined && { nearMiss }) };
    if (body === undefined || (route !== 'submit' && route !== 'sync')) {
      await (route === 'other'
        ? session.other(method, path, ask)
        : session.fetch(route, `${session.target.baseUrl}${path}`, ask));
      return;
    }
    const send = (): Promise<Exchange> => session.postText(route, path, body, ask);
    const submission: Submission = { key, note, send };
    if (bills === 'no') return submitFree(this.#desk, submission);
    const became = await submit(this.#desk, submission);
    if (became.is === 'unaffordable') this.#leaveOut(id);
  }

  /**
   * Sends an input to see what becomes of it. Once one invalid input of a class may have run, a
   * paid target is spared the others.
   */
  async tryOut(one: Case): Promise<void> {
    const isInvalid = one.expect === 'refuse';
    if (isInvalid && this.#isPaid && this.#ranInvalid.has(one.class)) return;
    const became = await this.#submit(one);
    if (isInvalid && !isFree(became)) this.#ranInvalid.add(one.class);
  }

  /** Sends a valid input and sees its job through: polled, fetched, and asked for again. */
  async seeThrough(one: Case): Promise<void> {
    const { session } = this.#desk;
    const became = await this.#submit(one, async (job, accepted) => {
      if (!this.#hasAskedEarly) this.#hasAskedEarly = await askEarly(session, job, accepted);
    });
    this.#remember(one, became);
    if (became.is !== 'ended' || became.job.end.is === 'lost') return;
    this.#hasSeenWaiting ||= became.job.end.wasSeenWaiting;
    await inspect(session, became.job, became.job.end);
    if (this.#hasAskedAsOthers) return;
    this.#hasAskedAsOthers = true;
    for (const key of STRANGERS) {
      if (key !== 'other' || session.target.keys.other !== undefined) {
        await askAgain(session, { ...became.job, key });
      }
    }
  }

  async #submit(one: Case, meanwhile?: Submission['meanwhile']): Promise<Became> {
    const { session } = this.#desk;
    const note = noteOf(one);
    const became = await submit(this.#desk, {
      key: 'valid',
      note,
      send: () => session.post(one.route, one.payload, { note }),
      ...(meanwhile !== undefined && { meanwhile }),
    });
    // What is sent to isolate a fault was not planned.
    if (became.is === 'unaffordable' && one.kind !== 'isolating') this.#leaveOut(one.id);
    return became;
  }

  #remember({ kind, payload }: Case, became: Became): void {
    if (became.is === 'ended') this.#jobs.push(became.job);
    // What the safety system refuses says nothing of parameters.
    if (kind === 'blocked') return;
    if (became.is === 'refused') this.#turnedDown.push(payload);
    if (became.is !== 'ended') return;
    if (became.job.end.is === 'completed') this.#completed.push(payload);
    if (became.job.end.is === 'failed') this.#turnedDown.push(payload);
  }

  #leaveOut(id: string): void {
    this.#unsent.push(id);
  }
}

import type { Contract } from '../contract/contract.ts';
import type { Exchange } from '../history/exchange.ts';
import { askedId } from '../history/life.ts';
import { issuedIn, jobIn, stateIn } from './exchange-facts.ts';

/** A job that a script makes anew, under the shell variable that holds its new id. */
export interface ReplayedJob {
  /** As it was recorded. */
  readonly id: string;
  readonly variable: string;
  readonly submit: Exchange;
}

/** One thing that a script does to show recorded exchanges again. */
export type Step =
  /** Sends an exchange; keeps the id from its answer where it `makes` a job. */
  | { readonly do: 'perform'; readonly exchange: Exchange; readonly makes?: ReplayedJob }
  /** Asks for a job's state until it is `state` or terminal; stands for `exchange` where given. */
  | {
      readonly do: 'poll';
      readonly job: ReplayedJob;
      readonly state?: string;
      readonly exchange?: Exchange;
    }
  /** Lets milliseconds of the target's time pass. */
  | { readonly do: 'pause'; readonly ms: number }
  /** Asks for a job's result to learn where its output is. */
  | { readonly do: 'find-output'; readonly job: ReplayedJob };

/** Shorter gaps between recorded exchanges are those of any client. */
const SHORTEST_PAUSE_MS = 500;

/**
 * What has to be done, in order, to show exchanges again: the submits of their jobs first, a job
 * brought to its end where it had been seen there, and the gaps in time that mattered.
 * @param history all exchanges on the jobs concerned; others are ignored.
 */
export function replaySteps(
  contract: Contract,
  exchanges: readonly Exchange[],
  history: readonly Exchange[],
): readonly Step[] {
  const known = inOrder([...exchanges, ...history]);
  const jobs = replayedJobs(contract, exchanges, known);
  const submits = [...jobs.values()].map(({ submit }) => submit);
  const walk = new Walk(contract, jobs, known);
  for (const exchange of inOrder([...exchanges, ...submits])) walk.visit(exchange);
  return walk.steps;
}

function inOrder(exchanges: readonly Exchange[]): readonly Exchange[] {
  const bySeq = new Map(exchanges.map((exchange) => [exchange.seq, exchange]));
  return [...bySeq.values()].toSorted((one, other) => one.t0 - other.t0 || one.seq - other.seq);
}

function replayedJobs(
  contract: Contract,
  exchanges: readonly Exchange[],
  known: readonly Exchange[],
): ReadonlyMap<string, ReplayedJob> {
  const wanted = new Set(exchanges.map((exchange) => jobIn(contract, exchange)));
  const jobs = new Map<string, ReplayedJob>();
  for (const submit of known) {
    const id = issuedIn(contract, submit);
    if (id === undefined || !wanted.has(id) || jobs.has(id)) continue;
    jobs.set(id, { id, variable: `job_${jobs.size + 1}`, submit });
  }
  return jobs;
}

interface Progress {
  ended: boolean;
  state: string | undefined;
  /** When the last exchange on the job was answered, as recorded. */
  at: number;
  foundOutput: boolean;
}

class Walk {
  readonly steps: Step[] = [];
  readonly #contract: Contract;
  readonly #jobs: ReadonlyMap<string, ReplayedJob>;
  readonly #ends: ReadonlyMap<string, Exchange>;
  readonly #progress = new Map<ReplayedJob, Progress>();

  constructor(
    contract: Contract,
    jobs: ReadonlyMap<string, ReplayedJob>,
    known: readonly Exchange[],
  ) {
    this.#contract = contract;
    this.#jobs = jobs;
    this.#ends = firstEnds(contract, known);
  }

  visit(exchange: Exchange): void {
    const id = jobIn(this.#contract, exchange);
    const job = id === undefined ? undefined : this.#jobs.get(id);
    if (job?.submit === exchange) {
      this.#progressOf(job);
      this.steps.push({ do: 'perform', exchange, makes: job });
    } else if (exchange.route === 'credits' || exchange.route === 'ledger') {
      this.#settle(exchange);
      this.steps.push({ do: 'perform', exchange });
    } else if (job === undefined || exchange.route === 'submit') {
      this.steps.push({ do: 'perform', exchange });
    } else {
      this.#onJob(exchange, job, this.#progressOf(job));
    }
  }

  /** An account tells of jobs that have ended: those that had then must have ended again. */
  #settle(account: Exchange): void {
    for (const [job, progress] of this.#progress) {
      const end = this.#ends.get(job.id);
      if (progress.ended || end === undefined || end.t1 > account.t0) continue;
      progress.ended = true;
      progress.at = end.t1;
      this.steps.push({ do: 'poll', job });
    }
  }

  #onJob(exchange: Exchange, job: ReplayedJob, progress: Progress): void {
    const state = stateIn(this.#contract, exchange);
    const asPolled = exchange.route === 'status' && exchange.key === job.submit.key;
    const end = this.#ends.get(job.id);
    if (!progress.ended && end !== undefined && end.t0 <= exchange.t0) {
      progress.ended = true;
      this.steps.push({ do: 'poll', job, ...(asPolled && end === exchange && { exchange }) });
      progress.at = end.t1;
      if (asPolled && end === exchange) return;
    } else if (asPolled && !progress.ended && state !== undefined && state !== progress.state) {
      this.steps.push({ do: 'poll', job, state, exchange });
      progress.state = state;
      progress.at = exchange.t1;
      return;
    }
    this.#perform(exchange, job, progress);
  }

  #perform(exchange: Exchange, job: ReplayedJob, progress: Progress): void {
    const ms = exchange.t0 - progress.at;
    if (ms >= SHORTEST_PAUSE_MS) this.steps.push({ do: 'pause', ms });
    if (exchange.route === 'output' && !progress.foundOutput) {
      progress.foundOutput = true;
      this.steps.push({ do: 'find-output', job });
    }
    this.steps.push({ do: 'perform', exchange });
    progress.at = exchange.t1;
  }

  #progressOf(job: ReplayedJob): Progress {
    let progress = this.#progress.get(job);
    if (progress === undefined) {
      progress = { ended: false, state: undefined, at: job.submit.t1, foundOutput: false };
      this.#progress.set(job, progress);
    }
    return progress;
  }
}

/** The exchange in which each job was first seen in a terminal state. */
export function firstEnds(
  contract: Contract,
  known: readonly Exchange[],
): ReadonlyMap<string, Exchange> {
  const terminal = new Set(
    contract.gateway.states.all.filter((state) => state.terminal).map(({ name }) => name),
  );
  const ends = new Map<string, Exchange>();
  for (const exchange of known) {
    const id = askedId(contract, exchange);
    const state = stateIn(contract, exchange);
    if (id === undefined || state === undefined) continue;
    if (terminal.has(state) && !ends.has(id)) ends.set(id, exchange);
  }
  return ends;
}

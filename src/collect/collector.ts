import type { Contract } from '../contract/contract.ts';
import type { Case } from '../generate/case.ts';
import { nonces } from '../generate/nonces.ts';
import type { Exchange } from '../history/exchange.ts';
import type { Clock } from '../units/clock.ts';
import { randomStream } from '../units/random.ts';
import {
  type Milliseconds,
  milliseconds,
  type RequestsPerMinute,
  type Seed,
  usd,
} from '../units/units.ts';
import { ClockError } from '../wire/target-clock.ts';
import type { Wire } from '../wire/wire.ts';
import { Budget } from './budget.ts';
import { inOrder } from './case-choice.ts';
import { CaseRunner } from './case-runner.ts';
import { casesOfLevels, casesOfTheRest, MOST_ISOLATING } from './isolation.ts';
import { askLedger } from './ledger.ts';
import { Losses, TargetLostError } from './losses.ts';
import { pacedTo, unpaced } from './pace.ts';
import { Phases } from './phases.ts';
import type { PlannedRun } from './plan.ts';
import { watchRetention } from './retention.ts';
import { openSession } from './session.ts';
import type { Desk } from './submission.ts';
import type { Target } from './target.ts';

/** What a run is doing, for those who watch it. */
export interface Progress {
  readonly phase: string;
  readonly done: number;
  readonly total: number;
  /** Epoch milliseconds of the target. */
  readonly now: number;
  /** US dollars of all that was accepted, is ambiguous or in flight. */
  readonly committedUsd: number;
}

export interface CollectorParts {
  readonly contract: Contract;
  readonly target: Target;
  readonly wire: Wire;
  readonly clock: Clock;
  readonly seed: Seed;
  readonly run: PlannedRun;
  /** Jobs in flight at most; 1 or more. */
  readonly concurrency: number;
  /** Requests of any kind in a minute of the target's time, at most. */
  readonly rpm?: RequestsPerMinute;
  /** After this much of the target's time no more cases are sent. */
  readonly time?: Milliseconds;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** How a collection ended. */
export type Collected =
  | { readonly is: 'complete' }
  /** The free preflight failed: nothing else was sent. */
  | { readonly is: 'unreachable'; readonly exchange: Exchange }
  | { readonly is: 'key-refused'; readonly exchange: Exchange }
  | { readonly is: 'interrupted' }
  /** The target's virtual clock stopped answering: no time passes any more. */
  | { readonly is: 'clock-lost'; readonly why: string }
  /** Submissions went unanswered: no more were sent. */
  | { readonly is: 'target-lost'; readonly why: string }
  /** Budget or time did not reach: some cases of the plan were not sent. */
  | { readonly is: 'out-of-budget'; readonly unsent: readonly string[] };

/** Collects a history: sends what was planned, and what it gives rise to. */
export async function collect(parts: CollectorParts): Promise<Collected> {
  try {
    return await parts.clock.activity(() => new Collection(parts).run());
  } catch (error) {
    if (parts.signal.aborted) return { is: 'interrupted' };
    if (error instanceof TargetLostError) return { is: 'target-lost', why: error.message };
    if (error instanceof ClockError) return { is: 'clock-lost', why: error.message };
    throw error;
  }
}

/** A charge may be booked a little after its job has ended. */
const SETTLING_MS = 5_000;

/** Jobs that are sent one at a time, at most, for one to be watched before it ends. */
const MOST_ALONE = 3;

class Collection {
  readonly #parts: CollectorParts;
  readonly #desk: Desk;
  readonly #runner: CaseRunner;
  readonly #phases: Phases;

  constructor(parts: CollectorParts) {
    const { contract, run, clock, rpm, seed, time } = parts;
    const endsAt = time === undefined ? Infinity : clock.now() + time;
    const isTimeUp = (): boolean => clock.now() >= endsAt;
    const random = randomStream(seed, 'collect.keys');
    const pace = rpm === undefined ? unpaced : pacedTo(rpm, clock);
    this.#parts = parts;
    this.#desk = {
      session: openSession({ ...parts, random, pace }),
      budget: new Budget(run.means.allowance, usd(contract.price.usd), isTimeUp),
      losses: new Losses(),
    };
    this.#runner = new CaseRunner(this.#desk, run.means.paid);
    this.#phases = new Phases(clock, parts.concurrency, (...far) => this.#report(...far));
  }

  async run(): Promise<Collected> {
    const { run } = this.#parts;
    const runner = this.#runner;
    const preflight = await this.#preflight();
    if (preflight !== undefined) return preflight;
    const { no: free = [], 'if-broken': charged = [] } = Object.groupBy(
      run.probes,
      ({ bills }) => bills,
    );
    // Apart: what a job for a wrong address costs would else seem the price of a bad body.
    await this.#phases.oneByOne('keys and addresses', free, (probe) => runner.probe(probe));
    await this.#balance();
    await this.#phases.oneByOne('accounts and bodies', charged, (probe) => runner.probe(probe));
    await this.#balance();
    await this.#invalid(run.refusals);
    await this.#invalid(run.syncRefusals);
    await this.#balance();
    if (run.blocked !== undefined) {
      await this.#phases.oneByOne('content block', [run.blocked], (one) => runner.seeThrough(one));
      await this.#balance();
    }
    await this.#jobs();
    await this.#balance();
    await this.#phases.together('undocumented inputs', run.unknowns, (one) => runner.tryOut(one));
    await this.#phases.oneByOne('synchronous calls', run.syncCalls, (one) => runner.tryOut(one));
    await this.#balance();
    await this.#isolate();
    await askLedger(this.#desk.session);
    if (run.waitsForExpiry && !this.#desk.budget.isTimeUp) {
      await this.#phases.oneByOne('retention', [runner.jobs], (jobs) =>
        watchRetention(this.#desk.session, jobs),
      );
    }
    const { unsent } = runner;
    return unsent.length === 0 ? { is: 'complete' } : { is: 'out-of-budget', unsent };
  }

  /** The cheapest way to see that there is a target and that it takes the key. */
  async #preflight(): Promise<Collected | undefined> {
    const { session } = this.#desk;
    this.#report('preflight', 0, 1);
    let exchange = await session.get('credits', {});
    for (let again = 0; again < 2 && (exchange.response?.status ?? 500) >= 500; again += 1) {
      await session.clock.sleep(milliseconds(500 * (again + 1)), session.signal);
      exchange = await session.get('credits', {});
    }
    this.#report('preflight', 1, 1);
    if (exchange.response === undefined) return { is: 'unreachable', exchange };
    const { status } = exchange.response;
    if (status === 429 || status >= 500) return { is: 'unreachable', exchange };
    return status === 401 || status === 403 ? { is: 'key-refused', exchange } : undefined;
  }

  /**
   * One of each class first, to learn how the target refuses; then the others, those of a class
   * in turn, so that one that runs spares the rest.
   */
  async #invalid(cases: readonly Case[]): Promise<void> {
    const classes = [...Map.groupBy(cases, (one) => one.class).values()];
    const tryOut = (one: Case): Promise<void> => this.#runner.tryOut(one);
    const first = classes.map((alike) => alike.slice(0, 1));
    await this.#phases.inGroups('one invalid input of each class', first, tryOut);
    const others = classes.map((alike) => alike.slice(1));
    await this.#phases.inGroups('invalid inputs', others, tryOut);
  }

  /**
   * The first alone: with nothing else in flight it can be watched before it ends, unless a
   * limiter holds that up; then it is the next one's turn.
   */
  async #jobs(): Promise<void> {
    const { jobs } = this.#parts.run;
    const runner = this.#runner;
    let alone = 0;
    while (alone < Math.min(MOST_ALONE, jobs.length) && !runner.hasWatched) {
      alone += 1;
      await this.#phases.oneByOne('first jobs', jobs.slice(alone - 1, alone), (one) =>
        runner.seeThrough(one),
      );
    }
    await this.#phases.together('jobs', jobs.slice(alone), (one) => runner.seeThrough(one));
  }

  /** Finds out what valid payloads were turned down for. */
  async #isolate(): Promise<void> {
    const { contract, seed, run } = this.#parts;
    const runner = this.#runner;
    if (runner.turnedDown.length === 0 || runner.completed.length === 0) return;
    const taken = inOrder(run).map(({ payload }) => payload);
    const fresh = nonces(contract, seed, taken);
    const phase = 'isolating what was turned down';
    const levels = casesOfLevels(contract, runner, fresh);
    await this.#phases.together(phase, levels, (one) => runner.seeThrough(one));
    const rest = casesOfTheRest(contract, runner, fresh).slice(0, MOST_ISOLATING - levels.length);
    await this.#phases.together(phase, rest, (one) => runner.seeThrough(one));
    await this.#balance();
  }

  /** Some time after what was sent before, and apart from what comes after: plain which was first. */
  async #balance(): Promise<void> {
    const { session } = this.#desk;
    await session.clock.sleep(milliseconds(SETTLING_MS), session.signal);
    await session.get('credits', {});
    await session.clock.sleep(milliseconds(1), session.signal);
  }

  #report(phase: string, done: number, total: number): void {
    const { clock, onProgress } = this.#parts;
    const { budget } = this.#desk;
    onProgress({ phase, done, total, now: clock.now(), committedUsd: budget.committed });
  }
}

import type { Contract } from '../contract/contract.ts';
import type { Case } from '../generate/case.ts';
import { nonces } from '../generate/nonces.ts';
import type { CaseNote, Exchange } from '../history/exchange.ts';
import type { Clock } from '../units/clock.ts';
import { randomStream } from '../units/random.ts';
import { milliseconds, type Seed, usd } from '../units/units.ts';
import type { Wire } from '../wire/wire.ts';
import { Budget } from './budget.ts';
import { concurrently } from './concurrently.ts';
import { bodyOf, follow, idIn } from './follow.ts';
import { isolatingCases } from './isolation.ts';
import { askLedger } from './ledger.ts';
import type { PlannedRun } from './plan.ts';
import type { Probe } from './probes.ts';
import { watchRetention } from './retention.ts';
import {
  askAs,
  type Became,
  type Desk,
  type FollowedJob,
  inspect,
  isProvablyNoJob,
  runCase,
} from './run-case.ts';
import { openSession } from './session.ts';
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
  /** Some cases of the plan were not sent. */
  | { readonly is: 'out-of-budget'; readonly unsent: readonly string[] };

/** Collects a history: sends what was planned, and what it gives rise to. */
export async function collect(parts: CollectorParts): Promise<Collected> {
  try {
    return await parts.clock.activity(() => new Collection(parts).run());
  } catch (error) {
    if (parts.signal.aborted) return { is: 'interrupted' };
    throw error;
  }
}

class Collection {
  readonly #parts: CollectorParts;
  readonly #desk: Desk;
  readonly #jobs: FollowedJob[] = [];
  readonly #turnedDown: Case[] = [];
  readonly #unsent: string[] = [];
  /** Classes of invalid input of which one ran: a paid target gets no more of them. */
  readonly #ranInvalid = new Set<string>();

  constructor(parts: CollectorParts) {
    this.#parts = parts;
    const { contract, run } = parts;
    const session = openSession({ ...parts, random: randomStream(parts.seed, 'collect.keys') });
    this.#desk = { session, budget: new Budget(run.means.allowance, usd(contract.price.usd)) };
  }

  async run(): Promise<Collected> {
    const { run, clock, concurrency } = this.#parts;
    const { session } = this.#desk;
    const preflight = await this.#preflight();
    if (preflight !== undefined) return preflight;
    await this.#each('keys and addresses', run.probes, (probe) => this.#probe(probe));
    await this.#balance();
    await this.#refusals(run.refusals);
    await this.#refusals(run.syncRefusals);
    await this.#balance();
    if (run.blocked !== undefined) {
      await this.#each('content block', [run.blocked], (one) => this.#job(one));
      await this.#balance();
    }
    this.#report('jobs', 0, run.jobs.length);
    let done = 0;
    await concurrently(clock, concurrency, run.jobs, async (one, place) => {
      await this.#job(one, place === 0);
      this.#report('jobs', (done += 1), run.jobs.length);
    });
    await this.#balance();
    await this.#isolate();
    await this.#together('undocumented inputs', run.unknowns);
    await this.#each('synchronous calls', run.syncCalls, (one) => this.#call(one));
    await this.#balance();
    await askLedger(session);
    if (run.means.canWait) {
      this.#report('retention', 0, 1);
      await watchRetention(session, this.#jobs);
      this.#report('retention', 1, 1);
    }
    return this.#unsent.length === 0
      ? { is: 'complete' }
      : { is: 'out-of-budget', unsent: this.#unsent };
  }

  /** The cheapest way to see that there is a target and that it takes the key. */
  async #preflight(): Promise<Collected | undefined> {
    const { session } = this.#desk;
    this.#report('preflight', 0, 1);
    let exchange = await session.get('credits', {});
    for (let again = 0; again < 2 && exchange.response === undefined; again += 1) {
      await session.clock.sleep(milliseconds(500 * (again + 1)), session.signal);
      exchange = await session.get('credits', {});
    }
    this.#report('preflight', 1, 1);
    if (exchange.response === undefined) return { is: 'unreachable', exchange };
    const { status } = exchange.response;
    return status === 401 || status === 403 ? { is: 'key-refused', exchange } : undefined;
  }

  async #probe(probe: Probe): Promise<void> {
    const { session, budget } = this.#desk;
    const { id, route, method, path, key, body, expect, bills } = probe;
    if (bills === 'if-broken' && !budget.reserve()) {
      this.#unsent.push(id);
      return;
    }
    const note: CaseNote = { id, kind: 'probe', expect };
    const ask = { key, note };
    let exchange: Exchange;
    if (body !== undefined) {
      exchange = await session.postText(path, body, ask);
    } else if (route === 'other') {
      exchange = await session.other(method, path, ask);
    } else {
      exchange = await session.fetch(route, `${session.target.baseUrl}${path}`, key);
    }
    if (bills === 'no') return;
    if (isProvablyNoJob(exchange)) budget.giveBack();
    const job = idIn(session.contract, exchange);
    if (job !== undefined) await follow(session, job, note);
  }

  /** First one of each class, to learn how the target refuses; then the others. */
  async #refusals(cases: readonly Case[]): Promise<void> {
    const first = cases.filter(
      (one, place) => cases.findIndex((other) => other.class === one.class) === place,
    );
    await this.#together('one invalid input of each class', first);
    const others = cases.filter((one) => !first.includes(one));
    await this.#together('invalid inputs', others);
  }

  async #together(phase: string, cases: readonly Case[]): Promise<void> {
    let done = 0;
    await concurrently(this.#parts.clock, this.#parts.concurrency, cases, async (one) => {
      this.#report(phase, done, cases.length);
      if (!this.#isSpared(one)) await this.#send(one);
      done += 1;
      this.#report(phase, done, cases.length);
    });
  }

  #isSpared({ class: group, expect }: Case): boolean {
    return expect === 'refuse' && this.#parts.run.means.paid && this.#ranInvalid.has(group);
  }

  async #send(one: Case): Promise<Became> {
    if (one.route === 'sync') return this.#call(one);
    const became = await runCase(this.#desk, one);
    if (became.is === 'unaffordable') this.#unsent.push(one.id);
    const ran = became.is === 'ended' && became.job.end.is !== 'failed';
    if (one.expect === 'refuse' && (ran || became.is === 'ambiguous')) {
      this.#ranInvalid.add(one.class);
    }
    return became;
  }

  /** One synchronous call. */
  async #call(one: Case): Promise<Became> {
    const became = await runCase(this.#desk, one);
    if (became.is === 'unaffordable') this.#unsent.push(one.id);
    if (became.is === 'ambiguous' && one.expect === 'refuse') this.#ranInvalid.add(one.class);
    return became;
  }

  /** One job that is seen through: polled, fetched, and asked for again. */
  async #job(one: Case, isFirst = false): Promise<void> {
    const { session } = this.#desk;
    const became = await runCase(this.#desk, one, async (id, accepted) => {
      if (isFirst) await this.#lookAround(id, accepted);
    });
    if (became.is === 'unaffordable') this.#unsent.push(one.id);
    if (became.is === 'refused') this.#turnedDown.push(one);
    if (became.is !== 'ended') return;
    const { job } = became;
    this.#jobs.push(job);
    if (job.end.is === 'failed' && one.kind !== 'blocked') this.#turnedDown.push(one);
    if (job.end.is === 'lost') return;
    await inspect(session, job);
    if (isFirst && session.target.keys.other !== undefined) {
      await askAs(session, job.id, 'other');
    }
  }

  /** What is asked of one job only: its URLs as given, and its result before there is one. */
  async #lookAround(id: string, accepted: Exchange): Promise<void> {
    const { session } = this.#desk;
    const { statusUrl } = session.contract.gateway.names;
    const given = bodyOf(accepted)?.[statusUrl];
    const { origin } = new URL(session.target.baseUrl);
    await session.clock.sleep(milliseconds(1), session.signal);
    if (typeof given === 'string' && URL.canParse(given) && new URL(given).origin === origin) {
      await session.fetch('status', given, 'valid', id);
    }
    await session.get('result', { id }, { job: id });
  }

  /** Finds out what valid payloads were turned down for. */
  async #isolate(): Promise<void> {
    const { contract, seed, run } = this.#parts;
    const completed = this.#jobs
      .filter(({ end }) => end.is === 'completed')
      .map((job) => job.case.payload);
    if (this.#turnedDown.length === 0 || completed.length === 0) return;
    const planned = [...run.jobs, ...run.unknowns, ...run.refusals, ...run.syncCalls];
    const fresh = nonces(
      contract,
      seed,
      [...planned, ...run.syncRefusals].map(({ payload }) => payload),
    );
    const payloads = this.#turnedDown.map(({ payload }) => payload);
    const suspects = isolatingCases(contract, payloads, completed, fresh);
    let done = 0;
    await concurrently(this.#parts.clock, this.#parts.concurrency, suspects, async (one) => {
      await this.#job(one);
      this.#report('isolating what was turned down', (done += 1), suspects.length);
    });
  }

  /** Apart in time from what was sent before and after, if only just: plain which came first. */
  async #balance(): Promise<void> {
    const { session } = this.#desk;
    await session.clock.sleep(milliseconds(1), session.signal);
    await session.get('credits', {});
    await session.clock.sleep(milliseconds(1), session.signal);
  }

  async #each<Item>(
    phase: string,
    items: readonly Item[],
    task: (item: Item) => Promise<unknown>,
  ): Promise<void> {
    for (const [place, item] of items.entries()) {
      this.#report(phase, place, items.length);
      await task(item);
    }
    this.#report(phase, items.length, items.length);
  }

  #report(phase: string, done: number, total: number): void {
    const { clock, onProgress } = this.#parts;
    const { budget } = this.#desk;
    onProgress({ phase, done, total, now: clock.now(), committedUsd: budget.committed });
  }
}

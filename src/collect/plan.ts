import type { Clause } from '../contract/clause.ts';
import type { Contract, Payload } from '../contract/contract.ts';
import type { Expectation } from '../contract/expectation.ts';
import type { Case } from '../generate/case.ts';
import type { KeyKind, Route } from '../history/exchange.ts';
import { type Seed, usd } from '../units/units.ts';
import { type Allowance, jobsIn } from './budget.ts';
import { casesToSend, inOrder, NOTHING_WANTED, type Wanted } from './case-choice.ts';
import { isOfRetention } from './evidence.ts';
import { MOST_ISOLATING } from './isolation.ts';
import { type Probe, probesOf } from './probes.ts';
import type { ConfiguredKey } from './target.ts';
import { type Sendable, untestable } from './untestable.ts';

/** What a run has to work with, as far as it is known before anything is sent. */
export interface Means {
  readonly keys: readonly ConfiguredKey[];
  readonly blockedPrompt?: string;
  readonly ledger: boolean;
  /** Whether an hour of the target's time can be waited for. */
  readonly canWait: boolean;
  /** Whether accepted jobs cost real money. */
  readonly paid: boolean;
  readonly allowance: Allowance;
}

/** One thing that will be sent. */
export interface PlannedCase {
  readonly id: string;
  readonly route: Route;
  readonly method: string;
  readonly key: KeyKind;
  readonly expect: Expectation;
  /**
   * `no`: cannot bill; `if-broken`: bills only if the server breaks a promise; `if-taken`: the
   * documentation is silent, and a server that takes it bills it; `yes`: bills.
   */
  readonly bills: 'no' | 'if-broken' | 'if-taken' | 'yes';
  readonly why: string;
  readonly payload?: Payload;
}

/** What will be sent, what it costs, and what stays untested. Holds no time, path or version. */
export interface Plan {
  readonly plan: 1;
  readonly spec: string;
  readonly seed: Seed;
  readonly clauses: number;
  readonly cases: readonly PlannedCase[];
  /**
   * Jobs that are billed if the server keeps its promises, and at most if it does not: what is
   * sent to find out why valid inputs were turned down is among the latter.
   */
  readonly jobs: { readonly ifKept: number; readonly atMost: number };
  readonly usd: { readonly ifKept: number; readonly atMost: number };
  /** Roughly, of the target's time. */
  readonly durationMs: number;
  readonly untested: readonly { readonly clause: string; readonly reason: string }[];
}

/** A plan, and the cases themselves. */
export interface PlannedRun extends Wanted {
  readonly plan: Plan;
  readonly probes: readonly Probe[];
  readonly means: Means;
  /** Whether the run ends with waiting for results to expire. */
  readonly waitsForExpiry: boolean;
}

/**
 * Decides what to send. Deterministic: one contract, seed and means, one plan.
 * @param clauses those that are to be judged.
 * @param concurrency jobs in flight at most.
 */
export function planRun(
  contract: Contract,
  clauses: readonly Clause[],
  seed: Seed,
  means: Means,
  concurrency: number,
): PlannedRun {
  const wanted: Sendable = {
    probes: probesOf(contract, seed, means, clauses),
    cases: casesToSend(contract, clauses, seed, means),
  };
  const reach = jobsIn(means.allowance, usd(contract.price.usd));
  const { probes, cases } = affordable(wanted, reach);
  const planned = [...probes.map(plannedProbe), ...inOrder(cases).map(plannedCase)];
  const waitsForExpiry = means.canWait && cases.jobs.length > 0 && clauses.some(isOfRetention);
  return {
    plan: {
      plan: 1,
      spec: contract.name,
      seed,
      clauses: clauses.length,
      cases: planned,
      ...costOf(contract, planned, cases, reach),
      durationMs: durationOf(contract, cases, concurrency, waitsForExpiry),
      untested: untestable(contract, clauses, means, wanted, { probes, cases }),
    },
    ...cases,
    probes,
    means,
    waitsForExpiry,
  };
}

/**
 * Leaves out what the allowance does not reach for: the undocumented inputs first, then the
 * synchronous calls, then valid inputs from the last to the first. What is free if the server
 * keeps its promises stays as long as a single job can be paid for, and then goes too.
 */
function affordable({ probes, cases }: Sendable, reach: number): Sendable {
  if (reach < 1) {
    return { probes: probes.filter(({ bills }) => bills === 'no'), cases: NOTHING_WANTED };
  }
  const jobs = cases.jobs.slice(0, reach);
  const syncCalls = cases.syncCalls.slice(0, reach - jobs.length);
  // Each of them may be taken, and is a job then.
  const unknowns = cases.unknowns.slice(0, reach - jobs.length - syncCalls.length);
  return { probes, cases: { ...cases, jobs, syncCalls, unknowns } };
}

function costOf(
  { price }: Contract,
  planned: readonly PlannedCase[],
  { jobs }: Wanted,
  reach: number,
): Pick<Plan, 'jobs' | 'usd'> {
  const ifKept = planned.filter(({ bills }) => bills === 'yes').length;
  // It takes one that completes and one that does not to have anything to isolate.
  const isolating = jobs.length > 1 ? MOST_ISOLATING : 0;
  const most = planned.filter(({ bills }) => bills !== 'no').length + isolating;
  const atMost = Math.min(most, reach);
  // Twelve digits: without the dust of binary fractions.
  const dollars = (count: number): number => Number((count * price.usd).toPrecision(12));
  return {
    jobs: { ifKept, atMost },
    usd: { ifKept: dollars(ifKept), atMost: dollars(atMost) },
  };
}

function durationOf(
  { latency, gateway }: Contract,
  { jobs, unknowns, syncCalls }: Wanted,
  concurrency: number,
  waitsForExpiry: boolean,
): number {
  // The first job goes alone.
  const alone = Math.min(1, jobs.length);
  const rounds = [jobs.length - alone, unknowns.length].map((count) =>
    Math.ceil(count / concurrency),
  );
  const inTurn = rounds.reduce((sum, count) => sum + count, alone + syncCalls.length);
  return inTurn * latency.typicalMs + (waitsForExpiry ? gateway.retentionMs : 0);
}

function plannedProbe({ id, route, method, key, expect, bills, why }: Probe): PlannedCase {
  return { id, route, method, key, expect, bills, why };
}

function plannedCase(one: Case): PlannedCase {
  const { id, route, expect, why, payload } = one;
  return { id, route, method: 'POST', key: 'valid', expect, bills: billing(one), why, payload };
}

function billing({ kind, expect }: Case): PlannedCase['bills'] {
  if (kind === 'blocked') return 'if-broken';
  switch (expect) {
    case 'accept':
      return 'yes';
    case 'refuse':
      return 'if-broken';
    case 'unknown':
      return 'if-taken';
  }
}

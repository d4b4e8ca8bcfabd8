import type { Clause } from '../contract/clause.ts';
import type { Contract, Payload } from '../contract/contract.ts';
import type { Expectation } from '../contract/expectation.ts';
import type { Case } from '../generate/case.ts';
import type { KeyKind, Route } from '../history/exchange.ts';
import { type Seed, usd } from '../units/units.ts';
import { jobsIn, type Allowance } from './budget.ts';
import { casesToSend, type Wanted } from './case-choice.ts';
import { probesOf, type Probe } from './probes.ts';
import type { ConfiguredKey } from './target.ts';
import { untestable } from './untestable.ts';

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
  /** `no`: cannot bill; `if-broken`: bills only a server that breaks a promise; `yes`: bills. */
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
  /** Jobs that are billed if the server keeps its promises, and at most if it does not. */
  readonly jobs: { readonly ifKept: number; readonly atMost: number };
  readonly usd: { readonly ifKept: number; readonly atMost: number };
  /** Roughly, of the target's time. */
  readonly durationMs: number;
  readonly untested: readonly { readonly clause: string; readonly reason: string }[];
}

/** A plan, and the cases themselves in the order in which they are sent. */
export interface PlannedRun {
  readonly plan: Plan;
  readonly probes: readonly Probe[];
  readonly refusals: readonly Case[];
  readonly jobs: readonly Case[];
  readonly unknowns: readonly Case[];
  readonly blocked: Case | undefined;
  readonly syncCalls: readonly Case[];
  readonly syncRefusals: readonly Case[];
  readonly means: Means;
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
  const wanted = casesToSend(contract, clauses, seed, means);
  const affordable = trimmed(wanted, contract, means);
  const probes = probesOf(contract, seed, means, clauses);
  const cases = [...probes.map(plannedProbe), ...inOrder(affordable).map(plannedCase)];
  const ifKept = cases.filter(({ bills }) => bills === 'yes').length;
  const most = cases.filter(({ bills }) => bills !== 'no').length;
  const atMost = Math.min(most, jobsIn(means.allowance, asUsd(contract)));
  const dollars = (jobs: number): number => Number((jobs * contract.price.usd).toFixed(4));
  const rounds = Math.ceil((ifKept + affordable.unknowns.length) / concurrency);
  return {
    plan: {
      plan: 1,
      spec: contract.name,
      seed,
      clauses: clauses.length,
      cases,
      jobs: { ifKept, atMost },
      usd: { ifKept: dollars(ifKept), atMost: dollars(atMost) },
      durationMs:
        (rounds + affordable.syncCalls.length + 1) * contract.latency.typicalMs +
        (means.canWait ? contract.gateway.retentionMs : 0),
      untested: untestable(contract, clauses, means, affordable, probes),
    },
    ...affordable,
    probes,
    means,
  };
}

/** Leaves out what the allowance does not reach, the least telling first. */
function trimmed(wanted: Wanted, contract: Contract, means: Means): Wanted {
  const most = jobsIn(means.allowance, asUsd(contract));
  if (most < 1) {
    return {
      refusals: [],
      jobs: [],
      unknowns: [],
      blocked: undefined,
      syncCalls: [],
      syncRefusals: [],
    };
  }
  const jobs = wanted.jobs.slice(0, most);
  const syncCalls = wanted.syncCalls.slice(0, Math.max(0, most - jobs.length));
  const left = Math.max(0, most - jobs.length - syncCalls.length);
  // Unknown inputs may be taken, and then each is a job.
  return { ...wanted, jobs, syncCalls, unknowns: wanted.unknowns.slice(0, left) };
}

function inOrder(wanted: Wanted): readonly Case[] {
  const blocked = wanted.blocked === undefined ? [] : [wanted.blocked];
  return [
    ...wanted.refusals,
    ...wanted.syncRefusals,
    ...blocked,
    ...wanted.jobs,
    ...wanted.unknowns,
    ...wanted.syncCalls,
  ];
}

function plannedProbe({ id, route, method, key, expect, why }: Probe): PlannedCase {
  return { id, route, method, key, expect, bills: 'no', why };
}

function plannedCase({ id, route, kind, expect, why, payload }: Case): PlannedCase {
  const bills = billing(kind, expect);
  return { id, route, method: 'POST', key: 'valid', expect, bills, why, payload };
}

function billing(kind: Case['kind'], expect: Expectation): PlannedCase['bills'] {
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

function asUsd(contract: Contract) {
  return usd(contract.price.usd);
}

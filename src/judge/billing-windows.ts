import { isJsonObject } from '../units/json.ts';
import type { Balance } from './account.ts';
import type { Jobs, Submission } from './jobs.ts';
import { outcomeOf } from './outcome.ts';

/** The time between two looks at the balance at which nothing was in flight. */
export interface Window {
  readonly from: Balance;
  readonly to: Balance;
  /** US dollars by which the balance fell more than the jobs that ran cost; 0 within rounding. */
  readonly excess: number;
  /** Jobs that ran to their end. */
  readonly ran: number;
  /** Valid jobs that failed. */
  readonly failed: number;
  /** Invalid inputs that were refused, at the door or late. */
  readonly refused: number;
}

interface Charge {
  readonly from: number;
  /** Infinite where the end is not known. */
  readonly to: number;
  readonly usd: number;
  readonly kind: 'ran' | 'failed' | 'refused' | 'other';
}

/** Balances are sums of prices in floating point: less than a hundredth of a cent is rounding. */
const ROUNDING = 1e-4;

/**
 * The looks at the balance, by `seq`. Each pair of them makes a window, so that leaving some out
 * makes the others' windows longer: it is all of them together that could refute a promise.
 */
export function looksAtBalance({ account }: Jobs): readonly number[] {
  return account.balances.map(({ seq }) => seq);
}

/** The windows that can be judged: no job's life straddles either end. */
export function windowsOf(jobs: Jobs): readonly Window[] {
  const balances = jobs.account.balances.toSorted((one, other) => one.t0 - other.t0);
  const charges = jobs.submissions.map((submission) => chargeOf(jobs, submission));
  return balances.slice(1).flatMap((to, place) => {
    const from = balances[place];
    const window = from && windowBetween(from, to, charges);
    return window === undefined ? [] : [window];
  });
}

function windowBetween(from: Balance, to: Balance, charges: readonly Charge[]): Window | undefined {
  const within: Charge[] = [];
  for (const charge of charges) {
    if (charge.to <= from.t0 || charge.from >= to.t1) continue;
    if (charge.from < from.t1 || charge.to > to.t0) return undefined;
    within.push(charge);
  }
  const owed = within.reduce((sum, charge) => sum + charge.usd, 0);
  const excess = from.credits - to.credits - owed;
  const count = (kind: Charge['kind']): number =>
    within.filter((charge) => charge.kind === kind).length;
  return {
    from,
    to,
    excess: Math.abs(excess) < ROUNDING ? 0 : Number(excess.toFixed(6)),
    ran: count('ran'),
    failed: count('failed'),
    refused: count('refused'),
  };
}

function chargeOf(jobs: Jobs, submission: Submission): Charge {
  const { t0, t1, key, reading } = submission;
  const outcome = outcomeOf(jobs, submission);
  switch (outcome.is) {
    case 'completed': {
      const shared = (jobs.lives.byId.get(submission.id ?? '')?.accepted.length ?? 1) > 1;
      // Whose money it is, or which job's, cannot be told.
      if (key !== 'valid' || shared) return { from: t0, to: Infinity, usd: 0, kind: 'other' };
      const to = outcome.end?.t1 ?? t1;
      return { from: t0, to, usd: costOf(jobs, submission), kind: 'ran' };
    }
    case 'late': {
      const kind = reading.expect === 'refuse' ? 'refused' : 'failed';
      return { from: t0, to: outcome.end.t1, usd: 0, kind };
    }
    case 'refused':
    case 'turned-away': {
      const kind = reading.expect === 'refuse' && key === 'valid' ? 'refused' : 'other';
      return { from: t0, to: t1, usd: 0, kind };
    }
    case 'pending':
    case 'ambiguous':
    case 'server-error':
      return { from: t0, to: Infinity, usd: 0, kind: 'other' };
  }
}

/**
 * What a job that ran says it cost; else what the others say, as all cost the same; else the
 * documented price.
 */
export function costOf(jobs: Jobs, submission: Submission): number {
  return statedCost(jobs, submission) ?? usualCost(jobs) ?? jobs.contract.price.usd;
}

function statedCost(jobs: Jobs, submission: Submission): number | undefined {
  if (submission.cost !== undefined) return submission.cost;
  const life = submission.id === undefined ? undefined : jobs.lives.byId.get(submission.id);
  const { metrics, cost } = jobs.contract.gateway.names;
  for (const { body } of life?.sightings ?? []) {
    const told = body?.[metrics];
    const value = isJsonObject(told) ? told[cost] : undefined;
    if (typeof value === 'number') return value;
  }
  return undefined;
}

/** Found once for each state of a fold: every job asks for it. */
const usualCosts = new WeakMap<Jobs, { readonly of: number; readonly cost: number | undefined }>();

function usualCost(jobs: Jobs): number | undefined {
  const known = usualCosts.get(jobs);
  if (known?.of === jobs.submissions.length) return known.cost;
  const stated = jobs.submissions.flatMap((submission) => statedCost(jobs, submission) ?? []);
  const [commonest] = [...Map.groupBy(stated, (cost) => cost)].toSorted(
    ([, one], [, other]) => other.length - one.length,
  );
  const cost = commonest?.[0];
  usualCosts.set(jobs, { of: jobs.submissions.length, cost });
  return cost;
}

import type { Sighting } from '../history/life.ts';
import type { Balance } from './account.ts';
import type { Jobs } from './jobs.ts';
import { metric } from './metrics.ts';
import { outcomeOf } from './outcome.ts';
import type { Submission } from './submission.ts';

/** The time between two looks at the balance at which nothing was in flight. */
export interface Window {
  readonly from: Balance;
  readonly to: Balance;
  /** US dollars by which the balance fell more than the jobs that ran cost; 0 within rounding. */
  readonly excess: number;
  /** Jobs that ran to their end. */
  readonly ran: readonly Spent[];
  /** Valid jobs that failed. */
  readonly failed: readonly Spent[];
  /** Invalid inputs that were refused, at the door or late. */
  readonly refused: readonly Spent[];
}

/** A submission whose end lies in a window. */
export interface Spent {
  readonly submission: Submission;
  readonly end: Sighting | undefined;
}

interface Charge {
  readonly from: number;
  /** Infinite where the end is not known. */
  readonly to: number;
  /** Undefined where it is not known. */
  readonly usd: number | undefined;
  /** By how much it may differ. */
  readonly about: number;
  readonly kind: 'ran' | 'failed' | 'refused' | 'other';
  readonly spent?: Spent;
}

/** Balances are sums of prices in floating point: less than a hundredth of a cent is rounding. */
const ROUNDING = 1e-4;

/** The documented price is given to a tenth of a cent, as "about". */
export const PRICE_TOLERANCE = 0.0005;

/**
 * The looks at the balance, by `seq`. Each pair of them makes a window, so that leaving some out
 * makes the others' windows longer: it is all of them together that could refute a promise.
 */
export function looksAtBalance({ account }: Jobs): readonly number[] {
  return account.balances.map(({ seq }) => seq);
}

/** The smallest counterexample in a window: what was spent first, between the looks around it. */
export function exchangesOf({ from, to }: Window, [first]: readonly Spent[]): readonly number[] {
  if (first === undefined) return [from.seq, to.seq];
  const end = first.end === undefined ? [] : [first.end.seq];
  return [from.seq, first.submission.seq, ...end, to.seq];
}

/** The windows that can be judged: no job's life straddles either end, all costs are known. */
export function windowsOf(jobs: Jobs): readonly Window[] {
  const balances = jobs.account.balances.toSorted(byBeginning);
  const unstated = unstatedPrice(jobs);
  const charges = [
    ...jobs.submissions
      .toSorted(byBeginning)
      .map((submission) => chargeOf(jobs, submission, unstated)),
    ...jobs.strays.map(unknownSince),
  ];
  const grain = grainOf(balances);
  return balances.slice(1).flatMap((to, place) => {
    const from = balances[place];
    const window = from && windowBetween(from, to, charges, grain);
    return window === undefined ? [] : [window];
  });
}

/** The order in which exchanges were begun, in whatever order they were heard. */
export function byBeginning(
  one: Pick<Balance, 't0' | 'seq'>,
  other: Pick<Balance, 't0' | 'seq'>,
): number {
  return one.t0 - other.t0 || one.seq - other.seq;
}

function windowBetween(
  from: Balance,
  to: Balance,
  charges: readonly Charge[],
  grain: number,
): Window | undefined {
  const within: Charge[] = [];
  for (const charge of charges) {
    if (charge.to <= from.t0 || charge.from >= to.t1) continue;
    if (charge.from < from.t1 || charge.to > to.t0 || charge.usd === undefined) return undefined;
    within.push(charge);
  }
  const sum = (of: (charge: Charge) => number): number =>
    within.reduce((total, charge) => total + of(charge), 0);
  const excess = from.credits - to.credits - sum(({ usd = 0 }) => usd);
  // Money came in: what went out cannot be told from it.
  if (to.credits - from.credits > ROUNDING) return undefined;
  const isNone =
    Math.abs(excess) <=
    Math.max(
      ROUNDING,
      sum(({ about }) => about),
    );
  if (!Number.isFinite(excess) || (!isNone && Math.abs(excess) < grain)) return undefined;
  const spent = (kind: Charge['kind']): readonly Spent[] =>
    within.flatMap((charge) => (charge.kind === kind ? (charge.spent ?? []) : []));
  return {
    from,
    to,
    excess: isNone ? 0 : Number(excess.toFixed(6)),
    ran: spent('ran'),
    failed: spent('failed'),
    refused: spent('refused'),
  };
}

/** A balance that is only ever told to the cent says nothing of less than a cent. */
function grainOf(balances: readonly Balance[]): number {
  const decimals = balances.map(({ credits }) => /\.(\d+)/.exec(String(credits))?.[1]?.length ?? 0);
  const most = Math.max(0, ...decimals);
  return most === 0 ? 0 : 10 ** -most;
}

function unknownSince(from: number): Charge {
  return { from, to: Infinity, usd: undefined, about: 0, kind: 'other' };
}

function chargeOf(jobs: Jobs, submission: Submission, unstated: Price | undefined): Charge {
  const { t0, t1, key, reading } = submission;
  const outcome = outcomeOf(jobs, submission);
  switch (outcome.is) {
    case 'completed': {
      if (key !== 'valid') return unknownSince(t0);
      const { end } = outcome;
      const stated = statedCostOf(jobs, submission);
      const { usd, about } = stated === undefined ? (unstated ?? {}) : { usd: stated, about: 0 };
      const spent = { submission, end };
      return { from: t0, to: end?.t1 ?? t1, usd, about: about ?? 0, kind: 'ran', spent };
    }
    case 'late': {
      const kind = reading.expect === 'refuse' ? 'refused' : 'failed';
      const { end } = outcome;
      return { from: t0, to: end.t1, usd: 0, about: 0, kind, spent: { submission, end } };
    }
    case 'refused':
    case 'turned-away': {
      const kind = reading.expect === 'refuse' && key === 'valid' ? 'refused' : 'other';
      const spent = { submission, end: undefined };
      return { from: t0, to: t1, usd: 0, about: 0, kind, spent };
    }
    case 'pending':
    case 'ambiguous':
    case 'server-error':
      return unknownSince(t0);
  }
}

interface Price {
  readonly usd: number;
  readonly about: number;
}

/**
 * What a job costs that does not say so: what those cost that do, if they agree; the documented
 * price, if none does.
 */
function unstatedPrice(jobs: Jobs): Price | undefined {
  const stated = jobs.submissions.flatMap((submission) => statedCostOf(jobs, submission) ?? []);
  const [first, ...others] = new Set(stated);
  if (first === undefined) return { usd: jobs.contract.price.usd, about: PRICE_TOLERANCE };
  return others.length === 0 ? { usd: first, about: 0 } : undefined;
}

/** What a job that ran says it cost, in US dollars; undefined where it does not say. */
export function statedCostOf(jobs: Jobs, submission: Submission): number | undefined {
  if (submission.cost !== undefined) return submission.cost;
  const life = submission.id === undefined ? undefined : jobs.lives.byId.get(submission.id);
  const { completed } = jobs.contract.gateway.states;
  for (const { body, state } of life?.sightings ?? []) {
    const cost = metric(jobs.contract, body, jobs.contract.gateway.names.cost);
    if (state === completed && typeof cost === 'number') return cost;
  }
  return undefined;
}

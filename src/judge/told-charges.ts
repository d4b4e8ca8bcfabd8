import type { JobLife } from '../history/life.ts';
import type { LedgerRow } from './account.ts';
import { byBeginning } from './billing-windows.ts';
import type { Jobs } from './jobs.ts';
import { metric } from './metrics.ts';
import { endOf } from './outcome.ts';

/** What a failed job is said to have cost, by its own body or by the request history. */
export interface ToldCharge {
  readonly by: 'body' | 'ledger';
  readonly usd: number;
  /** The smallest set of exchanges that shows it. */
  readonly exchanges: readonly number[];
}

/** What is said of the cost of a job that ended in another state than the completed one. */
export function toldCharges(jobs: Jobs, life: JobLife): readonly ToldCharge[] {
  const { completed } = jobs.contract.gateway.states;
  const { cost } = jobs.contract.gateway.names;
  const end = endOf(jobs.contract, life);
  if (end === undefined || end.state === completed || life.accepted.length > 1) return [];
  const accepted = life.accepted.map(({ seq }) => seq);
  const stated = life.eventful.flatMap(({ seq, state, body }): ToldCharge[] => {
    const usd = metric(jobs.contract, body, cost);
    if (state !== end.state || typeof usd !== 'number') return [];
    return [{ by: 'body', usd, exchanges: [...accepted, seq] }];
  });
  const booked = settledRows(jobs, life, end.t1).flatMap(({ seq, charge }): ToldCharge[] =>
    charge === undefined
      ? []
      : [{ by: 'ledger', usd: charge, exchanges: [...accepted, end.seq, seq] }],
  );
  return [...stated, ...booked];
}

/** What the request history says of a job after its end, in order: a row can settle late. */
export function settledRows(jobs: Jobs, life: JobLife, endedAt: number): readonly LedgerRow[] {
  const { pending } = jobs.contract.gateway.ledger;
  const rows = jobs.account.ledger.get(life.id) ?? [];
  return rows.filter(({ t0, state }) => t0 > endedAt && state !== pending).toSorted(byBeginning);
}

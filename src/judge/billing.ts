import {
  exchangesOf,
  looksAtBalance,
  PRICE_TOLERANCE,
  statedCostOf,
  windowsOf,
} from './billing-windows.ts';
import type { Judge } from './judge.ts';
import { type Jobs, jobs } from './jobs.ts';
import { metric } from './metrics.ts';
import { outcomeOf } from './outcome.ts';
import { settledRows, toldCharges } from './told-charges.ts';
import { decide, type Flaw } from './verdicts.ts';

const NEEDS_BALANCE =
  'needs the balance before and after, with nothing else in flight, or the request history';

/** Judges that the balance falls by what the completed jobs cost, and by nothing else. */
export const chargedOnce: Judge<Jobs> = {
  fold: jobs,
  finish(state) {
    const evidence: number[] = [];
    const flaws: Flaw[] = [];
    for (const window of windowsOf(state)) {
      const { excess, ran } = window;
      if (ran.length === 0) continue;
      evidence.push(...looksAtBalance(state));
      if (excess === 0) continue;
      flaws.push({
        cause: excess > 0 ? 'charged-too-much' : 'charged-too-little',
        summary: `${ran.length} jobs completed, and the balance fell by ${Math.abs(excess)} USD ${excess > 0 ? 'more' : 'less'} than they cost.`,
        exchanges: exchangesOf(window, ran),
      });
    }
    for (const { rows, flaw } of booked(state)) {
      evidence.push(...rows);
      if (flaw !== undefined) flaws.push(flaw);
    }
    return decide(evidence, flaws, NEEDS_BALANCE);
  },
};

interface Booked {
  readonly rows: readonly number[];
  readonly flaw: Flaw | undefined;
}

/** What the request history says of jobs that completed and said what they cost. */
function booked(state: Jobs): readonly Booked[] {
  return state.submissions.flatMap((submission): readonly Booked[] => {
    const outcome = outcomeOf(state, submission);
    const life = submission.id === undefined ? undefined : state.lives.byId.get(submission.id);
    const cost = statedCostOf(state, submission);
    if (outcome.is !== 'completed' || outcome.end === undefined || life === undefined) return [];
    const charged = settledRows(state, life, outcome.end.t1).filter(
      ({ charge }) => charge !== undefined,
    );
    const last = charged.at(-1);
    if (last?.charge === undefined || cost === undefined) return [];
    const rows = charged.map(({ seq }) => seq);
    if (Math.abs(last.charge - cost) < 1e-4) return [{ rows, flaw: undefined }];
    const summary = `A job says that it cost ${cost} USD; the request history charges ${last.charge}.`;
    const exchanges = [submission.seq, outcome.end.seq, last.seq];
    return [{ rows, flaw: { cause: 'request-history-differs', summary, exchanges } }];
  });
}

/** Judges what a completed job costs. */
export const price: Judge<Jobs> = {
  fold: jobs,
  finish(state) {
    const { contract } = state;
    const documented = contract.price.usd;
    const evidence: number[] = [];
    const flaws: Flaw[] = [];
    const check = (cost: unknown, exchanges: readonly number[]): void => {
      if (typeof cost !== 'number') return;
      evidence.push(...exchanges.slice(-1));
      if (Math.abs(cost - documented) <= PRICE_TOLERANCE) return;
      const summary = `A completed job cost ${cost} USD. Documented: about ${documented} USD.`;
      flaws.push({ cause: 'other-price', summary, exchanges });
    };
    for (const { seq, cost, status, key } of state.submissions) {
      if (key === 'valid' && status === 200) check(cost, [seq]);
    }
    for (const { sightings } of state.lives.byId.values()) {
      for (const { seq, body, state: named } of sightings) {
        if (named !== contract.gateway.states.completed) continue;
        check(metric(contract, body, contract.gateway.names.cost), [seq]);
      }
    }
    return decide(evidence, flaws, 'no completed job said what it cost');
  },
};

/** Judges that a failed job costs nothing: by its own body, the balance and the ledger. */
export const failedIsFree: Judge<Jobs> = {
  fold: jobs,
  finish(state) {
    const evidence: number[] = [];
    const flaws: Flaw[] = [];
    for (const window of windowsOf(state)) {
      const { excess, failed, ran } = window;
      if (failed.length === 0 || excess < 0 || (excess > 0 && ran.length > 0)) continue;
      evidence.push(...looksAtBalance(state));
      if (excess === 0) continue;
      flaws.push({
        cause: 'balance-fell',
        summary: `The balance fell by ${excess} USD while nothing but failed jobs ran (${failed.length}).`,
        exchanges: exchangesOf(window, failed),
      });
    }
    for (const life of state.lives.byId.values()) {
      for (const { by, usd, exchanges } of toldCharges(state, life)) {
        evidence.push(...exchanges.slice(-1));
        if (usd <= 0) continue;
        const summary =
          by === 'body'
            ? `The body of a failed job says that it cost ${usd} USD.`
            : `The request history charges ${usd} USD for a job that failed.`;
        const cause = by === 'body' ? 'states-a-cost' : 'request-history-charges';
        flaws.push({ cause, summary, exchanges });
      }
    }
    return decide(evidence, flaws, `${NEEDS_BALANCE}, and a job that failed`);
  },
};

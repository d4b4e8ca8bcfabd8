import type { Judge } from './judge.ts';
import { type Jobs, jobs } from './jobs.ts';
import { costOf, looksAtBalance, windowsOf } from './billing-windows.ts';
import { endOf, outcomeOf } from './outcome.ts';
import { metric } from './results.ts';
import { decide, type Flaw } from './verdicts.ts';

const NEEDS_BALANCE =
  'needs the balance before and after, with nothing else in flight, or the request history';

/** Judges that the balance falls by what the completed jobs cost, and by nothing else. */
export const chargedOnce: Judge<Jobs> = {
  fold: jobs,
  finish(state) {
    const evidence: number[] = [];
    const flaws: Flaw[] = [];
    for (const { from, to, excess, ran } of windowsOf(state)) {
      if (ran === 0) continue;
      evidence.push(...looksAtBalance(state));
      if (excess === 0) continue;
      flaws.push({
        cause: excess > 0 ? 'charged-too-much' : 'charged-too-little',
        summary: `${ran} jobs completed, and the balance fell by ${Math.abs(excess)} USD ${excess > 0 ? 'more' : 'less'} than they say that they cost.`,
        exchanges: [from.seq, to.seq],
      });
    }
    for (const { submission, row } of chargedRows(state, 'completed')) {
      evidence.push(row.seq);
      const cost = costOf(state, submission);
      if (row.charge === undefined || Math.abs(row.charge - cost) < 1e-4) continue;
      flaws.push({
        cause: 'request-history-differs',
        summary: `A job says that it cost ${cost} USD; the request history charges ${row.charge}.`,
        exchanges: [submission.seq, row.seq],
      });
    }
    return decide(evidence, flaws, NEEDS_BALANCE);
  },
};

/** The documented price is given to a tenth of a cent, as "about". */
const PRICE_TOLERANCE = 0.0005;

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
    for (const { from, to, excess, failed, ran } of windowsOf(state)) {
      if (failed === 0) continue;
      if (excess === 0) evidence.push(...looksAtBalance(state));
      if (excess > 0 && ran === 0) {
        flaws.push({
          cause: 'balance-fell',
          summary: `The balance fell by ${excess} USD while nothing but failed jobs ran (${failed}).`,
          exchanges: [from.seq, to.seq],
        });
      }
    }
    for (const flaw of failedCharges(state)) flaws.push(flaw);
    for (const { row } of chargedRows(state, 'late')) evidence.push(row.seq);
    return decide(evidence, flaws, `${NEEDS_BALANCE}, and a job that failed`);
  },
};

function failedCharges(state: Jobs): readonly Flaw[] {
  const { contract } = state;
  const stated = [...state.lives.byId.values()].flatMap((life): Flaw[] => {
    const end = endOf(contract, life);
    const cost = metric(contract, end?.body, contract.gateway.names.cost);
    if (end?.state !== contract.gateway.states.failed || typeof cost !== 'number' || cost <= 0) {
      return [];
    }
    const summary = `The body of a ${end.state} job says that it cost ${cost} USD.`;
    return [{ cause: 'states-a-cost', summary, exchanges: [end.seq] }];
  });
  const booked = chargedRows(state, 'late').flatMap(({ submission, row }): Flaw[] => {
    if (row.charge === undefined || row.charge <= 0) return [];
    const summary = `The request history charges ${row.charge} USD for a job that failed.`;
    return [{ cause: 'request-history-charges', summary, exchanges: [submission.seq, row.seq] }];
  });
  return [...stated, ...booked];
}

/** The ledger's rows of jobs with this outcome, asked for after they had ended. */
function chargedRows(state: Jobs, wanted: 'completed' | 'late') {
  return state.submissions.flatMap((submission) => {
    const row = submission.id === undefined ? undefined : state.account.ledger.get(submission.id);
    const outcome = outcomeOf(state, submission);
    if (row === undefined || outcome.is !== wanted || outcome.end === undefined) return [];
    return row.t0 > outcome.end.t1 ? [{ submission, row }] : [];
  });
}

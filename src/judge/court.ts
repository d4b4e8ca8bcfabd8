import type { Clause } from '../contract/clause.ts';
import type { Contract } from '../contract/contract.ts';
import type { Exchange, HistoryHeader } from '../history/exchange.ts';
import type { Fold } from './judge.ts';
import { type AnyJudge, judgeOf } from './judges.ts';
import { type Observation, Observer } from './observation.ts';
import type { Verdict } from './verdict.ts';

/** A clause and what became of it. */
export interface Judged {
  readonly clause: Clause;
  readonly verdict: Verdict;
}

/** Judges a history exchange by exchange, so that a long one streams. */
export interface Court {
  hear(exchange: Exchange): void;
  /** The verdicts on all that was heard so far, in the order of the clauses. */
  verdicts(): readonly Judged[];
}

interface Running {
  readonly fold: Fold<never>;
  state: never;
}

/**
 * Opens a court on one history. No network, no clock, no randomness: the same exchanges give
 * the same verdicts.
 */
export function openCourt(
  contract: Contract,
  header: HistoryHeader,
  clauses: readonly Clause[],
): Court {
  const observer = new Observer(contract);
  const running = new Map<Fold<never>, Running>();
  const judges: { clause: Clause; judge: AnyJudge; run: Running }[] = clauses.map((clause) => {
    const judge = judgeOf(clause.rule);
    let run = running.get(judge.fold);
    if (run === undefined) {
      run = { fold: judge.fold, state: judge.fold.start(contract, header) };
      running.set(judge.fold, run);
    }
    return { clause, judge, run };
  });
  const step = (observation: Observation): void => {
    for (const run of running.values()) run.state = run.fold.step(run.state, observation);
  };
  return {
    hear: (exchange) => step(observer.observe(exchange)),
    verdicts: () =>
      judges.map(({ clause, judge, run }) => ({
        clause,
        verdict: judge.finish(run.state, clause),
      })),
  };
}

/** Judges a whole history at once. */
export function judgeHistory(
  contract: Contract,
  header: HistoryHeader,
  exchanges: Iterable<Exchange>,
  clauses: readonly Clause[],
): readonly Judged[] {
  const court = openCourt(contract, header, clauses);
  for (const exchange of exchanges) court.hear(exchange);
  return court.verdicts();
}

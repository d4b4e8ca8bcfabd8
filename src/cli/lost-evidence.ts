import type { CheckResult } from './check-run.ts';

/** What a run was to judge and could not, as the target did not answer. */
export interface LostEvidence {
  /** Clauses of level `must` that the plan had cases for. */
  readonly clauses: readonly string[];
  /** Requests without an answer, or answered 429 or with a server error. */
  readonly unanswered: number;
}

/** One request may be lost on the way; so few say nothing of a target. */
const A_FEW = 3;

/**
 * Clauses that must be kept, that the plan did not give up beforehand, and that nothing could be
 * said of in a run in which requests went unanswered: such a run has not finished.
 */
export function lostEvidence({
  judged,
  plan,
  exchanges,
}: Pick<CheckResult, 'judged' | 'plan' | 'exchanges'>): LostEvidence | undefined {
  const unanswered = exchanges.filter(({ response, error }) => {
    const status = response?.status ?? 0;
    return error !== undefined || status === 0 || status === 429 || status >= 500;
  }).length;
  if (unanswered < A_FEW) return undefined;
  const foreseen = new Set(plan.untested.map(({ clause }) => clause));
  const clauses = judged
    .filter(
      ({ clause, verdict }) =>
        clause.level === 'must' && verdict.verdict === 'untested' && !foreseen.has(clause.id),
    )
    .map(({ clause }) => clause.id);
  return clauses.length === 0 ? undefined : { clauses, unanswered };
}

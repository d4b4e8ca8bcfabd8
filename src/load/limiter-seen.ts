import type { Contract } from '../contract/contract.ts';
import { type Exchange, headerOf } from '../history/exchange.ts';
import { LIMITER_CLASSES } from '../limiter/model.ts';
import { LOAD_ROUTES, type LimiterVerdict } from './measurement.ts';

/** Whether an answer says that there were too many requests. */
export function isRateLimited(contract: Contract, { response }: Exchange): boolean {
  return contract.gateway.errors.some(
    ({ role, status }) => role === 'rate-limited' && status === response?.status,
  );
}

/** What a steady load can tell of a limiter: whether it showed, where, and what cannot be it. */
export function limiterSeen(contract: Contract, exchanges: readonly Exchange[]): LimiterVerdict {
  const limited = exchanges.filter((exchange) => isRateLimited(contract, exchange));
  if (limited.length === 0) {
    return { verdict: 'not-seen', counts: [], resetHeader: 'not-seen', candidates: [] };
  }
  const counts = LOAD_ROUTES.filter((route) =>
    limited.some((exchange) => exchange.route === route),
  );
  // A limit on unfinished jobs turns away what would make another one, never a poll.
  const mayBeConcurrency = counts.every((route) => route === 'submit' || route === 'sync');
  const candidates = LIMITER_CLASSES.filter((name) => mayBeConcurrency || name !== 'concurrency');
  const header = contract.gateway.names.headers.rateLimitReset;
  const tellsReset = limited.some(
    ({ response }) => response !== undefined && headerOf(response, header) !== undefined,
  );
  return {
    verdict: 'undetermined',
    counts,
    // Whether an announced reset comes true takes a request just after it: a probe, not a load.
    resetHeader: tellsReset ? 'not-seen' : 'absent',
    candidates: candidates.map((name) => ({ class: name })),
  };
}

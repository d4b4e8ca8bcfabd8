import type { Contract } from '../contract/contract.ts';
import { isMadeUpId, isMadeUpSlug } from '../contract/made-up.ts';
import { type Answered, exchangeJudge } from './exchange-judge.ts';
import { isOutage, statusOf } from './outcome.ts';
import { causeOf } from './verdicts.ts';

/** Judges that an id which nobody was given is answered 404. */
export const unknownId = exchangeJudge({
  applies: (answered, contract) =>
    isAboutUnknownId(answered, contract) && !isOutage(contract, answered.status),
  flaw: ({ status, exchange }, contract) => {
    const documented = statusOf(contract, 'not-found');
    if (status === documented) return undefined;
    return {
      cause: `${exchange.route}-answered-${status}`,
      summary: `The ${exchange.route} route answered ${status} for a request id that was never given out. Documented: ${documented}.`,
    };
  },
  lacking: 'no unknown request id was asked for',
});

/** Judges that a model which nobody serves is answered 404. */
export const unknownModel = exchangeJudge({
  applies: (answered, contract) =>
    isAboutUnknownModel(answered, contract) && !isOutage(contract, answered.status),
  flaw: ({ status, exchange }, contract) => {
    const documented = statusOf(contract, 'not-found');
    if (status === documented) return undefined;
    return {
      cause: `${exchange.route}-answered-${status}`,
      summary: `A ${exchange.route} to a model that does not exist was answered ${status}. Documented: ${documented}.`,
    };
  },
  lacking: 'no unknown model was asked for',
});

/** Judges that a wrong method is answered 405. */
export const wrongMethod = exchangeJudge({
  applies: (answered, contract) =>
    isWrongMethod(answered, contract) && !isOutage(contract, answered.status),
  flaw: ({ status, exchange, path }, contract) => {
    const documented = statusOf(contract, 'wrong-method');
    if (status === documented) return undefined;
    return {
      cause: causeOf(exchange.method, `answered-${status}`),
      summary: `${exchange.method} ${path} was answered ${status}. Documented: ${documented}.`,
    };
  },
  lacking: 'no wrong method was tried',
});

/** Whether the valid key asks for an id that nobody was given, and the limiter lets it. */
export function isAboutUnknownId(
  { exchange, status, asked }: Answered,
  contract: Contract,
): boolean {
  return (
    exchange.key === 'valid' &&
    (exchange.route === 'status' || exchange.route === 'result') &&
    asked !== undefined &&
    isMadeUpId(asked) &&
    status !== statusOf(contract, 'rate-limited')
  );
}

/** Whether the valid key asks for a model that nobody serves, and the limiter lets it. */
export function isAboutUnknownModel(
  { exchange, status, match }: Answered,
  contract: Contract,
): boolean {
  return (
    exchange.key === 'valid' &&
    match?.ownMethod === true &&
    match.parts.slug !== undefined &&
    isMadeUpSlug(match.parts.slug) &&
    status !== statusOf(contract, 'rate-limited')
  );
}

/** Whether the valid key uses a method that is not the route's own, and the limiter lets it. */
export function isWrongMethod({ exchange, status, match }: Answered, contract: Contract): boolean {
  const { method, key } = exchange;
  if (key !== 'valid' || method === 'HEAD' || method === 'OPTIONS') return false;
  if (status === statusOf(contract, 'rate-limited')) return false;
  const { slug } = match?.parts ?? {};
  // A model that nobody serves has no methods, wrong or right.
  return match?.ownMethod === false && (slug === undefined || slug === contract.slug);
}

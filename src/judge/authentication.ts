import type { Contract } from '../contract/contract.ts';
import { isMadeUpId } from '../contract/made-up.ts';
import type { KeyKind } from '../history/exchange.ts';
import { isSuccess } from '../history/life.ts';
import { type Answered, exchangeJudge } from './exchange-judge.ts';
import type { Judge } from './judge.ts';
import { type Jobs, jobs } from './jobs.ts';
import { isOutage, statusOf } from './outcome.ts';
import { listed, record } from './verdicts.ts';

/** Judges that a key of this kind is answered 401, wherever it is shown. */
export function refusedKey(kind: KeyKind, words: string, needs: string) {
  return exchangeJudge({
    applies: (answered, contract) =>
      answered.exchange.key === kind && isOrdinary(answered, contract),
    flaw: ({ status, exchange, path }, contract) => {
      const documented = statusOf(contract, 'unauthorized');
      if (status === documented) return undefined;
      return {
        cause: `${exchange.route}-answered-${status}`,
        summary: `${exchange.method} ${path} with ${words} was answered ${status}. Documented: ${documented}.`,
      };
    },
    lacking: needs,
  });
}

/** Judges that an account which may not call the model is answered 403. */
export const forbiddenKey = exchangeJudge({
  applies: (answered, contract) => isValidSubmitBy('forbidden', answered, contract),
  flaw: ({ status }, contract) => {
    const documented = statusOf(contract, 'forbidden');
    if (status === documented) return undefined;
    return {
      cause: `answered-${status}`,
      summary: `A submit from an account that may not call the model was answered ${status}. Documented: ${documented}.`,
    };
  },
  lacking: 'needs the key of an account that may not call the model (keys.forbidden)',
});

const BROKE = 'needs the key of an account without credits (keys.broke)';

/** Judges that an account without credits gets nothing. */
export const emptyBalance = exchangeJudge({
  applies: (answered, contract) =>
    isValidSubmitBy('broke', answered, contract) && !isOutage(contract, answered.status),
  flaw: ({ status }) => {
    if (!isSuccess(status) && status < 500) return undefined;
    // A server error is no refusal.
    const was = isSuccess(status) ? 'accepted' : 'answered';
    return {
      cause: isSuccess(status) ? 'accepted' : `answered-${status}`,
      summary: `A submit from an account without credits was ${was} with ${status}.`,
    };
  },
  lacking: BROKE,
});

/** Judges with which code an account without credits is turned away. */
export const emptyBalanceCode = exchangeJudge({
  applies: (answered, contract) =>
    isValidSubmitBy('broke', answered, contract) &&
    !isSuccess(answered.status) &&
    answered.status < 500,
  flaw: ({ status }, contract) => {
    const documented = statusOf(contract, 'no-credits');
    if (status === documented) return undefined;
    return {
      cause: `answered-${status}`,
      summary: `An empty balance was answered ${status}. Documented: ${documented}.`,
    };
  },
  lacking: BROKE,
});

/** Records what another account sees of a job. */
export const foreignJob: Judge<Jobs> = {
  fold: jobs,
  finish(state) {
    const seen = [...state.lives.byId.values()]
      .filter(({ accepted }) => accepted.some(({ key }) => key === 'valid'))
      .flatMap(({ foreign }) => foreign)
      .filter(({ status }) => status !== statusOf(state.contract, 'rate-limited'));
    const answers = listed(
      seen.map(({ route, status, state: named }) => `${route} ${status} ${named ?? ''}`.trim()),
    );
    return record(
      seen.map(({ seq }) => seq),
      `another account's key is answered: ${answers}`,
      "needs a second account's key (keys.other) and a job",
    );
  },
};

/** A request with which nothing is wrong but the key, and that was answered by the API itself. */
function isOrdinary({ status, reading, match }: Answered, contract: Contract): boolean {
  if (status === statusOf(contract, 'rate-limited') || isOutage(contract, status)) return false;
  if (reading !== undefined && reading.expect !== 'accept') return false;
  if (match === undefined || !match.ownMethod) return false;
  const { slug, id } = match.parts;
  if (id !== undefined) return !isMadeUpId(id);
  return slug === undefined || slug === contract.slug;
}

function isValidSubmitBy(kind: KeyKind, answered: Answered, contract: Contract): boolean {
  return (
    answered.exchange.key === kind &&
    answered.reading?.expect === 'accept' &&
    isOrdinary(answered, contract)
  );
}

import type { Contract } from '../contract/contract.ts';
import { bytesOf, type Exchange } from '../history/exchange.ts';
import { isJsonObject } from '../units/json.ts';
import { saysSomething } from './detail.ts';
import { type Answered, exchangeJudge } from './exchange-judge.ts';
import type { Judge } from './judge.ts';
import { statusOf } from './outcome.ts';
import { listed, record } from './verdicts.ts';

/** Judges that a refusal says what is wrong. */
export const hasDetail = exchangeJudge({
  applies: isRefusalWithBody,
  flaw: ({ answer, exchange, status }) => {
    const text = textOf(exchange);
    if (saysSomething(answer ?? text)) return undefined;
    return {
      cause: `${status}-says-nothing`,
      summary: `A ${status} came ${text === '' ? 'without a body' : 'with a body that says nothing'}. Documented: detailed error messages are provided in the response body.`,
    };
  },
  lacking: 'nothing was refused',
});

/** Judges that a refusal has the shape that the vendor's client reads. */
export const clientReadable = exchangeJudge({
  applies: isRefusalWithBody,
  flaw: ({ answer, status }, contract) => {
    const { error, errorDescription } = contract.gateway.names;
    if (isJsonObject(answer)) {
      if (typeof answer[error] === 'string' && answer[error] !== '') return undefined;
      if (error in answer && typeof answer[errorDescription] === 'string') return undefined;
    }
    return {
      cause: `${status}-unreadable`,
      summary: `A ${status} came without a string at \`${error}\` of a JSON object, the one thing that the vendor's client shows.`,
    };
  },
  lacking: 'nothing was refused',
});

/** What is known of server errors. */
export interface Seen {
  readonly seqs: number[];
  readonly what: string[];
}

/** Records answers of a kind, by route. */
function recorder(
  matches: (status: number, contract: Contract) => boolean,
  lacking: string,
): Judge<Seen & { readonly contract: Contract }> {
  return {
    fold: {
      start: (contract) => ({ contract, seqs: [], what: [] }),
      step(state, { exchange }) {
        const status = exchange.response?.status;
        if (status === undefined || !matches(status, state.contract)) return state;
        state.seqs.push(exchange.seq);
        state.what.push(`${exchange.route} ${status}`);
        return state;
      },
    },
    finish({ seqs, what }) {
      const counts = [...Map.groupBy(what, (one) => one)].map(
        ([one, alike]) => `${one} (${alike.length}×)`,
      );
      return record(seqs, `answered: ${listed(counts, 10)}`, lacking);
    },
  };
}

/** Records the server errors that occurred. */
export const serverErrors = recorder((status) => status >= 500, 'no server error occurred');

/** Records the answers of 429. */
export const rateLimited = recorder(
  (status, contract) => status === statusOf(contract, 'rate-limited'),
  'no request was rate-limited',
);

/**
 * A 4xx of the API itself that is there to be read; a failed job, a wrong method (HTML, as
 * documented) and 429 are not meant.
 */
function isRefusalWithBody(answered: Answered, contract: Contract): boolean {
  const { exchange, status, whole, match, asked } = answered;
  if (!whole || status < 400 || status > 499) return false;
  if (match?.ownMethod !== true) return false;
  if (exchange.route === 'output' || exchange.route === 'ledger') return false;
  if (status === statusOf(contract, 'wrong-method')) return false;
  if (status === statusOf(contract, 'rate-limited')) return false;
  return asked === undefined || status !== contract.gateway.states.failedStatus;
}

/** The text of an answer; of bytes that are no UTF-8, as far as they can be taken for text. */
function textOf({ response }: Exchange): string {
  const bytes = response && bytesOf(response);
  return bytes === undefined ? '' : Buffer.from(bytes).toString('utf8').trim();
}

import type { Contract } from '../contract/contract.ts';
import { isMadeUpId, isMadeUpSlug } from '../contract/made-up.ts';
import { bytesOf, type Exchange } from '../history/exchange.ts';
import { isJsonObject } from '../units/json.ts';
import { saysSomething } from './detail.ts';
import { type Answered, answeredBy, exchangeJudge } from './exchange-judge.ts';
import type { Judge } from './judge.ts';
import { isOutage, statusOf } from './outcome.ts';
import { causeOf, decide, listed, record } from './verdicts.ts';

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
export interface Failures {
  readonly contract: Contract;
  readonly evidence: number[];
  readonly blamed: { seq: number; status: number; what: string }[];
  /** Server errors that good requests got too: an outage, not an answer to bad input. */
  readonly outages: Set<number>;
}

/** Judges that bad input is never answered with a server error. */
export const noServerError: Judge<Failures> = {
  fold: {
    start: (contract) => ({ contract, evidence: [], blamed: [], outages: new Set() }),
    step(state, observation) {
      const answered = answeredBy(observation);
      if (answered === undefined) return state;
      const { seq } = observation.exchange;
      const { status } = answered;
      const what = badInput(answered, state.contract);
      if (status >= 500) {
        if (what !== undefined) state.blamed.push({ seq, status, what });
        else if (isGood(answered)) state.outages.add(status);
      } else if (what !== undefined && status !== statusOf(state.contract, 'rate-limited')) {
        state.evidence.push(seq);
      }
      return state;
    },
  },
  finish({ contract, evidence, blamed, outages }) {
    const internal = statusOf(contract, 'server-error');
    const times = Map.groupBy(blamed, ({ status }) => status);
    const isToBlame = (status: number): boolean => {
      if (status === internal) return true;
      if (outages.has(status)) return false;
      // One that something in between answered may have nothing to do with what was sent.
      return !isOutage(contract, status) || (times.get(status)?.length ?? 0) > 1;
    };
    const flaws = blamed
      .filter(({ status }) => isToBlame(status))
      .map(({ seq, status, what }) => ({
        cause: `answered-${status}`,
        summary: `Bad input (${what}) was answered ${status}, a server error.`,
        exchanges: [seq],
      }));
    return decide(evidence, flaws, 'no bad input was sent');
  },
};

/** What a recorder gathers. */
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

/** Whether nothing is wrong with a request, nor undocumented: what fails it fails any. */
function isGood({ reading, match }: Answered): boolean {
  return match?.ownMethod === true && (reading === undefined || reading.expect === 'accept');
}

function badInput(answered: Answered, contract: Contract): string | undefined {
  const { exchange, reading } = answered;
  // A parameter that the page calls required is bad to leave out, whatever its default does.
  const isBad = reading?.faults.find(
    ({ expect, aspect }) => expect === 'refuse' || aspect === 'required',
  );
  if (isBad !== undefined) return isBad.why;
  if (isAboutUnknownId(answered, contract)) return 'an unknown request id';
  if (isAboutUnknownModel(answered, contract)) return 'an unknown model';
  if (isWrongMethod(answered, contract)) return 'a wrong method';
  if (answered.match?.ownMethod !== true) return undefined;
  return exchange.key === 'none' || exchange.key === 'wrong' ? 'a bad key' : undefined;
}

function isAboutUnknownId({ exchange, status, asked }: Answered, contract: Contract): boolean {
  return (
    exchange.key === 'valid' &&
    (exchange.route === 'status' || exchange.route === 'result') &&
    asked !== undefined &&
    isMadeUpId(asked) &&
    status !== statusOf(contract, 'rate-limited')
  );
}

function isAboutUnknownModel({ exchange, status, match }: Answered, contract: Contract): boolean {
  return (
    exchange.key === 'valid' &&
    match?.ownMethod === true &&
    match.parts.slug !== undefined &&
    isMadeUpSlug(match.parts.slug) &&
    status !== statusOf(contract, 'rate-limited')
  );
}

function isWrongMethod({ exchange, status, match }: Answered, contract: Contract): boolean {
  const { method, key } = exchange;
  if (key !== 'valid' || method === 'HEAD' || method === 'OPTIONS') return false;
  if (status === statusOf(contract, 'rate-limited')) return false;
  const { slug } = match?.parts ?? {};
  // A model that nobody serves has no methods, wrong or right.
  return match?.ownMethod === false && (slug === undefined || slug === contract.slug);
}

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

import type { Contract } from '../contract/contract.ts';
import { isMadeUpId, isMadeUpSlug } from '../contract/made-up.ts';
import { routeOf } from '../contract/routes.ts';
import { askedId } from '../history/life.ts';
import { isJsonObject, type JsonValue } from '../units/json.ts';
import { type Answered, answeredBy, exchangeJudge } from './exchange-judge.ts';
import type { Judge } from './judge.ts';
import { statusOf } from './outcome.ts';
import { decide, listed, record } from './verdicts.ts';

/** Judges that an id which nobody was given is answered 404. */
export const unknownId = exchangeJudge({
  applies: (answered, contract) => isAboutUnknownId(answered, contract),
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
  applies: (answered, contract) => isAboutUnknownModel(answered, contract),
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
  applies: (answered, contract) => isWrongMethod(answered, contract),
  flaw: ({ status, exchange, path }, contract) => {
    const documented = statusOf(contract, 'wrong-method');
    if (status === documented) return undefined;
    return {
      cause: `${exchange.method.toLowerCase()}-answered-${status}`,
      summary: `${exchange.method} ${path} was answered ${status}. Documented: ${documented}.`,
    };
  },
  lacking: 'no wrong method was tried',
});

/** Judges that a refusal says what is wrong. */
export const hasDetail = exchangeJudge({
  applies: isRefusalWithBody,
  flaw: ({ answer, exchange, status }) => {
    const body = exchange.response?.body;
    const text = body !== undefined && 'text' in body ? body.text.trim() : '';
    const says = answer === undefined ? /\p{L}{2}/u.test(text) : saysSomething(answer);
    if (says) return undefined;
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
      const what = badInput(answered, state.contract);
      if (what !== undefined) state.evidence.push(seq);
      if (answered.status < 500) return state;
      if (what === undefined) state.outages.add(answered.status);
      else state.blamed.push({ seq, status: answered.status, what });
      return state;
    },
  },
  finish({ contract, evidence, blamed, outages }) {
    const internal = statusOf(contract, 'server-error');
    const flaws = blamed
      .filter(({ status }) => status === internal || !outages.has(status))
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

function badInput(answered: Answered, contract: Contract): string | undefined {
  const { exchange, reading } = answered;
  if (reading?.expect === 'refuse') return reading.faults[0]?.why ?? 'an invalid body';
  if (isAboutUnknownId(answered, contract)) return 'an unknown request id';
  if (isAboutUnknownModel(answered, contract)) return 'an unknown model';
  if (isWrongMethod(answered, contract)) return 'a wrong method';
  return exchange.key === 'none' || exchange.key === 'wrong' ? 'a bad key' : undefined;
}

function isAboutUnknownId({ exchange, status }: Answered, contract: Contract): boolean {
  const id = askedId(contract, exchange);
  return (
    exchange.key === 'valid' &&
    id !== undefined &&
    isMadeUpId(id) &&
    status !== statusOf(contract, 'rate-limited')
  );
}

function isAboutUnknownModel({ exchange, status }: Answered, contract: Contract): boolean {
  const match = routeOf(contract, exchange.method, exchange.url);
  return (
    exchange.key === 'valid' &&
    match?.ownMethod === true &&
    match.parts.slug !== undefined &&
    isMadeUpSlug(match.parts.slug) &&
    status !== statusOf(contract, 'rate-limited')
  );
}

function isWrongMethod({ exchange, status }: Answered, contract: Contract): boolean {
  const { method, url, key } = exchange;
  if (key !== 'valid' || method === 'HEAD' || method === 'OPTIONS') return false;
  if (status === statusOf(contract, 'rate-limited')) return false;
  return routeOf(contract, method, url)?.ownMethod === false;
}

/** A 4xx of the API itself; a failed job, a wrong method (HTML, as documented) and 429 are not meant. */
function isRefusalWithBody({ exchange, status }: Answered, contract: Contract): boolean {
  if (status < 400 || status > 499 || exchange.method === 'HEAD') return false;
  if (exchange.route === 'output' || exchange.route === 'ledger') return false;
  if (status === statusOf(contract, 'wrong-method')) return false;
  if (status === statusOf(contract, 'rate-limited')) return false;
  return (
    askedId(contract, exchange) === undefined || status !== contract.gateway.states.failedStatus
  );
}

/** Whether there is a word anywhere in a JSON value's strings. */
function saysSomething(value: JsonValue): boolean {
  if (typeof value === 'string') return /\p{L}{2}/u.test(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((member: JsonValue) => saysSomething(member));
}

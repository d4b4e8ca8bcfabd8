import type { Contract } from '../contract/contract.ts';
import type { Reading } from '../contract/expectation.ts';
import { type Exchange, headerOf, isWhole, type KeyKind } from '../history/exchange.ts';
import { issuedId, isSuccess } from '../history/life.ts';
import { carriesOutput } from '../history/output.ts';
import { isJsonObject, type JsonObject, parseJson } from '../units/json.ts';
import type { Observation } from './observation.ts';

/** One POST that may run the model. */
export interface Submission {
  readonly seq: number;
  readonly t0: number;
  readonly t1: number;
  readonly route: 'submit' | 'sync';
  readonly key: KeyKind;
  readonly reading: Reading;
  readonly payload: JsonObject | undefined;
  /** Undefined where no usable answer came. */
  readonly status: number | undefined;
  /** The job that it made, where it was accepted with an id. */
  readonly id: string | undefined;
  /** The answer's text, where it is a refusal; shortened, undefined where it was not kept. */
  readonly detail: string | undefined;
  /** Whether a synchronous success carries an output, and so says that the job ran. */
  readonly carriesOutput: boolean;
  /** What the headers of a synchronous answer say that it cost, in US dollars. */
  readonly cost: number | undefined;
}

/** Names of parameters are looked for in it: they can stand behind a long value that is repeated. */
const LONGEST_DETAIL = 20_000;

/** The submission in an exchange, or undefined where its input is not one that can be read. */
export function submissionOf(
  contract: Contract,
  { exchange, answer, reading }: Observation,
): Submission | undefined {
  const { seq, t0, t1, route, key, request } = exchange;
  if (reading === undefined || (route !== 'submit' && route !== 'sync')) return undefined;
  const sent = request.body !== undefined && 'text' in request.body ? request.body.text : '';
  const payload = parseJson(sent);
  const id = issuedId(contract, exchange, answer);
  return {
    seq,
    t0,
    t1,
    route,
    key,
    reading,
    payload: isJsonObject(payload) ? payload : undefined,
    status: usableStatus(exchange, id),
    id,
    detail: detailOf(exchange),
    carriesOutput:
      route === 'sync' &&
      exchange.response !== undefined &&
      carriesOutput(contract, exchange.response),
    cost: route === 'sync' ? statedCost(contract, exchange) : undefined,
  };
}

/**
 * Whether an exchange may have made a job that no submission tells of: a POST of what cannot be
 * read, or to a model that should not exist, that was taken or whose answer is not known.
 */
export function mayHaveRun(
  contract: Contract,
  { exchange, answer, reading, match }: Observation,
): boolean {
  const { method, response, error } = exchange;
  const route = match?.route;
  if ((route !== 'submit' && route !== 'sync') || reading !== undefined) return false;
  if (response !== undefined && isSuccess(response.status)) {
    return method === 'POST' || issuedId(contract, { ...exchange, route }, answer) !== undefined;
  }
  if (method !== 'POST') return false;
  return response === undefined ? error?.sent !== 'no' : response.status >= 500;
}

/** A success that broke off says nothing, unless the id had come; an error's status stands. */
function usableStatus({ response, error }: Exchange, id: string | undefined): number | undefined {
  if (response === undefined || error === undefined) return response?.status;
  return response.status >= 400 || id !== undefined ? response.status : undefined;
}

function detailOf(exchange: Exchange): string | undefined {
  const { response } = exchange;
  if (response === undefined || isSuccess(response.status)) return '';
  if (!isWhole(exchange)) return undefined;
  if (response.body === undefined) return '';
  return 'text' in response.body ? response.body.text.slice(0, LONGEST_DETAIL) : undefined;
}

function statedCost(contract: Contract, { response }: Exchange): number | undefined {
  if (response === undefined) return undefined;
  const stated = headerOf(response, contract.gateway.names.headers.cost);
  const cost = Number(stated?.trim() || Number.NaN);
  return Number.isFinite(cost) ? cost : undefined;
}

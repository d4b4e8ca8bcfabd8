import type { Contract } from '../contract/contract.ts';
import type { Reading } from '../contract/expectation.ts';
import {
  bytesOf,
  type HistoryHeader,
  headerOf,
  type KeyKind,
  type ResponseMessage,
} from '../history/exchange.ts';
import { issuedId, isSuccess, type Lives, noLives, observeLife } from '../history/life.ts';
import { isJsonObject, type JsonObject, parseJson } from '../units/json.ts';
import { type Account, noAccount, observeAccount } from './account.ts';
import type { Fold } from './judge.ts';
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
  /** Undefined where no answer came. */
  readonly status: number | undefined;
  /** The job that it made, where it was accepted with an id. */
  readonly id: string | undefined;
  /** The answer's text, where it is a refusal; shortened. */
  readonly detail: string;
  /** What the headers of a synchronous answer say that it cost, in US dollars. */
  readonly cost: number | undefined;
}

/** An output that was fetched. */
export interface Output {
  readonly seq: number;
  readonly url: string;
  readonly status: number;
  readonly mediaType: string | undefined;
  /** The first bytes; undefined where they were not kept. */
  readonly bytes: Uint8Array | undefined;
}

/** What a history tells of jobs, of what was submitted for them, and of the account that pays. */
export interface Jobs {
  readonly contract: Contract;
  readonly header: HistoryHeader;
  readonly lives: Lives;
  readonly submissions: Submission[];
  readonly account: Account;
  readonly outputs: Output[];
}

/** The fold that all judges of jobs share. */
export const jobs: Fold<Jobs> = {
  start: (contract, header) => ({
    contract,
    header,
    lives: noLives(),
    submissions: [],
    account: noAccount(),
    outputs: [],
  }),
  step(state, observation) {
    const { exchange, answer } = observation;
    observeLife(state.lives, state.contract, exchange, answer);
    observeAccount(state.account, state.contract, observation);
    const submission = submissionOf(state.contract, observation);
    if (submission !== undefined) state.submissions.push(submission);
    const output = outputOf(observation);
    if (output !== undefined) state.outputs.push(output);
    return state;
  },
};

const LONGEST_DETAIL = 2_000;

function submissionOf(contract: Contract, observation: Observation): Submission | undefined {
  const { exchange, answer, reading } = observation;
  if (reading === undefined) return undefined;
  if (exchange.route !== 'submit' && exchange.route !== 'sync') return undefined;
  const { seq, t0, t1, route, key, request, response } = exchange;
  const sent = request.body !== undefined && 'text' in request.body ? request.body.text : '';
  const payload = parseJson(sent);
  const refusal = response !== undefined && !isSuccess(response.status);
  const said = response?.body !== undefined && 'text' in response.body ? response.body.text : '';
  return {
    seq,
    t0,
    t1,
    route,
    key,
    reading,
    payload: isJsonObject(payload) ? payload : undefined,
    status: response?.status,
    id: issuedId(contract, exchange, answer),
    detail: refusal ? said.slice(0, LONGEST_DETAIL) : '',
    cost: response === undefined ? undefined : statedCost(contract, response),
  };
}

function statedCost(contract: Contract, response: ResponseMessage): number | undefined {
  const stated = headerOf(response, contract.gateway.names.headers.cost);
  const cost = Number(stated?.trim() || Number.NaN);
  return Number.isFinite(cost) ? cost : undefined;
}

const MOST_MAGIC = 16;

function outputOf({ exchange }: Observation): Output | undefined {
  const { seq, route, url, response } = exchange;
  if (route !== 'output' || response === undefined) return undefined;
  return {
    seq,
    url,
    status: response.status,
    mediaType: headerOf(response, 'content-type'),
    bytes: bytesOf(response)?.slice(0, MOST_MAGIC),
  };
}

import type { Contract } from '../contract/contract.ts';
import { bytesOf, type HistoryHeader, headerOf } from '../history/exchange.ts';
import { type Lives, noLives, observeLife } from '../history/life.ts';
import { type Account, noAccount, observeAccount } from './account.ts';
import type { Fold } from './judge.ts';
import type { Observation } from './observation.ts';
import { mayHaveRun, type Submission, submissionOf } from './submission.ts';

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
  /** Since when, in epoch milliseconds, jobs may run of which no submission tells. */
  readonly strays: number[];
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
    strays: [],
    account: noAccount(),
    outputs: [],
  }),
  step(state, observation) {
    const { exchange, answer, match } = observation;
    observeLife(state.lives, state.contract, exchange, answer, match);
    observeAccount(state.account, state.contract, observation);
    const submission = submissionOf(state.contract, observation);
    if (submission !== undefined) state.submissions.push(submission);
    if (mayHaveRun(state.contract, observation)) state.strays.push(exchange.t0);
    const output = outputOf(observation);
    if (output !== undefined) state.outputs.push(output);
    return state;
  },
};

const MOST_MAGIC = 16;

function outputOf({ exchange }: Observation): Output | undefined {
  const { seq, route, url, response, error } = exchange;
  if (route !== 'output' || response === undefined || error !== undefined) return undefined;
  return {
    seq,
    url,
    status: response.status,
    mediaType: headerOf(response, 'content-type'),
    bytes: bytesOf(response)?.slice(0, MOST_MAGIC),
  };
}

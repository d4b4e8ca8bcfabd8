import type { Contract } from '../contract/contract.ts';
import type { CaseNote, Exchange, KeyKind } from '../history/exchange.ts';
import { jsonOf } from '../history/exchange.ts';
import { isJsonObject, type JsonObject } from '../units/json.ts';
import { milliseconds } from '../units/units.ts';
import type { Session } from './session.ts';

/** How a job that was followed ended. */
export type End =
  | {
      readonly is: 'completed' | 'failed';
      /** Epoch milliseconds of the target. */
      readonly at: number;
      /** Whether a poll had shown it before its end. */
      readonly wasSeenWaiting: boolean;
    }
  /** Gone, refused, unanswered, or not finished within the client's deadline. */
  | { readonly is: 'lost' };

/** A job to follow, and whose it is. */
export interface AcceptedJob {
  readonly id: string;
  readonly key: KeyKind;
  readonly note: CaseNote;
}

/**
 * So many answers in a row that tell nothing of a job, and it is given up. At the usual cadence
 * that is longer than a gateway takes to come back.
 */
const MOST_SILENT = 30;
/** So many requests in a row that were waited for until their deadline, in vain. */
const MOST_TIMED_OUT = 2;

/** Polls a job on the contract's cadence until it ends or the client's deadline is over. */
export async function follow(session: Session, { id, key, note }: AcceptedJob): Promise<End> {
  const { contract, clock, signal } = session;
  const { pollIntervalMs, deadlineMs } = contract.gateway.client;
  const deadline = clock.now() + deadlineMs;
  let silent = 0;
  let timedOut = 0;
  let wasSeenWaiting = false;
  for (;;) {
    await clock.sleep(milliseconds(pollIntervalMs), signal);
    const poll = await session.get('status', { id }, { job: id, key, note });
    const state = stateIn(contract, poll);
    if (isTerminal(contract, state)) {
      const is = state === contract.gateway.states.failed ? 'failed' : 'completed';
      return { is, at: poll.t1, wasSeenWaiting };
    }
    wasSeenWaiting ||= state !== undefined;
    silent = state === undefined ? silent + 1 : 0;
    timedOut = poll.error?.kind === 'timeout' ? timedOut + 1 : 0;
    if (timedOut >= MOST_TIMED_OUT) return { is: 'lost' };
    if (silent >= MOST_SILENT || clock.now() > deadline) return { is: 'lost' };
  }
}

/** What an answer calls a job's state, whatever its HTTP status: a failed one comes with 422. */
export function stateIn(contract: Contract, exchange: Exchange): string | undefined {
  const state = bodyOf(exchange)?.[contract.gateway.names.state];
  return typeof state === 'string' ? state : undefined;
}

export function isTerminal({ gateway }: Contract, state: string | undefined): boolean {
  return state === gateway.states.completed || state === gateway.states.failed;
}

/** The JSON object in an answer. */
export function bodyOf(exchange: Exchange): JsonObject | undefined {
  const body = jsonOf(exchange.response);
  return isJsonObject(body) ? body : undefined;
}

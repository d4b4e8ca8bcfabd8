import type { Contract } from '../contract/contract.ts';
import type { Exchange } from '../history/exchange.ts';
import { jsonOf } from '../history/exchange.ts';
import type { CaseNote } from '../history/exchange.ts';
import { isJsonObject, type JsonObject } from '../units/json.ts';
import { milliseconds } from '../units/units.ts';
import type { Session } from './session.ts';

/** How a job that was followed ended. */
export type End =
  | { readonly is: 'completed' | 'failed'; readonly at: number; readonly body: JsonObject }
  /** Gone, refused, unanswered, or not finished within the client's deadline. */
  | { readonly is: 'lost' };

/** So many answers in a row that tell nothing of a job, and it is given up. */
const MOST_SILENT = 5;

/** Polls a job on the contract's cadence until it ends or the client's deadline is over. */
export async function follow(session: Session, id: string, note: CaseNote): Promise<End> {
  const { contract, clock, signal } = session;
  const { pollIntervalMs, deadlineMs } = contract.gateway.client;
  const deadline = clock.now() + deadlineMs;
  let silent = 0;
  for (;;) {
    await clock.sleep(milliseconds(pollIntervalMs), signal);
    const poll = await session.get('status', { id }, { job: id, note });
    const body = bodyOf(poll);
    const end = endIn(contract, body, poll.t1);
    if (end !== undefined) return end;
    silent = stateIn(contract, body) === undefined ? silent + 1 : 0;
    if (silent >= MOST_SILENT || clock.now() > deadline) return { is: 'lost' };
  }
}

/** The id that a submit's answer gives, where it was accepted with one. */
export function idIn(contract: Contract, exchange: Exchange): string | undefined {
  const status = exchange.response?.status ?? 0;
  if (status < 200 || status > 299) return undefined;
  const id = bodyOf(exchange)?.[contract.gateway.names.id];
  return typeof id === 'string' && id !== '' ? id : undefined;
}

/** The JSON object in an answer. */
export function bodyOf(exchange: Exchange): JsonObject | undefined {
  const body = jsonOf(exchange.response);
  return isJsonObject(body) ? body : undefined;
}

function endIn(contract: Contract, body: JsonObject | undefined, at: number): End | undefined {
  const { completed, failed } = contract.gateway.states;
  const state = stateIn(contract, body);
  if (body === undefined || (state !== completed && state !== failed)) return undefined;
  return { is: state === completed ? 'completed' : 'failed', at, body };
}

function stateIn(contract: Contract, body: JsonObject | undefined): string | undefined {
  const state = body?.[contract.gateway.names.state];
  return typeof state === 'string' ? state : undefined;
}

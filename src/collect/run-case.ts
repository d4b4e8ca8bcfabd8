import type { Case } from '../generate/case.ts';
import type { Exchange, KeyKind } from '../history/exchange.ts';
import { milliseconds } from '../units/units.ts';
import type { Budget } from './budget.ts';
import { bodyOf, type End, follow, idIn } from './follow.ts';
import { noteOf, type Session } from './session.ts';

/** What became of a case, as far as the collector has to know to go on. */
export type Became =
  | { readonly is: 'refused'; readonly exchange: Exchange }
  | { readonly is: 'ended'; readonly job: FollowedJob }
  /** Whether there is a job cannot be told: its price stays charged. */
  | { readonly is: 'ambiguous' }
  /** Not sent: the budget did not reach. */
  | { readonly is: 'unaffordable' };

/** A job that was seen from its submit to its end. */
export interface FollowedJob {
  readonly id: string;
  readonly case: Case;
  readonly accepted: { readonly t0: number; readonly t1: number };
  readonly end: End;
}

export interface Desk {
  readonly session: Session;
  readonly budget: Budget;
}

/** Submits one case, at most once, and follows it to its end. */
export async function runCase(
  { session, budget }: Desk,
  one: Case,
  meanwhile?: (id: string, accepted: Exchange) => Promise<void>,
): Promise<Became> {
  if (!budget.reserve()) return { is: 'unaffordable' };
  const note = noteOf(one);
  const exchange = await session.post(one.route, one.payload, { note });
  if (isProvablyNoJob(exchange)) {
    budget.giveBack();
    return { is: 'refused', exchange };
  }
  const id = one.route === 'submit' ? idIn(session.contract, exchange) : undefined;
  if (id === undefined) return { is: 'ambiguous' };
  await meanwhile?.(id, exchange);
  const end = await follow(session, id, note);
  if (end.is === 'failed') budget.giveBack();
  const job: FollowedJob = { id, case: one, accepted: exchange, end };
  return { is: 'ended', job };
}

/** A 4xx says that nothing was queued; a connection that was never made carried nothing. */
export function isProvablyNoJob({ response, error }: Exchange): boolean {
  if (response !== undefined && error === undefined) {
    return response.status >= 400 && response.status <= 499;
  }
  return error?.sent === 'no';
}

/** Fetches what an ended job has to show, and asks again: final states stay, results are stable. */
export async function inspect(
  session: Session,
  { id, case: one, end }: FollowedJob,
): Promise<void> {
  const { clock, contract, signal } = session;
  const ask = { job: id, note: noteOf(one) };
  // Apart in time, if only just, so that it is plain which came first.
  await clock.sleep(milliseconds(1), signal);
  const result = await session.get('result', { id }, ask);
  if (end.is === 'completed') await fetchOutputs(session, id, result);
  await clock.sleep(milliseconds(contract.gateway.client.pollIntervalMs), signal);
  await session.get('status', { id }, ask);
  await session.get('result', { id }, ask);
}

/** Asks for a job as another account. */
export async function askAs(session: Session, id: string, key: KeyKind): Promise<void> {
  await session.get('status', { id }, { job: id, key });
  await session.get('result', { id }, { job: id, key });
}

/** Outputs are fetched without a key, and only from the target or where the contract says they live. */
async function fetchOutputs(session: Session, id: string, result: Exchange): Promise<void> {
  const { contract, target } = session;
  const output = bodyOf(result)?.[contract.gateway.names.output];
  const urls: readonly unknown[] = Array.isArray(output) ? output : [output];
  const origins = [new URL(target.baseUrl).origin, ...contract.gateway.outputOrigins];
  for (const url of urls) {
    if (typeof url !== 'string' || !URL.canParse(url)) continue;
    if (!origins.includes(new URL(url).origin)) continue;
    await session.fetch('output', url, 'none', id);
  }
}

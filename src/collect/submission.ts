import { type CaseNote, type Exchange, jsonOf, type KeyKind } from '../history/exchange.ts';
import { isSuccess, issuedId } from '../history/life.ts';
import type { Budget, Reservation } from './budget.ts';
import { type AcceptedJob, type End, follow } from './follow.ts';
import type { Losses } from './losses.ts';
import type { Session } from './session.ts';

/** What became of a submission, as far as the collector has to know to go on. */
export type Became =
  | { readonly is: 'refused' }
  /** It did not get there: no connection was made, or a limiter never let it in. */
  | { readonly is: 'unsent' }
  | { readonly is: 'ended'; readonly job: FollowedJob }
  /** A synchronous call was answered with success. */
  | { readonly is: 'served' }
  /** Whether there is a job cannot be told: its price stays charged. */
  | { readonly is: 'ambiguous' }
  /** Not sent: the budget did not reach. */
  | { readonly is: 'unaffordable' };

/** A job that was seen from its submit to its end. */
export interface FollowedJob extends AcceptedJob {
  readonly accepted: { readonly t0: number; readonly t1: number };
  readonly end: End;
}

export interface Desk {
  readonly session: Session;
  readonly budget: Budget;
  readonly losses: Losses;
}

/** One POST that may run the model. */
export interface Submission {
  readonly key: KeyKind;
  readonly note: CaseNote;
  readonly send: () => Promise<Exchange>;
  /** What is done between its acceptance and its first poll. */
  readonly meanwhile?: (job: AcceptedJob, accepted: Exchange) => Promise<void>;
}

/**
 * Reserves a job's price, sends a submission once, and follows its job to the end.
 * @throws TargetLostError once the target no longer answers.
 */
export async function submit(
  { session, budget, losses }: Desk,
  submission: Submission,
): Promise<Became> {
  losses.check();
  const reservation = await budget.reserve(session.clock);
  if (reservation === undefined) return { is: 'unaffordable' };
  return decided(reservation, async () => {
    losses.check();
    const exchange = await submission.send();
    losses.note(exchange);
    return withoutJob(exchange) ?? aftermath(session, submission, exchange);
  });
}

/**
 * Sends what cannot bill, and so needs no reservation. Should it be taken for a job all the same,
 * the job is charged for and followed like any other.
 */
export async function submitFree({ session, budget }: Desk, submission: Submission): Promise<void> {
  const exchange = await submission.send();
  if (issuedIn(session, exchange) === undefined) return;
  await decided(budget.charge(), () => aftermath(session, submission, exchange));
}

/** Whatever is not known to be free stays charged, an interrupted exchange too. */
async function decided(reservation: Reservation, run: () => Promise<Became>): Promise<Became> {
  try {
    const became = await run();
    if (isFree(became)) reservation.giveBack();
    return became;
  } finally {
    reservation.keep();
  }
}

async function aftermath(
  session: Session,
  { key, note, meanwhile }: Submission,
  exchange: Exchange,
): Promise<Became> {
  const id = issuedIn(session, exchange);
  if (id !== undefined) {
    const job: AcceptedJob = { id, key, note };
    await meanwhile?.(job, exchange);
    const end = await follow(session, job);
    return { is: 'ended', job: { ...job, accepted: exchange, end } };
  }
  const { route, response, error } = exchange;
  const isServed = route === 'sync' && error === undefined && isSuccess(response?.status ?? 0);
  return { is: isServed ? 'served' : 'ambiguous' };
}

/** A 4xx says that nothing was queued; a connection that was never made carried nothing. */
function withoutJob({ response, error }: Exchange): Became | undefined {
  if (response === undefined) return error?.sent === 'no' ? { is: 'unsent' } : undefined;
  if (response.status < 400 || response.status > 499) return undefined;
  return { is: response.status === 429 ? 'unsent' : 'refused' };
}

/** Whether a submission is known to cost nothing. */
export function isFree(became: Became): boolean {
  switch (became.is) {
    case 'refused':
    case 'unsent':
    case 'unaffordable':
      return true;
    case 'served':
    case 'ambiguous':
      return false;
    case 'ended':
      return became.job.end.is === 'failed';
  }
}

function issuedIn({ contract }: Session, exchange: Exchange): string | undefined {
  return issuedId(contract, exchange, jsonOf(exchange.response));
}

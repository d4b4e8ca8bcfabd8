import type { Contract } from '../contract/contract.ts';
import type { ErrorRole } from '../contract/gateway.ts';
import { isSuccess, type JobLife, type Sighting } from '../history/life.ts';
import type { Jobs } from './jobs.ts';
import { isTerminal } from './stages.ts';
import type { Submission } from './submission.ts';

/** What became of a submitted input. */
export type Outcome =
  /** Refused at the door, because of the input. */
  | { readonly is: 'refused'; readonly status: number }
  /** Accepted, and rejected inside the job. */
  | { readonly is: 'late'; readonly end: Sighting }
  /** Ran to its end, and was billed. `end` is absent for a synchronous call. */
  | { readonly is: 'completed'; readonly end: Sighting | undefined }
  /** Accepted; its end was not seen. */
  | { readonly is: 'pending' }
  | { readonly is: 'server-error'; readonly status: number }
  /** Refused for another reason: the key, the balance, the limiter, a wrong address. */
  | { readonly is: 'turned-away'; readonly status: number }
  /** A success without an id, or with that of another job, or no answer at all. */
  | { readonly is: 'ambiguous' };

const ABOUT_MONEY = /credit|balance|insufficient|spend|fund|payment|billing|quota|top.?up/i;
const NOT_ABOUT_INPUT: readonly ErrorRole[] = [
  'unauthorized',
  'forbidden',
  'not-found',
  'rate-limited',
  'wrong-method',
  'retired',
  'no-credits-seen',
];

/** What became of a submission, from its answer and from what was seen of its job. */
export function outcomeOf(jobs: Jobs, submission: Submission): Outcome {
  const { status } = submission;
  if (status === undefined) return { is: 'ambiguous' };
  if (status >= 500) return { is: 'server-error', status };
  if (!isSuccess(status)) return doorOutcome(jobs.contract, submission, status);
  if (submission.route === 'sync') {
    return submission.carriesOutput ? { is: 'completed', end: undefined } : { is: 'ambiguous' };
  }
  const life = submission.id === undefined ? undefined : jobs.lives.byId.get(submission.id);
  if (life === undefined || life.accepted.length > 1) return { is: 'ambiguous' };
  const end = endOf(jobs.contract, life);
  if (end === undefined) return { is: 'pending' };
  return end.state === jobs.contract.gateway.states.completed
    ? { is: 'completed', end }
    : { is: 'late', end };
}

/** Whether an outcome tells what becomes of an input: not where that is not known, or yet to come. */
export function isTelling({ is }: Outcome): boolean {
  switch (is) {
    case 'refused':
    case 'late':
    case 'completed':
    case 'server-error':
      return true;
    case 'pending':
    case 'turned-away':
    case 'ambiguous':
      return false;
  }
}

/** The first sighting of a job in a terminal state, in order of when it ended. */
export function endOf(contract: Contract, life: JobLife): Sighting | undefined {
  let first: Sighting | undefined;
  for (const sighting of life.eventful) {
    if (!isTerminal(contract, sighting.state)) continue;
    if (first === undefined || sighting.t1 < first.t1) first = sighting;
  }
  return first;
}

/** What HTTP itself means by each role, for a contract that documents no code of its own. */
const BY_HTTP: Readonly<Record<ErrorRole, number>> = {
  'bad-request': 400,
  unauthorized: 401,
  forbidden: 403,
  'not-found': 404,
  'no-credits': 402,
  'no-credits-seen': 402,
  'rate-limited': 429,
  'server-error': 500,
  'bad-gateway': 502,
  timeout: 504,
  'wrong-method': 405,
  retired: 410,
};

/** The HTTP status that has a role in the contract. */
export function statusOf(contract: Contract, role: ErrorRole): number {
  return contract.gateway.errors.find((error) => error.role === role)?.status ?? BY_HTTP[role];
}

/** Whether a status says that something in between is down, and nothing of what was asked. */
export function isOutage(contract: Contract, status: number): boolean {
  const unavailable = 503;
  return [unavailable, statusOf(contract, 'bad-gateway'), statusOf(contract, 'timeout')].includes(
    status,
  );
}

const REQUEST_TIMEOUT = 408;

function doorOutcome(contract: Contract, { detail }: Submission, status: number): Outcome {
  const role = contract.gateway.errors.find((error) => error.status === status)?.role;
  const turnedAway =
    status < 400 ||
    status === REQUEST_TIMEOUT ||
    (role !== undefined && NOT_ABOUT_INPUT.includes(role)) ||
    (role === 'no-credits' && isAboutMoney(detail));
  return { is: turnedAway ? 'turned-away' : 'refused', status };
}

/** The code of an empty balance is about money, unless it says that it is about something else. */
function isAboutMoney(detail: string | undefined): boolean {
  return detail === undefined || !/\p{L}/u.test(detail) || ABOUT_MONEY.test(detail);
}

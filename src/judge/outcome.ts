import type { Contract } from '../contract/contract.ts';
import type { ErrorRole } from '../contract/gateway.ts';
import { isSuccess, type JobLife, type Sighting } from '../history/life.ts';
import type { Jobs, Submission } from './jobs.ts';

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
  /** A success without an id, or no answer at all. */
  | { readonly is: 'ambiguous' };

const ABOUT_MONEY = /credit|balance|insufficient|spend|fund|payment/i;
const NOT_ABOUT_INPUT: readonly ErrorRole[] = [
  'unauthorized',
  'forbidden',
  'not-found',
  'rate-limited',
  'wrong-method',
  'retired',
];

/** What became of a submission, from its answer and from what was seen of its job. */
export function outcomeOf(jobs: Jobs, submission: Submission): Outcome {
  const { status } = submission;
  if (status === undefined) return { is: 'ambiguous' };
  if (status >= 500) return { is: 'server-error', status };
  if (!isSuccess(status)) return doorOutcome(jobs.contract, submission, status);
  if (submission.route === 'sync') return { is: 'completed', end: undefined };
  const life = submission.id === undefined ? undefined : jobs.lives.byId.get(submission.id);
  if (life === undefined) return { is: 'ambiguous' };
  const end = endOf(jobs.contract, life);
  if (end === undefined) return { is: 'pending' };
  return end.state === jobs.contract.gateway.states.completed
    ? { is: 'completed', end }
    : { is: 'late', end };
}

/** The first sighting of a job in a terminal state, in order of when it ended. */
export function endOf(contract: Contract, life: JobLife): Sighting | undefined {
  let first: Sighting | undefined;
  for (const sighting of life.sightings) {
    if (!isTerminal(contract, sighting.state)) continue;
    if (first === undefined || sighting.t1 < first.t1) first = sighting;
  }
  return first;
}

export function isTerminal(contract: Contract, state: string | undefined): boolean {
  return contract.gateway.states.all.some(({ name, terminal }) => terminal && name === state);
}

/** The HTTP status that has a role in the contract. @throws when the contract gives it none. */
export function statusOf(contract: Contract, role: ErrorRole): number {
  const code = contract.gateway.errors.find((error) => error.role === role);
  if (code === undefined) throw new Error(`the contract documents no error code for ${role}`);
  return code.status;
}

function doorOutcome(contract: Contract, { detail }: Submission, status: number): Outcome {
  const role = contract.gateway.errors.find((error) => error.status === status)?.role;
  const turnedAway =
    status < 400 ||
    (role !== undefined && NOT_ABOUT_INPUT.includes(role)) ||
    ((role === 'no-credits' || role === 'no-credits-seen') && ABOUT_MONEY.test(detail));
  return { is: turnedAway ? 'turned-away' : 'refused', status };
}

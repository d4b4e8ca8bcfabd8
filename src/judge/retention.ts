import type { Contract } from '../contract/contract.ts';
import { begunAfter, isSuccess, type Sighting } from '../history/life.ts';
import { lifeJudge, NOTHING } from './life-judge.ts';
import { endOf, isOutage, statusOf } from './outcome.ts';

/** Asking after nine tenths of the time counts as having looked; a second after does not. */
const LATE_ENOUGH = 0.9;

/** The documentation says an hour, not to the second; nor is it said from when it counts. */
const GRACE_MS = 60_000;

/**
 * Judges that a result is there as long as is promised. What the result route answers before there
 * is a result is not documented: it may well be that there is none yet.
 */
export const keptLongEnough = lifeJudge((life, { contract }) => {
  const [accepted] = life.accepted;
  if (accepted === undefined) return NOTHING;
  const { retentionMs } = contract.gateway;
  const gone = statusOf(contract, 'not-found');
  const end = endOf(contract, life);
  const isWithin = ({ route, t0, t1 }: Sighting): boolean =>
    t0 > accepted.t1 &&
    t1 < accepted.t0 + retentionMs &&
    (route === 'status' || (route === 'result' && end !== undefined && t0 > end.t1));
  const lost = life.eventful.find((one) => one.status === gone && isWithin(one));
  const near = accepted.t0 + LATE_ENOUGH * retentionMs;
  const evidence = begunAfter(life.sightings, near)
    .filter((one) => end !== undefined && isThere(contract, one.status) && isWithin(one))
    .map(({ seq }) => seq);
  if (lost === undefined) return { evidence, flaws: [] };
  const seconds = Math.round((lost.t1 - accepted.t0) / 1000);
  const summary = `${seconds} s after it was accepted a job was answered ${gone} on the ${lost.route} route. Documented: kept for ${retentionMs / 1000} s.`;
  // On the result route a job must have ended before.
  const exchanges = [accepted.seq, ...(lost.route === 'result' && end ? [end.seq] : []), lost.seq];
  return {
    evidence,
    flaws: [{ cause: `${lost.route}-gone-early`, summary, exchanges }],
  };
}, 'no job was asked for near the end of its retention: needs a virtual clock, or an hour');

/** Judges that a result is gone when it should be. */
export const expires = lifeJudge((life, { contract }) => {
  const [accepted] = life.accepted;
  const end = endOf(contract, life);
  if (accepted === undefined || end === undefined) return NOTHING;
  const { retentionMs } = contract.gateway;
  const gone = statusOf(contract, 'not-found');
  const after = begunAfter(life.sightings, end.t1 + retentionMs + GRACE_MS).filter(
    // The older poll route is not said to forget.
    ({ route, status }) =>
      route !== 'poll' && !isOutage(contract, status) && !isTurnedAway(contract, status),
  );
  const evidence = after.map(({ seq }) => seq);
  const still = after.find(({ status }) => status !== gone);
  if (still === undefined) return { evidence, flaws: [] };
  const seconds = Math.round((still.t0 - end.t1) / 1000);
  const summary = `${seconds} s after it had finished a job was answered ${still.status} on the ${still.route} route. Documented: ${gone} after ${retentionMs / 1000} s.`;
  const cause = `${still.route}-${isThere(contract, still.status) ? 'still-there' : `answered-${still.status}`}`;
  return { evidence, flaws: [{ cause, summary, exchanges: [accepted.seq, end.seq, still.seq] }] };
}, 'no job was asked for after its retention: needs a virtual clock, or an hour');

function isThere({ gateway }: Contract, status: number): boolean {
  return isSuccess(status) || status === gateway.states.failedStatus;
}

/** Answers to the key or of the limiter: they tell nothing of the job. */
function isTurnedAway(contract: Contract, status: number): boolean {
  const roles = ['unauthorized', 'forbidden', 'rate-limited'] as const;
  return roles.some((role) => statusOf(contract, role) === status);
}

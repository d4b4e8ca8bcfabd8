import type { Contract } from '../contract/contract.ts';
import { shown } from '../contract/shown.ts';
import { begunAfter, type JobLife, type Sighting } from '../history/life.ts';
import { lifeJudge, NOTHING } from './life-judge.ts';
import { endOf, statusOf } from './outcome.ts';
import { isTerminal, rankOf } from './stages.ts';
import { causeOf, type Flaw } from './verdicts.ts';

/** Judges that no other states occur, and that the status route tells one. */
export const knownStates = lifeJudge(({ sightings }, { contract }) => {
  const flaws: Flaw[] = [];
  const evidence: number[] = [];
  for (const { seq, route, status, state } of sightings) {
    const isSilent = state === undefined && route === 'status' && status === 200;
    if (state === undefined && !isSilent) continue;
    evidence.push(seq);
    if (isSilent) {
      const summary = `The status route answered 200 without telling the job's state in \`${contract.gateway.names.state}\`.`;
      flaws.push({ cause: 'without-state', summary, exchanges: [seq] });
    } else if (rankOf(contract, state) === undefined) {
      const known = contract.gateway.states.all.map(({ name }) => name);
      const summary = `A job was in the state ${shown(state ?? '')}. Documented: ${known.join(', ')}.`;
      flaws.push({ cause: causeOf('state', state), summary, exchanges: [seq] });
    }
  }
  // One of each is enough to tell of a job.
  const causes = Map.groupBy(flaws, ({ cause }) => cause);
  return { evidence, flaws: [...causes.values()].flatMap(([first]) => first ?? []) };
}, 'no state of a job was seen');

/**
 * Judges that a job moves forward alone: a poll begun after another had ended on the same route
 * never shows less. What happens to a job that had ended is another promise, and one that was
 * only seen in its first state has nothing to go back to.
 */
export const stateOrder = lifeJudge((life, { contract }) => {
  const told = POLLED.map((route) => orderOn(contract, life, route));
  return {
    evidence: told.flatMap(({ evidence }) => evidence),
    flaws: told.flatMap(({ flaws }) => flaws).slice(0, 1),
  };
}, 'no job was asked for again after it had left its first state');

function orderOn(contract: Contract, life: JobLife, route: Sighting['route']) {
  const evidence: number[] = [];
  const flaws: Flaw[] = [];
  const furthest = firstAtRank(contract, life, route);
  if (furthest.length === 0) return { evidence, flaws };
  for (const later of life.sightings) {
    const rank = later.route === route ? rankOf(contract, later.state) : undefined;
    if (rank === undefined) continue;
    // No more of them than the contract has states.
    if (furthest.some(({ first }) => first.t1 < later.t0)) evidence.push(later.seq);
    if (isTerminal(contract, later.state)) continue;
    const beyond = furthest.find((one) => one.rank > rank && one.first.t1 < later.t0);
    if (beyond === undefined) continue;
    const { first } = beyond;
    const steps = contract.gateway.states.transitions.map((step) => step.join(' → '));
    flaws.push({
      cause: causeOf(first.state, 'to', later.state),
      summary: `A job was ${first.state} and afterwards ${later.state}. Documented: ${steps.join(', ')}.`,
      exchanges: [first.seq, later.seq],
    });
  }
  return { evidence, flaws };
}

/** When a job was first seen to wait in each state but the first, the furthest first. */
function firstAtRank(contract: Contract, life: JobLife, route: Sighting['route']) {
  const byRank = new Map<number, Sighting>();
  for (const sighting of life.sightings) {
    if (sighting.route !== route) continue;
    const rank = rankOf(contract, sighting.state) ?? 0;
    if (rank === 0 || isTerminal(contract, sighting.state)) continue;
    if (sighting.t1 < (byRank.get(rank)?.t1 ?? Infinity)) byRank.set(rank, sighting);
  }
  return [...byRank]
    .map(([rank, first]) => ({ rank, first }))
    .toSorted((one, other) => other.rank - one.rank);
}

/**
 * Judges that a terminal state stays, on each route by itself. Two of them exclude each other even
 * where they were seen at the same time.
 */
export const terminalIsFinal = lifeJudge((life, { contract }) => {
  const evidence: number[] = [];
  const flaws: Flaw[] = [];
  for (const route of POLLED) {
    const end = firstEnd(contract, life, route);
    if (end === undefined) continue;
    const meanwhile = life.eventful.filter(
      ({ t0, state }) => t0 <= end.t1 && state !== end.state && isTerminal(contract, state),
    );
    const told = [...meanwhile, ...begunAfter(life.sightings, end.t1)].filter(
      (one) => one.route === route && one.state !== undefined,
    );
    for (const { seq } of told) evidence.push(seq);
    const changed = told.find(({ state }) => state !== end.state);
    if (changed !== undefined) flaws.push(changeOf(life, end, changed));
  }
  return { evidence, flaws: flaws.slice(0, 1) };
}, 'no finished job was asked for again');

function changeOf(life: JobLife, end: Sighting, later: Sighting): Flaw {
  const when = later.t0 > end.t1 ? 'afterwards' : 'at the same time';
  // What was asked in between may be what changed it.
  const between = life.sightings.findLast(({ t0, t1 }) => t0 > end.t1 && t1 < later.t0);
  return {
    cause: causeOf(end.state, 'to', later.state),
    summary: `A job was ${end.state} and ${when} ${later.state}. Documented: a terminal state is final.`,
    exchanges: seqs([end, between ?? end, later]),
  };
}

const POLLED = ['status', 'result', 'poll'] as const;

/** Judges that both routes tell the same of a finished job. */
export const routesAgree = lifeJudge((life, { contract }) => {
  const end = firstEnd(contract, life, 'status');
  if (end === undefined) return NOTHING;
  const results = life.eventful.filter(
    ({ route, t0, status }) =>
      route === 'result' && t0 > end.t1 && status < 500 && !isNoAnswer(contract, status),
  );
  const evidence = seqs(results);
  // Where the status route has changed its own mind too, that is another promise.
  const changed = new Set(
    life.sightings
      .filter(
        (one) => one.route === 'status' && (one.t0 > end.t1 || isTerminal(contract, one.state)),
      )
      .map(({ state }) => state),
  );
  const { failed, failedStatus } = contract.gateway.states;
  const agrees = ({ state, status }: Sighting): boolean => {
    // The status of failed jobs says what a body leaves out.
    const told = state ?? (status === failedStatus ? failed : undefined);
    return told !== undefined && (told === end.state || changed.has(told));
  };
  const other = results.find((result) => !agrees(result));
  if (other === undefined) return { evidence, flaws: [] };
  const summary = `The status route had called a job ${end.state}; the result route then answered ${other.status} with the state ${other.state ?? 'missing'}.`;
  const cause = causeOf(end.state, other.state ?? 'missing');
  return { evidence, flaws: [{ cause, summary, exchanges: [end.seq, other.seq] }] };
}, 'no finished job was asked for on both routes');

/** Answers that are not about the state of a job: to the key, the limiter, or after its time. */
function isNoAnswer(contract: Contract, status: number): boolean {
  const roles = ['unauthorized', 'forbidden', 'not-found', 'rate-limited', 'retired'] as const;
  return roles.some((role) => statusOf(contract, role) === status);
}

/** Judges that a job finishes while the vendor's client still waits. */
export const inTime = lifeJudge((life, { contract }) => {
  const [accepted] = life.accepted;
  if (accepted === undefined) return NOTHING;
  const { deadlineMs } = contract.gateway.client;
  const end = endOf(contract, life);
  const late = begunAfter(life.sightings, accepted.t1 + deadlineMs).find(
    ({ state, t0 }) =>
      rankOf(contract, state) !== undefined &&
      !isTerminal(contract, state) &&
      (end === undefined || t0 <= end.t1),
  );
  if (late !== undefined) {
    const waited = Math.round((late.t0 - accepted.t1) / 1000);
    const summary = `${waited} s after it was accepted a job was still ${late.state}. The client gives up after ${deadlineMs / 1000} s.`;
    return {
      evidence: [late.seq],
      flaws: [{ cause: 'too-late', summary, exchanges: [accepted.seq, late.seq] }],
    };
  }
  const ended = life.eventful.filter(
    ({ state, t1 }) => isTerminal(contract, state) && t1 - accepted.t0 <= deadlineMs,
  );
  // How long a job took is told by its submit and its end together.
  return { evidence: ended.length === 0 ? [] : [accepted.seq, ...seqs(ended)], flaws: [] };
}, "no job was seen to end within the client's deadline");

/** The first sighting of an end on one route. */
export function firstEnd(
  contract: Contract,
  { eventful }: JobLife,
  route: Sighting['route'],
): Sighting | undefined {
  let first: Sighting | undefined;
  for (const one of eventful) {
    if (one.route !== route || !isTerminal(contract, one.state)) continue;
    if (first === undefined || one.t1 < first.t1) first = one;
  }
  return first;
}

export function seqs(sightings: readonly Sighting[]): readonly number[] {
  return sightings.map(({ seq }) => seq);
}

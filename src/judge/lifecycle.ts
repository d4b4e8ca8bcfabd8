import type { Contract } from '../contract/contract.ts';
import type { JobLife, Sighting } from '../history/life.ts';
import { isBlocked } from './acceptance.ts';
import type { Judge } from './judge.ts';
import { type Jobs, jobs } from './jobs.ts';
import { lifeJudge, NOTHING } from './life-judge.ts';
import { isTerminal, outcomeOf } from './outcome.ts';
import { described } from './outcome-words.ts';
import { decide, type Flaw } from './verdicts.ts';

/** Judges that no other states occur. */
export const knownStates = lifeJudge(({ sightings }, { contract }) => {
  const named = sightings.filter(({ state }) => state !== undefined);
  const known = contract.gateway.states.all.map(({ name }) => name);
  const strange = named.find(({ state }) => !known.includes(state ?? ''));
  if (strange === undefined) return { evidence: seqs(named), flaws: [] };
  const state = (strange.state ?? '').slice(0, 40);
  const summary = `A job was in the state ${JSON.stringify(state)}. Documented: ${known.join(', ')}.`;
  const flaw = {
    cause: `state-${state.toLowerCase().replaceAll(/[^\w-]+/g, '')}`,
    summary,
    exchanges: [strange.seq],
  };
  return { evidence: seqs(named), flaws: [flaw] };
}, 'no state of a job was seen');

/** Judges that a job moves forward alone: a poll begun after another had ended never shows less. */
export const stateOrder = lifeJudge(({ sightings }, { contract }) => {
  const ranked = sightings.flatMap((sighting) => {
    const rank = rankOf(contract, sighting.state);
    return rank === undefined ? [] : [{ ...sighting, rank }];
  });
  const waiting = ranked.filter(({ state }) => !isTerminal(contract, state));
  const evidence = seqs(ranked.filter((later) => ranked.some((earlier) => earlier.t1 < later.t0)));
  for (const later of waiting) {
    const earlier = waiting.find(({ rank, t1 }) => rank > later.rank && t1 < later.t0);
    if (earlier === undefined) continue;
    const summary = `A job was ${earlier.state} and afterwards ${later.state}. Documented: ${contract.gateway.states.transitions.map((step) => step.join(' → ')).join(', ')}.`;
    const exchanges = [earlier.seq, later.seq];
    const cause = `${earlier.state}-to-${later.state}`.toLowerCase();
    return { evidence, flaws: [{ cause, summary, exchanges }] };
  }
  return { evidence, flaws: [] };
}, 'no job was seen twice');

/** Judges that a terminal state stays, on each route by itself. */
export const terminalIsFinal = lifeJudge((life, { contract }) => {
  const ends = POLLED.flatMap((route) => firstEnd(contract, life, route) ?? []);
  const after = ends.flatMap((end) =>
    life.sightings
      .filter(({ route, t0, state }) => route === end.route && t0 > end.t1 && state !== undefined)
      .map((later) => ({ end, later })),
  );
  const evidence = seqs(after.map(({ later }) => later));
  const changed = after.find(({ end, later }) => later.state !== end.state);
  if (changed === undefined) return { evidence, flaws: [] };
  const { end, later } = changed;
  const summary = `A job was ${end.state} and afterwards ${later.state}. Documented: a terminal state is final.`;
  const cause = `${end.state}-to-${later.state}`.toLowerCase().replaceAll(/[^\w-]+/g, '');
  // What was asked in between may be what changed it.
  const between = life.sightings.findLast(({ t0, t1 }) => t0 > end.t1 && t1 < later.t0);
  const exchanges = seqs([end, between ?? end, later]);
  return { evidence, flaws: [{ cause, summary, exchanges }] };
}, 'no finished job was asked for again');

const POLLED = ['status', 'result', 'poll'] as const;

/** Judges the HTTP status of failed jobs, and of those that have not failed. */
export const failedStatus = lifeJudge(({ sightings }, { contract }) => {
  const { failed, failedStatus: documented } = contract.gateway.states;
  const evidence = seqs(sightings.filter(({ state }) => state === failed));
  const flaws = sightings.flatMap(({ seq, route, state, status }): Flaw[] => {
    if (state === failed && status !== documented) {
      const summary = `The ${route} route served a ${failed} job with ${status}. Documented: ${documented}.`;
      return [{ cause: `${route}-failed-as-${status}`, summary, exchanges: [seq] }];
    }
    if (state !== failed && status === documented) {
      const summary = `The ${route} route answered ${documented} for a job whose state is ${state ?? 'not told'}. Documented: ${documented} is for ${failed} jobs.`;
      return [{ cause: `${route}-${documented}-unfailed`, summary, exchanges: [seq] }];
    }
    return [];
  });
  return { evidence, flaws };
}, 'no failed job was seen');

const DETAIL_MEMBERS = ['detail', 'message', 'error_message', 'reason'];

/** Judges that a failed job says why. */
export const failedHasDetail = lifeJudge(({ sightings }, { contract }) => {
  const { failed } = contract.gateway.states;
  const { error, errorDescription } = contract.gateway.names;
  const failures = sightings.filter(({ state }) => state === failed);
  const silent = failures.find(
    ({ body }) => ![error, errorDescription, ...DETAIL_MEMBERS].some((name) => says(body?.[name])),
  );
  if (silent === undefined) return { evidence: seqs(failures), flaws: [] };
  const summary = `The ${silent.route} route served a ${failed} job without a detail. Documented: the body still carries the error detail, which the client reads at \`${error}\`.`;
  const flaw = { cause: `${silent.route}-says-nothing`, summary, exchanges: [silent.seq] };
  return { evidence: seqs(failures), flaws: [flaw] };
}, 'no failed job was seen');

/** Judges how a content block surfaces. */
export const blockIsFailed: Judge<Jobs> = {
  fold: jobs,
  finish(state) {
    const evidence: number[] = [];
    const flaws: Flaw[] = [];
    const { failed } = state.contract.gateway.states;
    for (const submission of state.submissions) {
      const { payload, reading, key, id, seq, route } = submission;
      const tried = key === 'valid' && reading.expect === 'accept' && route === 'submit';
      if (!tried || payload === undefined || !isBlocked(state, payload)) continue;
      const outcome = outcomeOf(state, submission);
      if (outcome.is === 'late') {
        evidence.push(seq);
        continue;
      }
      const odd = id === undefined ? undefined : strangeEnd(state, state.lives.byId.get(id));
      if (outcome.is !== 'completed' && outcome.is !== 'refused' && odd === undefined) continue;
      const end = outcome.is === 'completed' ? outcome.end : odd;
      const became = odd === undefined ? described(outcome) : `left ${odd.state}`;
      flaws.push({
        cause: odd === undefined ? outcome.is : 'state-of-its-own',
        summary: `A prompt that the safety system refuses was ${became}. Documented: a block surfaces as ${failed}, not as a separate state.`,
        exchanges: end === undefined ? [seq] : [seq, end.seq],
      });
    }
    return decide(evidence, flaws, 'needs a prompt that the target blocks (blockedPrompt)');
  },
};

/** Judges that both routes tell the same of a finished job. */
export const routesAgree = lifeJudge((life, { contract }) => {
  const end = firstEnd(contract, life, 'status');
  if (end === undefined) return NOTHING;
  const results = life.sightings.filter(
    ({ route, t0, status }) =>
      route === 'result' && t0 > end.t1 && status !== 404 && status !== 429,
  );
  const evidence = seqs(results.filter(({ state }) => state !== undefined));
  // Where the status route has changed its own mind too, that is another promise.
  const changed = (state: string | undefined): boolean =>
    life.sightings.some((one) => one.route === 'status' && one.t0 > end.t1 && one.state === state);
  const other = results.find(
    ({ state, status }) => state !== end.state && status < 500 && !changed(state),
  );
  if (other === undefined) return { evidence, flaws: [] };
  const summary = `The status route had called a job ${end.state}; the result route then answered ${other.status} with the state ${other.state ?? 'missing'}.`;
  const cause = `${end.state}-${other.state ?? 'missing'}`.toLowerCase().replaceAll(/[^\w-]+/g, '');
  return { evidence, flaws: [{ cause, summary, exchanges: [end.seq, other.seq] }] };
}, 'no finished job was asked for on both routes');

/** Judges that a job finishes while the vendor's client still waits. */
export const inTime = lifeJudge((life, { contract }) => {
  const [accepted] = life.accepted;
  if (accepted === undefined) return NOTHING;
  const { deadlineMs } = contract.gateway.client;
  const late = life.sightings.find(
    ({ state, t0 }) =>
      rankOf(contract, state) !== undefined &&
      !isTerminal(contract, state) &&
      t0 - accepted.t1 > deadlineMs,
  );
  if (late !== undefined) {
    const waited = Math.round((late.t0 - accepted.t1) / 1000);
    const summary = `${waited} s after it was accepted a job was still ${late.state}. The client gives up after ${deadlineMs / 1000} s.`;
    return {
      evidence: [late.seq],
      flaws: [{ cause: 'too-late', summary, exchanges: [accepted.seq, late.seq] }],
    };
  }
  const ended = life.sightings.filter(
    ({ state, t1 }) => isTerminal(contract, state) && t1 - accepted.t0 <= deadlineMs,
  );
  return { evidence: seqs(ended), flaws: [] };
}, "no job was seen to end within the client's deadline");

/** The first sighting of an end on one route. */
export function firstEnd(
  contract: Contract,
  { sightings }: JobLife,
  route: Sighting['route'],
): Sighting | undefined {
  return sightings
    .filter((one) => one.route === route && isTerminal(contract, one.state))
    .toSorted((one, other) => one.t1 - other.t1)[0];
}

/** The last sighting of a job that was left in a state which the contract does not know. */
function strangeEnd({ contract }: Jobs, life: JobLife | undefined): Sighting | undefined {
  const last = life?.sightings.findLast(({ state }) => state !== undefined);
  return last !== undefined && rankOf(contract, last.state) === undefined ? last : undefined;
}

/** How far a state is along a job's way: the longest chain of transitions that leads to it. */
function rankOf({ gateway }: Contract, state: string | undefined): number | undefined {
  const { all, initial, transitions } = gateway.states;
  if (!all.some(({ name }) => name === state)) return undefined;
  const rank = (name: string, depth: number): number => {
    if (name === initial || depth > all.length) return 0;
    const before = transitions.filter(([, to]) => to === name);
    return Math.max(0, ...before.map(([from]) => 1 + rank(from, depth + 1)));
  };
  return rank(state ?? '', 0);
}

function says(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() !== '';
  return typeof value === 'object' && value !== null && Object.values(value).some(says);
}

function seqs(sightings: readonly Sighting[]): readonly number[] {
  return sightings.map(({ seq }) => seq);
}

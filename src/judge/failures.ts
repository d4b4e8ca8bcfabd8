import { isBlocked } from './attempts.ts';
import { detailIn } from './detail.ts';
import type { Judge } from './judge.ts';
import { type Jobs, jobs } from './jobs.ts';
import type { JobLife, Sighting } from '../history/life.ts';
import { lifeJudge } from './life-judge.ts';
import { seqs } from './lifecycle.ts';
import { outcomeOf } from './outcome.ts';
import { described } from './outcome-words.ts';
import { rankOf } from './stages.ts';
import { decide, type Flaw } from './verdicts.ts';

/** Where the documentation says how failed jobs are served; the older poll route is not named. */
const DOCUMENTED: readonly Sighting['route'][] = ['status', 'result'];

/** Judges the HTTP status of failed jobs, and of those that have not failed. */
export const failedStatus = lifeJudge((life, { contract }) => {
  const { failed, failedStatus: documented } = contract.gateway.states;
  const sightings = life.eventful.filter(({ route }) => DOCUMENTED.includes(route));
  const evidence = seqs(sightings.filter(({ state }) => state === failed));
  const flaws = sightings.flatMap(({ seq, route, state, status }): Flaw[] => {
    if (state === failed && status !== documented) {
      const summary = `The ${route} route served a ${failed} job with ${status}. Documented: ${documented}.`;
      return [{ cause: `${route}-failed-as-${status}`, summary, exchanges: [seq] }];
    }
    if (state !== undefined && state !== failed && status === documented) {
      const summary = `The ${route} route answered ${documented} for a job whose state is ${state}. Documented: ${documented} is for ${failed} jobs.`;
      return [{ cause: `${route}-${documented}-unfailed`, summary, exchanges: [seq] }];
    }
    return [];
  });
  return { evidence, flaws };
}, 'no failed job was seen');

/** Judges that a failed job says why. */
export const failedHasDetail = lifeJudge(({ eventful }, { contract }) => {
  const { failed } = contract.gateway.states;
  const { error } = contract.gateway.names;
  const failures = eventful.filter(
    ({ state, route }) => state === failed && DOCUMENTED.includes(route),
  );
  const silent = failures.find(({ body }) => detailIn(contract, body) === undefined);
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

/** The last sighting of a job that was left in a state which the contract does not know. */
function strangeEnd({ contract }: Jobs, life: JobLife | undefined): Sighting | undefined {
  const last = life?.sightings.findLast(({ state }) => state !== undefined);
  return last !== undefined && rankOf(contract, last.state) === undefined ? last : undefined;
}

import type { JobLife } from '../history/life.ts';
import type { Judge } from './judge.ts';
import { type Jobs, jobs } from './jobs.ts';
import { decide, type Flaw } from './verdicts.ts';

/** What one job's life says about a promise. */
export interface LifeEvidence {
  /** The exchanges that could have refuted it, by `seq`. */
  readonly evidence: readonly number[];
  readonly flaws: readonly Flaw[];
}

export const NOTHING: LifeEvidence = { evidence: [], flaws: [] };

/**
 * The judge of a promise that each job's life keeps or breaks by itself. Lives that share one id
 * are left out: which of them an answer was about cannot be told.
 * @param lacking what it would need, should no life say anything about it.
 */
export function lifeJudge(
  judge: (life: JobLife, jobs: Jobs) => LifeEvidence,
  lacking: string,
): Judge<Jobs> {
  return {
    fold: jobs,
    finish(state) {
      const evidence: number[] = [];
      const flaws: Flaw[] = [];
      for (const life of state.lives.byId.values()) {
        if (life.accepted.length > 1) continue;
        const told = judge(life, state);
        for (const seq of told.evidence) evidence.push(seq);
        for (const flaw of told.flaws) flaws.push(flaw);
      }
      return decide(evidence, flaws, lacking);
    },
  };
}

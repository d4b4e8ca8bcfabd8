import type { Draft } from '../job.ts';
import type { Setting } from '../setting.ts';
import type { Defect } from './defect.ts';

/** The change of a defect that makes some jobs fail that should complete. */
export function failing(isHit: (draft: Draft, setting: Setting) => boolean): Defect['change'] {
  return (next, setting) => ({
    plan: (draft) => {
      const plan = next.plan(draft);
      if (plan.outcome.kind === 'failed' || !isHit(draft, setting)) return plan;
      const detail = 'The generation failed';
      return { ...plan, outcome: { kind: 'failed', cause: 'generation', detail } };
    },
  });
}

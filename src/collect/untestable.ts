import type { Clause, Rule } from '../contract/clause.ts';
import type { Contract } from '../contract/contract.ts';
import type { Wanted } from './case-choice.ts';
import type { Means } from './plan.ts';
import type { Probe } from './probes.ts';

interface Lack {
  readonly clause: string;
  readonly reason: string;
}

const NEEDED_KEYS: Partial<Record<Rule['of'], 'other' | 'forbidden' | 'broke' | 'revoked'>> = {
  'auth.revoked-key': 'revoked',
  'auth.forbidden-key': 'forbidden',
  'auth.empty-balance': 'broke',
  'auth.empty-balance-code': 'broke',
  'auth.foreign-job': 'other',
};

const NEED_A_BLOCK: readonly Rule['of'][] = [
  'state.block-is-failed',
  'state.failed-is-422',
  'state.failed-has-detail',
  'result.no-output-when-failed',
  'billing.failed-is-free',
];

/** Promises that no probe can tell anything of: without a job there is no evidence. */
const NEED_NO_JOB = /^(?:auth|error)\./;

/** The clauses of which it is plain beforehand that they stay untested, and what they would need. */
export function untestable(
  contract: Contract,
  clauses: readonly Clause[],
  means: Means,
  wanted: Wanted,
  probes: readonly Probe[],
): readonly Lack[] {
  const served = new Set(probes.flatMap(({ serves }) => serves));
  const noJobs = wanted.jobs.length === 0 && wanted.refusals.length === 0;
  return clauses.flatMap(({ id, rule }): Lack[] => {
    const key = NEEDED_KEYS[rule.of];
    if (key !== undefined && !means.keys.includes(key)) {
      return [{ clause: id, reason: `needs a key: keys.${key} of the target's configuration` }];
    }
    if (served.has(rule.of)) return [];
    if (rule.of === 'retention.kept' || rule.of === 'retention.expires') {
      if (means.canWait) return [];
      const hours = contract.gateway.retentionMs / 3_600_000;
      return [{ clause: id, reason: `needs ${hours} h of the target's time: a virtual clock` }];
    }
    if (noJobs && !NEED_NO_JOB.test(rule.of)) {
      return [{ clause: id, reason: 'needs a budget for at least one job' }];
    }
    if (NEED_A_BLOCK.includes(rule.of) && wanted.blocked === undefined) {
      const reason = 'needs a prompt that the target blocks: blockedPrompt of its configuration';
      return [{ clause: id, reason }];
    }
    return [];
  });
}

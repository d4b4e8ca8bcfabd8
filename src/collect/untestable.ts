import { isSameJson } from '../contract/canonical.ts';
import type { Clause, Rule } from '../contract/clause.ts';
import type { Contract } from '../contract/contract.ts';
import type { Parameter } from '../contract/parameter.ts';
import { outermost } from '../contract/range.ts';
import type { Case } from '../generate/case.ts';
import { type Level, levelsOf } from '../generate/level.ts';
import { inOrder, type Wanted } from './case-choice.ts';
import { isOfRetention, needsABlock, needsLevelsOf, tells } from './evidence.ts';
import type { Means } from './plan.ts';
import type { Probe } from './probes.ts';

/** A clause of which it is plain beforehand that it stays untested, and what it would need. */
export interface Lack {
  readonly clause: string;
  readonly reason: string;
}

/** What could be sent to a target, or what will be. */
export interface Sendable {
  readonly probes: readonly Probe[];
  readonly cases: Wanted;
}

const NEEDED_KEYS: Partial<Record<Rule['of'], 'other' | 'forbidden' | 'broke' | 'revoked'>> = {
  'auth.revoked-key': 'revoked',
  'auth.forbidden-key': 'forbidden',
  'auth.empty-balance': 'broke',
  'auth.empty-balance-code': 'broke',
  'auth.foreign-job': 'other',
};

const NEEDS_A_BLOCK =
  'needs a job that fails: a blockedPrompt in the configuration, or a target that rejects late';

/**
 * The clauses that stay untested even if the server keeps its promises, in their order.
 * @param wanted all that the clauses would have sent.
 * @param planned what of it the allowance reaches for.
 */
export function untestable(
  contract: Contract,
  clauses: readonly Clause[],
  means: Means,
  wanted: Sendable,
  planned: Sendable,
): readonly Lack[] {
  const lackOf = (clause: Clause): string | undefined => {
    const key = NEEDED_KEYS[clause.rule.of];
    if (key !== undefined && !means.keys.includes(key)) {
      return `needs a key: keys.${key} of the target's configuration`;
    }
    if (isOfRetention(clause) && !means.canWait) {
      const hours = contract.gateway.retentionMs / 3_600_000;
      return `needs ${hours} h of the target's time: a virtual clock`;
    }
    if (isServed(contract, clause, planned)) return undefined;
    if (needsABlock(clause) && means.blockedPrompt === undefined) return NEEDS_A_BLOCK;
    return isServed(contract, clause, wanted) ? needsBudget(planned) : undefined;
  };
  return clauses.flatMap((clause) => {
    const reason = lackOf(clause);
    return reason === undefined ? [] : [{ clause: clause.id, reason }];
  });
}

function isServed(contract: Contract, clause: Clause, { probes, cases }: Sendable): boolean {
  if (probes.some(({ serves }) => serves.includes(clause.rule.of))) return true;
  if (!inOrder(cases).some((one) => tells(one, clause))) return false;
  const name = needsLevelsOf(clause);
  const parameter = contract.parameters.find((one) => one.name === name);
  return parameter === undefined || levelsToShow(parameter).every(isShownIn(cases.jobs, parameter));
}

/** The levels without which nobody can say that all documented ones are accepted. */
function levelsToShow(parameter: Parameter): readonly Level[] {
  const levels = levelsOf(parameter);
  switch (parameter.type) {
    case 'string':
    case 'uri':
    case 'boolean':
    case 'enum':
    case 'array':
    case 'object':
      return levels;
    case 'number':
    case 'integer': {
      const ends = [outermost(parameter, 'min'), outermost(parameter, 'max')];
      return levels.filter((level) => level === undefined || ends.some((end) => end === level));
    }
  }
}

function isShownIn(jobs: readonly Case[], { name }: Parameter): (level: Level) => boolean {
  return (level) => jobs.some(({ payload }) => isSameJson(payload[name], level));
}

function needsBudget({ cases }: Sendable): string {
  return cases.jobs.length === 0
    ? 'needs a budget for at least one job'
    : 'needs a budget for more jobs';
}

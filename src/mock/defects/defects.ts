import type { Clause, Rule } from '../../contract/clause.ts';
import { clausesOf } from '../../contract/clauses.ts';
import type { Contract } from '../../contract/contract.ts';
import type { Behaviour } from '../behaviour.ts';
import { cleanBehaviour } from '../clean-behaviour.ts';
import type { Setting } from '../setting.ts';
import { AUTHENTICATION_DEFECTS } from './authentication.ts';
import { BILLING_DEFECTS } from './billing.ts';
import type { Defect, DefectInfo } from './defect.ts';
import { ERROR_DEFECTS } from './errors.ts';
import { LIFECYCLE_DEFECTS } from './lifecycle.ts';
import { parameterDefects } from './parameters.ts';
import { RESULT_DEFECTS } from './results.ts';
import { SUBMIT_DEFECTS } from './submit.ts';
import { SYNC_DEFECTS } from './sync.ts';
import { VALIDATION_DEFECTS } from './validation.ts';

/** An id that names no defect. */
export class UnknownDefect extends Error {
  override readonly name = 'UnknownDefect';
  /** Every id that there is. */
  readonly known: readonly string[];

  constructor(id: string, known: readonly string[]) {
    super(`there is no defect ${JSON.stringify(id)}; there are ${known.join(', ')}`);
    this.known = known;
  }
}

/** Every seeded defect of a contract's mock, and the clause that it breaks. */
export function listDefects(contract: Contract): readonly DefectInfo[] {
  return defectsOf(contract).map(({ defect, clause }) => ({
    id: defect.id,
    clause: clause.id,
    group: clause.id.split('.')[0] ?? clause.id,
    level: clause.level,
    describe: defect.describe,
  }));
}

/** The clean behaviour with some defects. @throws UnknownDefect for an id that there is not. */
export function behaviourOf(setting: Setting, ids: readonly string[]): Behaviour {
  const known = ids.length === 0 ? [] : defectsOf(setting.contract).map(({ defect }) => defect);
  let behaviour: Behaviour = cleanBehaviour(setting, () => behaviour);
  for (const id of ids) {
    const defect = known.find((candidate) => candidate.id === id);
    if (defect === undefined) {
      throw new UnknownDefect(
        id,
        known.map((candidate) => candidate.id),
      );
    }
    behaviour = { ...behaviour, ...defect.change(behaviour, setting) };
  }
  return behaviour;
}

interface Seeded {
  readonly defect: Defect;
  readonly clause: Clause;
}

/** Those that break something: a clause that the contract has, and that is more than a record. */
function defectsOf(contract: Contract): readonly Seeded[] {
  const clauses = clausesOf(contract);
  const all = [
    ...parameterDefects(contract),
    ...VALIDATION_DEFECTS,
    ...AUTHENTICATION_DEFECTS,
    ...ERROR_DEFECTS,
    ...SUBMIT_DEFECTS,
    ...LIFECYCLE_DEFECTS,
    ...RESULT_DEFECTS,
    ...BILLING_DEFECTS,
    ...SYNC_DEFECTS,
  ];
  return all.flatMap((defect) => {
    const clause = clauses.find(({ rule }) => isSame(rule, defect.breaks));
    return clause === undefined || clause.level === 'record' ? [] : [{ defect, clause }];
  });
}

function isSame(one: Rule, other: Rule): boolean {
  if (one.of !== 'parameter' || other.of !== 'parameter') return one.of === other.of;
  return one.parameter === other.parameter && one.aspect === other.aspect;
}

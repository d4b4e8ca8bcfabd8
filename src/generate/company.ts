import type { Contract, Payload } from '../contract/contract.ts';
import type { Parameter } from '../contract/parameter.ts';
import { holds, type RelationFault, relationFaults } from '../contract/relations.ts';
import { isSameJson } from '../contract/canonical.ts';
import type { Level } from './level.ts';
import { levelsOf } from './level.ts';
import { usualValue } from './sample.ts';
import { changed } from './change.ts';

/**
 * A payload in which parameters keep the company that they must: what is required because of
 * another is added, of two that exclude each other one is left out.
 * @param pinned parameters that stay as they are.
 */
export function fitted(contract: Contract, payload: Payload, pinned: readonly string[]): Payload {
  let result = payload;
  // Each turn mends one thing, and could break another; a cycle of rules ends, too.
  for (let turn = 0; turn <= 2 * contract.parameters.length; turn += 1) {
    const next = mended(contract, result, pinned);
    if (next === undefined) return result;
    result = next;
  }
  return result;
}

/** The payload with one thing mended; undefined where nothing is wrong, or nothing can be done. */
function mended(
  contract: Contract,
  payload: Payload,
  pinned: readonly string[],
): Payload | undefined {
  for (const parameter of contract.parameters) {
    for (const fault of relationFaults(parameter, payload)) {
      const change = remedies(contract, parameter, fault, payload).find(
        ({ name }) => !pinned.includes(name),
      );
      if (change !== undefined) return changed(payload, change.name, change.level);
    }
  }
  return undefined;
}

interface Remedy {
  readonly name: string;
  readonly level: Level;
}

/** What would mend a fault, the best first. */
function remedies(
  contract: Contract,
  parameter: Parameter,
  { aspect, other }: RelationFault,
  payload: Payload,
): readonly Remedy[] {
  const { name } = parameter;
  if (aspect === 'exclusive') {
    const isNeeded = parameter.requiredIf !== undefined && holds(parameter.requiredIf, payload);
    const absences = [name, other].map((absent) => ({ name: absent, level: undefined }));
    return isNeeded ? absences.toReversed() : absences;
  }
  const added = { name, level: usualValue(parameter, contract.example[name]) };
  const condition = contract.parameters.find((one) => one.name === other);
  if (condition === undefined) return [added];
  const elsewise = [contract.example[other], ...levelsOf(condition)].find(
    (level) =>
      !isSameJson(level, parameter.requiredIf?.is) && !(level === undefined && condition.required),
  );
  return [added, { name: other, level: elsewise }];
}

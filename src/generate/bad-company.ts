import type { Contract } from '../contract/contract.ts';
import type { Parameter } from '../contract/parameter.ts';
import { usualValue } from './sample.ts';
import type { Variation } from './variation.ts';

/** A parameter left out where another requires it, or given together with what it excludes. */
export function badCompany(contract: Contract, parameter: Parameter): readonly Variation[] {
  const { name, requiredIf, excludes = [] } = parameter;
  const valueOf = (one: Parameter) => usualValue(one, contract.example[one.name]);
  const missing: readonly Variation[] =
    requiredIf === undefined
      ? []
      : [
          {
            kind: 'missing-if',
            parameter: name,
            level: undefined,
            context: { [requiredIf.parameter]: requiredIf.is },
            class: `${name}.required-if`,
            expect: 'refuse',
            why: `${name} is left out, and ${requiredIf.parameter} is ${JSON.stringify(requiredIf.is)}.`,
          },
        ];
  const both = contract.parameters
    .filter((other) => excludes.includes(other.name))
    .map((other): Variation => ({
      kind: 'both-given',
      parameter: name,
      level: valueOf(parameter),
      label: other.name,
      context: { [other.name]: valueOf(other) },
      class: `${name}.exclusive`,
      expect: 'refuse',
      why: `${name} and ${other.name} are both there; only one of them may be.`,
    }));
  return [...missing, ...both];
}

import type { JsonValue } from '../units/json.ts';
import type { Contract, Payload } from './contract.ts';
import type { Condition, Parameter } from './parameter.ts';

/** Something about which parameters of a payload are there together. */
export interface RelationFault {
  readonly aspect: 'required-if' | 'exclusive';
  /** The parameter that it was because of. */
  readonly other: string;
  readonly why: string;
}

/** What is wrong with the company that a parameter keeps in a payload. Null counts as not there. */
export function relationFaults(parameter: Parameter, payload: Payload): readonly RelationFault[] {
  const { name, requiredIf, excludes = [] } = parameter;
  const isThere = isGiven(payload[name]);
  const missing =
    requiredIf !== undefined && payload[name] === undefined && holds(requiredIf, payload)
      ? [missingUnder(name, requiredIf)]
      : [];
  const both = excludes
    .filter((other) => isThere && isGiven(payload[other]))
    .map((other) => ({
      aspect: 'exclusive' as const,
      other,
      why: `${name} and ${other} are both there, and only one of them may be`,
    }));
  return [...missing, ...both];
}

/** Whether any parameter of a contract depends on another's being there. */
export function hasRelations({ parameters }: Pick<Contract, 'parameters'>): boolean {
  return parameters.some(
    ({ requiredIf, excludes }) => requiredIf !== undefined || excludes !== undefined,
  );
}

/** Whether what a condition names is given and has its value. */
export function holds({ parameter, is }: Condition, payload: Payload): boolean {
  return payload[parameter] === is;
}

function missingUnder(name: string, { parameter, is }: Condition): RelationFault {
  return {
    aspect: 'required-if',
    other: parameter,
    why: `${name} is missing, and ${parameter} is ${JSON.stringify(is)}`,
  };
}

function isGiven(value: JsonValue | undefined): boolean {
  return value !== undefined && value !== null;
}

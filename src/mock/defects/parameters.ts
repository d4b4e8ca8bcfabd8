import type { Contract } from '../../contract/contract.ts';
import type { Aspect, Parameter } from '../../contract/parameter.ts';
import { outermost } from '../../contract/range.ts';
import type { JsonValue } from '../../units/json.ts';
import type { InputFault } from '../input.ts';
import type { Defect } from './defect.ts';

/** What can be wrong about every parameter of a contract: a check that is missing, or one too many. */
export function parameterDefects(contract: Contract): readonly Defect[] {
  return contract.parameters.flatMap((parameter) => [
    ...ignored(parameter),
    ...ignoredInCompany(contract, parameter),
    ...refusedBounds(parameter),
    ...refusedValue(parameter),
    ...refusedAbsence(parameter),
  ]);
}

type Checked = Exclude<Aspect, 'accepts' | 'unknowns'>;

const IGNORED: Readonly<Record<Checked, (name: string) => string>> = {
  required: (name) => `A request without ${name} runs.`,
  type: (name) => `A ${name} of the wrong JSON type runs.`,
  min: (name) => `A ${name} below its minimum runs.`,
  max: (name) => `A ${name} above its maximum runs.`,
  values: (name) => `A ${name} that is not one of the allowed values runs.`,
  uri: (name) => `A ${name} that is not a URL runs.`,
  multiple: (name) => `A ${name} that is no multiple of what it should be runs.`,
  length: (name) => `A ${name} that is too short or too long runs.`,
  pattern: (name) => `A ${name} that does not match its pattern runs.`,
  format: (name) => `A ${name} that is not of its format runs.`,
  count: (name) => `A ${name} of too few or too many items runs.`,
  unique: (name) => `A ${name} with an item twice runs.`,
  items: (name) => `A ${name} with an invalid item runs.`,
  members: (name) => `A ${name} with an invalid member, or without a required one, runs.`,
  'required-if': (name) => `A request without ${name} runs where it is required.`,
  exclusive: (name) => `A request with ${name} and what it excludes runs.`,
};

/** One for each aspect; those that the contract does not promise are left out with their clause. */
function ignored({ name }: Parameter): readonly Defect[] {
  return (Object.keys(IGNORED) as Checked[]).map((aspect) => ({
    id: `${name}.${aspect}-ignored`,
    breaks: { of: 'parameter', parameter: name, aspect },
    describe: IGNORED[aspect](name),
    change: (next) => ({
      faults: (inputs) => next.faults(inputs).filter((fault) => !isFault(fault, name, aspect)),
    }),
  }));
}

/** A maximum that only the commonest output keeps: checks of the other's own code path are missing. */
function ignoredInCompany({ output }: Contract, { name }: Parameter): readonly Defect[] {
  const other = Object.keys(output.mediaTypes).at(-1);
  if (name === output.parameter || other === undefined) return [];
  return [
    {
      id: `${name}.max-ignored-for-${other}`,
      breaks: { of: 'parameter', parameter: name, aspect: 'max' },
      describe: `A ${name} above its maximum runs where ${output.parameter} is ${other}.`,
      change: (next) => ({
        faults: (inputs) =>
          next
            .faults(inputs)
            .filter((fault) => inputs[output.parameter] !== other || !isFault(fault, name, 'max')),
      }),
    },
  ];
}

function isFault(fault: InputFault, parameter: string, aspect: Aspect): boolean {
  return fault.parameter === parameter && fault.aspect === aspect;
}

function refusedBounds(parameter: Parameter): readonly Defect[] {
  if (parameter.type !== 'number' && parameter.type !== 'integer') return [];
  const { name } = parameter;
  return (['min', 'max'] as const).flatMap((side) => {
    const bound = outermost(parameter, side);
    if (bound === undefined) return [];
    const describe = `A ${name} of ${bound}, its documented ${side}imum, is refused.`;
    return [refused(name, `${side}-exclusive`, describe, (value) => value === bound)];
  });
}

function refusedValue(parameter: Parameter): readonly Defect[] {
  const value = lastValue(parameter);
  if (value === undefined) return [];
  const describe = `A ${parameter.name} of ${JSON.stringify(value)} is refused.`;
  return [refused(parameter.name, 'value-refused', describe, (given) => given === value)];
}

function lastValue(parameter: Parameter): JsonValue | undefined {
  switch (parameter.type) {
    case 'enum':
      return parameter.values.at(-1);
    case 'boolean':
      return true;
    case 'string':
    case 'uri':
    case 'number':
    case 'integer':
    case 'array':
    case 'object':
      return undefined;
  }
}

function refusedAbsence({ name, required }: Parameter): readonly Defect[] {
  if (required) return [];
  const describe = `A request without ${name}, which is optional, is refused.`;
  return [refused(name, 'absence-refused', describe, (value) => value === undefined)];
}

function refused(
  name: string,
  id: string,
  describe: string,
  isHit: (value: JsonValue | undefined) => boolean,
): Defect {
  const detail = `${name} is not valid`;
  return {
    id: `${name}.${id}`,
    breaks: { of: 'parameter', parameter: name, aspect: 'accepts' },
    describe,
    change: (next) => ({
      faults: (inputs) => [
        ...next.faults(inputs),
        ...(isHit(inputs[name]) ? [{ parameter: name, aspect: 'accepts' as const, detail }] : []),
      ],
    }),
  };
}

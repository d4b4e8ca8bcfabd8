import type { Clause, Level } from './clause.ts';
import type { Contract } from './contract.ts';
import { documentedValues, listed, typeName } from './documented.ts';
import { invalidValue } from './invalid-words.ts';
import { ASPECTS, type Aspect, type Parameter } from './parameter.ts';
import { boundOf } from './range.ts';
import { unknowns } from './unknowns.ts';

/** All promises of a contract: of each parameter in order, of the gateway, of the page alone. */
export function clausesOf(contract: Contract): readonly Clause[] {
  return [
    ...contract.parameters.flatMap(clausesOfParameter),
    ...contract.gateway.clauses,
    ...contract.clauses,
  ];
}

function clausesOfParameter(parameter: Parameter): readonly Clause[] {
  return ASPECTS.flatMap((aspect) => {
    const promise = promiseOf(parameter, aspect);
    if (promise === undefined) return [];
    return {
      id: `parameter.${parameter.name}.${aspect}`,
      text: promise.text,
      level: promise.level,
      source: `model page, Parameters: ${parameter.name}`,
      rule: { of: 'parameter', parameter: parameter.name, aspect },
    };
  });
}

interface Promised {
  readonly level: Level;
  readonly text: string;
}

/** What a page promises of one aspect of a parameter, or undefined where it has no such aspect. */
function promiseOf(parameter: Parameter, aspect: Aspect): Promised | undefined {
  const { name } = parameter;
  switch (aspect) {
    case 'accepts':
      return must(
        `Every documented value of ${name} is accepted: ${documentedValues(parameter)}` +
          `${parameter.required ? '' : '; it may be left out'}.`,
      );
    case 'required':
      return requirement(parameter);
    case 'type':
      return must(
        `A value of ${name} that is not ${typeName(parameter)} is refused and never runs.`,
      );
    case 'min':
    case 'max':
      return bound(parameter, aspect);
    case 'required-if':
    case 'exclusive':
      return company(parameter, aspect);
    case 'unknowns':
      return record(`What becomes of ${listed(unknowns(parameter))} as ${name}.`);
    case 'multiple':
    case 'values':
    case 'uri':
    case 'length':
    case 'pattern':
    case 'format':
    case 'count':
    case 'unique':
    case 'items':
    case 'members': {
      const what = invalidValue(parameter, aspect);
      return what === undefined
        ? undefined
        : must(`A value of ${name} ${what} is refused and never runs.`);
    }
  }
}

/** What is promised of a parameter's being there together with others. */
function company(
  { name, requiredIf, excludes = [] }: Parameter,
  aspect: 'required-if' | 'exclusive',
): Promised | undefined {
  if (aspect === 'exclusive') {
    if (excludes.length === 0) return undefined;
    return must(`A request with both ${name} and ${listed(excludes)} is refused and never runs.`);
  }
  if (requiredIf === undefined) return undefined;
  const { parameter, is } = requiredIf;
  return must(
    `A request without ${name} whose ${parameter} is ${JSON.stringify(is)} is refused and never runs.`,
  );
}

function must(text: string): Promised {
  return { level: 'must', text };
}

function record(text: string): Promised {
  return { level: 'record', text };
}

function requirement(parameter: Parameter): Promised | undefined {
  const { name, required } = parameter;
  if (!required) return undefined;
  return parameter.default === undefined
    ? must(`A request without ${name} is refused and never runs.`)
    : record(`What leaving ${name} out does: the page calls it required and gives a default.`);
}

function bound(parameter: Parameter, side: 'min' | 'max'): Promised | undefined {
  if (parameter.type !== 'number' && parameter.type !== 'integer') return undefined;
  const limit = boundOf(parameter, side);
  if (limit === undefined) return undefined;
  const where = side === 'min' ? 'below' : 'above';
  const exclusive = parameter[side] === undefined ? ` or of ${limit} itself` : '';
  return must(
    `A value of ${parameter.name} ${where} ${limit}${exclusive} is refused and never runs.`,
  );
}

import type { Clause, Level } from './clause.ts';
import type { Contract } from './contract.ts';
import { documentedValues, listed, typeName } from './documented.ts';
import { ASPECTS, type Aspect, type Parameter, type Range } from './parameter.ts';

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
    case 'values':
      return parameter.type === 'enum'
        ? must(
            `A value of ${name} other than ${listed(parameter.values)} is refused and never runs.`,
          )
        : undefined;
    case 'uri':
      return parameter.type === 'uri'
        ? must(`A value of ${name} that is not an absolute URL is refused and never runs.`)
        : undefined;
    case 'unknowns':
      return record(`What becomes of ${listed(unknowns(parameter))} as ${name}.`);
  }
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
  const limit = parameter[side];
  if (limit === undefined) return undefined;
  const where = side === 'min' ? 'below' : 'above';
  return must(`A value of ${parameter.name} ${where} ${limit} is refused and never runs.`);
}

/** What the documentation is silent on, by type; `expectationOf` reads the same as unknown. */
function unknowns(parameter: Parameter): readonly string[] {
  switch (parameter.type) {
    case 'string':
      return ['null', 'an empty text'];
    case 'uri':
      return ['null', 'a URL of another scheme', 'a URL that needs mending'];
    case 'number':
      return ['null', 'a number spelled as a string', ...uncustomary(parameter)];
    case 'integer':
      return [
        'null',
        'a number spelled as a string',
        'an integer written with a fraction',
        ...uncustomary(parameter),
      ];
    case 'boolean':
      return ['null', 'a boolean spelled as a string'];
    case 'enum':
      return ['null'];
  }
}

function uncustomary({ min, max, customary }: Range): readonly string[] {
  if (customary === undefined || min !== undefined || max !== undefined) return [];
  return [`a number outside ${customary.min} to ${customary.max}`];
}

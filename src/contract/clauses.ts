import type { Clause, Level } from './clause.ts';
import type { Contract } from './contract.ts';
import { documentedCount, documentedValues, listed, typeName } from './documented.ts';
import { FORMAT_RULES } from './format.ts';
import {
  ASPECTS,
  type Aspect,
  type Kind,
  type Parameter,
  type Range,
  type TextKind,
} from './parameter.ts';
import { boundOf, isBounded } from './range.ts';
import { CUSTOMARY_LENGTH } from './text-flaws.ts';

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

/** The promises that are all alike: such a value is refused. */
function invalidValue(
  kind: Kind,
  aspect: Exclude<
    Aspect,
    'accepts' | 'required' | 'type' | 'min' | 'max' | 'required-if' | 'exclusive' | 'unknowns'
  >,
): string | undefined {
  const { type } = kind;
  switch (aspect) {
    case 'values':
      return type === 'enum' ? `other than ${listed(kind.values)}` : undefined;
    case 'uri':
      return type === 'uri' ? 'that is not an absolute URL' : undefined;
    case 'multiple':
      return (type === 'number' || type === 'integer') && kind.multipleOf !== undefined
        ? `that is no multiple of ${kind.multipleOf}`
        : undefined;
    case 'length':
      return type === 'string'
        ? notOf(documentedCount(positive(kind.minLength), kind.maxLength, 'characters'))
        : undefined;
    case 'pattern':
      return type === 'string' && kind.pattern !== undefined
        ? `that does not match ${kind.pattern}`
        : undefined;
    case 'format':
      return type === 'string' && kind.format !== undefined
        ? `that is not ${FORMAT_RULES[kind.format].words}`
        : undefined;
    case 'count':
      return type === 'array'
        ? notOf(documentedCount(positive(kind.minItems), kind.maxItems, 'items'))
        : undefined;
    case 'unique':
      return type === 'array' && kind.unique === true ? 'with an item twice' : undefined;
    case 'items':
      return type === 'array'
        ? `with an item that is not as documented (${documentedValues(kind.items)})`
        : undefined;
    case 'members':
      return type === 'object'
        ? 'with a member that is not as documented, or without one that is required,'
        : undefined;
  }
}

function notOf(counted: string | undefined): string | undefined {
  return counted === undefined ? undefined : `that is not of ${counted}`;
}

/** A least count of 0 promises nothing. */
function positive(count: number | undefined): number | undefined {
  return count === 0 ? undefined : count;
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

/** What the documentation is silent on, by type; `expectationOf` reads the same as unknown. */
function unknowns(parameter: Parameter): readonly string[] {
  switch (parameter.type) {
    case 'string':
      return ['null', ...unusualTexts(parameter)];
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
    case 'array':
      return ['null', 'a list with an item of which the page says nothing'];
    case 'object':
      return ['null', 'an object with a member that is not documented'];
  }
}

function unusualTexts({ minLength, maxLength, pattern, format }: TextKind): readonly string[] {
  if (pattern !== undefined || format !== undefined) {
    return format === undefined ? [] : [`a text that is nearly ${FORMAT_RULES[format].words}`];
  }
  return [
    ...(minLength === undefined ? ['an empty text'] : []),
    'a text with control characters or half a character',
    ...(maxLength === undefined ? [`a text of more than ${CUSTOMARY_LENGTH} characters`] : []),
  ];
}

function uncustomary(range: Range): readonly string[] {
  const { customary } = range;
  if (customary === undefined || isBounded(range)) return [];
  return [`a number outside ${customary.min} to ${customary.max}`];
}

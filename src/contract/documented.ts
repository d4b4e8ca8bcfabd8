import { FORMAT_RULES } from './format.ts';
import type { ArrayKind, Kind, ObjectKind, Range, TextKind } from './parameter.ts';

/** The values that a page documents for a parameter, in words: `15 to 50`, `jpg or png`. */
export function documentedValues(kind: Kind): string {
  switch (kind.type) {
    case 'string':
      return documentedTexts(kind);
    case 'uri':
      return kind.mediaTypes === undefined
        ? 'any absolute http(s) URL'
        : `an absolute http(s) URL of ${listed(kind.mediaTypes)}`;
    case 'number':
    case 'integer':
      return documentedRange(kind, typeName(kind).replace(/^an? /, 'any '));
    case 'boolean':
      return 'true and false';
    case 'enum':
      return listed(kind.values);
    case 'array':
      return documentedList(kind);
    case 'object':
      return documentedObject(kind);
  }
}

function documentedTexts({ minLength, maxLength, pattern, format }: TextKind): string {
  const counted = documentedCount(minLength, maxLength, 'characters');
  const rules = [
    ...(counted === undefined ? [] : [`of ${counted}`]),
    ...(pattern === undefined ? [] : [`that matches ${pattern}`]),
    ...(format === undefined ? [] : [`that is ${FORMAT_RULES[format].words}`]),
  ];
  return rules.length === 0 ? 'any text that is not empty' : `any text ${rules.join(' and ')}`;
}

/** How many there may be: `1 to 3 items`. */
export function documentedCount(
  min: number | undefined,
  max: number | undefined,
  what: string,
): string | undefined {
  if (min !== undefined && max !== undefined) return `${min} to ${max} ${what}`;
  if (min !== undefined) return `${min} ${what} or more`;
  return max === undefined ? undefined : `${max} ${what} or fewer`;
}

function documentedRange(range: Range, any: string): string {
  const { min, max, exclusiveMin, exclusiveMax, multipleOf, customary } = range;
  const words = [
    ...(min !== undefined && max !== undefined ? [`${min} to ${max}`] : []),
    ...(min !== undefined && max === undefined ? [`${min} or more`] : []),
    ...(min === undefined && max !== undefined ? [`${max} or less`] : []),
    ...(exclusiveMin === undefined ? [] : [`above ${exclusiveMin}`]),
    ...(exclusiveMax === undefined ? [] : [`below ${exclusiveMax}`]),
  ];
  const unbounded =
    customary === undefined ? any : `${any}, ${customary.min} to ${customary.max} at least`;
  const within = words.length === 0 ? unbounded : words.join(' and ');
  return multipleOf === undefined ? within : `${within}, in multiples of ${multipleOf}`;
}

function documentedList({ items, minItems, maxItems, unique }: ArrayKind): string {
  const count = documentedCount(minItems, maxItems, 'items') ?? 'any number of items';
  return `a list of ${count}${unique === true ? ', none twice' : ''}, each ${documentedValues(items)}`;
}

function documentedObject({ members }: ObjectKind): string {
  const each = members.map(
    (member) =>
      `${member.name}${member.required ? '' : ' (optional)'}: ${documentedValues(member)}`,
  );
  return `an object with ${each.join('; ')}`;
}

/** What a value of the kind is: `an integer`. */
export function typeName({ type }: Pick<Kind, 'type'>): string {
  switch (type) {
    case 'string':
    case 'uri':
    case 'enum':
      return 'a string';
    case 'number':
      return 'a number';
    case 'integer':
      return 'an integer';
    case 'boolean':
      return 'true or false';
    case 'array':
      return 'a list';
    case 'object':
      return 'an object';
  }
}

/** Words as people list them: `a, b or c`. */
export function listed(values: readonly string[]): string {
  return values.length < 2
    ? values.join('')
    : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
}

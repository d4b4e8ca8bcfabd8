import type { Parameter, Range } from './parameter.ts';

/** The values that a page documents for a parameter, in words: `15 to 50`, `jpg or png`. */
export function documentedValues(parameter: Parameter): string {
  switch (parameter.type) {
    case 'string':
      return 'any text that is not empty';
    case 'uri':
      return parameter.mediaTypes === undefined
        ? 'any absolute http(s) URL'
        : `an absolute http(s) URL of ${listed(parameter.mediaTypes)}`;
    case 'number':
    case 'integer':
      return documentedRange(parameter, typeName(parameter).replace(/^an? /, 'any '));
    case 'boolean':
      return 'true and false';
    case 'enum':
      return listed(parameter.values);
  }
}

function documentedRange({ min, max, customary }: Range, any: string): string {
  if (min !== undefined && max !== undefined) return `${min} to ${max}`;
  if (min !== undefined) return `${min} or more`;
  if (max !== undefined) return `${max} or less`;
  return customary === undefined ? any : `${any}, ${customary.min} to ${customary.max} at least`;
}

/** What a value of the parameter is: `an integer`. */
export function typeName(parameter: Parameter): string {
  switch (parameter.type) {
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
  }
}

/** Words as people list them: `a, b or c`. */
export function listed(values: readonly string[]): string {
  return values.length < 2
    ? values.join('')
    : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
}

import type { JsonValue } from '../units/json.ts';
import { isHttpUrl } from './http-url.ts';
import type {
  Aspect,
  EnumerationParameter,
  IntegerParameter,
  NumberParameter,
  Parameter,
} from './parameter.ts';
import { shown } from './shown.ts';

/** What is not plainly valid about one parameter's value. */
export interface Flaw {
  readonly aspect: Exclude<Aspect, 'accepts'>;
  readonly expect: 'refuse' | 'unknown';
  readonly why: string;
}

/** A number as JSON spells it. */
const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/i;

/**
 * Reads one value that is there.
 * @param spelledAsFraction whether its text was that of a whole number with a fraction: `15.0`.
 * @returns undefined when the value is as documented.
 */
export function flawOf(
  parameter: Parameter,
  value: JsonValue,
  spelledAsFraction: boolean,
): Flaw | undefined {
  if (value === null) return silent(parameter, value, 'of which the page says nothing');
  switch (parameter.type) {
    case 'string':
      return text(parameter, value);
    case 'uri':
      return uri(parameter, value);
    case 'number':
      return numeric(parameter, value);
    case 'integer':
      return integer(parameter, value, spelledAsFraction);
    case 'boolean':
      return boolean(parameter, value);
    case 'enum':
      return enumeration(parameter, value);
  }
}

function refused(
  { name }: Parameter,
  aspect: Flaw['aspect'],
  value: JsonValue,
  what: string,
): Flaw {
  return { aspect, expect: 'refuse', why: `${name} is ${shown(value)}, ${what}` };
}

function silent({ name }: Parameter, value: JsonValue, what: string): Flaw {
  return { aspect: 'unknowns', expect: 'unknown', why: `${name} is ${shown(value)}, ${what}` };
}

function text(parameter: Parameter, value: JsonValue): Flaw | undefined {
  if (typeof value !== 'string') return refused(parameter, 'type', value, 'not a string');
  return value === '' ? silent(parameter, value, 'an empty text') : undefined;
}

function uri(parameter: Parameter, value: JsonValue): Flaw | undefined {
  if (typeof value !== 'string') return refused(parameter, 'type', value, 'not a string');
  if (isHttpUrl(value)) return undefined;
  return URL.canParse(value)
    ? silent(parameter, value, 'a URL, but not a plain http(s) one')
    : refused(parameter, 'uri', value, 'not an absolute URL');
}

function numeric(
  parameter: NumberParameter | IntegerParameter,
  value: JsonValue,
): Flaw | undefined {
  const wanted = parameter.type === 'integer' ? 'an integer' : 'a number';
  if (typeof value === 'string' && JSON_NUMBER.test(value)) {
    return silent(parameter, value, 'a number spelled as a string');
  }
  if (typeof value !== 'number') return refused(parameter, 'type', value, `not ${wanted}`);
  const { min, max, customary } = parameter;
  if (min !== undefined && value < min) {
    return refused(parameter, 'min', value, `below the minimum of ${min}`);
  }
  if (max !== undefined && value > max) {
    return refused(parameter, 'max', value, `above the maximum of ${max}`);
  }
  if (!Number.isFinite(value)) return silent(parameter, value, 'a number beyond all that fit');
  if (customary === undefined || min !== undefined || max !== undefined) return undefined;
  return value < customary.min || value > customary.max
    ? silent(parameter, value, `outside the customary ${customary.min} to ${customary.max}`)
    : undefined;
}

function integer(
  parameter: IntegerParameter,
  value: JsonValue,
  spelledAsFraction: boolean,
): Flaw | undefined {
  if (Number.isFinite(value) && !Number.isInteger(value)) {
    return refused(parameter, 'type', value, 'not an integer');
  }
  const flaw = numeric(parameter, value);
  return flaw === undefined && spelledAsFraction
    ? silent(parameter, value, 'an integer written with a fraction or an exponent')
    : flaw;
}

function boolean(parameter: Parameter, value: JsonValue): Flaw | undefined {
  if (typeof value === 'boolean') return undefined;
  return value === 'true' || value === 'false'
    ? silent(parameter, value, 'a boolean spelled as a string')
    : refused(parameter, 'type', value, 'not true or false');
}

function enumeration(parameter: EnumerationParameter, value: JsonValue): Flaw | undefined {
  if (typeof value !== 'string') return refused(parameter, 'type', value, 'not a string');
  return parameter.values.includes(value)
    ? undefined
    : refused(parameter, 'values', value, `not one of ${parameter.values.join(', ')}`);
}

import type { JsonValue } from '../units/json.ts';
import { type Flaw, refused, silent } from './flaw.ts';
import type { IntegerKind, NumberKind } from './parameter.ts';
import { isBounded, isMultipleOf } from './range.ts';

/** A number as JSON spells it. */
const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/i;

type NamedNumber = (NumberKind | IntegerKind) & { readonly name: string };

/** Reads a value as a number or an integer; see `flawsOf`. */
export function flawsOfNumber(
  kind: NamedNumber,
  value: JsonValue,
  spelledAsFraction: boolean,
): readonly Flaw[] {
  const { name, type } = kind;
  const wanted = type === 'integer' ? 'an integer' : 'a number';
  if (typeof value === 'string' && JSON_NUMBER.test(value)) {
    return [silent(name, value, 'a number spelled as a string')];
  }
  if (typeof value !== 'number') return [refused(name, 'type', value, `not ${wanted}`)];
  if (type === 'integer' && Number.isFinite(value) && !Number.isInteger(value)) {
    return [refused(name, 'type', value, 'not an integer')];
  }
  const broken = [...belowMinimum(kind, value), ...aboveMaximum(kind, value), ...off(kind, value)];
  if (broken.length > 0) return broken;
  const unclear = uncustomary(kind, value) ?? spelling(kind, value, spelledAsFraction);
  return unclear === undefined ? [] : [unclear];
}

function belowMinimum({ name, min, exclusiveMin }: NamedNumber, value: number): readonly Flaw[] {
  if (min !== undefined && value < min) {
    return [refused(name, 'min', value, `below the minimum of ${min}`)];
  }
  return exclusiveMin !== undefined && value <= exclusiveMin
    ? [refused(name, 'min', value, `not above ${exclusiveMin}`)]
    : [];
}

function aboveMaximum({ name, max, exclusiveMax }: NamedNumber, value: number): readonly Flaw[] {
  if (max !== undefined && value > max) {
    return [refused(name, 'max', value, `above the maximum of ${max}`)];
  }
  return exclusiveMax !== undefined && value >= exclusiveMax
    ? [refused(name, 'max', value, `not below ${exclusiveMax}`)]
    : [];
}

function off({ name, multipleOf }: NamedNumber, value: number): readonly Flaw[] {
  return multipleOf !== undefined && Number.isFinite(value) && !isMultipleOf(value, multipleOf)
    ? [refused(name, 'multiple', value, `not a multiple of ${multipleOf}`)]
    : [];
}

function uncustomary(kind: NamedNumber, value: number): Flaw | undefined {
  const { name, customary } = kind;
  if (!Number.isFinite(value)) return silent(name, value, 'a number beyond all that fit');
  if (customary === undefined || isBounded(kind)) return undefined;
  return value < customary.min || value > customary.max
    ? silent(name, value, `outside the customary ${customary.min} to ${customary.max}`)
    : undefined;
}

function spelling({ name, type }: NamedNumber, value: number, asFraction: boolean) {
  return type === 'integer' && asFraction
    ? silent(name, value, 'an integer written with a fraction or an exponent')
    : undefined;
}

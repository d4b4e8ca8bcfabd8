import type { JsonValue } from '../units/json.ts';
import type { Parameter, Range } from '../contract/parameter.ts';

/** One valid thing to do with a parameter: a value, or `undefined` for leaving it out. */
export type Level = JsonValue | undefined;

/**
 * The valid levels of a parameter that are worth seeing at least once: bounds and what lies just
 * inside, the default, every value of an enumeration, both booleans, and absence where it is
 * optional. Without documented bounds the ends of the customary range stand in for them.
 */
export function levelsOf(parameter: Parameter): readonly Level[] {
  const absence = parameter.required ? [] : [undefined];
  return [...new Set([...valuesOf(parameter), ...absence])];
}

function valuesOf(parameter: Parameter): readonly JsonValue[] {
  const byDefault = parameter.default === undefined ? [] : [parameter.default];
  switch (parameter.type) {
    case 'string':
    case 'uri':
      return byDefault;
    case 'boolean':
      return [false, true];
    case 'enum':
      return parameter.values;
    case 'number':
    case 'integer':
      return [...boundaryValues(parameter), ...(byDefault as readonly number[])].toSorted(
        (one, other) => one - other,
      );
  }
}

/** The bounds and the values just inside them, rising; all of them valid. */
export function boundaryValues(parameter: Parameter & Range): readonly number[] {
  const { min, max, customary } = parameter;
  if (min === undefined && max === undefined) {
    return customary === undefined ? [] : [...new Set([customary.min, customary.max])];
  }
  const step = stepOf(parameter);
  const values = [
    ...(min === undefined ? [] : [min, moved(min, step)]),
    ...(max === undefined ? [] : [moved(max, -step), max]),
  ].filter((value) => (min ?? value) <= value && value <= (max ?? value));
  return [...new Set(values)].toSorted((one, other) => one - other);
}

/** How far "just inside" and "just outside" lie from a bound: 1, or 0.01 and less for fractions. */
export function stepOf(parameter: Parameter & Range): number {
  if (parameter.type === 'integer') return 1;
  const { min = 0, max = 0 } = parameter;
  const width = parameter.min === undefined || parameter.max === undefined ? 1 : max - min;
  // Below a part in 10^9 of the bound a step could vanish in rounding.
  const least = 10 ** Math.ceil(Math.log10(Math.max(Math.abs(min), Math.abs(max), 1)) - 9);
  const fitting = width > 0 ? 10 ** Math.floor(Math.log10(width / 10)) : least;
  return Math.max(least, Math.min(0.01, fitting));
}

/** A value moved by a step, without the dust of binary fractions. */
export function moved(value: number, by: number): number {
  const sum = value + by;
  return Number.isInteger(sum) ? sum : Number(sum.toPrecision(15));
}

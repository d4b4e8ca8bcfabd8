import { isSameJson } from '../contract/canonical.ts';
import type {
  ArrayParameter,
  IntegerKind,
  Kind,
  NumberKind,
  Parameter,
  TextParameter,
} from '../contract/parameter.ts';
import { boundOf, isBounded, outermost } from '../contract/range.ts';
import { flawsOf } from '../contract/value-flaws.ts';
import type { JsonValue } from '../units/json.ts';
import { countsOf, listOf, sampleOf, samplesOf, stretched } from './sample.ts';
import { moved, stepOf } from './step.ts';

/** One valid thing to do with a parameter: a value, or `undefined` for leaving it out. */
export type Level = JsonValue | undefined;

/**
 * The valid levels of a parameter that are worth seeing at least once: bounds (of lengths and
 * counts, too) and what lies just inside, the default, every value of an enumeration, both booleans, and absence where it is
 * optional. Without documented bounds the ends of the customary range stand in for them.
 */
export function levelsOf(parameter: Parameter): readonly Level[] {
  const absence = parameter.required ? [] : [undefined];
  return distinct([...valuesOf(parameter), ...absence]);
}

function distinct(levels: readonly Level[]): readonly Level[] {
  return levels.filter(
    (level, place) => levels.findIndex((other) => isSameJson(other, level)) === place,
  );
}

function valuesOf(parameter: Parameter): readonly JsonValue[] {
  const byDefault = parameter.default === undefined ? [] : [parameter.default];
  switch (parameter.type) {
    case 'string':
      return [...byDefault, ...(parameter.examples ?? []), ...boundaryTexts(parameter)];
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
    case 'array':
      return [...byDefault, ...(isMadeUp(parameter) ? [] : boundaryLists(parameter))];
    case 'object':
      return [...byDefault, ...(isMadeUp(parameter) ? [] : samplesOf(parameter, 2))];
  }
}

/** The bounds and the values just inside them, rising; all of them valid. */
export function boundaryValues(parameter: NumberKind | IntegerKind): readonly number[] {
  const { customary } = parameter;
  const fits = (value: number): boolean =>
    flawsOf({ ...parameter, name: 'it' }, value).length === 0;
  if (!isBounded(parameter)) {
    const ends = customary === undefined ? [] : [customary.min, customary.max];
    return [...new Set(ends)].filter(fits);
  }
  const step = stepOf(parameter);
  const low = innermost(parameter, 'min', step);
  const high = innermost(parameter, 'max', -step);
  const values = [
    ...(low === undefined ? [] : [low, moved(low, step)]),
    ...(high === undefined ? [] : [moved(high, -step), high]),
  ].filter(fits);
  return [...new Set(values)].toSorted((one, other) => one - other);
}

/** The outermost value that is tried: where a bound is exclusive, just within it. */
function innermost(
  kind: NumberKind | IntegerKind,
  side: 'min' | 'max',
  inward: number,
): number | undefined {
  const bound = boundOf(kind, side);
  return outermost(kind, side) ?? (bound === undefined ? undefined : moved(bound, inward));
}

/** Texts as short and as long as they may be, where one can be made that fits. */
function boundaryTexts(parameter: TextParameter): readonly string[] {
  const { minLength = 0, maxLength, pattern, format } = parameter;
  const base = textOf(parameter).replaceAll(/\s+/g, (blanks) =>
    (pattern ?? format) === undefined ? '-' : blanks,
  );
  return [minLength, maxLength]
    .filter((length) => length !== undefined && length > 0)
    .map((length) => stretched(base, length ?? 0))
    .filter((text) => flawsOf(parameter, text).length === 0);
}

/** A text that fits, to make others from. */
export function textOf(parameter: TextParameter): string {
  const text = parameter.default ?? sampleOf(parameter);
  return typeof text === 'string' ? text : '';
}

function boundaryLists(parameter: ArrayParameter): readonly JsonValue[] {
  const { least, greatest } = countsOf(parameter);
  return [Math.max(least, 1), ...(greatest === undefined ? [] : [greatest])]
    .map((count) => listOf(parameter, count))
    .filter((list) => flawsOf(parameter, list).length === 0);
}

/** Whether samples of a kind would hold URLs that nobody serves. */
function isMadeUp(kind: Kind): boolean {
  switch (kind.type) {
    case 'uri':
      return true;
    case 'array':
      return isMadeUp(kind.items);
    case 'object':
      return kind.members.some(isMadeUp);
    case 'string':
    case 'number':
    case 'integer':
    case 'boolean':
    case 'enum':
      return false;
  }
}

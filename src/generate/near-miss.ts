import type { Contract } from '../contract/contract.ts';
import type { Aspect, Parameter } from '../contract/parameter.ts';
import { boundOf } from '../contract/range.ts';
import { shown } from '../contract/shown.ts';
import { flawsOf } from '../contract/value-flaws.ts';
import { isSameJson } from '../contract/canonical.ts';
import type { JsonValue } from '../units/json.ts';
import type { CaseKind } from './case.ts';
import type { Level } from './level.ts';
import { usualValue } from './sample.ts';
import { neighbour } from './step.ts';
import type { Variation } from './variation.ts';

/** A value that should be refused, for a reason that is read from the contract. */
interface NearMiss {
  readonly kind: CaseKind;
  readonly label: string;
  readonly value: JsonValue;
}

/**
 * Invalid values that careful servers refuse and careless ones let through: beside a bound by the
 * least that a double can tell, far beyond any, beside an allowed value, beside a URL. All of them
 * are free of charge on a target that keeps its promises.
 * @param tried levels that other cases send already.
 */
export function nearMisses(
  contract: Contract,
  parameter: Parameter,
  tried: readonly Level[],
): readonly Variation[] {
  const { name } = parameter;
  const right = usualValue(parameter, contract.example[name]);
  const taken: Level[] = [...tried];
  return candidatesOf(parameter, right).flatMap(({ kind, label, value }) => {
    const aspect = refusedFor(parameter, value);
    if (aspect === undefined || taken.some((level) => isSameJson(level, value))) return [];
    taken.push(value);
    return {
      kind,
      parameter: name,
      level: value,
      label,
      class: `${name}.${aspect}`,
      expect: 'refuse',
      why: `${name} is ${shown(value)}, ${WORDS[kind] ?? 'near what is allowed'}.`,
    };
  });
}

const WORDS: Partial<Record<CaseKind, string>> = {
  'just-outside': 'outside its bounds by the least that a double can tell',
  'far-outside': 'far outside its bounds',
  'off-integer': 'beside an integer',
  'near-value': 'near one of its allowed values',
  'near-uri': 'near a URL',
};

/** The one promise that a value breaks, if it is just one. */
function refusedFor(parameter: Parameter, value: JsonValue): Aspect | undefined {
  const [flaw, ...others] = flawsOf(parameter, value);
  return flaw?.expect === 'refuse' && others.length === 0 ? flaw.aspect : undefined;
}

function candidatesOf(parameter: Parameter, right: JsonValue): readonly NearMiss[] {
  switch (parameter.type) {
    case 'number':
      return [...besideBounds(parameter), ...farOutside(1.7e308)];
    case 'integer':
      return [
        ...besideIntegers(typeof right === 'number' ? right : 0),
        // Beyond these a double, and a 64-bit integer, no longer tell neighbours apart.
        ...farOutside(2 ** 53),
        ...farOutside(2 ** 63),
      ];
    case 'enum':
      return parameter.values.slice(0, 1).flatMap(besideValue);
    case 'uri':
      return typeof right === 'string' ? besideUri(right) : [];
    case 'string':
    case 'boolean':
    case 'array':
    case 'object':
      return [];
  }
}

function besideBounds(parameter: Extract<Parameter, { type: 'number' }>): readonly NearMiss[] {
  return (['min', 'max'] as const).flatMap((side) => {
    const bound = boundOf(parameter, side);
    if (bound === undefined) return [];
    const value = neighbour(bound, side === 'min' ? -1 : 1);
    return [{ kind: 'just-outside', label: side, value }];
  });
}

/** Zero, too, lies outside many ranges, and is what a careless check takes for absence. */
function farOutside(distance: number): readonly NearMiss[] {
  return [-distance, 0, distance].map((value) => ({
    kind: 'far-outside',
    label: String(value),
    value,
  }));
}

function besideIntegers(whole: number): readonly NearMiss[] {
  return [neighbour(whole, -1), neighbour(whole, 1), whole + 1e-6].map((value) => ({
    kind: 'off-integer',
    label: String(value),
    value,
  }));
}

function besideValue(value: string): readonly NearMiss[] {
  const near: readonly (readonly [label: string, value: string])[] = [
    ['prefix', value.slice(0, -1)],
    ['longer', `${value}${value.slice(-1)}`],
    ['blank-after', `${value} `],
    ['line-break', `${value}\n`],
    ['quoted', `"${value}"`],
    ['null-character', `${value}\0`],
  ];
  return near.map(([label, text]) => ({ kind: 'near-value', label, value: text }));
}

function besideUri(right: string): readonly NearMiss[] {
  const rest = right.replace(/^\w+:\/\//, '');
  const near: readonly (readonly [label: string, value: string])[] = [
    ['host-first', rest],
    ['no-colon', `https//${rest}`],
    ['blank-in-host', `https://two words/${rest}`],
    ['open-bracket', `https://[${rest}`],
    ['bad-port', `https://host.invalid:99999/${rest}`],
    ['placeholder', '<url>'],
  ];
  return near.map(([label, text]) => ({ kind: 'near-uri', label, value: text }));
}

import type { Contract } from '../contract/contract.ts';
import type {
  EnumerationParameter,
  IntegerParameter,
  NumberParameter,
  Parameter,
  UriParameter,
} from '../contract/parameter.ts';
import { boundOf, gridOf, outermost } from '../contract/range.ts';
import { badCompany } from './bad-company.ts';
import { brokenRules } from './broken-rules.ts';
import { moved, stepOf } from './step.ts';
import { wrongValues } from './wrong-type.ts';
import type { Variation } from './variation.ts';

/** What the documentation of one parameter refuses, each with that one fault. */
export function invalidVariations(contract: Contract, parameter: Parameter): readonly Variation[] {
  return [
    ...missing(parameter),
    ...badCompany(contract, parameter),
    ...outsideBounds(parameter),
    ...(parameter.type === 'enum' ? notValues(contract, parameter) : []),
    ...(parameter.type === 'uri' ? notUris(contract, parameter) : []),
    ...brokenRules(contract, parameter),
    ...wrongTypes(contract, parameter),
  ];
}

/** Leaving out what is required; where there is a default too, the page contradicts itself. */
function missing({ name, required, default: byDefault }: Parameter): readonly Variation[] {
  if (!required) return [];
  return [
    {
      kind: 'missing',
      parameter: name,
      level: undefined,
      class: `${name}.required`,
      expect: byDefault === undefined ? 'refuse' : 'unknown',
      why:
        byDefault === undefined
          ? `${name} is required and is left out.`
          : `${name} is left out; the page calls it required and gives a default.`,
    },
  ];
}

const FAR = 1_000_000;

function outsideBounds(parameter: Parameter): readonly Variation[] {
  if (parameter.type !== 'number' && parameter.type !== 'integer') return [];
  return [...outside(parameter, 'min', -1), ...outside(parameter, 'max', 1)];
}

function outside(
  parameter: NumberParameter | IntegerParameter,
  side: 'min' | 'max',
  sign: 1 | -1,
): readonly Variation[] {
  const bound = boundOf(parameter, side);
  if (bound === undefined) return [];
  const { name } = parameter;
  // The nearest first: once it is accepted, a paid target is spared the expensive far one.
  return outsideValues(parameter, side, bound, sign).map((value) => ({
    kind: 'outside-bound',
    parameter: name,
    level: value,
    label: String(value),
    class: `${name}.${side}`,
    expect: 'refuse',
    why: `${name} is ${value}, ${sign < 0 ? 'below its minimum' : 'above its maximum'} of ${bound}.`,
  }));
}

/** The nearest value outside a bound and a far one, wrong in nothing else. */
function outsideValues(
  parameter: NumberParameter | IntegerParameter,
  side: 'min' | 'max',
  bound: number,
  sign: 1 | -1,
): readonly number[] {
  const far = Math.max(FAR, Math.abs(bound));
  const last = outermost(parameter, side);
  // Fractions come as near to an exclusive bound as one likes: the bound itself is the nearest.
  if (last === undefined) return [bound, moved(bound, sign * far)];
  const step = stepOf(parameter);
  const grid = gridOf(parameter) ?? far;
  return [moved(last, sign * step), moved(last, sign * Math.ceil(far / grid) * grid)];
}

/** What a careless client might send for one of the allowed values. */
function notValues(contract: Contract, parameter: EnumerationParameter): readonly Variation[] {
  const { name, values } = parameter;
  const first = values[0] ?? '';
  const foreign = contract.output.parameter === name ? ['webp', 'gif', 'tiff'] : ['none-of-these'];
  const candidates: readonly (readonly [label: string, value: string | undefined])[] = [
    ['wrong-case', [first.toUpperCase(), first.toLowerCase()].find((text) => text !== first)],
    ['padded', ` ${first}`],
    ['foreign', foreign.find((value) => !values.includes(value))],
    ['empty', ''],
  ];
  return candidates.flatMap(([label, value]) =>
    value === undefined || values.includes(value)
      ? []
      : {
          kind: 'not-a-value',
          parameter: name,
          level: value,
          label,
          class: `${name}.values`,
          expect: 'refuse',
          why: `${name} is ${JSON.stringify(value)}, none of its allowed values.`,
        },
  );
}

function notUris(contract: Contract, { name }: UriParameter): readonly Variation[] {
  const example = contract.example[name];
  const url = URL.parse(typeof example === 'string' ? example : 'https://host.invalid/file');
  const path = url?.pathname ?? '/file';
  const candidates: readonly (readonly [label: string, value: string])[] = [
    ['words', 'not a url'],
    ['path', path],
    ['schemeless', `//${url?.host ?? 'host.invalid'}${path}`],
    ['hostless', 'https://'],
    ['empty', ''],
  ];
  return candidates.map(([label, value]) => ({
    kind: 'not-a-uri',
    parameter: name,
    level: value,
    label,
    class: `${name}.uri`,
    expect: 'refuse',
    why: `${name} is ${JSON.stringify(value)}, not an absolute URL.`,
  }));
}

function wrongTypes(contract: Contract, parameter: Parameter): readonly Variation[] {
  const { name } = parameter;
  const right = contract.example[name] ?? parameter.default ?? null;
  return wrongValues(parameter, right).map(([type, value]) => ({
    kind: 'wrong-type',
    parameter: name,
    level: value,
    label: type,
    class: `${name}.type`,
    expect: 'refuse',
    why: `${name} is of JSON type ${type === 'fraction' ? 'number, but no integer' : type}.`,
  }));
}

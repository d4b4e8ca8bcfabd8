import type { Contract } from '../contract/contract.ts';
import type {
  IntegerParameter,
  NumberParameter,
  Parameter,
  UriParameter,
} from '../contract/parameter.ts';
import type { JsonValue } from '../units/json.ts';
import type { CaseKind } from './case.ts';
import type { Level } from './level.ts';
import type { Variation } from './variation.ts';

/** A PNG of one pixel. */
const INLINE =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=';

/**
 * What the documentation of one parameter is silent on.
 * @param another draws a nonce, for the case that spells one as a string.
 */
export function silentVariations(
  contract: Contract,
  parameter: Parameter,
  another: () => JsonValue,
): readonly Variation[] {
  const { name } = parameter;
  const asNull = silent('null', parameter, null, undefined, `${name} is null.`);
  switch (parameter.type) {
    case 'string':
      return [asNull, silent('empty', parameter, '', undefined, `${name} is an empty text.`)];
    case 'uri':
      return [asNull, ...otherSchemes(contract, parameter)];
    case 'number':
    case 'integer':
      return [asNull, spelled(contract, parameter, another), ...uncustomary(parameter)];
    case 'boolean':
      return [
        asNull,
        ...['true', 'false'].map((text) =>
          silent('boolean-string', parameter, text, text, `${name} is "${text}", a string.`),
        ),
      ];
    case 'enum':
      return [asNull];
  }
}

/** A field that the page does not name. */
export function unnamedField(contract: Contract): Variation {
  const named = new Set(contract.parameters.map(({ name }) => name));
  const name =
    ['not_documented', 'not_documented_either'].find((candidate) => !named.has(candidate)) ??
    [...named].join('_');
  return {
    kind: 'unknown-field',
    parameter: name,
    level: true,
    class: 'unknown-field',
    expect: 'unknown',
    why: `${name} is no parameter of the page.`,
  };
}

function silent(
  kind: CaseKind,
  { name }: Parameter,
  level: Level,
  label: string | undefined,
  why: string,
): Variation {
  return {
    kind,
    parameter: name,
    level,
    ...(label !== undefined && { label }),
    class: `${name}.${kind}`,
    expect: 'unknown',
    why,
  };
}

function spelled(
  contract: Contract,
  parameter: NumberParameter | IntegerParameter,
  another: () => JsonValue,
): Variation {
  const { name } = parameter;
  const number =
    contract.roles.nonce === name
      ? another()
      : (contract.example[name] ?? parameter.default ?? parameter.min ?? parameter.max ?? 1);
  const text = JSON.stringify(number);
  return silent('numeric-string', parameter, text, text, `${name} is "${text}", a string.`);
}

function uncustomary(parameter: NumberParameter | IntegerParameter): readonly Variation[] {
  const { name, customary, min, max } = parameter;
  if (customary === undefined || min !== undefined || max !== undefined) return [];
  const huge = 2 ** 53;
  const values = [
    customary.min - 1,
    customary.max + 1,
    ...(customary.max < huge - 1 ? [huge] : []),
  ];
  return values.map((value) =>
    silent(
      'uncustomary',
      parameter,
      value,
      String(value),
      `${name} is ${value}, outside the customary ${customary.min} to ${customary.max}.`,
    ),
  );
}

function otherSchemes(contract: Contract, parameter: UriParameter): readonly Variation[] {
  const { name } = parameter;
  const example = contract.example[name] ?? parameter.default;
  const ftp =
    typeof example === 'string' ? example.replace(/^https?:/i, 'ftp:') : 'ftp://host.invalid/file';
  return [
    silent('other-scheme', parameter, INLINE, 'data', `${name} is a data: URL.`),
    silent('other-scheme', parameter, ftp, 'ftp', `${name} is an ftp: URL.`),
  ];
}

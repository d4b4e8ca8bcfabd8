import type { Contract } from '../contract/contract.ts';
import type {
  ArrayParameter,
  IntegerParameter,
  NumberParameter,
  ObjectParameter,
  Parameter,
  UriParameter,
} from '../contract/parameter.ts';
import { isBounded } from '../contract/range.ts';
import { flawsOf } from '../contract/value-flaws.ts';
import { isJsonObject, type JsonValue } from '../units/json.ts';
import type { CaseKind } from './case.ts';
import type { Level } from './level.ts';
import { countsOf, listOf, usualValue } from './sample.ts';
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
      return [
        asNull,
        ...[silent('empty', parameter, '', undefined, `${name} is an empty text.`)].filter(
          ({ level }) => isSilent(parameter, level),
        ),
      ];
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
    case 'array':
      return [asNull, ...silentLists(parameter)];
    case 'object':
      return [asNull, unnamedMember(contract, parameter)];
  }
}

/** Whether a value is one of which the page says nothing. */
function isSilent(parameter: Parameter, level: Level): boolean {
  if (level === undefined) return false;
  const flaws = flawsOf(parameter, level);
  return flaws.length === 1 && flaws[0]?.expect === 'unknown';
}

function silentLists(parameter: ArrayParameter): readonly Variation[] {
  const { name } = parameter;
  const list = [null, ...listOf(parameter, countsOf(parameter).least).slice(1)];
  return isSilent(parameter, list)
    ? [silent('null', parameter, list, 'item', `${name} has an item that is null.`)]
    : [];
}

function unnamedMember(contract: Contract, parameter: ObjectParameter): Variation {
  const { name, members } = parameter;
  const value = usualValue(parameter, contract.example[name]);
  const named = new Set(members.map((member) => member.name));
  const unnamed = ['not_documented', 'not_documented_either', 'nor_this'].find(
    (candidate) => !named.has(candidate),
  );
  const level = { ...(isJsonObject(value) ? value : {}), [unnamed ?? 'unnamed']: true };
  const why = `${name} has a member that the page does not name.`;
  return silent('unknown-member', parameter, level, undefined, why);
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
  const { name, customary } = parameter;
  if (customary === undefined || isBounded(parameter)) return [];
  const huge = 2 ** 53;
  const values = [
    customary.min - 1,
    customary.max + 1,
    ...(customary.max < huge - 1 ? [huge] : []),
  ];
  return values
    .filter((value) => isSilent(parameter, value))
    .map((value) =>
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

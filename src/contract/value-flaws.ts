import { isJsonObject, type JsonValue } from '../units/json.ts';
import { type Flaw, refused, silent } from './flaw.ts';
import { isHttpUrl } from './http-url.ts';
import { canonical } from './canonical.ts';
import { flawsOfNumber } from './number-flaws.ts';
import type { ArrayKind, EnumerationKind, Named, ObjectKind } from './parameter.ts';
import { flawsOfText } from './text-flaws.ts';

/**
 * Reads one value that is there. Where it breaks several promises each has a flaw; what the
 * documentation is silent on counts only where it breaks none, and once.
 * @param spelledAsFraction whether its text was that of a whole number with a fraction: `15.0`.
 * @returns nothing when the value is as documented.
 */
export function flawsOf(
  named: Named,
  value: JsonValue,
  spelledAsFraction = false,
): readonly Flaw[] {
  if (value === null) return [silent(named.name, value, 'of which the page says nothing')];
  switch (named.type) {
    case 'string':
      return flawsOfText(named, value);
    case 'uri':
      return uri(named.name, value);
    case 'number':
    case 'integer':
      return flawsOfNumber(named, value, spelledAsFraction);
    case 'boolean':
      return boolean(named.name, value);
    case 'enum':
      return enumeration(named, value);
    case 'array':
      return list(named, value);
    case 'object':
      return object(named, value);
  }
}

function uri(name: string, value: JsonValue): readonly Flaw[] {
  if (typeof value !== 'string') return [refused(name, 'type', value, 'not a string')];
  if (isHttpUrl(value)) return [];
  return URL.canParse(value)
    ? [silent(name, value, 'a URL, but not a plain http(s) one')]
    : [refused(name, 'uri', value, 'not an absolute URL')];
}

function boolean(name: string, value: JsonValue): readonly Flaw[] {
  if (typeof value === 'boolean') return [];
  return value === 'true' || value === 'false'
    ? [silent(name, value, 'a boolean spelled as a string')]
    : [refused(name, 'type', value, 'not true or false')];
}

function enumeration(
  { name, values }: EnumerationKind & Pick<Named, 'name'>,
  value: JsonValue,
): readonly Flaw[] {
  if (typeof value !== 'string') return [refused(name, 'type', value, 'not a string')];
  return values.includes(value)
    ? []
    : [refused(name, 'values', value, `not one of ${values.join(', ')}`)];
}

function list(kind: ArrayKind & Pick<Named, 'name'>, value: JsonValue): readonly Flaw[] {
  const { name, items, minItems = 0, maxItems = Number.POSITIVE_INFINITY, unique } = kind;
  if (!Array.isArray(value)) return [refused(name, 'type', value, 'not a list')];
  const given = value as readonly JsonValue[];
  const inside = given.flatMap((item, place) =>
    flawsOf({ ...items, name: `${name}[${place}]` }, item),
  );
  // Only what is as documented is compared: nothing else is sure to be shallow.
  const repeats =
    unique === true && inside.length === 0 && new Set(given.map(canonical)).size < given.length;
  const refusals = [
    ...(given.length < minItems
      ? [refused(name, 'count', value, `of fewer than ${minItems} items`)]
      : []),
    ...(given.length > maxItems
      ? [refused(name, 'count', value, `of more than ${maxItems} items`)]
      : []),
    ...(repeats ? [refused(name, 'unique', value, 'with an item twice')] : []),
  ];
  return worst([...refusals, ...asPart('items', inside)]);
}

function object(kind: ObjectKind & Pick<Named, 'name'>, value: JsonValue): readonly Flaw[] {
  const { name, members } = kind;
  if (!isJsonObject(value)) return [refused(name, 'type', value, 'not an object')];
  const inside = members.flatMap((member): readonly Flaw[] => {
    const path = `${name}.${member.name}`;
    const given = Object.hasOwn(value, member.name) ? value[member.name] : undefined;
    if (given !== undefined) return flawsOf({ ...member, name: path }, given);
    return member.required
      ? [{ aspect: 'required', expect: 'refuse', why: `${path} is missing` }]
      : [];
  });
  const named = new Set(members.map((member) => member.name));
  const unnamed = Object.keys(value).filter((key) => !named.has(key));
  return worst([
    ...asPart('members', inside),
    ...unnamed.slice(0, 1).map(() => silent(name, value, 'with a member that is not documented')),
  ]);
}

/** What is wrong inside a value, as flaws of the whole: the first that is refused, or silent. */
function asPart(aspect: 'items' | 'members', inside: readonly Flaw[]): readonly Flaw[] {
  const first = inside.find(({ expect }) => expect === 'refuse') ?? inside[0];
  if (first === undefined) return [];
  return [{ ...first, aspect: first.expect === 'refuse' ? aspect : 'unknowns' }];
}

/** Every promise that is broken, or else the first thing that the documentation is silent on. */
function worst(flaws: readonly Flaw[]): readonly Flaw[] {
  const refusals = flaws.filter(({ expect }) => expect === 'refuse');
  return refusals.length > 0 ? refusals : flaws.slice(0, 1);
}

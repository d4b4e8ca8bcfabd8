import type { JsonValue } from '../units/json.ts';
import { type Flaw, refused, silent } from './flaw.ts';
import { FORMAT_RULES } from './format.ts';
import type { TextKind } from './parameter.ts';

/** Where a page names no greatest length: longer texts than this it says nothing of. */
export const CUSTOMARY_LENGTH = 1_000;

type NamedText = TextKind & { readonly name: string };

/** Reads a value as a text; see `flawsOf`. */
export function flawsOfText(kind: NamedText, value: JsonValue): readonly Flaw[] {
  if (typeof value !== 'string') return [refused(kind.name, 'type', value, 'not a string')];
  const length = lengthOf(value);
  const broken = [
    ...ofLength(kind, value, length),
    ...ofPattern(kind, value),
    ...ofFormat(kind, value),
  ];
  const refusals = broken.filter(({ expect }) => expect === 'refuse');
  if (refusals.length > 0) return refusals;
  const unclear = broken[0] ?? unusual(kind, value, length);
  return unclear === undefined ? [] : [unclear];
}

/** The length of a text in characters: Unicode code points. */
export function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

/** A pattern as it is compiled wherever one is. */
export function patternOf(source: string): RegExp {
  return new RegExp(source, 'u');
}

/** A server may count UTF-16 units: a text is refused where it is so by either count. */
function ofLength(kind: NamedText, value: string, length: number): readonly Flaw[] {
  const { name, minLength = 0, maxLength = Number.POSITIVE_INFINITY } = kind;
  const units = value.length;
  const notes = [
    { isBroken: length < minLength, surely: units < minLength, what: `shorter than ${minLength}` },
    { isBroken: units > maxLength, surely: length > maxLength, what: `longer than ${maxLength}` },
  ];
  return notes
    .filter(({ isBroken }) => isBroken)
    .map(({ surely, what }) =>
      surely
        ? refused(name, 'length', value, `${what} characters`)
        : silent(name, value, `${what} characters by one way to count`),
    );
}

function ofPattern({ name, pattern }: NamedText, value: string): readonly Flaw[] {
  return pattern === undefined || patternOf(pattern).test(value)
    ? []
    : [refused(name, 'pattern', value, `which does not match ${pattern}`)];
}

function ofFormat({ name, format }: NamedText, value: string): readonly Flaw[] {
  if (format === undefined) return [];
  const { fits, mightFit, words } = FORMAT_RULES[format];
  if (fits(value)) return [];
  return mightFit(value)
    ? [silent(name, value, `nearly ${words}`)]
    : [refused(name, 'format', value, `not ${words}`)];
}

/** Valid by all that is promised, and still nothing that a page speaks of. */
function unusual(kind: NamedText, value: string, length: number): Flaw | undefined {
  const { name, minLength, maxLength, pattern, format } = kind;
  if (value === '' && minLength === undefined) return silent(name, value, 'an empty text');
  if (pattern !== undefined || format !== undefined) return undefined;
  if (!value.isWellFormed()) return silent(name, value, 'with half a character');
  if (/(?![\t\n\r])\p{Cc}/u.test(value)) return silent(name, value, 'with control characters');
  return maxLength === undefined && length > CUSTOMARY_LENGTH
    ? silent(name, value, `longer than ${CUSTOMARY_LENGTH} characters`)
    : undefined;
}

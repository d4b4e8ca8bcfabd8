import { canonical } from '../contract/canonical.ts';
import { FORMAT_RULES } from '../contract/format.ts';
import type { ArrayKind, Kind, Parameter, Range, TextKind } from '../contract/parameter.ts';
import { gridOf, outermost } from '../contract/range.ts';
import { lengthOf } from '../contract/text-flaws.ts';
import { flawsOf } from '../contract/value-flaws.ts';
import type { JsonValue } from '../units/json.ts';
import { moved, stepOf } from './step.ts';

/** Longer lists than this are not made up, however many items a page allows. */
const MOST_ITEMS = 100;

/** A documented value of a kind: the page's own where there is one, else made up. */
export function sampleOf(kind: Kind): JsonValue {
  return samplesOf(kind, 1)[0] ?? null;
}

/** The value that stands for a parameter where a case is about another one. */
export function usualValue(parameter: Parameter, example: JsonValue | undefined): JsonValue {
  return example ?? parameter.default ?? sampleOf(parameter);
}

/** Distinct documented values of a kind, as many as there are up to a number. */
export function samplesOf(kind: Kind, most: number): readonly JsonValue[] {
  const valid = candidates(kind, most).filter(
    (value) => flawsOf({ ...kind, name: 'it' }, value).length === 0,
  );
  const distinct = new Map(valid.map((value) => [canonical(value), value]));
  return [...distinct.values()].slice(0, most);
}

function candidates(kind: Kind, most: number): readonly JsonValue[] {
  switch (kind.type) {
    case 'string':
      return texts(kind, most);
    case 'uri':
      return counted(most, (place) => `https://host.invalid/file-${place + 1}`);
    case 'number':
    case 'integer': {
      const step = gridOf(kind) ?? stepOf(kind);
      const from = startOf(kind, step);
      const direction = outermost(kind, 'min') === undefined && kind.max !== undefined ? -1 : 1;
      return counted(most, (place) => moved(from, direction * place * step));
    }
    case 'boolean':
      return [true, false];
    case 'enum':
      return kind.values;
    case 'array': {
      const { least } = countsOf(kind);
      return counted(most, (place) => listOf(kind, Math.max(least, 1) + place));
    }
    case 'object':
      return [
        Object.fromEntries(kind.members.map((member) => [member.name, sampleOf(member)])),
        Object.fromEntries(
          kind.members
            .filter(({ required }) => required)
            .map((member) => [member.name, sampleOf(member)]),
        ),
      ];
  }
}

/** A list of so many items, distinct where they have to be; shorter where there are no more. */
export function listOf({ items, unique }: ArrayKind, count: number): readonly JsonValue[] {
  const samples = samplesOf(items, unique === true ? count : Math.min(count, 2));
  if (unique === true) return samples;
  return counted(count, (place) => samples[place % samples.length] ?? null);
}

/** The least and the greatest number of items worth trying. */
export function countsOf({ minItems, maxItems }: ArrayKind): {
  readonly least: number;
  readonly greatest: number | undefined;
} {
  const isFeasible = maxItems !== undefined && maxItems <= MOST_ITEMS;
  return { least: minItems ?? 0, greatest: isFeasible ? maxItems : undefined };
}

/** A text of exactly so many characters, made by cutting or repeating another. */
export function stretched(text: string, length: number): string {
  const characters = Array.from(text === '' ? 'a' : text);
  const times = Math.ceil(length / characters.length);
  return characters.length >= length
    ? characters.slice(0, length).join('')
    : Array.from({ length: times }, () => characters)
        .flat()
        .slice(0, length)
        .join('');
}

/** Texts that fit, the page's own first. */
function texts(kind: TextKind, most: number): readonly string[] {
  const { examples = [], format, pattern, minLength = 0, maxLength } = kind;
  if (pattern !== undefined) return examples;
  if (format !== undefined) return [...examples, ...FORMAT_RULES[format].samples];
  const made = counted(most, (place) => {
    // What tells two apart comes first: a cut keeps it.
    const word = place === 0 ? 'lamp' : `${place + 1}-lamp`;
    const longest = maxLength ?? Number.POSITIVE_INFINITY;
    return stretched(word, Math.min(Math.max(lengthOf(word), minLength), longest));
  });
  return [...examples, ...made];
}

function startOf(range: Range & { readonly type: 'number' | 'integer' }, step: number): number {
  const { exclusiveMin, exclusiveMax, customary } = range;
  const bound = outermost(range, 'min') ?? outermost(range, 'max');
  if (bound !== undefined) return bound;
  if (exclusiveMin !== undefined) return moved(exclusiveMin, step);
  if (exclusiveMax !== undefined) return moved(exclusiveMax, -step);
  return Math.ceil((customary?.min ?? 0) / step) * step;
}

function counted<Item>(count: number, make: (place: number) => Item): readonly Item[] {
  return Array.from({ length: count }, (_, place) => make(place));
}

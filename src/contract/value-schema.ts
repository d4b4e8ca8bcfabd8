import { z } from 'zod';
import type { JsonValue } from '../units/json.ts';
import { canonical } from './canonical.ts';
import { FORMAT_RULES } from './format.ts';
import { isHttpUrl } from './http-url.ts';
import type { ArrayKind, Aspect, Kind, ObjectKind, Range, TextKind } from './parameter.ts';
import { isMultipleOf } from './range.ts';
import { lengthOf, patternOf } from './text-flaws.ts';

/** What a complaint of these schemas is about where zod has no word for it: `params` of an issue. */
export interface Complaint {
  readonly aspect: Exclude<Aspect, 'unknowns'>;
}

/** What one value may be, by its documentation alone. */
export function valueSchema(kind: Kind): z.ZodType {
  switch (kind.type) {
    case 'string':
      return textSchema(kind);
    case 'uri':
      return z.string().refine(isHttpUrl, about('uri', 'expected an absolute http(s) URL'));
    case 'number':
      return bounded(z.number(), kind);
    case 'integer':
      // Not z.int(): it refuses integers beyond 2^53, of which a page says nothing.
      return bounded(
        z.number().refine(Number.isInteger, about('type', 'expected an integer')),
        kind,
      );
    case 'boolean':
      return z.boolean();
    case 'enum':
      return z.enum([...kind.values]);
    case 'array':
      return listSchema(kind);
    case 'object':
      return objectSchema(kind);
  }
}

function about(aspect: Complaint['aspect'], error: string) {
  const params: Complaint = { aspect };
  return { error, params: { ...params } };
}

function bounded(schema: z.ZodNumber, range: Range): z.ZodType {
  const { min, max, exclusiveMin, exclusiveMax, multipleOf } = range;
  const checks = [
    ...(min === undefined ? [] : [z.gte(min)]),
    ...(exclusiveMin === undefined ? [] : [z.gt(exclusiveMin)]),
    ...(max === undefined ? [] : [z.lte(max)]),
    ...(exclusiveMax === undefined ? [] : [z.lt(exclusiveMax)]),
  ];
  const within = schema.check(...checks);
  // Not zod's own: it is stricter about binary fractions than other validators.
  return multipleOf === undefined
    ? within
    : within.refine(
        (value) => isMultipleOf(value, multipleOf),
        about('multiple', `expected a multiple of ${multipleOf}`),
      );
}

function textSchema({ minLength, maxLength, pattern, format }: TextKind): z.ZodType {
  const rules: readonly (
    | readonly [Complaint['aspect'], string, (text: string) => boolean]
    | undefined
  )[] = [
    minLength === undefined
      ? undefined
      : ['length', `expected ${minLength} characters or more`, (it) => lengthOf(it) >= minLength],
    maxLength === undefined
      ? undefined
      : ['length', `expected ${maxLength} characters or fewer`, (it) => lengthOf(it) <= maxLength],
    pattern === undefined
      ? undefined
      : ['pattern', `expected a match of ${pattern}`, (it) => patternOf(pattern).test(it)],
    format === undefined
      ? undefined
      : ['format', `expected ${FORMAT_RULES[format].words}`, FORMAT_RULES[format].fits],
  ];
  return rules
    .filter((rule) => rule !== undefined)
    .reduce(
      (schema, [aspect, error, fits]) => schema.refine(fits, about(aspect, error)),
      z.string(),
    );
}

function listSchema({ items, minItems, maxItems, unique }: ArrayKind): z.ZodType {
  const lists = z
    .array(valueSchema(items))
    .check(
      ...(minItems === undefined ? [] : [z.minLength(minItems)]),
      ...(maxItems === undefined ? [] : [z.maxLength(maxItems)]),
    );
  if (unique !== true) return lists;
  return lists.refine(
    (list) => new Set(list.map((item) => canonical(item as JsonValue))).size === list.length,
    about('unique', 'expected no item twice'),
  );
}

function objectSchema({ members }: ObjectKind): z.ZodType {
  return z.looseObject(
    Object.fromEntries(
      members.map((member) => [
        member.name,
        member.required ? valueSchema(member) : valueSchema(member).optional(),
      ]),
    ),
  );
}

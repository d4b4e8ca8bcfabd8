import { z } from 'zod';
import { FORMATS } from './format.ts';
import type { Kind, Member } from './parameter.ts';
import { pattern, text } from './schema-words.ts';

/** The members of each kind of value, as a contract spells it. */

/** A name becomes part of clause ids: no blanks, no dots. */
export const name = z
  .string()
  .regex(/^[\w-]+$/, { error: 'expected letters, digits, _ and -' })
  // Names that every object has of its own would look like members that are there.
  .refine((word) => !(word in Object.prototype), { error: 'is a name that every object has' });

const length = z.int().nonnegative();

const bounds = (number: z.ZodNumber) => ({
  min: number.exactOptional(),
  max: number.exactOptional(),
  exclusiveMin: number.exactOptional(),
  exclusiveMax: number.exactOptional(),
  multipleOf: number.positive().exactOptional(),
  customary: z.strictObject({ min: number, max: number }).exactOptional(),
});

// A list's items and an object's members are kinds again: the type is given where it recurs.
const kind: z.ZodType<Kind> = z.lazy(() => kindSchema);
const member: z.ZodType<Member> = z.lazy(() => memberSchema);

export const KIND = {
  string: {
    type: z.literal('string'),
    minLength: length.exactOptional(),
    maxLength: length.exactOptional(),
    pattern: pattern.exactOptional(),
    format: z.enum(FORMATS).exactOptional(),
    examples: z.array(z.string()).min(1).exactOptional(),
  },
  uri: { type: z.literal('uri'), mediaTypes: z.array(text).min(1).exactOptional() },
  number: { type: z.literal('number'), ...bounds(z.number()) },
  integer: { type: z.literal('integer'), ...bounds(z.int()) },
  boolean: { type: z.literal('boolean') },
  enum: { type: z.literal('enum'), values: z.array(text).min(1) },
  array: {
    type: z.literal('array'),
    items: kind,
    minItems: length.exactOptional(),
    maxItems: length.exactOptional(),
    unique: z.boolean().exactOptional(),
  },
  object: { type: z.literal('object'), members: z.array(member).min(1) },
};

/** What a condition on another parameter compares with. */
export const condition = z.strictObject({
  parameter: text,
  is: z.union([z.string(), z.number(), z.boolean()]),
});

const kindSchema: z.ZodType<Kind> = z.discriminatedUnion('type', [
  z.strictObject(KIND.string),
  z.strictObject(KIND.uri),
  z.strictObject(KIND.number),
  z.strictObject(KIND.integer),
  z.strictObject(KIND.boolean),
  z.strictObject(KIND.enum),
  z.strictObject(KIND.array),
  z.strictObject(KIND.object),
]);

const facts = { name, description: text, required: z.boolean() };

const memberSchema: z.ZodType<Member> = z.discriminatedUnion('type', [
  z.strictObject({ ...facts, ...KIND.string }),
  z.strictObject({ ...facts, ...KIND.uri }),
  z.strictObject({ ...facts, ...KIND.number }),
  z.strictObject({ ...facts, ...KIND.integer }),
  z.strictObject({ ...facts, ...KIND.boolean }),
  z.strictObject({ ...facts, ...KIND.enum }),
  z.strictObject({ ...facts, ...KIND.array }),
  z.strictObject({ ...facts, ...KIND.object }),
]);

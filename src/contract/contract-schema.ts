import { z } from 'zod';
import { clauseSchema } from './clause-schema.ts';
import type { Contract } from './contract.ts';
import { gatewaySchema } from './gateway-schema.ts';
import { amount, span, text } from './schema-words.ts';

const documented = {
  // No blanks or dots: names become parts of clause ids. Names that every object has of its own
  // would look like members that are there.
  name: z
    .string()
    .regex(/^[\w-]+$/, { error: 'expected letters, digits, _ and -' })
    .refine((name) => !(name in Object.prototype), { error: 'is a name that every object has' }),
  description: text,
  required: z.boolean(),
};

const range = {
  min: z.number().exactOptional(),
  max: z.number().exactOptional(),
  customary: z.strictObject({ min: z.number(), max: z.number() }).exactOptional(),
};

const wholeRange = {
  min: z.int().exactOptional(),
  max: z.int().exactOptional(),
  customary: z.strictObject({ min: z.int(), max: z.int() }).exactOptional(),
};

const parameterSchema = z.discriminatedUnion('type', [
  z.strictObject({ ...documented, type: z.literal('string'), default: z.string().exactOptional() }),
  z.strictObject({
    ...documented,
    type: z.literal('uri'),
    default: z.string().exactOptional(),
    mediaTypes: z.array(text).min(1).exactOptional(),
  }),
  z.strictObject({
    ...documented,
    ...range,
    type: z.literal('number'),
    default: z.number().exactOptional(),
  }),
  z.strictObject({
    ...documented,
    ...wholeRange,
    type: z.literal('integer'),
    default: z.int().exactOptional(),
  }),
  z.strictObject({
    ...documented,
    type: z.literal('boolean'),
    default: z.boolean().exactOptional(),
  }),
  z.strictObject({
    ...documented,
    type: z.literal('enum'),
    default: z.string().exactOptional(),
    values: z.array(text).min(1),
  }),
]);

const outputSchema = z.strictObject({
  kind: z.literal('image'),
  parameter: text,
  mediaTypes: z.record(
    z.string(),
    z.strictObject({
      type: z.string().regex(/^[\w.+-]+\/[\w.+-]+$/, { error: 'expected a media type' }),
      magic: z.string().regex(/^(?:[0-9a-f]{2})+$/, { error: 'expected bytes in hex' }),
    }),
  ),
});

/** A contract, each part on its own; what holds between them is checked by `parseContract`. */
export const contractSchema = z.strictObject({
  name: z.string().regex(/^[\w-]+$/, { error: 'expected letters, digits, _ and -' }),
  slug: z.string().regex(/^[\w.-]+$/, { error: 'expected what can stand in a path' }),
  title: text,
  source: text,
  parameters: z.array(parameterSchema).min(1),
  roles: z.strictObject({
    nonce: text,
    text: text.exactOptional(),
    work: text.exactOptional(),
    tolerance: text.exactOptional(),
  }),
  example: z.record(z.string(), z.json()),
  output: outputSchema,
  latency: z.strictObject({ typicalMs: span, source: text }),
  price: z.strictObject({ usd: amount, source: text }),
  gateway: gatewaySchema,
  clauses: z.array(clauseSchema),
}) satisfies z.ZodType<Contract>;

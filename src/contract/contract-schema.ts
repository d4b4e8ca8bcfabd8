import { z } from 'zod';
import type { JsonValue } from '../units/json.ts';
import { clauseSchema } from './clause-schema.ts';
import type { Contract } from './contract.ts';
import { gatewaySchema } from './gateway-schema.ts';
import { condition, KIND, name } from './kind-schema.ts';
import { amount, span, text } from './schema-words.ts';

const documented = {
  name,
  description: text,
  required: z.boolean(),
  requiredIf: condition.exactOptional(),
  excludes: z.array(text).min(1).exactOptional(),
};

const json: z.ZodType<JsonValue> = z.json();

const parameterSchema = z.discriminatedUnion('type', [
  z.strictObject({ ...documented, ...KIND.string, default: z.string().exactOptional() }),
  z.strictObject({ ...documented, ...KIND.uri, default: z.string().exactOptional() }),
  z.strictObject({ ...documented, ...KIND.number, default: z.number().exactOptional() }),
  z.strictObject({ ...documented, ...KIND.integer, default: z.int().exactOptional() }),
  z.strictObject({ ...documented, ...KIND.boolean, default: z.boolean().exactOptional() }),
  z.strictObject({ ...documented, ...KIND.enum, default: z.string().exactOptional() }),
  z.strictObject({ ...documented, ...KIND.array, default: z.array(json).exactOptional() }),
  z.strictObject({
    ...documented,
    ...KIND.object,
    default: z.record(z.string(), json).exactOptional(),
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

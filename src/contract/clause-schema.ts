import { z } from 'zod';
import { type Clause, GATEWAY_RULES, LEVELS } from './clause.ts';
import { ASPECTS } from './parameter.ts';
import { text } from './schema-words.ts';

/** One promise; its rule says which judge decides it. */
export const clauseSchema = z.strictObject({
  id: z.string().regex(/^[a-z][\w-]*(?:\.[\w-]+)+$/, {
    error: 'expected words joined by dots, like state.terminal-is-final',
  }),
  text,
  level: z.enum(LEVELS),
  source: text,
  rule: z.discriminatedUnion('of', [
    z.strictObject({ of: z.literal('parameter'), parameter: text, aspect: z.enum(ASPECTS) }),
    z.strictObject({ of: z.enum(GATEWAY_RULES) }),
  ]),
}) satisfies z.ZodType<Clause>;

import { z } from 'zod';
import { LIMITER_CLASSES } from '../limiter/model.ts';
import { parseJson } from '../units/json.ts';
import { type Milliseconds, milliseconds } from '../units/units.ts';
import { DEFAULT_PROFILE, type Profile } from './profiles.ts';

const time = z.number().nonnegative();
const duration = z.number().positive();

const profileSchema = z.strictObject({
  id: z.string().min(1).optional(),
  describe: z.string().optional(),
  validation: z.enum(['door', 'late']).optional(),
  refusal: z.enum(['bad-request', 'no-credits']).optional(),
  coerces: z.boolean().optional(),
  ids: z.enum(['uuid', 'hex']).optional(),
  showsRunning: z.boolean().optional(),
  sigma: z.number().nonnegative().max(3).optional(),
  slowdown: z.number().positive().optional(),
  exchangeMs: z
    .strictObject({ min: duration, max: duration })
    .refine(({ min, max }) => min <= max, { error: 'expected min to be at most max' })
    .optional(),
  workers: z.int().positive().optional(),
  ledgerDelayMs: time.optional(),
  syncGiveUpMs: duration.optional(),
  limiter: z
    .strictObject({
      class: z.enum(LIMITER_CLASSES),
      limit: z.int().positive(),
      windowMs: duration.transform((value): Milliseconds => milliseconds(value)),
      count: z.enum(['all', 'submits']),
    })
    .optional(),
});

export type ProfileRead = { readonly profile: Profile } | { readonly problems: readonly string[] };

/**
 * Reads a profile from a file: members that it leaves out are those of the default profile.
 * @param id what it is called where it does not say.
 * @returns all that is wrong with it, if anything is.
 */
export function readProfile(text: string, id: string): ProfileRead {
  const json = parseJson(text);
  if (json === undefined) return { problems: ['it is not JSON'] };
  const read = profileSchema.safeParse(json);
  if (!read.success) {
    const problems = read.error.issues.map(({ path, message }) =>
      path.length === 0 ? message : `${path.join('.')}: ${message}`,
    );
    return { problems };
  }
  const given = Object.entries(read.data).filter(([, value]) => value !== undefined);
  return { profile: { ...DEFAULT_PROFILE, id, describe: '', ...Object.fromEntries(given) } };
}

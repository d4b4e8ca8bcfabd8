import type { Random } from '../units/random.ts';

const ID_SHAPE = /^00000000-0000-4000-8000-[0-9a-f]{12}$/;
const SLUG_PREFIX = 'no-such-model-';

/**
 * A job id that no server has issued: it has the shape of a UUID v4, so that it is unknown rather
 * than malformed, with 74 zero bits that random ids have once in 10^22. A judge can tell from the
 * request alone that nobody was ever given it.
 */
export function madeUpId(random: Random): string {
  const tail = Array.from({ length: 12 }, () => random.integer(0, 15).toString(16)).join('');
  return `00000000-0000-4000-8000-${tail}`;
}

export function isMadeUpId(id: string): boolean {
  return ID_SHAPE.test(id);
}

/** A model name that nobody serves; recognisable for the same reason as a made-up id. */
export function madeUpSlug(random: Random): string {
  return `${SLUG_PREFIX}${random.integer(100_000, 999_999)}`;
}

export function isMadeUpSlug(slug: string): boolean {
  return slug.startsWith(SLUG_PREFIX);
}

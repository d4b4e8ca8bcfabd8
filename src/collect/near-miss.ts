import { Redacted } from '../units/redacted.ts';

/** Keys that are nearly the valid one: a server that compares carelessly takes them for it. */
export const NEAR_MISSES = ['prefix', 'longer', 'changed', 'empty'] as const;
export type NearMiss = (typeof NEAR_MISSES)[number];

/** What is sent in the valid key's stead. */
export function nearMissOf(valid: Redacted, how: NearMiss): Redacted {
  const key = valid.reveal();
  switch (how) {
    case 'prefix':
      return new Redacted(key.slice(0, Math.ceil(key.length / 2)));
    case 'longer':
      return new Redacted(`${key}0`);
    case 'changed':
      return new Redacted(key.slice(0, -1) + (key.endsWith('0') ? '1' : '0'));
    case 'empty':
      return new Redacted('');
  }
}

/** Near misses give most of the key away: as secret as the key itself. */
export function nearMissesOf(valid: Redacted): readonly Redacted[] {
  return NEAR_MISSES.filter((how) => how !== 'empty').map((how) => nearMissOf(valid, how));
}

import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Seed } from './units.ts';

/** A stream of random numbers: deterministic, and independent of every other stream. */
export interface Random {
  /** Uniform in [0, 1), with 53 random bits. */
  next(): number;
  /** A uniform integer from `low` to `high`, both inclusive. */
  integer(low: number, high: number): number;
}

/**
 * The random stream that belongs to a seed and a purpose. Streams with other names do not
 * disturb each other, so that drawing more for one purpose leaves all others unchanged.
 * @param purpose what it is for, e.g. `"mock.ids"`.
 */
export function randomStream(seed: Seed, purpose: string): Random {
  const generator = xoroshiro128plus(mix(seed, purpose));
  return {
    next: () => uniformFloat64(generator),
    integer: (low, high) => uniformInt(generator, low, high),
  };
}

/** FNV-1a over the purpose, begun at the seed: spreads similar names over all seeds. */
function mix(seed: Seed, purpose: string): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (const character of purpose) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash | 0;
}

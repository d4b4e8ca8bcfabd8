import { randomInt } from 'node:crypto';

/** What a test run derives its randomness and its counts from. */
export interface RunSize {
  /** An integer, 0 to 2^32 - 1 inclusive, as everywhere in leadline. */
  readonly seed: number;
  /** Multiplies the runs of every property and the counts of soak tests; 1 in `npm test`. */
  readonly soak: number;
}

const SEEDS = 2 ** 32;
/** Of fresh seeds: fast-check prints those above as negative numbers. */
const FRESH_SEEDS = 2 ** 31;

/**
 * Reads `LEADLINE_SEED` (by default a fresh one) and `LEADLINE_SOAK` (by default 1).
 * @throws RangeError when either is given and out of range.
 */
export function runSize(
  env: Readonly<Record<string, string | undefined>>,
  freshSeed: () => number = () => randomInt(FRESH_SEEDS),
): RunSize {
  return { seed: seedOf(env['LEADLINE_SEED'], freshSeed), soak: soakOf(env['LEADLINE_SOAK']) };
}

function seedOf(given: string | undefined, freshSeed: () => number): number {
  if (given === undefined || given === '') return freshSeed();
  const seed = Number(given);
  if (Number.isInteger(seed) && seed >= 0 && seed < SEEDS) return seed;
  throw new RangeError(`LEADLINE_SEED is ${given}: expected an integer from 0 to ${SEEDS - 1}`);
}

function soakOf(given: string | undefined): number {
  if (given === undefined || given === '') return 1;
  const soak = Number(given);
  if (Number.isFinite(soak) && soak > 0) return soak;
  throw new RangeError(`LEADLINE_SOAK is ${given}: expected a number above 0`);
}

import { randomLogNormal } from 'd3-random';
import { type Contract, defaultOf, type Payload } from '../contract/contract.ts';
import type { Random } from '../units/random.ts';
import { type Milliseconds, milliseconds } from '../units/units.ts';

/** The share of a job's time that does not depend on how much work was asked for. */
export const FIXED_SHARE = 0.2;

/**
 * The median service time of a payload: the documented one where the work parameter has its
 * default, and growing with it, part fixed and part in proportion.
 */
export function medianServiceTime(contract: Contract, payload: Payload): Milliseconds {
  const share = FIXED_SHARE + (1 - FIXED_SHARE) * relativeWork(contract, payload);
  return milliseconds(contract.latency.typicalMs * share);
}

/** Draws log-normal service times, one for each job. */
export function serviceTimes(
  contract: Contract,
  sigma: number,
  slowdown: number,
  random: Random,
): (payload: Payload) => Milliseconds {
  const spread = randomLogNormal.source(() => random.next())(0, sigma);
  return (payload) => milliseconds(medianServiceTime(contract, payload) * slowdown * spread());
}

/** Work relative to the default, kept within the documented range. */
function relativeWork(contract: Contract, payload: Payload): number {
  const name = contract.roles.work;
  const parameter = contract.parameters.find((candidate) => candidate.name === name);
  if (name === undefined || parameter === undefined) return 1;
  if (parameter.type !== 'number' && parameter.type !== 'integer') return 1;
  const usual = defaultOf(contract, name);
  const given = payload[name];
  if (typeof usual !== 'number' || usual <= 0 || typeof given !== 'number') return 1;
  const { min = usual, max = usual } = parameter;
  return Math.min(Math.max(given, min), max) / usual;
}

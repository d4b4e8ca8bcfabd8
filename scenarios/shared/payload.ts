import type { Contract, Payload } from '../../src/contract/contract.ts';
import type { Parameter } from '../../src/contract/parameter.ts';

const WORD = 2 ** 32;
const DEFAULT_RANGE = { min: 0, max: 2 ** 31 - 1 };

/**
 * The page's own example with only the nonce changed, so that no two jobs of a run are alike and
 * another seed gives other jobs.
 * @param job its number in the run, from 0.
 */
export function payloadOf(contract: Contract, seed: number, job: number): Payload {
  const name = contract.roles.nonce;
  const nonce = contract.parameters.find((parameter) => parameter.name === name);
  if (nonce === undefined) return contract.example;
  return { ...contract.example, [name]: nonceOf(nonce, contract.example[name], seed, job) };
}

/** A number in [0, 1) that belongs to a seed and a job. */
export function shareOf(seed: number, job: number): number {
  return mixed(mixed(seed) ^ job) / WORD;
}

function nonceOf(
  nonce: Parameter,
  example: Payload[string] | undefined,
  seed: number,
  job: number,
): Payload[string] {
  switch (nonce.type) {
    case 'integer':
    case 'number': {
      const { min, max } = { ...DEFAULT_RANGE, ...nonce.customary, ...documented(nonce) };
      const size = Math.floor(max - Math.ceil(min)) + 1;
      return Math.ceil(min) + ((mixed(seed) + job) % size);
    }
    case 'string':
      return `${typeof example === 'string' ? example : ''} ${mixed(seed)}-${job}`.trimStart();
    case 'uri':
    case 'boolean':
    case 'enum':
    case 'array':
    case 'object':
      return example ?? nonce.default ?? null;
  }
}

function documented(range: { readonly min?: number; readonly max?: number }): {
  readonly min?: number;
  readonly max?: number;
} {
  return {
    ...(range.min === undefined ? {} : { min: range.min }),
    ...(range.max === undefined ? {} : { max: range.max }),
  };
}

/** Spreads an integer over all 32-bit words (the finaliser of MurmurHash3). */
function mixed(value: number): number {
  let word = value | 0;
  word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return (word ^ (word >>> 16)) >>> 0;
}
